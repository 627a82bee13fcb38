import { isProblemError, problem, ProblemError } from '#contract/problem.ts';
import { textOf } from '../session/queryable.ts';
import type { Reader } from '../session/queryable.ts';
import { quoteAccount, quoteName } from './identifiers.ts';
import type { ShopSchema } from './schema.ts';

/** Tables that this program reads or writes in every version and that OpenCart itself cannot do without. */
const CORE_TABLES = [
  'product',
  'product_description',
  'product_image',
  'product_option',
  'product_option_value',
  'product_to_category',
  'option',
  'option_description',
  'option_value',
  'option_value_description',
  'category_description',
  'category_path',
  'language',
  'currency',
  'order_status',
  'tax_rule',
  'tax_rate',
  'tax_rate_to_customer_group',
  'zone_to_geo_zone',
  'country',
  'zone',
  'setting',
  'order',
  'order_product',
  'order_option',
  'order_total',
  'order_history',
] as const;

/**
 * Columns without which a price, a stock or an order would be wrong in silence. `order.user_agent` carries the mark
 * by which an imported order is found again.
 */
const CORE_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  product: ['model', 'quantity', 'subtract', 'price', 'tax_class_id', 'status', 'image', 'date_available'],
  product_option: ['product_option_id', 'product_id', 'option_id', 'required'],
  product_option_value: ['product_option_id', 'product_id', 'quantity', 'subtract', 'price', 'price_prefix'],
  order: [
    'order_id',
    'order_status_id',
    'total',
    'user_agent',
    'date_added',
    'date_modified',
    'currency_code',
  ],
  order_product: ['order_id', 'product_id', 'quantity', 'price', 'total', 'tax'],
  order_option: ['order_id', 'order_product_id', 'product_option_value_id'],
  order_total: ['order_id', 'code', 'value'],
  order_history: ['order_id', 'order_status_id', 'comment'],
};

/** What the server says about tables that `information_schema` does not show. */
export type UnseenTables = {
  /** Denied to this account, so that nobody knows whether they are there. */
  readonly hidden: readonly string[];
  readonly absent: readonly string[];
};

/**
 * Tells tables that are not there from tables that this account may not see: `information_schema` shows neither. The
 * server answers the first with "no such table", the second with "denied" (MariaDB 10.11 and MySQL 8, by table grants).
 */
export async function lookForUnseen(reader: Reader, names: readonly string[]): Promise<UnseenTables> {
  const hidden: string[] = [];
  const absent: string[] = [];
  for (const name of names) {
    const verdict = await verdictOf(reader, `SELECT 1 FROM ${quoteName(name)} LIMIT 0`);
    // What answers and is no table is a view, whose columns nobody can count on.
    (verdict === 'denied' ? hidden : absent).push(name);
  }
  return { hidden, absent };
}

async function verdictOf(reader: Reader, statement: string): Promise<'denied' | 'absent' | 'there'> {
  try {
    await reader.rows(statement);
    return 'there';
  } catch (error) {
    if (!isProblemError(error)) throw error;
    if (error.problem.code === 'store/too-few-rights') return 'denied';
    if (error.problem.code === 'store/unknown-generation') return 'absent';
    throw error;
  }
}

/**
 * Refuses a shop of which a table is hidden from the account, or not there at all. A hidden table must not be taken
 * for one that this version does not have: without `product_special` a special's price would simply be missed, without
 * `product_code` the dead columns of 4.1.0.1 to 3 would be read.
 */
export async function requireTables(reader: Reader, schema: ShopSchema): Promise<void> {
  const unseen = expectedTables(schema).filter((table) => !schema.has(table));
  const { hidden, absent } = await lookForUnseen(
    reader,
    unseen.map((table) => schema.prefix + table),
  );
  const { half, incompletes } = await lookForColumns(reader, schema);
  const denied = [...new Set([...hidden, ...half])];
  if (denied.length > 0) throw await tooFewRights(reader, schema.database, denied);
  const core = new Set<string>(CORE_TABLES.map((table) => schema.prefix + table));
  const lost = [...absent.filter((name) => core.has(name)), ...incompletes];
  if (lost.length > 0) throw incomplete(lost);
}

/** Tables of which this account sees only some columns, and columns that are not there. */
async function lookForColumns(
  reader: Reader,
  schema: ShopSchema,
): Promise<{ readonly half: readonly string[]; readonly incompletes: readonly string[] }> {
  const half: string[] = [];
  const incompletes: string[] = [];
  for (const [table, columns] of Object.entries(CORE_COLUMNS)) {
    for (const column of columns) {
      if (!schema.has(table) || schema.has(table, column)) continue;
      const statement = `SELECT ${quoteName(column)} FROM ${schema.sql(table)} LIMIT 0`;
      if ((await verdictOf(reader, statement)) === 'denied') half.push(schema.prefix + table);
      else incompletes.push(`${schema.prefix}${table}.${column}`);
    }
  }
  return { half, incompletes };
}

/** Tables of this shop's version, as far as the columns that can be seen tell it. */
function expectedTables(schema: ShopSchema): readonly string[] {
  // 4.1.0.1 took the names out of `country` and brought `product_code`; 4.1.0.0 took `product_special` away.
  const namesByLanguage = schema.has('country') && !schema.has('country', 'name');
  const specialsInDiscounts = schema.has('product_discount', 'special') || schema.has('product_code');
  return [
    ...CORE_TABLES,
    'product_discount',
    'product_to_store',
    'manufacturer',
    ...(namesByLanguage ? ['product_code', 'country_description', 'zone_description'] : []),
    ...(specialsInDiscounts || namesByLanguage ? [] : ['product_special']),
    ...(schema.has('url_alias') || specialsInDiscounts ? [] : ['seo_url']),
  ];
}

/** The missing SELECTs by name, and as statements to paste in the details. */
export async function tooFewRights(
  reader: Reader,
  database: string,
  tables: readonly string[],
): Promise<ProblemError> {
  const [row] = await reader.rows('SELECT CURRENT_USER() AS account');
  const account = quoteAccount(textOf(row ?? {}, 'account'));
  const statements = tables.map(
    (table) => `GRANT SELECT ON ${quoteName(database)}.${quoteName(table)} TO ${account};`,
  );
  const missing = tables.map((table) => `SELECT ${table}`).join(', ');
  return new ProblemError(problem('store/too-few-rights', { missing }, statements.join('\n')));
}

/** An import or upgrade that broke off half-way leaves such a database. `missing` names tables and columns. */
export function incomplete(missing: readonly string[]): ProblemError {
  return new ProblemError(problem('store/unknown-generation', { detail: `– ${missing.join(', ')}` }));
}
