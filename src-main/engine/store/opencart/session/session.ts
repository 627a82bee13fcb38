import type { MysqlConnection } from '#contract/shop.ts';
import { isProblemError } from '#contract/problem.ts';
import type { Clock, Logger } from '../../../host.ts';
import { Tunnel } from '../tunnel/tunnel.ts';
import { Link } from './link.ts';
import type { LinkRole } from './link.ts';
import { isConnectionLimit } from './problems.ts';
import type { Reader, SqlParameter, Writer } from './queryable.ts';

/** After this long without use, the writer's line is tried before something depends on it. */
const IDLE_BEFORE_PING_MS = 5_000;
/** How often, and after how long, a server that has no line free is asked again. */
const TURNS = 5;
const TURN_MS = 250;

/**
 * At most two connections to the shop, one to read and one to write, each opened when first needed and again after it
 * was lost. Shared hosts allow few connections (10 to 30 for everybody).
 */
export class OpencartSession {
  readonly reader: Reader;
  readonly connection: MysqlConnection;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #links = new Map<LinkRole, Promise<Link>>();
  readonly #tunnel: Tunnel | null;
  #writing: Promise<unknown> = Promise.resolve();
  #lastWriteAt = 0;
  #timeZone: string | null = null;
  #closed = false;

  constructor(made: { connection: MysqlConnection; clock: Clock; logger: Logger }) {
    this.connection = made.connection;
    this.#tunnel = made.connection.tunnel ? new Tunnel(made.connection.tunnel) : null;
    this.#clock = made.clock;
    this.#logger = made.logger;
    this.reader = {
      rows: async (sql: string, parameters?: readonly SqlParameter[]) =>
        this.#reading((link) => link.rows(sql, parameters)),
      arrays: async (sql: string, parameters?: readonly SqlParameter[]) =>
        this.#reading((link) => link.arrays(sql, parameters)),
    };
  }

  /** Offset such as `+03:00`, used by every connection from now on; null leaves the server's own zone. */
  useTimeZone(timeZone: string | null): void {
    this.#timeZone = timeZone;
  }

  /** Fingerprint of the SSH server's key; null without a tunnel, and before the first login. */
  get tunnelHostKey(): string | null {
    return this.#tunnel?.hostKey ?? null;
  }

  async transport(): Promise<{ readonly encrypted: boolean; readonly verified: boolean }> {
    const link = await this.#link('reader');
    return { encrypted: link.encrypted, verified: link.verified };
  }

  /** Runs one piece of writing at a time on a connection that just answered. */
  async write<T>(work: (writer: Writer) => Promise<T>): Promise<T> {
    const turn = this.#writing.then(
      async () => this.#writeNow(work),
      async () => this.#writeNow(work),
    );
    this.#writing = turn;
    return turn;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const links = [...this.#links.values()];
    this.#links.clear();
    const opened = await Promise.allSettled(links);
    await Promise.all(
      opened.map(async (link) => (link.status === 'fulfilled' ? link.value.end() : undefined)),
    );
    await this.#tunnel?.close();
  }

  async #writeNow<T>(work: (writer: Writer) => Promise<T>): Promise<T> {
    let link = await this.#link('writer');
    const idle = this.#clock.monotonic() - this.#lastWriteAt;
    if (idle > IDLE_BEFORE_PING_MS && !(await link.ping())) link = await this.#link('writer');
    try {
      return await work(link);
    } catch (error) {
      // A transaction or a lock may still be open on it: it ends with its connection.
      this.#links.delete('writer');
      link.destroy();
      throw error;
    } finally {
      this.#lastWriteAt = this.#clock.monotonic();
    }
  }

  async #reading<T>(work: (link: Link) => Promise<T>): Promise<T> {
    try {
      return await work(await this.#link('reader'));
    } catch (error) {
      // Reading twice harms nobody, and an idle line is often cut without a word.
      if (!isProblemError(error) || error.problem.code !== 'store/connection-lost' || this.#closed)
        throw error;
      this.#links.delete('reader');
      return work(await this.#link('reader'));
    }
  }

  async #link(role: LinkRole): Promise<Link> {
    const opening = this.#links.get(role) ?? this.#open(role);
    const link = await opening;
    if (link.dead) {
      if (this.#links.get(role) === opening) this.#links.delete(role);
      return this.#link(role);
    }
    await link.useTimeZone(this.#timeZone);
    return link;
  }

  #open(role: LinkRole): Promise<Link> {
    const opening = this.#openInTurn(role);
    this.#links.set(role, opening);
    opening.catch(() => {
      if (this.#links.get(role) === opening) this.#links.delete(role);
    });
    return opening;
  }

  /**
   * A server counts a line that was just dropped for a moment longer. Where it allows only two, the new one has to
   * wait for its turn.
   */
  async #openInTurn(role: LinkRole): Promise<Link> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await Link.open(this.connection, role, this.#logger, this.#tunnel);
      } catch (error) {
        if (attempt === TURNS || this.#closed || !isConnectionLimit(error)) throw error;
        await this.#clock.sleep(TURN_MS);
      }
    }
  }
}
