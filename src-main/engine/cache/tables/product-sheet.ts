import type { Database } from 'better-sqlite3';
import { readSheet, type ProductSheet } from '../../editing/sheet.ts';
import { prepared } from '../prepared.ts';

/** A product's sheet as the shop last showed it. `dateModified` is the shop's own text; `readAt` epoch milliseconds. */
export type SheetRow = {
  readonly productId: string;
  readonly sheet: ProductSheet;
  readonly dateModified: string | null;
  readonly readAt: number;
};

type Raw = { product_id: string; sheet: string; date_modified: string | null; read_at: number };

/** Keeps a sheet as read; the product must be in the cache. The merchant's own cost stands elsewhere and is left out. */
export function writeSheet(database: Database, row: SheetRow): void {
  const { cost: _own, ...ofShop } = row.sheet;
  prepared<[string, string, string | null, number]>(
    database,
    `INSERT INTO product_sheet (product_id, sheet, date_modified, read_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (product_id) DO UPDATE SET sheet = excluded.sheet, date_modified = excluded.date_modified,
       read_at = excluded.read_at`,
  ).run(row.productId, JSON.stringify(ofShop), row.dateModified, row.readAt);
}

/** The sheet with the merchant's own cost in it; null when none was read yet. */
export function findSheet(database: Database, productId: string): SheetRow | null {
  const raw = prepared<[string], Raw>(database, 'SELECT * FROM product_sheet WHERE product_id = ?').get(
    productId,
  );
  if (!raw) return null;
  const sheet = readSheet(JSON.parse(raw.sheet));
  // Written by this program from a checked sheet: another shape is a bug, not a state of the world.
  if (!sheet) throw new TypeError(`the kept sheet of product ${productId} is not a sheet`);
  return {
    productId: raw.product_id,
    sheet: { ...sheet, cost: readCost(database, productId) },
    dateModified: raw.date_modified,
    readAt: raw.read_at,
  };
}

/** What a product costs the merchant, in 1/10000; null when not known. */
export function readCost(database: Database, productId: string): number | null {
  const cost = prepared<[string], number>(database, 'SELECT cost_e4 FROM product_cost WHERE product_id = ?')
    .pluck()
    .get(productId);
  return cost ?? null;
}

export function writeCost(
  database: Database,
  entry: { readonly productId: string; readonly costE4: number | null; readonly at: number },
): void {
  if (entry.costE4 === null) {
    prepared<[string]>(database, 'DELETE FROM product_cost WHERE product_id = ?').run(entry.productId);
    return;
  }
  prepared<[string, number, number]>(
    database,
    `INSERT INTO product_cost (product_id, cost_e4, changed_at) VALUES (?, ?, ?)
     ON CONFLICT (product_id) DO UPDATE SET cost_e4 = excluded.cost_e4, changed_at = excluded.changed_at`,
  ).run(entry.productId, entry.costE4, entry.at);
}
