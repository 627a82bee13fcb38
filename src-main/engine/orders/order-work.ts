import type { StoreReport } from '#contract/shop.ts';
import { transact } from '../cache/transaction.ts';
import { findChannel, type ChannelRow } from '../cache/tables/channel.ts';
import { inboxRowsOfOrder } from '../cache/tables/inbox.ts';
import { matchSoldLine, orderVariant } from '../cache/tables/order-match.ts';
import type { SalesOrderRow } from '../cache/tables/sales-order.ts';
import { ledgerRows, replaceLedgerRows } from '../cache/tables/stock-ledger.ts';
import type { EngineContext } from '../context.ts';
import type { MarketplacePackage } from '../marketplaces/kit/port.ts';
import type { NewStoreOrder, OrderMark, StorePort, WriteOptions } from '../store/port.ts';
import type { LedgerRow } from './ledger-rows.ts';
import { reconcile, type ReconciledOrder } from './reconcile.ts';
import { openPackage } from './sealed-package.ts';
import { newStoreOrder, type LineVariant } from './store-order.ts';

/** The shop as it stands open for writing orders. */
export type Shop = {
  readonly store: StorePort;
  readonly settings: WriteOptions['settings'];
  readonly report: StoreReport;
};

/** Everything that one order's writing needs. */
export type Work = {
  readonly context: EngineContext;
  readonly shop: Shop;
  readonly order: SalesOrderRow;
  readonly packages: readonly MarketplacePackage[];
  readonly reconciled: ReconciledOrder;
  readonly rows: readonly LedgerRow[];
  readonly mark: OrderMark;
  readonly options: WriteOptions;
};

/** Opens the order's packages, reconciles them, and matches its lines to variants once more. */
export function prepare(context: EngineContext, shop: Shop, order: SalesOrderRow): Work {
  const channel = findChannel(context.database, order.channelId);
  if (!channel) throw new RangeError('an order of a channel that is gone');
  const packages = inboxRowsOfOrder(context.database, order.channelId, order.orderNumber)
    .filter((row) => row.problem === null)
    .map((row) => openPackage(context.vault, row, row.rawSealed));
  return {
    context,
    shop,
    order,
    packages,
    reconciled: reconcile(packages),
    rows: rematch(context, order, packages),
    mark: markOf(channel, order.orderNumber),
    // Without a signal: an order that is being written is finished, whoever cancels; cancelling falls between two.
    options: { settings: shop.settings, reach: (point) => context.host.reach(point) },
  };
}

/**
 * By the seller's account where it is known, so that a profile begun anew, or a second channel of the same account, finds
 * the orders that are in the shop already instead of writing them again.
 */
function markOf(channel: ChannelRow, orderNumber: string): OrderMark {
  return { marketplace: channel.marketplace, channelId: channel.account ?? channel.channelId, orderNumber };
}

/** A line that matched nothing when it came in may match now: the shop was read, or a person linked the listing. */
function rematch(
  context: EngineContext,
  order: SalesOrderRow,
  packages: readonly MarketplacePackage[],
): readonly LedgerRow[] {
  const { database, host } = context;
  const lines = packages.flatMap((each) => each.lines);
  const rows = ledgerRows(database, order.orderId).map((row) => {
    if (row.variantId !== null || row.storeLineId !== null || row.written > 0) return row;
    const stockCode = lines.find((line) => line.barcode === row.barcode)?.stockCode ?? '';
    const variantId = matchSoldLine(database, {
      channelId: order.channelId,
      barcode: row.barcode,
      stockCode,
    });
    return { ...row, variantId };
  });
  transact(database, () => replaceLedgerRows(database, order.orderId, rows, host.clock.now()));
  return rows;
}

/** The lines for which goods are still owed. */
export function holding({ rows }: Work): readonly LedgerRow[] {
  return rows.filter((row) => row.held > 0);
}

/** The order as the shop is asked to write it, with these of its lines. */
export function asNewOrder(work: Work, rows: readonly LedgerRow[]): NewStoreOrder {
  const { context, order, mark } = work;
  const channel = findChannel(context.database, order.channelId);
  return newStoreOrder({
    mark,
    marketplaceName: context.channels.manifestOf(mark.marketplace).name,
    channelName: channel?.name ?? '',
    shopView: channel?.shopView,
    orderedAt: order.orderedAt,
    packages: work.packages,
    order: work.reconciled,
    rows,
    variants: variantsOf(work),
  });
}

function variantsOf({ context, rows }: Work): ReadonlyMap<string, LineVariant> {
  const variants = new Map<string, LineVariant>();
  for (const { variantId } of rows) {
    if (variantId === null) continue;
    const variant = orderVariant(context.database, variantId);
    if (variant) variants.set(variantId, variant);
  }
  return variants;
}

/** What stands in the shop's order history beside a change of the program's. */
export function commentFor(work: Work): string {
  return `${work.context.channels.manifestOf(work.mark.marketplace).name} · ${work.order.orderNumber} · ${work.reconciled.rawStatus}`;
}
