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
    try {
      await reader.rows(`SELECT 1 FROM ${quoteName(name)} LIMIT 0`);
      // It answers and is no table: a view, whose columns nobody can count on.
      absent.push(name);
    } catch (error) {
      if (!isProblemError(error)) throw error;
      if (error.problem.code === 'store/too-few-rights') hidden.push(name);
      else if (error.problem.code === 'store/unknown-generation') absent.push(name);
      else throw error;
    }
  }
  return { hidden, absent };
}

/**
 * Refuses a shop of which a table is hidden from the account, or not there at all. A hidden table must not be taken
 * for one that this version does not have: without `product_special` a special's price would simply be missed, without
 * `product_code` the dead columns of 4.1.0.1 to 3 would be read.
 */
export async function requireTables(reader: Reader, schema: ShopSchema): Promise<void> {
  const unseen = expectedTables(schema).filter((table) => !schema.has(table));
  if (unseen.length === 0) return;
  const names = unseen.map((table) => schema.prefix + table);
  const { hidden, absent } = await lookForUnseen(reader, names);
  if (hidden.length > 0) throw await tooFewRights(reader, schema.database, hidden);
  const core = new Set<string>(CORE_TABLES.map((table) => schema.prefix + table));
  const lost = absent.filter((name) => core.has(name));
  if (lost.length > 0) throw incomplete(lost);
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

/** An import or upgrade that broke off half-way leaves such a database. */
export function incomplete(tables: readonly string[]): ProblemError {
  return new ProblemError(problem('store/unknown-generation', { detail: `no table ${tables.join(', ')}` }));
}
