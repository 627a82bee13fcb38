import { ProblemError } from '#contract/problem.ts';
import type { SyncScope } from '#contract/sync.ts';
import { followStatuses, type SeenInShop } from '../orders/follow-statuses.ts';
import { readOrdersOfChannel } from '../orders/read-orders.ts';
import { settleDesk } from '../orders/settle-desk.ts';
import { settleReports } from '../orders/settle-reports.ts';
import { tellMarketplaces } from '../orders/tell-marketplace.ts';
import { writeOrdersToStore, type WriteBackResult } from '../orders/write-back.ts';
import { noteProblem, type ChannelRun } from './channel-run.ts';
import type { RunScope } from './run-scope.ts';
import { withShop } from './shop-lock.ts';

/** Out of the marketplace; what was reported to it with an unknown outcome is settled first. */
export async function takeOrders(run: RunScope, each: ChannelRun): Promise<void> {
  const { context, signal } = run;
  const { channelId } = each.channel;
  const reports = await settleReports(context, channelId, signal);
  const unsettled = (await settleDesk(context, channelId, signal)) ?? reports;
  each.orders = await readOrdersOfChannel(context, channelId, {
    signal,
    progress: (done) => run.progress('orders', done, null),
  });
  if (unsettled) throw new ProblemError(unsettled);
}

export type OrdersWritten = WriteBackResult & { readonly seen: readonly SeenInShop[] };

/** New and changed orders first: they move stock for certain, a status only where the merchant's mapping says so. */
export async function writeOrders(run: RunScope, scope: SyncScope): Promise<OrdersWritten> {
  const { context, signal } = run;
  const { channelId } = scope;
  const written = await withShop(context, async () => {
    const progress = (done: number, total: number): void => run.progress('orders', done, total);
    const orders = await writeOrdersToStore(context, { channelId, signal, progress });
    if (orders.shopProblem || signal.aborted) return { ...orders, seen: [] };
    const { seen, shopProblem } = await followStatuses(context, { channelId, signal });
    return { ...orders, seen, shopProblem };
  });
  signal.throwIfAborted();
  return written;
}

/** In no hurry, and no reason to keep stock from going out: what a marketplace could not be told is told at the end. */
export async function tellStatuses(
  run: RunScope,
  runs: readonly ChannelRun[],
  seen: readonly SeenInShop[],
): Promise<void> {
  const able = new Map(runs.filter((each) => !each.problem).map((each) => [each.channel.channelId, each]));
  const mine = seen.filter(({ order }) => able.has(order.channelId));
  for (const [channelId, value] of await tellMarketplaces(run.context, mine, run.signal)) {
    const each = able.get(channelId);
    if (each) noteProblem(run, each, value);
  }
}
