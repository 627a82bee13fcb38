import type { ReadOptions } from '../../port.ts';
import { quoteName } from '../dialect/identifiers.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import type { ShopSettings } from '../read/shop-settings.ts';
import { offsetText } from '../read/shop-time.ts';
import { textOf } from '../session/queryable.ts';
import type { Reader } from '../session/queryable.ts';
import { dumpColumn } from './dump-column.ts';
import { requireFew } from './read-sheets.ts';

/** Every table that writing into a product can touch, with the columns that order its rows. */
const TABLES: Readonly<Record<string, readonly string[]>> = {
  product: ['product_id'],
  product_description: ['product_id', 'language_id'],
  product_code: ['product_id', 'product_code_id'],
  product_image: ['product_id', 'product_image_id'],
  product_option_value: ['product_id', 'product_option_value_id'],
  product_special: ['product_id', 'product_special_id'],
  product_discount: ['product_id', 'product_discount_id'],
  product_attribute: ['product_id', 'attribute_id', 'language_id'],
  product_to_category: ['product_id', 'category_id'],
  product_to_store: ['product_id', 'store_id'],
};

/**
 * See `StorePort.dumpProducts`. The text runs in any client, phpMyAdmin's import page too: one statement a line, and no
 * byte in it that a client's character set could change.
 */
export async function dumpProducts(
  facts: { readonly reader: Reader; readonly schema: ShopSchema; readonly shop: ShopSettings },
  productIds: readonly string[],
  options: ReadOptions,
): Promise<string> {
  requireFew(productIds);
  options.signal?.throwIfAborted();
  const { reader, schema, shop } = facts;
  const keyed = await tablesWithKey(reader, schema);
  const parts: string[] = [];
  for (const [table, order] of Object.entries(TABLES)) {
    if (!schema.has(table, 'product_id') || productIds.length === 0) continue;
    options.signal?.throwIfAborted();
    const statements = await dumpTable(reader, schema, { table, order, productIds });
    parts.push(...(keyed.has(table) ? statements : withoutKey(schema.prefix + table, statements)));
  }
  return [...head(shop), ...parts, ...FOOT, ''].join('\n');
}

/** As mysqldump has it: what the session had before is put back at the end. */
function head(shop: ShopSettings): readonly string[] {
  return [
    '-- Ürün satırlarının yazmadan önceki hâli. Stok da o andaki hâline döner: sonraki satışlar geri alınmış olur.',
    '-- Sonradan eklenen satırları (resim, kategori, özellik, kampanya) silmez.',
    '-- Product rows as they were before a write. Stock goes back too: sales made since are undone.',
    '-- Does not remove rows that were added later (pictures, categories, attributes, specials).',
    'SET NAMES utf8mb4;',
    'SET @OLD_SQL_MODE = @@SQL_MODE, @OLD_FOREIGN_KEY_CHECKS = @@FOREIGN_KEY_CHECKS, @OLD_TIME_ZONE = @@TIME_ZONE;',
    "SET SQL_MODE = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO', FOREIGN_KEY_CHECKS = 0;",
    // A fork's TIMESTAMP reads in the session's zone. Where the shop names none, both are the server's own.
    ...(shop.timeZone === null ? [] : [`SET TIME_ZONE = '${offsetText(shop.offsetMinutes)}';`]),
  ];
}

const FOOT = [
  'SET SQL_MODE = @OLD_SQL_MODE, FOREIGN_KEY_CHECKS = @OLD_FOREIGN_KEY_CHECKS, TIME_ZONE = @OLD_TIME_ZONE;',
];

async function dumpTable(
  reader: Reader,
  schema: ShopSchema,
  from: {
    readonly table: string;
    readonly order: readonly string[];
    readonly productIds: readonly string[];
  },
): Promise<readonly string[]> {
  // The server works generated columns out and refuses a value for them.
  const columns = [...schema.table(from.table).columns.values()]
    .filter((column) => !column.generated)
    .map(dumpColumn);
  const order = from.order.filter((column) => schema.has(from.table, column)).map(quoteName);
  const rows = await reader.arrays(
    `SELECT ${schema.buffered(from.table)} ${columns.map((column) => column.select).join(', ')}
     FROM ${schema.sql(from.table)} WHERE product_id IN (?) ORDER BY ${order.join(', ')}`,
    [from.productIds],
  );
  const into = `REPLACE INTO ${schema.sql(from.table)} (${columns.map((column) => column.name).join(', ')})`;
  return rows.map((row) => {
    const values = columns.map((column, index) => column.literal(row[index] ?? null));
    return `${into} VALUES (${values.join(', ')});`;
  });
}

/** Without a primary key a REPLACE finds nothing to replace and doubles the row: left for a person to look at. */
function withoutKey(table: string, statements: readonly string[]): readonly string[] {
  return [
    `-- ${table}: birincil anahtar yok, satırlar yinelenirdi / no primary key, rows would be doubled`,
    ...statements.map((statement) => `-- ${statement}`),
  ];
}

async function tablesWithKey(reader: Reader, schema: ShopSchema): Promise<ReadonlySet<string>> {
  const names = Object.keys(TABLES).map((table) => schema.prefix + table);
  const rows = await reader.rows(
    `SELECT DISTINCT table_name AS table_name FROM information_schema.statistics
     WHERE table_schema = ? AND table_name IN (?) AND index_name = 'PRIMARY'`,
    [schema.database, names],
  );
  return new Set(rows.map((row) => textOf(row, 'table_name').slice(schema.prefix.length)));
}
