import { isProblemError, type Problem } from '#contract/problem.ts';
import { writeChannelProblem, type ChannelRow } from '../cache/tables/channel.ts';
import type { OrdersRead } from '../orders/read-orders.ts';
import type { RunScope } from './run-scope.ts';

/** How one channel fares in this run. */
export type ChannelRun = {
  readonly channel: ChannelRow;
  problem: Problem | null;
  orders: OrdersRead | null;
  planned: number;
  /** At least one step came to its end. */
  worked: boolean;
};

export function newChannelRun(channel: ChannelRow): ChannelRun {
  return { channel, problem: null, orders: null, planned: 0, worked: false };
}

/** Channels side by side, each with its own pace; a problem stays with its channel, a bug and a cancellation do not. */
export async function eachChannel(
  run: RunScope,
  runs: readonly ChannelRun[],
  step: (each: ChannelRun) => Promise<void>,
): Promise<void> {
  run.signal.throwIfAborted();
  const outcomes = await Promise.allSettled(
    runs.map(async (each) => {
      if (each.problem) return;
      try {
        await step(each);
        each.worked = true;
      } catch (error) {
        if (!isProblemError(error) || !staysLocal(error.problem)) throw error;
        noteProblem(run, each, error.problem);
      }
    }),
  );
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}

/** A cache in trouble and a cancelled run concern everything; any other problem stays with the channel, or the shop. */
function staysLocal(value: Problem): boolean {
  return value.code !== 'sync/cancelled' && !value.code.startsWith('cache/');
}

/** Ends the channel's part of this run; the others go on. */
export function noteProblem(run: RunScope, each: ChannelRun, value: Problem): void {
  each.problem = value;
  writeChannelProblem(run.context.database, each.channel.channelId, value);
  run.context.events.changed('channels');
}

/** Runs a step of which a problem is told at the end instead of ending the run. */
export async function aside(step: () => Promise<unknown>): Promise<Problem | null> {
  try {
    await step();
    return null;
  } catch (error) {
    if (!isProblemError(error) || !staysLocal(error.problem)) throw error;
    return error.problem;
  }
}
