import type { ShopSchema } from '../dialect/schema.ts';
import type { Reader } from '../session/queryable.ts';
import { TextsByProduct } from './texts-by-product.ts';

/** Rows of a SELECT: on MyISAM a sale waits for its end. */
const BATCH = 10_000;

/** What is watched of one option value, as one text made by the server: the cheapest form to read and to compare. */
export const OPTION_VALUE_WATCHED = `CONCAT_WS('\\t', product_option_value_id, IFNULL(product_option_id, ''),
  IFNULL(quantity, ''), IFNULL(subtract, ''), IFNULL(price, ''), IFNULL(price_prefix, ''))`;

/**
 * Watched texts of all option values, by product. Read once per pass along the primary key: the table has no index on
 * the product, so every question about one range of products would be a full scan.
 */
export async function readWatchedOptionValues(
  reader: Reader,
  schema: ShopSchema,
  signal?: AbortSignal,
): Promise<ReadonlyMap<number, string>> {
  const found = new TextsByProduct('\n');
  const statement = `SELECT ${schema.buffered('product_option_value')} product_id, ${OPTION_VALUE_WATCHED} FROM ${schema.sql('product_option_value')}
    WHERE product_option_value_id > ? ORDER BY product_option_value_id LIMIT ${BATCH}`;
  let after = '0';
  for (;;) {
    signal?.throwIfAborted();
    const rows = await reader.arrays(statement, [after]);
    for (const row of rows) found.add(Number(row[0]), String(row[1]));
    if (rows.length < BATCH) return found.joined();
    after = firstField(String(rows.at(-1)?.[1]));
  }
}

function firstField(text: string): string {
  return text.slice(0, text.indexOf('\t'));
}
