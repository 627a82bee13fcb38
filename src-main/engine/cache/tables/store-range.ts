import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';

/** The digest that a range had when all its products were last written; null when it must be read. */
export function readRangeDigest(database: Database, rangeKey: string): string | null {
  const row = prepared<[string], { digest: string }>(
    database,
    'SELECT digest FROM store_range WHERE range_key = ?',
  ).get(rangeKey);
  return row?.digest ?? null;
}

export function writeRangeDigest(
  database: Database,
  range: { readonly key: string; readonly digest: string; readonly count: number },
): void {
  prepared<[string, string, number]>(
    database,
    `INSERT INTO store_range (range_key, digest, count) VALUES (?, ?, ?)
     ON CONFLICT (range_key) DO UPDATE SET digest = excluded.digest, count = excluded.count`,
  ).run(range.key, range.digest, range.count);
}

export function deleteRange(database: Database, rangeKey: string): void {
  prepared<[string]>(database, 'DELETE FROM store_range WHERE range_key = ?').run(rangeKey);
}

/** Every range that products were ever filed under. */
export function listRangeKeys(database: Database): readonly string[] {
  return prepared<[], string>(
    database,
    // From one key to the next along the index: DISTINCT would look at every product.
    `WITH RECURSIVE filed (range_key) AS (
       SELECT min(range_key) FROM product
       UNION ALL
       SELECT (SELECT min(range_key) FROM product WHERE range_key > filed.range_key) FROM filed
       WHERE filed.range_key IS NOT NULL)
     SELECT range_key FROM filed WHERE range_key IS NOT NULL UNION SELECT range_key FROM store_range`,
  )
    .pluck()
    .all();
}

/** Makes the next reading read every product again: what is chosen from a product's columns was decided anew. */
export function forgetDigests(database: Database): void {
  prepared(database, 'DELETE FROM store_range').run();
  prepared(database, "UPDATE product SET fingerprint = '' WHERE fingerprint <> ''").run();
}
