import { problem, type Problem } from '#contract/problem.ts';
import { transact } from '../cache/transaction.ts';
import { insertOrderEvent } from '../cache/tables/order-event.ts';
import { recordImport, type SalesOrderRow } from '../cache/tables/sales-order.ts';
import { lowerCachedStock, readProductAgain, replaceLedgerRows } from '../cache/tables/stock-ledger.ts';
import type { EngineContext } from '../context.ts';
import type { StoreOrder } from '../store/port.ts';
import type { LedgerRow } from './ledger-rows.ts';
import { asNewOrder, holding, type Work } from './order-work.ts';
import { isMapped } from './status-ladder.ts';
import { matchStoreLines } from './store-order.ts';
import type { TimelineStep } from './timeline.ts';

/**
 * Makes what the shop answered durable: the ledger's written side, the shop's ids, the state. The cached stock is lowered
 * by what the shop took in the same transaction, because from here on the order no longer counts as reserved.
 */
export function record(
  work: Work,
  stored: StoreOrder,
  step: Extract<TimelineStep, 'written-to-shop' | 'shop-lines-changed' | 'shop-order-cancelled'>,
): 'imported' | 'updated' {
  const { context, order } = work;
  const { database, host } = context;
  const at = host.clock.now();
  const rows = writtenRows(work, stored);
  const cancelled = step === 'shop-order-cancelled';
  // The merchant may have closed it in the shop: then the shop has given its stock back, and the order is not covered.
  const abandoned = !cancelled && !isCovered(work, stored);
  transact(database, () => {
    replaceLedgerRows(database, order.orderId, rows, at);
    bookCachedStock(work, rows);
    recordImport(database, {
      orderId: order.orderId,
      importState: cancelled ? 'cancelled' : 'imported',
      storeOrderId: stored.storeOrderId,
      dirty: !abandoned && rows.some((row) => row.held !== row.written && row.storeLineId !== null),
      at,
      notBefore: 0,
      problem: abandoned
        ? problem('order/wrong-state', { orderNumber: order.orderNumber, side: 'shop' })
        : remark(order),
    });
    tell(context, order, abandoned ? 'shop-order-not-holding' : step, stored.storeOrderId);
  });
  host.reach('10-store-write:after-record');
  return order.storeOrderId === null ? 'imported' : 'updated';
}

/** The order's goods are accounted for: taken, or given back by a status that the merchant's own mapping chose. */
function isCovered({ shop }: Work, stored: StoreOrder): boolean {
  return stored.holdsStock || isMapped(stored.statusId, shop.settings);
}

/** A remark about the amounts outlives the writing; a failed try does not. */
function remark(order: SalesOrderRow): Problem | null {
  return order.problem?.code === 'order/total-differs' ? order.problem : null;
}

function writtenRows(work: Work, stored: StoreOrder): readonly LedgerRow[] {
  const byId = new Map(stored.lines.map((line) => [line.storeLineId, line]));
  const holdingRows = holding(work);
  // An order found again may have been written with lines that hold nothing any more.
  const candidates = stored.lines.length === holdingRows.length ? holdingRows : work.rows;
  const given = new Map(asNewOrder(work, candidates).lines.map((line) => [line.lineKey, line]));
  const open = candidates.filter((row) => row.storeLineId === null);
  const taken = new Set(work.rows.map((row) => row.storeLineId));
  const found = matchStoreLines(
    open.map((row) => ({ row, line: given.get(row.lineKey)! })),
    stored.lines.filter((line) => !taken.has(line.storeLineId)),
  );
  return work.rows.map((row) => {
    const line = row.storeLineId === null ? found.get(row.lineKey) : byId.get(row.storeLineId);
    if (!line) return row;
    return { ...row, storeLineId: line.storeLineId, written: isCovered(work, stored) ? line.quantity : 0 };
  });
}

/** Lower at once; a raise waits for the next reading, which may show that the shop gave nothing back. */
function bookCachedStock(work: Work, rows: readonly LedgerRow[]): void {
  const before = new Map(work.rows.map((row) => [row.lineKey, row.written]));
  for (const row of rows) {
    const moved = row.written - (before.get(row.lineKey) ?? 0);
    if (row.variantId === null || moved === 0) continue;
    if (moved > 0) lowerCachedStock(work.context.database, { variantId: row.variantId, quantity: moved });
    else readProductAgain(work.context.database, row.variantId);
  }
}

/** A line in the order's own history, on the shop's side. */
export function tell(context: EngineContext, order: SalesOrderRow, text: TimelineStep, detail: string): void {
  insertOrderEvent(context.database, {
    orderId: order.orderId,
    at: context.host.clock.now(),
    side: 'shop',
    text,
    detail,
  });
}
