import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';

/** What an order holds of one of its lines, and what of that the shop's stock already shows. */
export type StockLedgerRow = {
  readonly lineKey: string;
  readonly barcode: string;
  readonly unitPriceE4: number;
  readonly variantId: string | null;
  readonly held: number;
  readonly written: number;
  readonly storeLineId: string | null;
};

/** In the order in which the lines were given to the shop. */
export function ledgerRows(database: Database, orderId: string): readonly StockLedgerRow[] {
  return prepared<[string], StockLedgerRow>(
    database,
    `SELECT line_key AS lineKey, barcode, unit_price_e4 AS unitPriceE4, variant_id AS variantId, held, written,
         store_line_id AS storeLineId
       FROM stock_ledger WHERE order_id = ? ORDER BY line_key`,
  ).all(orderId);
}

/** Makes the order's rows exactly these. */
export function replaceLedgerRows(
  database: Database,
  orderId: string,
  rows: readonly StockLedgerRow[],
  at: number,
): void {
  prepared(
    database,
    'DELETE FROM stock_ledger WHERE order_id = ? AND line_key NOT IN (SELECT value FROM json_each(?))',
  ).run(orderId, JSON.stringify(rows.map((row) => row.lineKey)));
  const upsert = prepared(
    database,
    `INSERT INTO stock_ledger (order_id, line_key, barcode, unit_price_e4, variant_id, held, written, store_line_id,
       updated_at)
     VALUES (@orderId, @lineKey, @barcode, @unitPriceE4, @variantId, @held, @written, @storeLineId, @at)
     ON CONFLICT (order_id, line_key) DO UPDATE SET unit_price_e4 = excluded.unit_price_e4,
       variant_id = excluded.variant_id, held = excluded.held, written = excluded.written,
       store_line_id = excluded.store_line_id, updated_at = excluded.updated_at`,
  );
  for (const row of rows) upsert.run({ ...row, orderId, at });
}

/**
 * Takes what the shop has just taken off its own stock off the cached reading, too, and has the product read again.
 * From now on the order no longer counts as reserved; until the next reading the old quantity would offer it twice.
 */
export function lowerCachedStock(
  database: Database,
  taken: { readonly variantId: string; readonly quantity: number },
): void {
  prepared(database, 'UPDATE variant SET quantity = quantity - @quantity WHERE variant_id = @variantId').run(
    taken,
  );
  readProductAgain(database, taken.variantId);
}

/** Forgets that the product was read, so that the next pass reads it whatever the shop's own columns say. */
export function readProductAgain(database: Database, variantId: string): void {
  prepared(
    database,
    `DELETE FROM store_range WHERE range_key IN (SELECT p.range_key FROM product p
         JOIN variant v ON v.product_id = p.product_id WHERE v.variant_id = ?)`,
  ).run(variantId);
  prepared(
    database,
    `UPDATE product SET fingerprint = '' WHERE product_id = (SELECT product_id FROM variant WHERE variant_id = ?)`,
  ).run(variantId);
}
