import { parseDecimalE4 } from '#common/money.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import type { OrderMark, StoreOrder } from '../../port.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import { idOf, numberOf, textOf } from '../session/queryable.ts';
import type { Reader, SqlRow } from '../session/queryable.ts';
import { decodeText } from '../text/entities.ts';
import { markText } from './mark.ts';

export type StoredLine = {
  readonly storeLineId: string;
  readonly productId: string;
  readonly optionValueIds: readonly string[];
  readonly name: string;
  readonly model: string;
  readonly quantity: number;
  readonly priceE4: number;
  readonly taxE4: number;
};

/** An order's rows as they stand. */
export type StoredOrder = {
  readonly orderId: string;
  readonly statusId: string;
  readonly totalE4: number;
  readonly lines: readonly StoredLine[];
  readonly totals: readonly {
    readonly totalId: string;
    readonly code: string;
    readonly title: string;
    readonly valueE4: number;
  }[];
  readonly history: readonly { readonly statusId: string; readonly comment: string }[];
};

type Facts = { readonly reader: Reader; readonly schema: ShopSchema };

/** Ids of the orders that carry the mark, oldest first. Collations fold case and dots, so it is compared here again. */
export async function findMarked({ reader, schema }: Facts, mark: OrderMark): Promise<readonly string[]> {
  const text = markText(mark);
  const rows = await reader.rows(
    `SELECT order_id AS order_id, user_agent AS user_agent FROM ${schema.sql('order')}
     WHERE user_agent = ? ORDER BY order_id`,
    [text],
  );
  return rows.filter((row) => textOf(row, 'user_agent') === text).map((row) => idOf(row, 'order_id'));
}

/** The order that counts among those with one mark: the one that took stock, else the newest attempt. */
export async function findStored(facts: Facts, mark: OrderMark): Promise<StoredOrder | null> {
  const ids = await findMarked(facts, mark);
  let newest: StoredOrder | null = null;
  for (const id of ids) {
    const order = await readStored(facts, id);
    if (order === null) continue;
    if (!isUnfinished(order)) return order;
    newest = order;
  }
  return newest;
}

/**
 * True for an attempt that never came to its stock-taking statement. Status 0 alone does not tell: editing an order in
 * admin also sets it for a moment (2.3 to 4.0), but then there is a history.
 */
export function isUnfinished(order: StoredOrder): boolean {
  return order.statusId === '0' && order.history.length === 0;
}

export async function readStored({ reader, schema }: Facts, orderId: string): Promise<StoredOrder | null> {
  const [order] = await reader.rows(
    `SELECT order_id AS order_id, order_status_id AS order_status_id, total AS total
     FROM ${schema.sql('order')} WHERE order_id = ?`,
    [orderId],
  );
  if (order === undefined) return null;
  const lines = await reader.rows(
    `SELECT order_product_id AS order_product_id, product_id AS product_id, name AS name, model AS model,
            quantity AS quantity, price AS price, tax AS tax
     FROM ${schema.sql('order_product')} WHERE order_id = ? ORDER BY order_product_id`,
    [orderId],
  );
  const options = await reader.rows(
    `SELECT order_product_id AS order_product_id, product_option_value_id AS product_option_value_id
     FROM ${schema.sql('order_option')} WHERE order_id = ? ORDER BY order_option_id`,
    [orderId],
  );
  const totals = await reader.rows(
    `SELECT order_total_id AS order_total_id, code AS code, title AS title, value AS value
     FROM ${schema.sql('order_total')} WHERE order_id = ? ORDER BY order_total_id`,
    [orderId],
  );
  const history = await reader.rows(
    `SELECT order_status_id AS order_status_id, comment AS comment
     FROM ${schema.sql('order_history')} WHERE order_id = ? ORDER BY order_history_id`,
    [orderId],
  );
  return {
    orderId: idOf(order, 'order_id'),
    statusId: idOf(order, 'order_status_id'),
    totalE4: parseDecimalE4(textOf(order, 'total')) ?? 0,
    lines: lines.map((line) => storedLine(line, options)),
    totals: totals.map((row) => ({
      totalId: idOf(row, 'order_total_id'),
      code: textOf(row, 'code'),
      title: textOf(row, 'title'),
      valueE4: parseDecimalE4(textOf(row, 'value')) ?? 0,
    })),
    history: history.map((row) => ({
      statusId: idOf(row, 'order_status_id'),
      comment: textOf(row, 'comment'),
    })),
  };
}

/** Like {@link readStored}; rejects with `order/not-known` when the merchant deleted the order. */
export async function requireStored(facts: Facts, orderId: string): Promise<StoredOrder> {
  const order = await readStored(facts, orderId);
  if (order === null) throw new ProblemError(problem('order/not-known', { orderId }));
  return order;
}

function storedLine(row: SqlRow, options: readonly SqlRow[]): StoredLine {
  const storeLineId = idOf(row, 'order_product_id');
  return {
    storeLineId,
    productId: idOf(row, 'product_id'),
    optionValueIds: options
      .filter((option) => idOf(option, 'order_product_id') === storeLineId)
      .map((option) => idOf(option, 'product_option_value_id'))
      .filter((id) => id !== '0')
      .sort((a, b) => Number(a) - Number(b)),
    name: textOf(row, 'name'),
    model: textOf(row, 'model'),
    quantity: numberOf(row, 'quantity'),
    priceE4: parseDecimalE4(textOf(row, 'price')) ?? 0,
    taxE4: parseDecimalE4(textOf(row, 'tax')) ?? 0,
  };
}

export function storeOrderOf(order: StoredOrder, holdingStatusIds: ReadonlySet<string>): StoreOrder {
  return {
    storeOrderId: order.orderId,
    statusId: order.statusId,
    holdsStock: holdingStatusIds.has(order.statusId),
    awaitsStatus: isUnfinished(order),
    lines: order.lines.map((line) => ({
      storeLineId: line.storeLineId,
      productId: line.productId === '0' ? null : line.productId,
      optionValueIds: line.optionValueIds,
      quantity: line.quantity,
      title: decodeText(line.name),
      model: decodeText(line.model),
    })),
  };
}
