import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';

/** What changed of a `listing` row, as bits; a new or deleted row has all of them. */
export const LISTING_CHANGE = {
  words: 1,
  standing: 2,
  link: 4,
  title: 8,
  stockCode: 16,
  quantity: 32,
  price: 64,
  confirmedAt: 128,
} as const;

/** The same for `variant`. */
export const VARIANT_CHANGE = { words: 1, living: 2, title: 4 } as const;

export type TouchedRow = readonly [row: number, what: number];
export type Touched = { readonly listing: readonly TouchedRow[]; readonly variant: readonly TouchedRow[] };

const LISTING_WHAT = `(new.search_key <> old.search_key) + 2 * (new.flags <> old.flags)
  + 4 * (new.variant_id IS NOT old.variant_id OR new.link_state <> old.link_state)
  + 8 * (new.title_key <> old.title_key) + 16 * (new.stock_code <> old.stock_code)
  + 32 * (new.confirmed_quantity IS NOT old.confirmed_quantity)
  + 64 * (new.confirmed_price_e4 IS NOT old.confirmed_price_e4)
  + 128 * (new.confirmed_at IS NOT old.confirmed_at)`;

const VARIANT_WHAT = `(new.search_key <> old.search_key) + 2 * (new.gone_at IS NOT old.gone_at)
  + 4 * (new.title_fold <> old.title_fold)`;

/** The rows of which this changed. */
export function rowsWith(touched: readonly TouchedRow[], change: number): readonly number[] {
  return touched.filter(([, what]) => (what & change) !== 0).map(([row]) => row);
}

/**
 * Has SQLite itself note, from now on and for this connection alone, which rows are written to. It is part of the
 * transaction that writes them, so what is rolled back was never touched. Nothing of it is in the file.
 */
export function startTouching(database: Database): void {
  touch(database, { table: 'listing', all: 255, what: LISTING_WHAT });
  touch(database, { table: 'variant', all: 7, what: VARIANT_WHAT });
}

function touch(
  database: Database,
  {
    table,
    all,
    what,
  }: { readonly table: 'listing' | 'variant'; readonly all: number; readonly what: string },
): void {
  const note = (row: string, bits: string): string =>
    `INSERT INTO touched_${table} (row, what) VALUES (${row}, ${bits})
       ON CONFLICT (row) DO UPDATE SET what = what | excluded.what;`;
  database.exec(`
    CREATE TEMP TABLE touched_${table} (row INTEGER PRIMARY KEY, what INTEGER NOT NULL) STRICT;
    CREATE TEMP TRIGGER touched_${table}_insert AFTER INSERT ON main.${table} BEGIN ${note('new.row', String(all))} END;
    CREATE TEMP TRIGGER touched_${table}_delete AFTER DELETE ON main.${table} BEGIN ${note('old.row', String(all))} END;
    CREATE TEMP TRIGGER touched_${table}_update AFTER UPDATE ON main.${table} WHEN (${what}) <> 0 BEGIN
      ${note('new.row', what)} END;
  `);
}

/** The rows that were touched since the last time, and forgets them. */
export function takeTouched(database: Database): Touched {
  return { listing: take(database, 'listing'), variant: take(database, 'variant') };
}

function take(database: Database, table: 'listing' | 'variant'): readonly TouchedRow[] {
  const rows = prepared<[], [number, number]>(database, `SELECT row, what FROM touched_${table}`).raw().all();
  if (rows.length > 0) prepared(database, `DELETE FROM touched_${table}`).run();
  return rows;
}
