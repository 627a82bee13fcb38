import { findChannel } from '../cache/tables/channel.ts';
import { listSendable, type KeptChange } from '../cache/tables/plan.ts';
import { priorityOf } from '../planner/batching.ts';
import { enqueue } from './enqueue.ts';
import type { RunScope } from './run-scope.ts';

/** Changes in one transaction: each stands for itself, so a plan may go in line in parts. */
const CHUNK = 2_000;

/**
 * `everything` puts all that may be sent in line. `lower-stock` only what lowers stock: all that may be done while the
 * shop can't be read, because what the shop would say now can only be guessed, but what was sold elsewhere is known.
 */
export type Extent = 'everything' | 'lower-stock';

/**
 * Puts what may be sent of the channel's present plan in line. A channel by approval sends only what a person approved;
 * an automatic one everything that no guard holds. What a guard holds goes only with a person's approval, on both.
 */
export async function enqueuePlan(run: RunScope, channelId: string, extent: Extent): Promise<number> {
  const channel = findChannel(run.context.database, channelId);
  if (!channel || channel.paused) return 0;
  const which = channel.mode === 'automatic' ? 'unheld' : 'approved';
  const sendable = listSendable(run.context.database, channelId, which);
  const chosen = extent === 'everything' ? sendable : sendable.filter((change) => lowersStock(change));
  let added = 0;
  for (let start = 0; start < chosen.length; start += CHUNK) {
    run.signal.throwIfAborted();
    const outboxIds = enqueue(run.context, chosen.slice(start, start + CHUNK));
    run.touched.add(channelId, outboxIds);
    added += outboxIds.length;
    // Whoever looks at the page meanwhile gets a turn between two transactions.
    if (start + CHUNK < chosen.length) await run.context.host.clock.sleep(0, run.signal);
  }
  return added;
}

function lowersStock(change: KeptChange): boolean {
  return change.group === 'stock' && priorityOf(change) === 0;
}
