import { isProblemError, problem, ProblemError } from '#contract/problem.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import { countsCombinations } from '../read/related-options.ts';
import { isSyntaxRefused } from '../session/problems.ts';
import type { Writer } from '../session/queryable.ts';

/** What writing, changing and cancelling an order does, statement by statement. */
const INSERTS: readonly (readonly [table: string, column: string])[] = [
  ['order', 'order_status_id'],
  ['order_product', 'order_id'],
  ['order_option', 'order_id'],
  ['order_total', 'order_id'],
  ['order_history', 'order_id'],
];
const UPDATES: readonly (readonly [table: string, columns: readonly string[]])[] = [
  ['product', ['quantity']],
  ['product_option_value', ['quantity']],
  ['order', ['order_status_id', 'total', 'date_modified']],
  ['order_product', ['quantity', 'total']],
  ['order_total', ['value']],
];
const COMBINATIONS: typeof UPDATES = [['relatedoptions', ['quantity']]];

/**
 * Refuses to begin an order that could not be finished: on MyISAM a right that is missing at the last row would leave
 * stock taken and the order without its history. The server is asked by EXPLAIN, which wants the same rights as the
 * statement and runs none of it (MariaDB 10.11, tried 2026-11; MySQL says the same in its manual).
 */
export async function requireWriteRights(writer: Writer, schema: ShopSchema): Promise<void> {
  const missing: string[] = [];
  for (const [table, column] of INSERTS) {
    const statement = `EXPLAIN INSERT INTO ${schema.sql(table)} (${column}) VALUES (0)`;
    if (await isDenied(writer, statement)) missing.push(`INSERT ${schema.prefix}${table}`);
  }
  // The statement that moves the stock names it only where the extension counts; a leftover of one needs no right.
  const counted = (await countsCombinations(writer, schema)) ? COMBINATIONS : [];
  for (const [table, columns] of [...UPDATES, ...counted]) {
    for (const column of columns) {
      const statement = `EXPLAIN UPDATE ${schema.sql(table)} SET ${column} = ${column} WHERE 1 = 0`;
      if (await isDenied(writer, statement)) missing.push(`UPDATE (${column}) ${schema.prefix}${table}`);
    }
  }
  if (missing.length > 0)
    throw new ProblemError(problem('store/too-few-rights', { missing: missing.join(', ') }));
}

/** Whether the server denies an EXPLAIN to this account; says nothing of anything else that is wrong with it. */
export async function isDenied(writer: Writer, statement: string): Promise<boolean> {
  try {
    await writer.rows(statement);
    return false;
  } catch (error) {
    if (!isProblemError(error)) throw error;
    if (error.problem.code === 'store/too-few-rights') return true;
    // Servers before MySQL 5.6 explain only SELECTs; one that minds the missing columns has passed the rights already.
    if (isSyntaxRefused(error) || error.problem.code === 'store/refused-value') return false;
    throw error;
  }
}
