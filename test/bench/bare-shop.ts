import { rmSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import type { MysqlConnection } from '#contract/shop.ts';

/** Descriptions are read by so many products at a time: no floor is allowed to need the memory for all of them. */
const PRODUCTS = 5_000;
const ROWS = 5_000;

/** Every column that a full read looks at, table by table, but for the descriptions. */
const FULL_READ = [
  `SELECT product_id, master_id, variant, model, quantity, price, tax_class_id, status, image, manufacturer_id,
     date_modified, date_available FROM oc_product`,
  'SELECT product_id, code, value FROM oc_product_code',
  'SELECT product_id, category_id FROM oc_product_to_category',
  'SELECT product_id, store_id FROM oc_product_to_store',
  'SELECT product_id, image, sort_order FROM oc_product_image',
  'SELECT product_option_id, product_id, option_id, required FROM oc_product_option',
  `SELECT product_option_value_id, product_option_id, product_id, option_value_id, quantity, subtract, price,
     price_prefix FROM oc_product_option_value`,
  `SELECT product_id, customer_group_id, quantity, priority, price, type, special, date_start, date_end
     FROM oc_product_discount`,
];

/** Every column that a sale, an edit or a special can change. */
const WATCHED = [
  `SELECT product_id, master_id, quantity, price, tax_class_id, status, date_modified, image, variant, model,
     date_available FROM oc_product`,
  `SELECT product_option_value_id, product_option_id, product_id, quantity, subtract, price, price_prefix
     FROM oc_product_option_value`,
  'SELECT product_id, priority, price, type, special, date_start, date_end FROM oc_product_discount',
  'SELECT product_id, store_id FROM oc_product_to_store',
];

export type BareShop = {
  readonly readAll: () => Promise<void>;
  readonly readWatched: () => Promise<void>;
  readonly end: () => Promise<void>;
};

/** The shop's database with nothing but the driver: rows as arrays, the cheapest form there is. */
export async function openBareShop(connection: MysqlConnection): Promise<BareShop> {
  const { host, port, user, password, database } = connection;
  const bare = await createConnection({ host, port, user, password, database, dateStrings: true });
  const readEach = async (statements: readonly string[]): Promise<void> => {
    for (const sql of statements) await bare.query({ sql, rowsAsArray: true });
  };
  return {
    readAll: async () => {
      await readEach(FULL_READ);
      await readDescriptions(bare);
    },
    readWatched: async () => readEach(WATCHED),
    end: async () => bare.end(),
  };
}

async function readDescriptions(bare: Connection): Promise<void> {
  const [rows] = await bare.query<RowDataPacket[]>('SELECT MAX(product_id) AS last FROM oc_product');
  for (let from = 0; from <= Number(rows[0]?.last); from += PRODUCTS) {
    await bare.query({
      sql: `SELECT product_id, language_id, name, description FROM oc_product_description
            WHERE product_id BETWEEN ? AND ?`,
      values: [from, from + PRODUCTS - 1],
      rowsAsArray: true,
    });
  }
}

const COPIED = ['product', 'product_description', 'variant'] as const;

/**
 * How long it takes to insert the very rows that the cache holds into the same tables of an empty file, without index,
 * search or thought: same pragmas, same primary keys, a transaction for 5,000 rows. Milliseconds.
 */
export function timeBareInserts(cache: Database, folder: string): number {
  const file = join(folder, 'bare.sqlite');
  const bare = new SqliteDatabase(file);
  try {
    for (const pragma of [
      'journal_mode',
      'synchronous',
      'secure_delete',
      'cell_size_check',
      'cache_size',
      'wal_autocheckpoint',
    ]) {
      bare.pragma(`${pragma} = ${String(cache.pragma(pragma, { simple: true }))}`);
    }
    let spent = 0;
    for (const table of COPIED) {
      bare.exec(
        String(
          cache.prepare("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?").pluck().get(table),
        ),
      );
      spent += copyTable(cache, bare, table);
    }
    return spent;
  } finally {
    bare.close();
    for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
  }
}

function copyTable(cache: Database, bare: Database, table: (typeof COPIED)[number]): number {
  const rows = cache.prepare(`SELECT * FROM ${table}`).raw();
  const insert = bare.prepare(
    `INSERT INTO ${table} VALUES (${rows
      .columns()
      .map(() => '?')
      .join(', ')})`,
  );
  const insertAll = bare.transaction((chunk: readonly unknown[][]) => {
    for (const row of chunk) insert.run(row);
  });
  let spent = 0;
  let chunk: unknown[][] = [];
  const flush = (): void => {
    const from = performance.now();
    insertAll(chunk);
    spent += performance.now() - from;
    chunk = [];
  };
  for (const row of rows.iterate()) {
    // `raw()` makes arrays of them, which the types do not follow.
    chunk.push(row as unknown[]);
    if (chunk.length === ROWS) flush();
  }
  if (chunk.length > 0) flush();
  return spent;
}
