import type { ChannelSyncFigures, SyncResult } from '#contract/sync.ts';
import { findChannel } from '../cache/tables/channel.ts';
import { countPending } from '../cache/tables/pending-edit.ts';
import { countByState } from '../cache/tables/outbox.ts';
import { countChanges } from '../cache/tables/plan.ts';
import { countUntriedChanges, listGivenUp } from '../cache/tables/plan-untried.ts';
import type { RunScope } from './run-scope.ts';

export type OrderFigures = { readonly seen: number; readonly imported: number };

/**
 * The figures of one channel, counted from the rows that this run touched and from the plan as it stands at the end. A
 * change that was refused before and is still wanted counts as failed in every run: it is not in step.
 */
export function channelFigures(
  run: RunScope,
  channelId: string,
  facts: { readonly orders: OrderFigures; readonly planned: number },
): ChannelSyncFigures {
  const { database } = run.context;
  const touched = run.touched.of(channelId);
  const states = countByState(database, [...new Set([...touched.all, ...listGivenUp(database, channelId)])]);
  return {
    marketplace: findChannel(database, channelId)?.marketplace ?? '',
    ordersSeen: facts.orders.seen,
    ordersImported: facts.orders.imported,
    planned: facts.planned,
    sent: touched.sent.size,
    confirmed: states.done ?? 0,
    failed: (states.dead ?? 0) + (states.failed ?? 0),
    held: countChanges(database, channelId).held,
    waiting: countUntriedChanges(database, channelId),
    unknown: states.unknown ?? 0,
  };
}

/** What this run wrote into the shop, and what waits, is in conflict or was refused after it. */
export function editFigures({ context }: RunScope, written: number): SyncResult['edits'] {
  const { pending, conflict, refused } = countPending(context.database);
  return { written, pending, conflicts: conflict, refused };
}
