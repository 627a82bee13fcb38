import { problem, ProblemError } from '#contract/problem.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import type { Reader } from '../session/queryable.ts';

/**
 * The highest id there is, -1 without products. Rejects with `store/unknown-generation` for one beyond 2^53: counting
 * along such ids would never come to an end.
 */
export async function lastProductId(reader: Reader, schema: ShopSchema): Promise<number> {
  const [row] = await reader.arrays(`SELECT MAX(product_id) FROM ${schema.sql('product')}`);
  const id = Number(row?.[0] ?? -1);
  if (Number.isSafeInteger(id)) return id;
  const detail = `${schema.prefix}product.product_id = ${String(row?.[0])}`;
  throw new ProblemError(problem('store/unknown-generation', { detail }));
}
