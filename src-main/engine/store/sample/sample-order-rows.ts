import type { Database } from 'better-sqlite3';
import { removePercentE4 } from '#common/money.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import type { NewStoreOrder, NewStoreOrderLine, StoreOrder, WriteOptions } from '../port.ts';
import { shopTime } from './sample-time.ts';

export type OrderRow = {
  readonly order_id: number;
  readonly status_id: number;
  readonly holds_stock: number;
};
export type LineRow = {
  readonly line_id: number;
  readonly product_id: number | null;
  readonly option_value_ids: string;
  readonly quantity: number;
  readonly title: string;
  readonly model: string;
  readonly price_e4: number;
  readonly tax_e4: number;
};
export function insertOrder(
  database: Database,
  order: NewStoreOrder,
  at: WriteOptions & { readonly nowMs: number },
): number {
  const result = database
    .prepare(
      `INSERT INTO shop_order (marketplace, channel_id, order_number, status_id, date_added, date_modified,
         payment_method, store_name, email, tax_number, tax_office, shipping, invoice, currency, total_e4, comment)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      order.mark.marketplace,
      order.mark.channelId,
      order.mark.orderNumber,
      Number(at.settings.newOrderStatusId),
      shopTime(Date.parse(order.orderedAt)),
      shopTime(at.nowMs),
      order.marketplaceName,
      order.channelName,
      order.email,
      order.taxNumber,
      order.taxOffice,
      JSON.stringify(order.shipping),
      JSON.stringify(order.invoice),
      order.currency,
      order.totalE4,
      order.comment,
    );
  return Number(result.lastInsertRowid);
}

export function insertLine(
  database: Database,
  orderId: number,
  { line, settings }: { readonly line: NewStoreOrderLine; readonly settings: WriteOptions['settings'] },
): void {
  const rateE4 = settings.pricesIncludeTax ? 0 : (line.vatRateE4 ?? rateOf(database, line.productId));
  const priceE4 = removePercentE4(line.unitPriceE4, rateE4);
  database
    .prepare(
      `INSERT INTO order_line (order_id, line_key, product_id, option_value_ids, title, model, quantity, price_e4, tax_e4)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      orderId,
      line.lineKey,
      line.productId === null ? null : Number(line.productId),
      JSON.stringify(line.optionValueIds),
      line.title,
      line.model,
      line.quantity,
      priceE4,
      line.unitPriceE4 - priceE4,
    );
}

/** `paidE4` null: the lines were changed, and the total is what they now add up to. Rounding goes into the tax row. */
export function writeTotals(database: Database, orderId: number, paidE4: number | null): void {
  const lines = linesOf(database, orderId);
  const netE4 = lines.reduce((sum, line) => sum + line.price_e4 * line.quantity, 0);
  const grossE4 = lines.reduce((sum, line) => sum + (line.price_e4 + line.tax_e4) * line.quantity, 0);
  const totalE4 = paidE4 ?? grossE4;
  const row = database.prepare(
    'INSERT OR REPLACE INTO order_total (order_id, code, title, value_e4, sort_order) VALUES (?, ?, ?, ?, ?)',
  );
  row.run(orderId, 'sub_total', 'Ara Toplam', netE4, 1);
  row.run(orderId, 'tax', 'KDV', totalE4 - netE4, 5);
  row.run(orderId, 'total', 'Toplam', totalE4, 9);
  database.prepare('UPDATE shop_order SET total_e4 = ? WHERE order_id = ?').run(totalE4, orderId);
}

/** Lowers (or raises) the product and each chosen option value, where they are counted: OpenCart's own rule. */
export function moveStock(
  database: Database,
  line: { readonly product_id: number | null; readonly option_value_ids: string },
  by: number,
): void {
  if (line.product_id === null) return;
  database
    .prepare('UPDATE product SET quantity = quantity + ? WHERE product_id = ? AND subtract = 1')
    .run(by, line.product_id);
  database
    .prepare(
      `UPDATE product_option_value SET quantity = quantity + ? WHERE product_id = ? AND subtract = 1
        AND option_value_id IN (SELECT CAST(value AS INTEGER) FROM json_each(?))`,
    )
    .run(by, line.product_id, line.option_value_ids);
}

export function readOrder(database: Database, orderId: number): StoreOrder {
  const order = orderRow(database, String(orderId));
  return {
    storeOrderId: String(order.order_id),
    statusId: String(order.status_id),
    holdsStock: order.holds_stock === 1,
    awaitsStatus: false,
    lines: linesOf(database, orderId).map((line) => ({
      storeLineId: String(line.line_id),
      productId: line.product_id === null ? null : String(line.product_id),
      optionValueIds: JSON.parse(line.option_value_ids) as string[], // Written by insertLine only.
      quantity: line.quantity,
      title: line.title,
      model: line.model,
    })),
  };
}

export function orderRow(database: Database, storeOrderId: string): OrderRow {
  const row = database
    .prepare(
      'SELECT o.order_id, o.status_id, s.holds_stock FROM shop_order o JOIN order_status s USING (status_id) WHERE o.order_id = ?',
    )
    .get(storeOrderId) as OrderRow | undefined; // STRICT columns.
  if (!row) throw new ProblemError(problem('order/not-known', { order: storeOrderId }));
  return row;
}

export function linesOf(database: Database, orderId: number): readonly LineRow[] {
  return database
    .prepare('SELECT * FROM order_line WHERE order_id = ? ORDER BY line_id')
    .all(orderId) as LineRow[];
}

export function holdsStock(database: Database, statusId: number): boolean {
  const holds = database
    .prepare('SELECT holds_stock FROM order_status WHERE status_id = ?')
    .pluck()
    .get(statusId);
  if (holds === undefined)
    throw new ProblemError(problem('store/refused-value', { field: 'order_status_id', value: statusId }));
  return holds === 1;
}

export function rateOf(database: Database, productId: string | null): number {
  const rate = database
    .prepare('SELECT t.rate_e4 FROM product p JOIN tax_class t USING (tax_class_id) WHERE p.product_id = ?')
    .pluck()
    .get(productId);
  return Number(rate ?? 0);
}

export function setStatus(
  database: Database,
  orderId: number,
  to: { readonly statusId: number; readonly nowMs: number },
): void {
  database
    .prepare('UPDATE shop_order SET status_id = ?, date_modified = ? WHERE order_id = ?')
    .run(to.statusId, shopTime(to.nowMs), orderId);
}

export function addHistory(
  database: Database,
  orderId: number,
  entry: { readonly statusId: string; readonly comment: string; readonly nowMs: number },
): void {
  database
    .prepare('INSERT INTO order_history (order_id, status_id, comment, date_added) VALUES (?, ?, ?, ?)')
    .run(orderId, Number(entry.statusId), entry.comment, shopTime(entry.nowMs));
}
