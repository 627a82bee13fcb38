import type { MysqlConnection } from '#contract/shop.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import { textOf } from '../session/queryable.ts';
import type { Reader } from '../session/queryable.ts';
import { isPrefix } from './identifiers.ts';

const MARK_TABLE = 'product_to_category';
const REQUIRED = [
  'product',
  'product_description',
  'setting',
  'order',
  'order_product',
  'category_path',
  'language',
] as const;

export type PrefixSearch = {
  readonly complete: readonly string[];
  /** Looks like a shop, but lacks these tables: hidden from the account or not there. */
  readonly partial: readonly { readonly prefix: string; readonly missing: readonly string[] }[];
};

/** Finds the shops of a database by their tables. In LIKE `_` matches anything, so names are compared by RIGHT. */
export async function searchPrefixes(reader: Reader, database: string): Promise<PrefixSearch> {
  const names = new Set(
    (
      await reader.rows(
        'SELECT table_name AS table_name FROM information_schema.tables WHERE table_schema = ?',
        [database],
      )
    ).map((row) => textOf(row, 'table_name')),
  );
  const prefixes = [...names]
    .filter((name) => name.endsWith(MARK_TABLE))
    .map((name) => name.slice(0, -MARK_TABLE.length))
    .filter(isPrefix)
    .sort();
  const complete: string[] = [];
  const partial: { prefix: string; missing: readonly string[] }[] = [];
  for (const prefix of prefixes) {
    const missing = REQUIRED.filter((table) => !names.has(prefix + table)).map((table) => prefix + table);
    if (missing.length === 0) complete.push(prefix);
    else partial.push({ prefix, missing });
  }
  return { complete, partial };
}

/** The prefix to work with; rejects when there is none, more than one, or not the one that was named. */
export async function choosePrefix(
  reader: Reader,
  connection: MysqlConnection,
): Promise<{ readonly prefix: string; readonly search: PrefixSearch }> {
  const search = await searchPrefixes(reader, connection.database);
  if (connection.prefix !== null) {
    if (search.complete.includes(connection.prefix)) return { prefix: connection.prefix, search };
    const hidden = search.partial.find((shop) => shop.prefix === connection.prefix);
    if (hidden) throw tooFewRights(hidden.missing);
    if (search.complete.length + search.partial.length === 0) throw notOpencart(connection);
    throw new ProblemError(
      problem('store/wrong-prefix', { prefix: connection.prefix, found: search.complete.join(', ') }),
    );
  }
  const [only, ...others] = search.complete;
  if (only === undefined) {
    const hidden = search.partial[0];
    throw hidden === undefined ? notOpencart(connection) : tooFewRights(hidden.missing);
  }
  if (others.length > 0) {
    const prefixes = search.complete.map((prefix) => (prefix === '' ? '""' : prefix)).join(', ');
    throw new ProblemError(problem('store/several-shops', { prefixes }));
  }
  return { prefix: only, search };
}

function notOpencart(connection: MysqlConnection): ProblemError {
  return new ProblemError(problem('store/not-opencart', { database: connection.database }));
}

function tooFewRights(missing: readonly string[]): ProblemError {
  return new ProblemError(
    problem('store/too-few-rights', { missing: missing.map((table) => `SELECT ${table}`).join(', ') }),
  );
}
