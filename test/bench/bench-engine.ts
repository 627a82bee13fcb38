import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent } from 'undici';
import type { MysqlConnection } from '#contract/shop.ts';
import { closeCache, openCache } from '#engine/cache/open-cache.ts';
import type { EngineContext } from '#engine/context.ts';
import type { Host } from '#engine/host.ts';
import { connectShop } from '#engine/jobs/connect-shop.ts';
import { createSyncService } from '#engine/jobs/sync-service.ts';
import { createEventHub } from '#engine/monitor/event-hub.ts';
import { createChannelSessions } from '#engine/sessions/channel-sessions.ts';
import { createStoreSession } from '#engine/sessions/store-session.ts';
import { createVault } from '#engine/vault/create-vault.ts';
import { systemClock } from '../../src-main/node-host/clock.ts';
import { systemRandom } from '../../src-main/node-host/random.ts';
import { silentLogger } from '../support/plain-host-parts.ts';

export type BenchEngine = {
  readonly context: EngineContext;
  readonly folder: string;
  /** Ends it and removes its files. */
  readonly close: () => Promise<void>;
};

/** An engine on an empty cache of its own, with the computer's clock and no marketplace; `connection` is its shop. */
export async function openBenchEngine(connection: MysqlConnection | null): Promise<BenchEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'meschain-bench-'));
  const dispatcher = new Agent();
  const vault = createVault({ keyId: 'bench', key: systemRandom.bytes(32), random: systemRandom });
  const host: Host = {
    kind: 'browser',
    version: '0.0.0-bench',
    demo: false,
    clock: systemClock,
    random: systemRandom,
    keys: { protection: 'key-file', dataKey: () => Promise.reject(new Error('the vault is made already')) },
    logger: silentLogger,
    network: { dispatcher },
    paths: { data: folder },
    reach: () => undefined,
  };
  const database = openCache({ host });
  const parts = { host, vault, database };
  const context: EngineContext = {
    ...parts,
    channels: createChannelSessions({ ...parts, meter: () => undefined, gate: () => [] }),
    events: createEventHub(host.clock),
    store: createStoreSession(parts),
    sync: createSyncService(() => context),
  };
  if (connection !== null) await connectShop(context, { connection, settings: {} });
  return {
    context,
    folder,
    close: async () => {
      await context.store.reset();
      await dispatcher.close();
      closeCache(database);
      vault.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
