import type { ShopSchema } from '../dialect/schema.ts';
import type { Reader, SqlParameter, SqlValue } from '../session/queryable.ts';
import { SelectPace } from './select-pace.ts';

type LargeTable = Parameters<ShopSchema['alongPrimary']>[0];

/** Keys of a part of which most rows are not wanted. */
const KEYS = 4_000;

/**
 * A whole table in ascending order of its key, `<table>_id`, in SELECTs that hold up no checkout. Each row begins with
 * the key, then come the columns; behind them there may be more. `columns` are SQL.
 */
export async function* alongKey(
  reader: Reader,
  schema: ShopSchema,
  wanted: { readonly table: LargeTable; readonly columns: readonly string[]; readonly signal?: AbortSignal },
): AsyncGenerator<readonly (readonly SqlValue[])[]> {
  const key = `${wanted.table}_id`;
  const pace = new SelectPace(schema, wanted.table);
  const statement = `SELECT ${[key, ...wanted.columns].join(', ')} ${pace.clock} FROM ${schema.sql(wanted.table)}
    ${schema.alongPrimary(wanted.table)} WHERE ${key} > ? ORDER BY ${key} LIMIT ?`;
  let after: SqlValue = '0';
  for (;;) {
    wanted.signal?.throwIfAborted();
    const limit = pace.rows;
    const rows: readonly (readonly SqlValue[])[] = await reader.arrays(statement, [after, limit]);
    yield rows;
    if (rows.length < limit) return;
    pace.note(rows, limit);
    after = rows.at(-1)?.[0] ?? '0';
  }
}

export type KeyRange = { readonly sql: string; readonly parameters: readonly SqlParameter[] };

/**
 * Conditions that together stand for every row of a table with the key `<table>_id`, for questions to which few rows
 * are the answer: a LIMIT would let the server look on and on for more of them. One condition where nobody waits. They
 * go with `schema.alongPrimary`.
 */
export async function* keyRanges(
  reader: Reader,
  schema: ShopSchema,
  table: LargeTable,
): AsyncGenerator<KeyRange> {
  const key = `${table}_id`;
  let after: SqlValue = '0';
  // The index alone answers it: 4,000 keys are passed in less than a millisecond.
  const statement = `SELECT ${key} FROM ${schema.sql(table)} ${schema.alongPrimary(table)}
    WHERE ${key} > ? ORDER BY ${key} LIMIT ${KEYS - 1}, 1`;
  while (!schema.transactional(table)) {
    const ends: readonly (readonly SqlValue[])[] = await reader.arrays(statement, [after]);
    const last = ends[0]?.[0] ?? null;
    if (last === null) break;
    yield { sql: `${key} > ? AND ${key} <= ?`, parameters: [after, last] };
    after = last;
  }
  yield { sql: `${key} > ?`, parameters: [after] };
}
