import { ProblemError } from '#contract/problem.ts';
import { readAfterSales } from '../after-sales/read-after-sales.ts';
import type { ChannelRun } from './channel-run.ts';
import { continueRuns, hasOpenRuns } from './publishing/continue-run.ts';
import type { RunScope } from './run-scope.ts';

/** In no hurry, and after everything that is: listings on their way are carried on, returns, questions and money read. */
export async function carryListings(
  run: RunScope,
  { channel: { channelId } }: ChannelRun,
  wants: { readonly orders: boolean; readonly send: boolean },
): Promise<void> {
  const { context, signal } = run;
  const listings =
    wants.send && hasOpenRuns(context, channelId) ? await continueRuns(context, channelId, signal) : null;
  const afterSales = wants.orders
    ? await readAfterSales(context, channelId, {
        signal,
        when: run.startedBy === 'schedule' ? 'if-due' : 'now',
      })
    : null;
  const why = listings ?? afterSales;
  if (why !== null) throw new ProblemError(why);
}
