import { interruptRunningJobs } from '../cache/tables/job.ts';
import { sweepCalls } from '../cache/tables/call-meter.ts';
import type { EngineContext } from '../context.ts';
import { reclaimLeases } from './reclaim-leases.ts';

/**
 * Puts in order what an earlier run of the program left: its jobs are interrupted, its leases go back in line, and a
 * request that may have arrived is marked as unknown, to be read back by the next sync. Asks nobody over the network.
 */
export function settleAtStart(context: EngineContext): void {
  const { database, host } = context;
  const now = host.clock.now();
  const jobs = interruptRunningJobs(database, now);
  const { returned, unknown } = reclaimLeases(context, null);
  sweepCalls(database, now);
  if (jobs + returned + unknown > 0) host.logger.info('earlier-run-settled', { jobs, returned, unknown });
}
