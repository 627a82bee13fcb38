import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';

const NOTE = 'ON CONFLICT (product_id) DO NOTHING';

/**
 * Has SQLite note, from now on and for this connection alone, of which products something changed that the list of
 * products is searched, filtered or sorted by; all products to begin with. It is part of the transaction that changes
 * them, so what is rolled back was never touched. Nothing of it is in the file.
 */
export function startTouchingProducts(database: Database): void {
  const note = (row: 'new' | 'old'): string =>
    `INSERT INTO touched_product (product_id) VALUES (${row}.product_id) ${NOTE};`;
  const triggers = ['product', 'product_sheet', 'pending_edit'].flatMap((table) => [
    trigger(table, 'insert', '', note('new')),
    trigger(table, 'update', '', note('new')),
    trigger(table, 'delete', '', note('old')),
  ]);
  const changed = ['barcode', 'stock_code', 'quantity', 'gone_at']
    .map((column) => `new.${column} IS NOT old.${column}`)
    .join(' OR ');
  database.exec(`
    CREATE TEMP TABLE touched_product (product_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
    ${triggers.join('\n')}
    ${trigger('variant', 'insert', '', note('new'))}
    ${trigger('variant', 'update', `WHEN ${changed}`, note('new'))}
    ${trigger('variant', 'delete', '', note('old'))}
    ${trigger('listing', 'insert', 'WHEN new.variant_id IS NOT NULL', ofVariants('new.variant_id'))}
    ${trigger(
      'listing',
      'update',
      'WHEN new.variant_id IS NOT old.variant_id OR new.link_state <> old.link_state',
      ofVariants('new.variant_id, old.variant_id'),
    )}
    ${trigger('listing', 'delete', 'WHEN old.variant_id IS NOT NULL', ofVariants('old.variant_id'))}
  `);
  touchAllProducts(database);
}

/** As if everything had changed. */
export function touchAllProducts(database: Database): void {
  prepared(
    database,
    `INSERT INTO touched_product (product_id)
     SELECT product_id FROM product UNION SELECT product_id FROM pending_edit WHERE true ${NOTE}`,
  ).run();
}

function trigger(table: string, event: string, when: string, body: string): string {
  return `CREATE TEMP TRIGGER products_${table}_${event} AFTER ${event} ON main.${table} ${when} BEGIN ${body} END;`;
}

/** The table of what was touched stands in `temp` like its triggers; the variants do not. */
function ofVariants(ids: string): string {
  return `INSERT INTO touched_product (product_id)
    SELECT product_id FROM main.variant WHERE variant_id IN (${ids}) ${NOTE};`;
}

/** Some of the products that were touched since they were last taken, and forgets them; fewer than `limit` are all. */
export function takeTouchedProducts(database: Database, limit: number): readonly string[] {
  const ids = prepared<[number], string>(
    database,
    'SELECT product_id FROM touched_product ORDER BY product_id LIMIT ?',
  )
    .pluck()
    .all(limit);
  const last = ids.at(-1);
  if (last !== undefined) {
    // In order of the ids, so that what was read is a range.
    prepared<[string]>(database, 'DELETE FROM touched_product WHERE product_id <= ?').run(last);
  }
  return ids;
}
