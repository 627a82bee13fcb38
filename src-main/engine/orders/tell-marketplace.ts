import { isProblemError, type Problem } from '#contract/problem.ts';
import type { EngineContext } from '../context.ts';
import { inboxRowsOfOrder } from '../cache/tables/inbox.ts';
import { insertOrderEvent } from '../cache/tables/order-event.ts';
import { hasOrderEvent, lastReport } from '../cache/tables/shop-status.ts';
import { readStoreRow } from '../cache/tables/store.ts';
import type { SeenInShop } from './follow-statuses.ts';
import { importRetryDelay } from './import-retry.ts';
import { reportPackage, reportsFor, type PackageReport } from './reports.ts';
import type { TimelineStep } from './timeline.ts';

/**
 * What the merchant said by an order's status in OpenCart is said to the marketplace, package by package, where the
 * adapter can. A refusal is not repeated at once; a lost answer is for `settleReports`. Returns the last problem of each
 * channel whose marketplace could not be told.
 */
export async function tellMarketplaces(
  context: EngineContext,
  seen: readonly SeenInShop[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Problem>> {
  const problems = new Map<string, Problem>();
  const shopTells = readStoreRow(context.database)?.settings.shopTells;
  if (shopTells === undefined) return problems;
  for (const each of seen) {
    signal.throwIfAborted();
    const { statusId } = each.shop;
    const wish =
      statusId === shopTells.picking ? 'picking' : statusId === shopTells.invoiced ? 'invoiced' : null;
    if (wish === null || problems.has(each.order.channelId)) continue;
    try {
      for (const report of reportsOf(context, each, wish)) await reportPackage(context, report);
    } catch (error) {
      if (!isProblemError(error) || error.problem.code.startsWith('cache/')) throw error;
      // Meanwhile the package went another way: there is nothing left to tell.
      if (error.problem.code !== 'order/wrong-state') problems.set(each.order.channelId, error.problem);
    }
  }
  return problems;
}

function reportsOf(
  context: EngineContext,
  { order, shop }: SeenInShop,
  wish: 'picking' | 'invoiced',
): readonly PackageReport[] {
  const { connection } = context.channels.open(order.channelId);
  if ((wish === 'picking' ? connection.acknowledgeOrder : connection.reportInvoice) === undefined) return [];
  const action = wish === 'picking' ? 'pick' : 'invoice';
  const packages = inboxRowsOfOrder(context.database, order.channelId, order.orderNumber)
    .filter((row) => row.problem === null && reportsFor(row.status).includes(action))
    .filter((row) => isDue(context, { channelId: order.channelId, packageId: row.packageId, wish }));
  if (packages.length === 0 || wish === 'picking') {
    return packages.map(({ packageId }) => ({
      orderId: order.orderId,
      packageId,
      report: { kind: 'picking' },
    }));
  }
  const { invoiceNumber } = shop;
  if (invoiceNumber === null) {
    tellOnce(context, order.orderId, 'invoice-number-missing');
    return [];
  }
  return packages.map(({ packageId }) => ({
    orderId: order.orderId,
    packageId,
    report: { kind: 'invoiced', invoiceNumber },
  }));
}

/** Never again what arrived or may have; what was refused, after a wait that grows. */
function isDue(
  context: EngineContext,
  about: { readonly channelId: string; readonly packageId: string; readonly wish: 'picking' | 'invoiced' },
): boolean {
  const last = lastReport(context.database, {
    channelId: about.channelId,
    packageId: about.packageId,
    kind: about.wish === 'picking' ? 'acknowledge' : 'invoice',
  });
  if (last === null || last.state === 'lost') return true;
  if (last.state !== 'refused') return false;
  return context.host.clock.now() >= last.startedAt + importRetryDelay(last.tries, 1);
}

function tellOnce(context: EngineContext, orderId: string, text: TimelineStep): void {
  if (hasOrderEvent(context.database, { orderId, text, detail: '' })) return;
  insertOrderEvent(context.database, {
    orderId,
    at: context.host.clock.now(),
    side: 'program',
    text,
    detail: '',
  });
}
