import type { ShopSchema } from '../dialect/schema.ts';
import type { Reader } from '../session/queryable.ts';
import { alongKey } from './along-key.ts';
import { TextsByProduct } from './texts-by-product.ts';

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
  const parts = alongKey(reader, schema, {
    table: 'product_option_value',
    columns: ['product_id', OPTION_VALUE_WATCHED],
    ...(signal ? { signal } : {}),
  });
  for await (const rows of parts) {
    for (const [, productId, text] of rows) found.add(Number(productId), String(text));
  }
  return found.joined();
}
