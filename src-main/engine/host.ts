import type { Dispatcher } from 'undici';

/**
 * What the engine is handed at birth. Inside the engine `Date.now`, `Math.random`, `setTimeout` and `fetch` are
 * forbidden names (checked by `test/house`): a test can then give it a virtual clock, seeded randomness and a network
 * that breaks, and nothing in here would know.
 */
export type Host = {
  readonly kind: 'desktop' | 'browser' | 'command-line';
  readonly version: string;
  readonly demo: boolean;
  readonly clock: Clock;
  readonly random: Random;
  readonly keys: KeyVault;
  readonly logger: Logger;
  readonly network: Network;
  readonly paths: Paths;
  /**
   * Called at each named step of the data flow, before and after its commit. Does nothing in the product; the crash
   * tests kill the process here.
   */
  readonly reach: (point: FailPoint) => void;
};

export type Clock = {
  /** Wall clock, epoch milliseconds. For what is shown and for the marketplaces' windows, never for durations. */
  readonly now: () => number;
  /** Milliseconds that only grow. For time-outs, leases within this process, rates. */
  readonly monotonic: () => number;
  /** Resolves after `milliseconds`, or rejects with the signal's reason. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
};

export type Random = {
  readonly bytes: (count: number) => Buffer;
  readonly uuid: () => string;
  /** Evenly spread in [0, 1). */
  readonly fraction: () => number;
};

/** Where the 32-byte data key comes from. It never leaves engine memory and is never logged. */
export type KeyVault = {
  readonly protection: 'operating-system' | 'passphrase' | 'key-file';
  /** Identifies the key without revealing it; stored beside what it sealed. */
  readonly dataKey: () => Promise<{ readonly keyId: string; readonly key: Buffer }>;
};

/** One event name a line, fields by allow-list (`monitor/log-fields.ts`), values redacted before they are written. */
export type Logger = {
  readonly debug: (event: string, fields?: LogFields) => void;
  readonly info: (event: string, fields?: LogFields) => void;
  readonly warn: (event: string, fields?: LogFields) => void;
  readonly error: (event: string, fields?: LogFields) => void;
};
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** The only source of connections for HTTP. A test hands in a dispatcher that misbehaves. */
export type Network = { readonly dispatcher: Dispatcher };

export type Paths = {
  /** The profile's folder: cache, backups, quarantine, logs. Made if absent, mode 0700. */
  readonly data: string;
};

/** The ten steps of the data flow (ARCHITECTURE.md), each just before and just after what it makes durable. */
export const FAIL_POINTS = [
  '1-read:before-commit',
  '1-read:after-commit',
  '2-plan:before',
  '2-plan:after',
  '3-enqueue:before-commit',
  '3-enqueue:after-commit',
  '4-claim:before-commit',
  '4-claim:after-commit',
  '5-intent:before-commit',
  '5-intent:after-commit',
  '6-send:before-bytes',
  '6-send:after-answer',
  '7-result:before-commit',
  '7-result:after-commit',
  '8-confirm:before-commit',
  '8-confirm:after-commit',
  '9-inbox:before-commit',
  '9-inbox:after-commit',
  '10-store-write:before',
  '10-store-write:between-statements',
  '10-store-write:before-commit',
  '10-store-write:after-commit',
  '10-store-write:after-record',
] as const;
export type FailPoint = (typeof FAIL_POINTS)[number];
