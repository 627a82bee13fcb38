import { interruptRunningJobs } from '../cache/tables/job.ts';
import { sweepCalls } from '../cache/tables/call-meter.ts';
import { sweepOldRows } from '../cache/tables/sweep.ts';
import { transact } from '../cache/transaction.ts';
import type { EngineContext } from '../context.ts';
import { forgetBuyers } from '../orders/forget-buyers.ts';
import { reclaimLeases } from './reclaim-leases.ts';

/** Rows that are too old, a few at each start, so that no command waits for it. */
const SWEPT_AT_START = 1_000;
const FORGOTTEN_AT_START = 50;

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
  // For a program that is only ever started for one command: the schedule never gets to it there.
  transact(database, () => sweepOldRows(database, { now, limit: SWEPT_AT_START }));
  forgetBuyers(context, FORGOTTEN_AT_START);
  if (jobs + returned + unknown > 0) host.logger.info('earlier-run-settled', { jobs, returned, unknown });
}
