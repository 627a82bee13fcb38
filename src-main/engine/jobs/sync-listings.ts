import { ProblemError } from '#contract/problem.ts';
import type { ChannelRun } from './channel-run.ts';
import { continueRuns, hasOpenRuns } from './publishing/continue-run.ts';
import { linkCreated } from './publishing/link-created.ts';
import type { RunScope } from './run-scope.ts';

/** In no hurry, and after everything that is: listings on their way are carried on. */
export async function carryListings(
  { context, signal }: RunScope,
  { channel: { channelId } }: ChannelRun,
): Promise<void> {
  // What was created and shown later only, a listing that waited for approval for example.
  linkCreated(context, channelId);
  if (!hasOpenRuns(context, channelId)) return;
  const why = await continueRuns(context, channelId, signal);
  if (why !== null) throw new ProblemError(why);
}
