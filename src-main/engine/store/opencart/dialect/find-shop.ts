import type { MysqlConnection } from '#contract/shop.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import { textOf } from '../session/queryable.ts';
import type { Reader } from '../session/queryable.ts';
import { isPrefix } from './identifiers.ts';
import { incomplete, lookForUnseen, tooFewRights } from './required-tables.ts';

/** Names that hardly any other software gives its tables; one of them may be hidden from the account. */
const MARK_TABLES = ['product_to_category', 'category_path', 'product_description', 'order_product'] as const;
const REQUIRED = [...MARK_TABLES, 'product', 'setting', 'order', 'language'] as const;
/** Fewer than this are somebody else's tables (`blog_product_to_category`). */
const FEWEST = 3;

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
  const prefixes = new Set(
    MARK_TABLES.flatMap((mark) =>
      [...names].filter((name) => name.endsWith(mark)).map((name) => name.slice(0, -mark.length)),
    ).filter(isPrefix),
  );
  const complete: string[] = [];
  const partial: { prefix: string; missing: readonly string[] }[] = [];
  for (const prefix of [...prefixes].sort()) {
    const missing = REQUIRED.filter((table) => !names.has(prefix + table)).map((table) => prefix + table);
    if (missing.length === 0) complete.push(prefix);
    else if (missing.length <= REQUIRED.length - FEWEST) partial.push({ prefix, missing });
  }
  return { complete, partial };
}

/** The prefix to work with; rejects when there is none, more than one, or not the one that was named. */
export async function choosePrefix(
  reader: Reader,
  connection: MysqlConnection,
): Promise<{ readonly prefix: string; readonly search: PrefixSearch }> {
  const search = await searchPrefixes(reader, connection.database);
  const { complete, partial } = search;
  if (connection.prefix !== null) {
    if (complete.includes(connection.prefix)) return { prefix: connection.prefix, search };
    const seen = partial.find((shop) => shop.prefix === connection.prefix);
    if (seen) throw await whyPartial(reader, connection, seen.missing);
    if (complete.length + partial.length === 0) throw notOpencart(connection);
    throw new ProblemError(
      problem('store/wrong-prefix', { prefix: connection.prefix, found: namesOf(complete) }),
    );
  }
  const [only, ...others] = complete;
  if (only === undefined) {
    const seen = nearest(partial);
    throw seen === undefined ? notOpencart(connection) : await whyPartial(reader, connection, seen.missing);
  }
  if (others.length > 0) {
    throw new ProblemError(problem('store/several-shops', { prefixes: namesOf(complete) }));
  }
  return { prefix: only, search };
}

/** An empty prefix is a prefix like any other, and has to be shown as something. */
function namesOf(prefixes: readonly string[]): string {
  return prefixes.map((prefix) => (prefix === '' ? '""' : prefix)).join(', ');
}

/** The one that lacks least; other software also has tables of this name (`blog_product_to_category`). */
function nearest(partial: PrefixSearch['partial']): PrefixSearch['partial'][number] | undefined {
  const [best] = [...partial].sort((a, b) => a.missing.length - b.missing.length);
  return best;
}

/** What cannot be seen may be hidden from the account, or not there: only the server knows. */
async function whyPartial(
  reader: Reader,
  connection: MysqlConnection,
  missing: readonly string[],
): Promise<ProblemError> {
  const { hidden, absent } = await lookForUnseen(reader, missing);
  if (hidden.length > 0) return tooFewRights(reader, connection.database, hidden);
  return incomplete(absent);
}

function notOpencart(connection: MysqlConnection): ProblemError {
  return new ProblemError(problem('store/not-opencart', { database: connection.database }));
}
