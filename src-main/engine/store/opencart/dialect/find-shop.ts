import type { MysqlConnection } from '#contract/shop.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import { textOf } from '../session/queryable.ts';
import type { Reader } from '../session/queryable.ts';
import { isPrefix } from './identifiers.ts';
import { incomplete, lookForUnseen, tooFewRights } from './required-tables.ts';

/** A name that hardly any other software gives a table. */
const MARK = 'product_to_category';
const REQUIRED = [
  MARK,
  'category_path',
  'product_description',
  'order_product',
  'product',
  'setting',
  'order',
  'language',
] as const;
/** Fewer than this are somebody else's tables (`blog_product_to_category`), or a shop that the account may not see. */
const FEWEST = 3;

export type PrefixSearch = {
  readonly complete: readonly string[];
  /** Looks like a shop, but lacks these tables: hidden from the account or not there. */
  readonly partial: readonly Candidate[];
  /** Hardly anything that looks like a shop. */
  readonly faint: readonly Candidate[];
};

type Candidate = { readonly prefix: string; readonly missing: readonly string[] };

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
    REQUIRED.flatMap((table) =>
      [...names].filter((name) => name.endsWith(table)).map((name) => name.slice(0, -table.length)),
    ).filter(
      (prefix) => isPrefix(prefix) && (prefix === '' || prefix.endsWith('_') || names.has(prefix + MARK)),
    ),
  );
  const complete: string[] = [];
  const partial: Candidate[] = [];
  const faint: Candidate[] = [];
  for (const prefix of [...prefixes].sort()) {
    const missing = REQUIRED.filter((table) => !names.has(prefix + table)).map((table) => prefix + table);
    if (missing.length === 0) complete.push(prefix);
    else (missing.length <= REQUIRED.length - FEWEST ? partial : faint).push({ prefix, missing });
  }
  return { complete, partial, faint };
}

/** The prefix to work with; rejects when there is none, more than one, or not the one that was named. */
export async function choosePrefix(
  reader: Reader,
  connection: MysqlConnection,
): Promise<{ readonly prefix: string; readonly search: PrefixSearch }> {
  const search = await searchPrefixes(reader, connection.database);
  const { complete, partial, faint } = search;
  if (connection.prefix !== null) {
    if (complete.includes(connection.prefix)) return { prefix: connection.prefix, search };
    const seen = [...partial, ...faint].find((shop) => shop.prefix === connection.prefix);
    if (seen) throw await whyPartial(reader, connection, seen);
    if (complete.length + partial.length === 0) throw notOpencart(connection);
    throw new ProblemError(
      problem('store/wrong-prefix', { prefix: connection.prefix, found: namesOf(complete) }),
    );
  }
  const [only, ...others] = complete;
  if (only === undefined) {
    const seen = nearest([...partial, ...faint]);
    throw seen === undefined ? notOpencart(connection) : await whyPartial(reader, connection, seen);
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
function nearest(candidates: readonly Candidate[]): Candidate | undefined {
  const [best] = [...candidates].sort((a, b) => a.missing.length - b.missing.length);
  return best;
}

/** What cannot be seen may be hidden from the account, or not there: only the server knows. */
async function whyPartial(
  reader: Reader,
  connection: MysqlConnection,
  seen: Candidate,
): Promise<ProblemError> {
  const { hidden, absent, views } = await lookForUnseen(reader, seen.missing);
  if (hidden.length > 0) return tooFewRights(reader, connection.database, hidden);
  return seen.missing.length > REQUIRED.length - FEWEST
    ? notOpencart(connection)
    : incomplete([...absent, ...views]);
}

function notOpencart(connection: MysqlConnection): ProblemError {
  return new ProblemError(problem('store/not-opencart', { database: connection.database }));
}
