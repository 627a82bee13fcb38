import type { Database } from 'better-sqlite3';
import type { EngineContext } from './context.ts';
import type { Host } from './host.ts';
import { openLastGate } from './jobs/open-last-gate.ts';
import { createSyncService } from './jobs/sync-service.ts';
import { createCallRecorder, type CallRecorder } from './monitor/call-recorder.ts';
import { createEventHub } from './monitor/event-hub.ts';
import { createChannelSessions } from './sessions/channel-sessions.ts';
import { createStoreSession } from './sessions/store-session.ts';
import type { Vault } from './vault/port.ts';

export type Assembled = {
  readonly context: EngineContext;
  /** Flushed by whoever closes the cache. */
  readonly calls: CallRecorder;
};

/** Puts the engine's parts together over an open cache. Starts nothing and asks nobody. */
export function assemble(parts: {
  readonly host: Host;
  readonly vault: Vault;
  readonly database: Database;
}): Assembled {
  const { host, vault, database } = parts;
  const calls = createCallRecorder(database, host.clock, host.logger);
  const channels = createChannelSessions({
    host,
    vault,
    database,
    meter: calls.record,
    gate: openLastGate(database, (marketplace) => channels.manifestOf(marketplace)),
  });
  const context: EngineContext = {
    host,
    vault,
    database,
    channels,
    events: createEventHub(host.clock),
    store: createStoreSession({ host, vault, database }),
    sync: createSyncService(() => context),
  };
  return { context, calls };
}
