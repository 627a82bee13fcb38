import type { SqlParameter } from '../session/queryable.ts';

/** From this share of the ids between the lowest and the highest on, all between them are read. */
const DENSE = 0.5;
const FEW = 20;

/**
 * A condition for the rows of these products. Ids that lie close together are asked for as one range, which a server
 * walks in half the time that it takes to look up each: rows of other products may then be among the answer.
 */
export function ofProducts(productIds: readonly string[]): {
  readonly sql: string;
  readonly parameters: readonly SqlParameter[];
} {
  const numbers = productIds.map(Number);
  const [lowest, highest] = [Math.min(...numbers), Math.max(...numbers)];
  const isDense = productIds.length >= FEW && productIds.length >= (highest - lowest + 1) * DENSE;
  return isDense
    ? { sql: 'product_id BETWEEN ? AND ?', parameters: [lowest, highest] }
    : { sql: 'product_id IN (?)', parameters: [productIds] };
}
