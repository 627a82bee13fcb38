import { ProblemError, type Problem } from '#contract/problem.ts';
import type { SyncScope } from '#contract/sync.ts';
import { findChannel, writeChannelProblem, writeChannelSynced } from '../cache/tables/channel.ts';
import { channelsOfVariants } from '../cache/tables/order-match.ts';
import { approve } from './approve.ts';
import { aside, eachChannel, newChannelRun, type ChannelRun } from './channel-run.ts';
import { enqueuePlan, type Extent } from './enqueue-plan.ts';
import { makePlan } from './make-plan.ts';
import { pushChannel } from './push.ts';
import { readStaleListings } from './read-stale.ts';
import type { RunScope } from './run-scope.ts';

/** Planned again this often when the facts moved under what was being sent; what is left waits for the next run. */
const MAX_ROUNDS = 3;

type Sending = { readonly scope: SyncScope; readonly extent: Extent; readonly send: boolean };

/** The channel's plan, what of it may go out, and the plan of what is left. */
export async function planAndSend(run: RunScope, each: ChannelRun, sending: Sending): Promise<void> {
  const { context } = run;
  const { channelId } = each.channel;
  const notRead = await lookAtWhatMoved(run, channelId);
  run.progress('plan', 0, null);
  each.planned = (await makePlan(context, channelId)).changes;
  if (sending.scope.approveWaiting) approve(context, { kind: 'all', channelId }, 'merchant');
  if (sending.send) {
    for (let round = 1; round <= MAX_ROUNDS; round += 1) {
      await enqueuePlan(run, channelId, sending.extent);
      const { problem: pushProblem, planAgain } = await pushChannel(run, context.channels.open(channelId));
      // What is left must be visible as what it is, whatever comes next.
      await makePlan(context, channelId);
      if (pushProblem) throw new ProblemError(pushProblem);
      if (!planAgain) break;
    }
  }
  if (notRead) throw new ProblemError(notRead);
  writeChannelSynced(context.database, channelId, context.host.clock.now());
  writeChannelProblem(context.database, channelId, null);
  context.events.publish({ type: 'channel-settled', channelId });
  context.events.changed('channels');
}

/** What keeps the marketplace's own moves of stock from being read is told only after everything safe was done. */
function lookAtWhatMoved(run: RunScope, channelId: string): Promise<Problem | null> {
  return aside(() => readStaleListings(run.context, channelId, run.signal));
}

/** What was sold on one channel lowers the others at once, even when only that one was asked for. */
export async function lowerElsewhere(
  run: RunScope,
  runs: readonly ChannelRun[],
  scope: SyncScope,
): Promise<readonly ChannelRun[]> {
  if (scope.channelId === null) return [];
  const { database } = run.context;
  const variantIds = runs.flatMap((each) => [...(each.orders?.variantIds ?? [])]);
  const mine = new Set(runs.map((each) => each.channel.channelId));
  const others = channelsOfVariants(database, variantIds)
    .filter((channelId) => !mine.has(channelId))
    .map((channelId) => findChannel(database, channelId))
    .filter((channel) => channel !== null)
    .filter((channel) => !channel.paused)
    .map(newChannelRun);
  const sending: Sending = { scope: { ...scope, approveWaiting: false }, extent: 'lower-stock', send: true };
  await eachChannel(run, others, (each) => planAndSend(run, each, sending));
  return others;
}
