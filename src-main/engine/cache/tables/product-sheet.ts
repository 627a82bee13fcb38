import type { Database } from 'better-sqlite3';
import type { ProductOptionValue } from '#contract/products.ts';
import { readSheet, type ProductSheet } from '../../editing/sheet.ts';
import { prepared } from '../prepared.ts';

/** A product's sheet as the shop last showed it. */
export type SheetRow = {
  readonly productId: string;
  readonly sheet: ProductSheet;
  /** The shop's own text of the last save: to be compared, never counted with. */
  readonly dateModified: string | null;
  /** Set for a variant product of OpenCart 4. */
  readonly masterId: string | null;
  /** What the option fields are called. */
  readonly options: readonly ProductOptionValue[];
  /** The product's fingerprint before the sheet was read: another one by now means that the sheet is old. */
  readonly fingerprint: string;
  /** Epoch milliseconds just before it was read. */
  readonly readAt: number;
};

type Raw = {
  product_id: string;
  sheet: string;
  date_modified: string | null;
  master_id: string | null;
  options: string;
  fingerprint: string;
  read_at: number;
};

/**
 * Keeps a sheet as read, unless one that was read later stands already or the product is not in the cache. The
 * merchant's own cost stands elsewhere and is left out. `now` tells a later reading from a clock that was set back.
 */
export function writeSheet(database: Database, row: SheetRow, now = row.readAt): void {
  const { cost: _own, ...ofShop } = row.sheet;
  prepared<[Record<string, string | number | null>]>(
    database,
    `INSERT INTO product_sheet (product_id, sheet, date_modified, master_id, options, fingerprint, quantity, read_at)
     SELECT @productId, @sheet, @dateModified, @masterId, @options, @fingerprint, @quantity, @readAt
     WHERE EXISTS (SELECT 1 FROM product WHERE product_id = @productId)
     ON CONFLICT (product_id) DO UPDATE SET sheet = excluded.sheet, date_modified = excluded.date_modified,
       master_id = excluded.master_id, options = excluded.options, fingerprint = excluded.fingerprint,
       quantity = excluded.quantity, read_at = excluded.read_at
     WHERE excluded.read_at >= product_sheet.read_at OR product_sheet.read_at > @now`,
  ).run({
    productId: row.productId,
    sheet: JSON.stringify(ofShop),
    dateModified: row.dateModified,
    masterId: row.masterId,
    options: JSON.stringify(row.options),
    fingerprint: row.fingerprint,
    quantity: typeof ofShop.quantity === 'number' ? ofShop.quantity : 0,
    readAt: row.readAt,
    now,
  });
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
    masterId: raw.master_id,
    options: JSON.parse(raw.options) as ProductOptionValue[], // Written by this program only.
    fingerprint: raw.fingerprint,
    readAt: raw.read_at,
  };
}

/** What a product's option fields are called. */
export function optionsOfProduct(database: Database, productId: string): readonly ProductOptionValue[] {
  const options = prepared<[string], string>(
    database,
    'SELECT options FROM product_sheet WHERE product_id = ?',
  )
    .pluck()
    .get(productId);
  return options === undefined ? [] : (JSON.parse(options) as ProductOptionValue[]); // Written by this program only.
}

/** The shop's own time of these products' last save, as far as it keeps one. */
export function savedTimes(
  database: Database,
  productIds: readonly string[],
): ReadonlyMap<string, string | null> {
  return new Map(
    prepared<[string], [string, string | null]>(
      database,
      `SELECT product_id, date_modified FROM product_sheet INDEXED BY product_sheet_short
       WHERE product_id IN (SELECT value FROM json_each(?))`,
    )
      .raw()
      .all(JSON.stringify(productIds)),
  );
}

/** The masters of those of these products that are variant products of OpenCart 4. */
export function mastersOf(database: Database, productIds: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    prepared<[string], [string, string]>(
      database,
      `SELECT product_id, master_id FROM product_sheet
       WHERE product_id IN (SELECT value FROM json_each(?)) AND master_id IS NOT NULL`,
    )
      .raw()
      .all(JSON.stringify(productIds)),
  );
}

/** A product of which the sheet must be read, with its fingerprint of now. */
export type DueSheet = { readonly productId: string; readonly fingerprint: string };

/** Living products without a sheet, or whose sheet is older than their last reading; in the order of their ids. */
export function listDueSheets(
  database: Database,
  { after, limit }: { readonly after: string; readonly limit: number },
): readonly DueSheet[] {
  // A forgotten fingerprint is read anew first: a sheet beside it would be old again at once.
  return prepared<[string, number], DueSheet>(
    database,
    `SELECT p.product_id AS productId, p.fingerprint FROM product p
       LEFT JOIN product_sheet s INDEXED BY product_sheet_short ON s.product_id = p.product_id
     WHERE p.product_id > ? AND p.gone_at IS NULL
       AND (s.product_id IS NULL OR (s.fingerprint <> p.fingerprint AND p.fingerprint <> ''))
     ORDER BY p.product_id LIMIT ?`,
  ).all(after, limit);
}

/** Those of these products that have no sheet, and where it is asked for, an old one. */
export function dueAmong(
  database: Database,
  productIds: readonly string[],
  due: 'unread' | 'unread-and-old',
): readonly DueSheet[] {
  return prepared<[string, number], DueSheet>(
    database,
    `SELECT p.product_id AS productId, p.fingerprint FROM product p
       LEFT JOIN product_sheet s INDEXED BY product_sheet_short ON s.product_id = p.product_id
     WHERE p.product_id IN (SELECT value FROM json_each(?))
       AND (s.product_id IS NULL OR (? AND s.fingerprint <> p.fingerprint))`,
  ).all(JSON.stringify(productIds), due === 'unread' ? 0 : 1);
}

export function countDueSheets(database: Database): number {
  return (
    prepared<[], number>(
      database,
      `SELECT count(*) FROM product p LEFT JOIN product_sheet s INDEXED BY product_sheet_short ON s.product_id = p.product_id
       WHERE p.gone_at IS NULL
         AND (s.product_id IS NULL OR (s.fingerprint <> p.fingerprint AND p.fingerprint <> ''))`,
    )
      .pluck()
      .get() ?? 0
  );
}

/** The fingerprint under which a product was last read; null where it is not in the cache. */
export function fingerprintOf(database: Database, productId: string): string | null {
  const fingerprint = prepared<[string], string>(
    database,
    'SELECT fingerprint FROM product WHERE product_id = ?',
  )
    .pluck()
    .get(productId);
  return fingerprint ?? null;
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
