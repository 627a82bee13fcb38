import type { Database } from 'better-sqlite3';
import type { ChannelCheck, NewChannel } from '#contract/channels.ts';
import type { EngineEvent, Topic } from '#contract/events.ts';
import type { Job } from '#contract/activity.ts';
import type { StoreConnection } from '#contract/shop.ts';
import type { SyncResult, SyncScope } from '#contract/sync.ts';
import type { Gateway } from './gateway/port.ts';
import type { Host } from './host.ts';
import type { Manifest, MarketplaceConnection } from './marketplaces/kit/port.ts';
import type { StorePort } from './store/port.ts';
import type { Vault } from './vault/port.ts';

/** What handlers and jobs share for the life of one engine. Made once, in `main.ts`. */
export type EngineContext = {
  readonly host: Host;
  /** The cache's single connection. Only `cache/` writes SQL against it. */
  readonly database: Database;
  readonly vault: Vault;
  readonly events: EventHub;
  readonly store: StoreSession;
  readonly channels: ChannelSessions;
  readonly sync: SyncService;
};

export type EventHub = {
  readonly publish: (event: EngineEvent) => void;
  /** Collects topics and publishes them once per tenth of a second. */
  readonly changed: (...topics: readonly Topic[]) => void;
  readonly subscribe: (signal?: AbortSignal) => AsyncGenerator<EngineEvent, void, void>;
};

/** The shop of this profile, opened when first asked for and kept open. */
export type StoreSession = {
  /** Rejects with `store/not-connected` when no shop was connected yet, else with what opening it ended in. */
  readonly open: () => Promise<StorePort>;
  /** Opens a shop for a test, outside the session; the caller closes it. */
  readonly openOnce: (connection: StoreConnection) => Promise<StorePort>;
  /** Forgets the open connection, so that the next `open` reads the profile again. */
  readonly reset: () => Promise<void>;
};

/** One live connection per channel: the adapter, with its gateway, limits and credentials. */
export type ChannelSession = {
  readonly channelId: string;
  readonly manifest: Manifest;
  readonly connection: MarketplaceConnection;
  /**
   * Runs what would write, ended before the first byte of each write: what it would have sent, in order. Reads go out.
   * A write of several steps shows its first one, or all where the manifest knows how each is answered (`rehearsedAnswers`).
   */
  readonly rehearse: (
    run: (connection: MarketplaceConnection) => Promise<unknown>,
  ) => Promise<readonly Rehearsal[]>;
};

export type Rehearsal = ReturnType<Gateway['rehearse']>;

export type ChannelSessions = {
  readonly open: (channelId: string) => ChannelSession;
  /** Tries credentials that are not kept yet. */
  readonly test: (channel: NewChannel, signal?: AbortSignal) => Promise<ChannelCheck>;
  /** After credentials, base URL or rules changed. */
  readonly reset: (channelId: string) => void;
  readonly manifestOf: (marketplace: string) => Manifest;
  readonly manifests: () => readonly Manifest[];
};

/** Runs syncs, one at a time, and tells how they go. */
export type SyncService = {
  /**
   * Rejects with `sync/already-running`, naming the running job. One that only reads the products' sheets any more is no
   * obstacle: it ends early, and the new run begins when it has.
   */
  readonly start: (scope: SyncScope, startedBy: Job['startedBy']) => Job;
  readonly cancel: (jobId: string) => Job;
  readonly job: (jobId: string) => { readonly job: Job; readonly result: SyncResult | null };
  readonly runningJobId: () => string | null;
  /** Resolves when the job has ended. */
  readonly finished: (jobId: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};
