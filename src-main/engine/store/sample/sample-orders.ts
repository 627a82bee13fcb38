import type { Database } from 'better-sqlite3';
import { problem, ProblemError } from '#contract/problem.ts';
import type { NewStoreOrder, OrderMark, ShopOrderStatus, StoreOrder, WriteOptions } from '../port.ts';
import {
  addHistory,
  holdsStock,
  insertLine,
  insertOrder,
  linesOf,
  moveStock,
  orderRow,
  readOrder,
  setStatus,
  writeTotals,
} from './sample-order-rows.ts';
import type { OrderRow } from './sample-order-rows.ts';

type At = WriteOptions & { readonly nowMs: number };

/** Writes the order and takes its stock in one transaction; an order found by its mark is only read. */
export function writeSampleOrder(database: Database, order: NewStoreOrder, at: At): StoreOrder {
  at.reach('10-store-write:before');
  const write = database.transaction((): StoreOrder => {
    const existing = findSampleOrder(database, order.mark);
    if (existing) return existing;
    requireSameTotal(order);
    const orderId = insertOrder(database, order, at);
    at.reach('10-store-write:between-statements');
    for (const line of order.lines) insertLine(database, orderId, { line, settings: at.settings });
    writeTotals(database, orderId, order.totalE4);
    if (holdsStock(database, Number(at.settings.newOrderStatusId))) {
      for (const line of linesOf(database, orderId)) moveStock(database, line, -line.quantity);
    }
    addHistory(database, orderId, {
      statusId: at.settings.newOrderStatusId,
      comment: order.comment,
      nowMs: at.nowMs,
    });
    at.reach('10-store-write:before-commit');
    return readOrder(database, orderId);
  });
  const written = write.immediate();
  at.reach('10-store-write:after-commit');
  return written;
}

/** Marketplaces round unit prices to the kuruş, so each piece may be one off; more than that is no rounding. */
function requireSameTotal(order: NewStoreOrder): void {
  const linesE4 = order.lines.reduce((sum, line) => sum + line.unitPriceE4 * line.quantity, 0);
  const pieces = order.lines.reduce((sum, line) => sum + line.quantity, 0);
  if (Math.abs(order.totalE4 - linesE4) <= 100 * Math.max(1, pieces)) return;
  const detail = `lines ${linesE4}, total ${order.totalE4} (1/10000)`;
  throw new ProblemError(problem('order/total-differs', { orderNumber: order.mark.orderNumber }, detail));
}

/** Null when no order carries the mark. */
export function findSampleOrder(database: Database, mark: OrderMark): StoreOrder | null {
  const orderId = database
    .prepare('SELECT order_id FROM shop_order WHERE marketplace = ? AND channel_id = ? AND order_number = ?')
    .pluck()
    .get(mark.marketplace, mark.channelId, mark.orderNumber);
  return orderId === undefined ? null : readOrder(database, Number(orderId));
}

export type LineQuantity = { readonly storeLineId: string; readonly quantity: number };

/** Absolute quantities: repeating it moves nothing. */
export function setSampleOrderLines(
  database: Database,
  change: {
    readonly storeOrderId: string;
    readonly lines: readonly LineQuantity[];
    readonly comment: string;
  },
  at: At,
): StoreOrder {
  at.reach('10-store-write:before');
  const write = database.transaction((): StoreOrder => {
    const order = orderRow(database, change.storeOrderId);
    const held = linesOf(database, order.order_id);
    let moved = false;
    for (const wanted of change.lines) {
      const line = held.find((candidate) => String(candidate.line_id) === wanted.storeLineId);
      if (!line)
        throw new ProblemError(
          problem('order/not-known', { order: change.storeOrderId, line: wanted.storeLineId }),
        );
      if (line.quantity === wanted.quantity) continue;
      moved = true;
      if (order.holds_stock === 1) moveStock(database, line, line.quantity - wanted.quantity);
      database
        .prepare('UPDATE order_line SET quantity = ? WHERE line_id = ?')
        .run(wanted.quantity, line.line_id);
      at.reach('10-store-write:between-statements');
    }
    if (moved) {
      writeTotals(database, order.order_id, null);
      addHistory(database, order.order_id, {
        statusId: String(order.status_id),
        comment: change.comment,
        nowMs: at.nowMs,
      });
    }
    at.reach('10-store-write:before-commit');
    return readOrder(database, order.order_id);
  });
  const written = write.immediate();
  at.reach('10-store-write:after-commit');
  return written;
}

/** Gives the stock back once; an order that no longer holds any is left as the merchant left it. */
export function cancelSampleOrder(
  database: Database,
  change: { readonly storeOrderId: string; readonly comment: string },
  at: At,
): StoreOrder {
  at.reach('10-store-write:before');
  const write = database.transaction((): StoreOrder => {
    const order = orderRow(database, change.storeOrderId);
    const target = Number(at.settings.cancelledOrderStatusId);
    if (order.holds_stock === 1 && order.status_id !== target) {
      if (!holdsStock(database, target)) {
        for (const line of linesOf(database, order.order_id)) moveStock(database, line, line.quantity);
      }
      at.reach('10-store-write:between-statements');
      setStatus(database, order.order_id, { statusId: target, nowMs: at.nowMs });
      addHistory(database, order.order_id, {
        statusId: String(target),
        comment: change.comment,
        nowMs: at.nowMs,
      });
    }
    at.reach('10-store-write:before-commit');
    return readOrder(database, order.order_id);
  });
  const written = write.immediate();
  at.reach('10-store-write:after-commit');
  return written;
}

/** Once, and only out of an expected status: see `StorePort.setOrderStatus`. */
export function setSampleOrderStatus(
  database: Database,
  change: {
    readonly storeOrderId: string;
    readonly statusId: string;
    readonly expectedFrom: readonly string[];
    readonly comment: string;
  },
  at: At,
): StoreOrder {
  at.reach('10-store-write:before');
  const write = database.transaction((): StoreOrder => {
    const order = orderRow(database, change.storeOrderId);
    const from = String(order.status_id);
    // Rows of the shop's own pages have no comment; only this program gives one.
    const wasSet = database
      .prepare("SELECT 1 FROM order_history WHERE order_id = ? AND status_id = ? AND comment <> '' LIMIT 1")
      .pluck()
      .get(order.order_id, Number(change.statusId));
    if (from !== change.statusId && wasSet === undefined && change.expectedFrom.includes(from)) {
      moveByRule(database, order, change.statusId);
      at.reach('10-store-write:between-statements');
      setStatus(database, order.order_id, { statusId: Number(change.statusId), nowMs: at.nowMs });
      addHistory(database, order.order_id, { ...change, nowMs: at.nowMs });
    }
    at.reach('10-store-write:before-commit');
    return readOrder(database, order.order_id);
  });
  const written = write.immediate();
  at.reach('10-store-write:after-commit');
  return written;
}

/** Orders that are gone are left out. The sample shop makes no invoices. */
export function readSampleStatuses(
  database: Database,
  storeOrderIds: readonly string[],
): readonly ShopOrderStatus[] {
  const rows = database
    .prepare(
      `SELECT o.order_id, o.status_id, s.holds_stock FROM shop_order o JOIN order_status s USING (status_id)
       WHERE o.order_id IN (SELECT CAST(value AS INTEGER) FROM json_each(?)) ORDER BY o.order_id`,
    )
    .all(JSON.stringify(storeOrderIds)) as OrderRow[]; // STRICT columns.
  return rows.map((row) => ({
    storeOrderId: String(row.order_id),
    statusId: String(row.status_id),
    holdsStock: row.holds_stock === 1,
    invoiceNumber: null,
  }));
}

/** Stock moves only into and out of the statuses that hold it. */
function moveByRule(database: Database, order: OrderRow, statusId: string): void {
  const before = order.holds_stock === 1;
  const after = holdsStock(database, Number(statusId));
  if (before === after) return;
  for (const line of linesOf(database, order.order_id)) {
    moveStock(database, line, after ? -line.quantity : line.quantity);
  }
}

/** What the merchant does on the shop's own order page: sets the status and moves stock by the shop's rule. */
export function changeStatusInShop(
  database: Database,
  change: { readonly storeOrderId: string; readonly statusId: string; readonly nowMs: number },
): void {
  database
    .transaction(() => {
      const order = orderRow(database, change.storeOrderId);
      moveByRule(database, order, change.statusId);
      setStatus(database, order.order_id, { statusId: Number(change.statusId), nowMs: change.nowMs });
      addHistory(database, order.order_id, { statusId: change.statusId, comment: '', nowMs: change.nowMs });
    })
    .immediate();
}
