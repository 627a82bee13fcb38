import type { Database } from 'better-sqlite3';

/** Rows of which a write only changes columns: their values are put back. */
const KEPT = [
  { table: 'product', key: 'product_id' },
  { table: 'product_option_value', key: 'option_value_id' },
] as const;
/** Rows that a write adds and takes away: they are put back as a whole. */
const REPLACED = ['product_special', 'product_to_category', 'product_attribute'] as const;

/**
 * SQL for SQLite that puts the named products' rows back as they stand now. Not REPLACE for `product`: it deletes the
 * row first, and what hangs on it goes along. A product that is deleted by then is put back without its options.
 */
export function dumpSampleProducts(database: Database, productIds: readonly string[]): string {
  if (productIds.length > 500) throw new RangeError('at most 500 products a call');
  const ids = productIds.map(Number).filter(Number.isSafeInteger);
  if (ids.length === 0) return '';
  const where = `WHERE product_id IN (${ids.join(', ')})`;
  const read = database.transaction(() => [
    ...KEPT.flatMap(({ table, key }) =>
      rowsOf(database, table, where).map((row) => `${insertOf(table, row)} ${updateOf(row, key)};`),
    ),
    ...REPLACED.flatMap((table) => [
      `DELETE FROM ${table} ${where};`,
      ...rowsOf(database, table, where).map((row) => `${insertOf(table, row)};`),
    ]),
  ]);
  return ['BEGIN IMMEDIATE;', ...read(), 'COMMIT;', ''].join('\n');
}

type Row = Readonly<Record<string, string | number | null>>;

function rowsOf(database: Database, table: string, where: string): readonly Row[] {
  return database.prepare(`SELECT * FROM ${table} ${where} ORDER BY 1, 2`).all() as Row[]; // STRICT: no blobs.
}

function insertOf(table: string, row: Row): string {
  const values = Object.values(row).map(quoted).join(', ');
  return `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${values})`;
}

function updateOf(row: Row, key: string): string {
  const columns = Object.keys(row).filter((column) => column !== key);
  return `ON CONFLICT (${key}) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`;
}

function quoted(value: string | number | null): string {
  if (value === null) return 'NULL';
  if (typeof value === 'number') return String(value);
  // SQL text ends at a NUL.
  if (value.includes('\0')) return `CAST(x'${Buffer.from(value, 'utf8').toString('hex')}' AS TEXT)`;
  return `'${value.replaceAll("'", "''")}'`;
}
