import type { Database } from 'better-sqlite3';
import type { ImportState, OrderStatus } from '#contract/orders.ts';
import type { Problem } from '#contract/problem.ts';
import { prepared } from '../prepared.ts';

/** One order of a marketplace: all packages of one order number. */
export type SalesOrderRow = {
  readonly orderId: string;
  readonly channelId: string;
  readonly orderNumber: string;
  readonly status: OrderStatus;
  readonly rawStatus: string;
  readonly importState: ImportState;
  readonly storeOrderId: string | null;
  readonly totalE4: number;
  readonly currency: string;
  readonly orderedAt: number;
  readonly dispatchBy: number | null;
  readonly lastModifiedMs: number;
  /** Vault token of the buyer, the addresses and the parcel. */
  readonly buyerSealed: string;
  readonly city: string;
  readonly importAttempts: number;
  readonly importNotBefore: number;
  readonly dirty: boolean;
  readonly importedAt: number | null;
  readonly firstSeenAt: number;
  readonly problem: Problem | null;
};

export type SalesOrderLineRow = {
  readonly packageId: string;
  readonly lineId: string;
  readonly barcode: string;
  readonly stockCode: string;
  readonly title: string;
  readonly quantity: number;
  readonly unitPriceE4: number;
  readonly vatRateE4: number | null;
  readonly status: OrderStatus;
  readonly variantId: string | null;
};

const COLUMNS = `
  s.order_id AS orderId, s.channel_id AS channelId, s.order_number AS orderNumber, s.status, s.raw_status AS rawStatus,
  s.import_state AS importState, s.store_order_id AS storeOrderId, s.total_e4 AS totalE4, s.currency,
  s.ordered_at AS orderedAt, s.dispatch_by AS dispatchBy, s.last_modified_ms AS lastModifiedMs,
  s.buyer_sealed AS buyerSealed, s.city, s.import_attempts AS importAttempts,
  s.import_not_before AS importNotBefore, s.dirty, s.imported_at AS importedAt, s.first_seen_at AS firstSeenAt, s.problem`;

export type RawSalesOrder = Omit<SalesOrderRow, 'problem' | 'dirty'> & {
  readonly problem: string | null;
  readonly dirty: number;
};

export function parsedSalesOrder(raw: RawSalesOrder): SalesOrderRow {
  return {
    ...raw,
    dirty: raw.dirty === 1,
    problem: raw.problem === null ? null : (JSON.parse(raw.problem) as Problem),
  };
}

export const SALES_ORDER_COLUMNS = COLUMNS;

export function findSalesOrder(database: Database, orderId: string): SalesOrderRow | null {
  const raw = prepared<[string], RawSalesOrder>(
    database,
    `SELECT ${COLUMNS} FROM sales_order s WHERE s.order_id = ?`,
  ).get(orderId);
  return raw ? parsedSalesOrder(raw) : null;
}

export function findSalesOrderByNumber(
  database: Database,
  channelId: string,
  orderNumber: string,
): SalesOrderRow | null {
  const raw = prepared<[string, string], RawSalesOrder>(
    database,
    `SELECT ${COLUMNS} FROM sales_order s WHERE s.channel_id = ? AND s.order_number = ?`,
  ).get(channelId, orderNumber);
  return raw ? parsedSalesOrder(raw) : null;
}

/** Writes what the packages say of the order. What the shop side is at (import attempts, shop id) is left alone. */
export function upsertSalesOrder(
  database: Database,
  row: Omit<SalesOrderRow, 'importAttempts' | 'importNotBefore' | 'importedAt' | 'storeOrderId'>,
): void {
  prepared(
    database,
    `INSERT INTO sales_order (order_id, channel_id, order_number, status, raw_status, import_state, total_e4, currency,
         ordered_at, dispatch_by, last_modified_ms, buyer_sealed, city, dirty, first_seen_at, problem)
       VALUES (@orderId, @channelId, @orderNumber, @status, @rawStatus, @importState, @totalE4, @currency,
         @orderedAt, @dispatchBy, @lastModifiedMs, @buyerSealed, @city, @dirty, @firstSeenAt, @problem)
       ON CONFLICT (order_id) DO UPDATE SET status = excluded.status, raw_status = excluded.raw_status,
         import_state = excluded.import_state, total_e4 = excluded.total_e4, currency = excluded.currency,
         ordered_at = excluded.ordered_at, dispatch_by = excluded.dispatch_by,
         last_modified_ms = excluded.last_modified_ms, buyer_sealed = excluded.buyer_sealed, city = excluded.city,
         dirty = excluded.dirty, problem = excluded.problem`,
  ).run({
    ...row,
    dirty: row.dirty ? 1 : 0,
    problem: row.problem === null ? null : JSON.stringify(row.problem),
  });
}

/** Makes the order's lines exactly these. */
export function replaceOrderLines(
  database: Database,
  orderId: string,
  lines: readonly SalesOrderLineRow[],
): void {
  prepared(database, 'DELETE FROM sales_order_line WHERE order_id = ?').run(orderId);
  const insert = prepared(
    database,
    `INSERT INTO sales_order_line (order_id, package_id, line_id, barcode, stock_code, title, quantity, unit_price_e4,
       vat_rate_e4, status, variant_id)
     VALUES (@orderId, @packageId, @lineId, @barcode, @stockCode, @title, @quantity, @unitPriceE4, @vatRateE4,
       @status, @variantId)
     ON CONFLICT (order_id, package_id, line_id) DO UPDATE SET quantity = quantity + excluded.quantity`,
  );
  for (const line of lines) insert.run({ ...line, orderId });
}

export function orderLines(database: Database, orderId: string): readonly SalesOrderLineRow[] {
  return prepared<[string], SalesOrderLineRow>(
    database,
    `SELECT package_id AS packageId, line_id AS lineId, barcode, stock_code AS stockCode, title, quantity,
         unit_price_e4 AS unitPriceE4, vat_rate_e4 AS vatRateE4, status, variant_id AS variantId
       FROM sales_order_line WHERE order_id = ? ORDER BY package_id, line_id`,
  ).all(orderId);
}

/** Orders whose shop side is behind and whose next try is due, oldest first. */
export function dueOrderIds(
  database: Database,
  query: { readonly channelId: string | null; readonly now: number },
): readonly string[] {
  return prepared<[typeof query], { orderId: string }>(
    database,
    `SELECT order_id AS orderId FROM sales_order
       WHERE dirty = 1 AND import_not_before <= @now AND import_state <> 'quarantined'
         AND (@channelId IS NULL OR channel_id = @channelId)
       ORDER BY ordered_at, order_id`,
  )
    .all(query)
    .map((row) => row.orderId);
}

/** Made durable before the shop is asked to write: from now on the shop may already have the order. */
export function beginImport(database: Database, orderId: string): void {
  prepared(database, 'UPDATE sales_order SET import_attempts = import_attempts + 1 WHERE order_id = ?').run(
    orderId,
  );
}

export function recordImport(
  database: Database,
  record: {
    readonly orderId: string;
    readonly importState: ImportState;
    readonly storeOrderId: string | null;
    readonly dirty: boolean;
    readonly at: number;
    readonly notBefore: number;
    readonly problem: Problem | null;
  },
): void {
  prepared(
    database,
    `UPDATE sales_order SET import_state = @importState, store_order_id = coalesce(@storeOrderId, store_order_id),
         dirty = @dirty, import_not_before = @notBefore, problem = @problem,
         imported_at = CASE WHEN @storeOrderId IS NULL THEN imported_at ELSE coalesce(imported_at, @at) END
       WHERE order_id = @orderId`,
  ).run({
    ...record,
    dirty: record.dirty ? 1 : 0,
    problem: record.problem === null ? null : JSON.stringify(record.problem),
  });
}

export function recordImportFailure(
  database: Database,
  failure: {
    readonly orderId: string;
    readonly importState: ImportState;
    readonly notBefore: number;
    readonly problem: Problem;
  },
): void {
  prepared(
    database,
    `UPDATE sales_order SET import_state = @importState, import_not_before = @notBefore, problem = @problem
       WHERE order_id = @orderId`,
  ).run({ ...failure, problem: JSON.stringify(failure.problem) });
}

/** Lets the next write-back try the order at once. */
export function makeOrderDue(database: Database, orderId: string): void {
  prepared(database, 'UPDATE sales_order SET dirty = 1, import_not_before = 0 WHERE order_id = ?').run(
    orderId,
  );
}

/** How many of these orders are the channel's. */
export function ordersOfChannel(database: Database, channelId: string, orderIds: readonly string[]): number {
  return (
    prepared<[string, string], number>(
      database,
      `SELECT count(*) FROM sales_order WHERE channel_id = ? AND order_id IN (SELECT value FROM json_each(?))`,
    )
      .pluck()
      .get(channelId, JSON.stringify(orderIds)) ?? 0
  );
}
