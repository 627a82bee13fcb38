import { ProblemError } from '#contract/problem.ts';
import { readAfterSales } from '../after-sales/read-after-sales.ts';
import type { ChannelRun } from './channel-run.ts';
import type { RunScope } from './run-scope.ts';

/**
 * Returns and questions; by the schedule alone also the account, whose first reading takes a minute within the
 * marketplaces' limits and which nobody waits for. Nothing of it is in a hurry: a run that waits for this one goes first,
 * and what was broken off is read by the next that is due.
 */
export async function pullAfterSales(run: RunScope, { channel: { channelId } }: ChannelRun): Promise<void> {
  const { context, signal, giveWay, startedBy } = run;
  if (giveWay.aborted) return;
  try {
    const why = await readAfterSales(context, channelId, {
      signal: AbortSignal.any([signal, giveWay]),
      when: startedBy === 'schedule' ? 'if-due' : 'now',
      parts: startedBy === 'schedule' ? ['returns', 'questions', 'settlements'] : ['returns', 'questions'],
    });
    if (why !== null) throw new ProblemError(why);
  } catch (error) {
    if (!giveWay.aborted || signal.aborted) throw error;
  }
}
