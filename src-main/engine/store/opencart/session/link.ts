import type { Connection, ResultSetHeader } from 'mysql2/promise';
import type { MysqlConnection } from '#contract/shop.ts';
import type { Logger } from '../../../host.ts';
import type { Tunnel } from '../tunnel/tunnel.ts';
import { dial } from './dial.ts';
import { isConnectionLost, isUnknownVariable, storeProblem } from './problems.ts';
import type { SqlParameter, SqlRow, SqlValue, Writer } from './queryable.ts';

export type LinkRole = 'reader' | 'writer';

/** Longer than the server's own limit, so that the server normally gives up first and says so. */
const QUERY_TIMEOUT_MS: Readonly<Record<LinkRole, number>> = { reader: 30_000, writer: 90_000 };
const STATEMENT_SECONDS = 15;
const LOCK_SECONDS = 10;

/** One prepared connection to the shop's server, with all that is fixed for its life. */
export class Link implements Writer {
  readonly encrypted: boolean;
  readonly verified: boolean;
  readonly role: LinkRole;
  #timeZone: string | null = null;
  #dead = false;
  readonly #connection: Connection;
  readonly #facts: MysqlConnection;

  private constructor(made: {
    connection: Connection;
    encrypted: boolean;
    verified: boolean;
    role: LinkRole;
    facts: MysqlConnection;
  }) {
    this.#connection = made.connection;
    this.encrypted = made.encrypted;
    this.verified = made.verified;
    this.role = made.role;
    this.#facts = made.facts;
    // The server closes idle connections; without a listener that would be an uncaught error.
    this.#connection.on('error', () => {
      this.#dead = true;
    });
    this.#connection.on('end', () => {
      this.#dead = true;
    });
  }

  static async open(
    facts: MysqlConnection,
    role: LinkRole,
    logger: Logger,
    tunnel: Tunnel | null = null,
  ): Promise<Link> {
    const dialled = await dial(facts, tunnel);
    const link = new Link({ ...dialled, role, facts });
    try {
      await link.#prepare(logger);
      return link;
    } catch (error) {
      link.destroy();
      throw error;
    }
  }

  get dead(): boolean {
    return this.#dead;
  }

  async rows(sql: string, parameters: readonly SqlParameter[] = []): Promise<readonly SqlRow[]> {
    // The driver's own type is wider (Buffer, Date, JSON): dateStrings and our column lists keep it to SqlValue.
    return (await this.#query({ sql, values: [...parameters] })) as SqlRow[];
  }

  async arrays(
    sql: string,
    parameters: readonly SqlParameter[] = [],
  ): Promise<readonly (readonly SqlValue[])[]> {
    return (await this.#query({ sql, values: [...parameters], rowsAsArray: true })) as SqlValue[][];
  }

  async run(
    sql: string,
    parameters: readonly SqlParameter[] = [],
  ): Promise<{ affectedRows: number; insertId: number }> {
    const header = (await this.#query({ sql, values: [...parameters] })) as ResultSetHeader;
    return { affectedRows: header.affectedRows, insertId: header.insertId };
  }

  /** Sets the session's zone if it is another; `null` leaves the server's own. */
  async useTimeZone(timeZone: string | null): Promise<void> {
    if (timeZone === null || timeZone === this.#timeZone) return;
    await this.run('SET SESSION time_zone = ?', [timeZone]);
    this.#timeZone = timeZone;
  }

  async ping(): Promise<boolean> {
    try {
      await this.#connection.ping();
      return true;
    } catch (error) {
      if (!isConnectionLost(error)) throw storeProblem(error, this.#facts);
      this.#dead = true;
      return false;
    }
  }

  /** Ends at once; whatever runs on it is answered with a lost connection. */
  destroy(): void {
    this.#dead = true;
    this.#connection.destroy();
  }

  async end(): Promise<void> {
    if (this.#dead) return this.destroy();
    this.#dead = true;
    try {
      await this.#connection.end();
    } catch (error) {
      if (!isConnectionLost(error)) throw storeProblem(error, this.#facts);
      this.#connection.destroy();
    }
  }

  async #query(options: { sql: string; values: unknown[]; rowsAsArray?: boolean }): Promise<unknown> {
    try {
      const [result] = await this.#connection.query({ ...options, timeout: QUERY_TIMEOUT_MS[this.role] });
      return result;
    } catch (error) {
      // After a time-out of the driver's own, the answer may still come and be taken for another's.
      if (isConnectionLost(error)) this.destroy();
      throw storeProblem(error, this.#facts);
    }
  }

  async #prepare(logger: Logger): Promise<void> {
    // Strict, so that a cut text is an error; without NO_ZERO_DATE, because OpenCart lives on zero dates.
    await this.run("SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ENGINE_SUBSTITUTION'");
    // Where a host turned it off (my.cnf, init_connect), what is written beside a transaction would never be kept, and
    // whoever only reads would see for ever what stood when the line was opened.
    await this.run('SET SESSION autocommit = 1');
    await this.#setIfKnown(`SET SESSION lock_wait_timeout = ${LOCK_SECONDS}`, logger);
    await this.#setIfKnown(`SET SESSION innodb_lock_wait_timeout = ${LOCK_SECONDS}`, logger);
    if (this.role === 'writer') {
      // A limit that strikes in the middle of an UPDATE leaves it half done on MyISAM.
      await this.#setIfKnown('SET SESSION max_statement_time = 0', logger);
      return;
    }
    const version = String((await this.rows('SELECT VERSION() AS version'))[0]?.version ?? '');
    await this.#setIfKnown(
      /mariadb/i.test(version)
        ? `SET SESSION max_statement_time = ${STATEMENT_SECONDS}`
        : `SET SESSION max_execution_time = ${STATEMENT_SECONDS * 1000}`,
      logger,
    );
    await this.run('SET SESSION TRANSACTION READ ONLY');
  }

  async #setIfKnown(sql: string, logger: Logger): Promise<void> {
    try {
      await this.#connection.query(sql);
    } catch (error) {
      if (!isUnknownVariable(error)) throw storeProblem(error, this.#facts);
      logger.debug('store.session-variable-unknown', { code: sql });
    }
  }
}
