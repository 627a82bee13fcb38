import type { Database } from 'better-sqlite3';
import { cacheProblem } from './cache-problem.ts';

/**
 * What no other system can give back: the merchant's own settings, credentials (sealed), channels, links, costs, edits
 * that wait and what taking written ones back needs, archives of closed marketplaces, what of returned goods was put
 * back. The shop, the listings and the orders are read again from where they live.
 */
const TABLES = [
  'setting',
  'secret',
  'store',
  'channel',
  'listing',
  'product_cost',
  'variant_code',
  'edit_batch',
  'pending_edit',
  'shop_write_run',
  'shop_write_change',
  'shop_dump',
  'archive_import',
  'archive_listing',
  'archive_sale',
  'archive_column',
  'market_return',
  'market_return_line',
] as const;

/** Columns that say how far something was read: after a loss everything is read again. */
const CURSORS = new Set([
  'orders_until_ms',
  'listings_read_at',
  'last_sync_at',
  'last_confirmed_at',
  'last_read',
  'desired_quantity',
  'desired_price_e4',
  'desired_list_price_e4',
  'held',
  'row',
]);

/**
 * Takes over what a damaged file still gives, row by row, and returns how many rows that were. A table that breaks off
 * is taken as far as it could be read.
 */
export function salvage(damaged: Database, into: Database): number {
  let rows = 0;
  for (const table of TABLES) rows += salvageTable(damaged, into, table);
  return rows;
}

function salvageTable(damaged: Database, into: Database, table: string): number {
  let rows = 0;
  try {
    const shared = sharedColumns(damaged, into, table);
    if (shared.length === 0) return 0;
    const names = shared.join(', ');
    const insert = into.prepare(
      `INSERT INTO ${table} (${names}) VALUES (${shared.map(() => '?').join(', ')})
       ON CONFLICT DO UPDATE SET ${shared.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    );
    for (const row of damaged.prepare<[], unknown[]>(`SELECT ${names} FROM ${table}`).raw().iterate()) {
      rows += keep(() => insert.run(...row));
    }
  } catch (error) {
    // The rest of this table can't be read: that is what damage means. Anything else is a bug.
    if (cacheProblem(error) === null && !isUnreadable(error)) throw error;
  }
  return rows;
}

function keep(insert: () => unknown): number {
  try {
    insert();
    return 1;
  } catch (error) {
    // A row that breaks the schema's rules is itself damaged.
    if (isUnreadable(error)) return 0;
    throw error;
  }
}

function isUnreadable(error: unknown): boolean {
  return error instanceof Error && error.name === 'SqliteError';
}

function sharedColumns(damaged: Database, into: Database, table: string): readonly string[] {
  const here = columnsOf(into, table);
  return columnsOf(damaged, table).filter((name) => here.includes(name) && !CURSORS.has(name));
}

/** Ordinary columns only: `table_info` leaves generated ones out. */
function columnsOf(database: Database, table: string): readonly string[] {
  return database
    .prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)')
    .all(table)
    .map((column) => column.name);
}
