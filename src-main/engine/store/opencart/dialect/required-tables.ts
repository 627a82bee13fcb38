import { isProblemError, problem, ProblemError } from '#contract/problem.ts';
import { textOf } from '../session/queryable.ts';
import type { Reader } from '../session/queryable.ts';
import { quoteAccount, quoteName } from './identifiers.ts';
import { findColumnFaults } from './required-columns.ts';
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

/** What the server says about tables that `information_schema` does not show. */
export type UnseenTables = {
  /** Denied to this account, so that nobody knows whether they are there. */
  readonly hidden: readonly string[];
  readonly absent: readonly string[];
  /** Answers, and is no table: a view, whose columns and writing nobody can count on. */
  readonly views: readonly string[];
};

/**
 * Tells tables that are not there from tables that this account may not see: `information_schema` shows neither. The
 * server answers the first with "no such table", the second with "denied" (MariaDB 10.11 and MySQL 8, by table grants).
 */
export async function lookForUnseen(reader: Reader, names: readonly string[]): Promise<UnseenTables> {
  const found = { denied: [] as string[], absent: [] as string[], there: [] as string[] };
  for (const name of names) {
    found[await verdictOf(reader, `SELECT 1 FROM ${quoteName(name)} LIMIT 0`)].push(name);
  }
  return { hidden: found.denied, absent: found.absent, views: found.there };
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
  const { hidden, absent, views } = await lookForUnseen(
    reader,
    unseen.map((table) => schema.prefix + table),
  );
  const { half, incompletes } = await lookForColumns(reader, schema);
  const denied = [...new Set([...hidden, ...half])];
  if (denied.length > 0) throw await tooFewRights(reader, schema.database, denied);
  const core = new Set<string>(CORE_TABLES.map((table) => schema.prefix + table));
  // An optional table that is not there is not missed; a view in its place is: its prices would be passed over.
  const lost = [
    ...absent.filter((name) => core.has(name)),
    ...views.map((name) => `${name} (VIEW)`),
    ...incompletes,
  ];
  if (lost.length > 0) throw incomplete(lost);
}

/** Tables of which this account sees only some columns, and columns that are not there or not what they must be. */
async function lookForColumns(
  reader: Reader,
  schema: ShopSchema,
): Promise<{ readonly half: readonly string[]; readonly incompletes: readonly string[] }> {
  const { unseen, unfit } = findColumnFaults(schema);
  const half: string[] = [];
  const incompletes: string[] = [...unfit];
  for (const { table, column } of unseen) {
    const statement = `SELECT ${quoteName(column)} FROM ${schema.sql(table)} LIMIT 0`;
    if ((await verdictOf(reader, statement)) === 'denied') half.push(schema.prefix + table);
    else incompletes.push(`${schema.prefix}${table}.${column}`);
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
