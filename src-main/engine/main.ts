import type { AnyRouter } from '@orpc/server';
import type { Database } from 'better-sqlite3';
import { assemble } from './assemble.ts';
import { closeCache, openCache } from './cache/open-cache.ts';
import type { EngineContext } from './context.ts';
import { bindRouter } from './handlers/router.ts';
import type { Host } from './host.ts';
import { plansEnded } from './jobs/plan-queue.ts';
import { startSchedule, type Schedule } from './jobs/schedule.ts';
import { settleAtStart } from './jobs/settle-at-start.ts';
import type { CallRecorder } from './monitor/call-recorder.ts';
import { createVault, type OpenVault } from './vault/create-vault.ts';

/** A running engine. `router` answers `#contract`; hosts hang it on a port, a socket, or call it in process. */
export type Engine = {
  readonly router: AnyRouter;
  /** Lets running jobs reach a safe point, gives leases back, closes the store and the cache. */
  readonly stop: () => Promise<void>;
};

/**
 * Opens the profile's cache (migrating it), settles what an earlier run left open and starts the background schedule.
 * Importing this file does nothing. Rejects with `ProblemError` `cache/*` or `vault/*` when the profile can't be used.
 */
export async function createEngine(host: Host): Promise<Engine> {
  const { keyId, key } = await host.keys.dataKey();
  const vault = createVault({ keyId, key, random: host.random });
  try {
    const database = openCache({ host });
    return startEngine(host, vault, database);
  } catch (error) {
    vault.close();
    throw error;
  }
}

function startEngine(host: Host, vault: OpenVault, database: Database): Engine {
  const { context, calls } = assemble({ host, vault, database });
  settleAtStart(context);
  // A command on the command line does its one thing and ends; nothing runs beside it.
  const schedule = host.kind === 'command-line' ? null : startSchedule(context);
  host.logger.info('engine-started', { version: host.version, kind: host.kind });
  return {
    router: bindRouter(context),
    stop: () => stopEngine({ context, vault, calls, schedule }),
  };
}

async function stopEngine(running: {
  readonly context: EngineContext;
  readonly vault: OpenVault;
  readonly calls: CallRecorder;
  readonly schedule: Schedule | null;
}): Promise<void> {
  const { context, vault, calls, schedule } = running;
  await schedule?.stop();
  await context.sync.stop();
  await plansEnded(context);
  await context.store.reset();
  calls.flush();
  context.host.logger.info('engine-stopped', { version: context.host.version });
  closeCache(context.database);
  vault.close();
}
