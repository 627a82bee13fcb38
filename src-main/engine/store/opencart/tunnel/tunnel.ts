import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';
import ssh2 from 'ssh2';
import type { Client, ConnectConfig } from 'ssh2';
import { problem, ProblemError } from '#contract/problem.ts';
import type { SshTunnel } from '#contract/shop.ts';
import { tunnelProblem } from './problems.ts';

const READY_TIMEOUT_MS = 10_000;
/** A line that answers none of three is given up, before the database's own deadline of a query strikes. */
const KEEP_ALIVE_MS = 8_000;
const KEEP_ALIVE_MISSES = 3;

/** One SSH login that every connection to the database shares; made when first needed and again after it was lost. */
export class Tunnel {
  readonly #facts: SshTunnel;
  #hostKey: string | null;
  #client: Promise<Client> | null = null;

  constructor(facts: SshTunnel) {
    this.#facts = facts;
    this.#hostKey = facts.hostKey;
  }

  /** Fingerprint of the server's key: the pinned one, or the first that was met. Null before that. */
  get hostKey(): string | null {
    return this.#hostKey;
  }

  /** Opens a stream from the SSH server to the database. Rejects with `store/tunnel-*`. */
  async stream(host: string, port: number): Promise<Duplex> {
    const client = await this.#login();
    return new Promise((resolve, reject) => {
      const fail = (error: Error): void => {
        reject(this.#noStream(error, { host, port }));
      };
      try {
        client.forwardOut('127.0.0.1', 0, host, port, (error, stream) => {
          if (error) fail(error);
          else resolve(stream);
        });
      } catch (error) {
        // ssh2 throws for a line that has just gone, before it tells so by `close`.
        this.#client = null;
        fail(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  /** Only the server's own refusal carries a reason; all else is a line that went away. */
  #noStream(error: Error, params: { readonly host: string; readonly port: number }): ProblemError {
    if (!('reason' in error)) return tunnelProblem(error, this.#facts, { pinned: null, found: null });
    return new ProblemError(problem('store/tunnel-forward-refused', params, error.message), { cause: error });
  }

  async close(): Promise<void> {
    const opened = this.#client;
    this.#client = null;
    if (opened === null) return;
    const [settled] = await Promise.allSettled([opened]);
    if (settled.status === 'fulfilled') settled.value.end();
  }

  async #login(): Promise<Client> {
    if (this.#client !== null) return this.#client;
    const opening = this.#connect();
    this.#client = opening;
    const forget = (): void => {
      if (this.#client === opening) this.#client = null;
    };
    opening.then((client) => client.on('close', forget).on('error', forget), forget);
    return opening;
  }

  async #connect(): Promise<Client> {
    const client = new ssh2.Client();
    const { password } = this.#facts;
    let found: string | null = null;
    return new Promise((resolve, reject) => {
      // Stays for the client's life: an error after the login ends in `close`, and the next use logs in anew.
      client.on('error', (error) => {
        reject(tunnelProblem(error, this.#facts, { pinned: this.#hostKey, found }));
      });
      client.on('close', () => {
        reject(tunnelProblem(new Error('closed'), this.#facts, { pinned: this.#hostKey, found }));
      });
      client.on('keyboard-interactive', (_name, _text, _language, prompts, answer) => {
        answer(prompts.map(() => password));
      });
      client.on('ready', () => {
        this.#hostKey = found;
        resolve(client);
      });
      const hostVerifier = (key: Buffer): boolean => {
        found = fingerprintOf(key);
        return this.#hostKey === null || this.#hostKey === found;
      };
      try {
        client.connect({ ...loginOf(this.#facts), hostVerifier });
      } catch (error) {
        // Read before a byte is sent: the key's text, its passphrase, the agent's address.
        reject(new ProblemError(problem('store/tunnel-key-unreadable', {}, null), { cause: error }));
      }
    });
  }
}

/** As OpenSSH prints it: base64 without its padding. */
export function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

function loginOf(facts: SshTunnel): ConnectConfig {
  const common: ConnectConfig = {
    host: facts.host,
    port: facts.port,
    username: facts.user,
    readyTimeout: READY_TIMEOUT_MS,
    keepaliveInterval: KEEP_ALIVE_MS,
    keepaliveCountMax: KEEP_ALIVE_MISSES,
  };
  switch (facts.login) {
    case 'password':
      return {
        ...common,
        password: facts.password,
        tryKeyboard: true,
        authHandler: ['password', 'keyboard-interactive'],
      };
    case 'key':
      return {
        ...common,
        privateKey: facts.privateKey,
        ...(facts.passphrase === '' ? {} : { passphrase: facts.passphrase }),
        authHandler: ['publickey'],
      };
    case 'agent':
      return { ...common, agent: facts.agentSocket ?? '', authHandler: ['agent'] };
  }
}
