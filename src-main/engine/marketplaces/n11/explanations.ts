import { explainBy, type Explanation, type ExplanationRow } from '../kit/explain.ts';
import { ORDER_ROWS } from './explanations-orders.ts';
import { PRODUCT_ROWS } from './explanations-products.ts';

/**
 * n11's messages in words a merchant can act on. There is no official list: texts are matched by their telling part, and
 * what matches nothing keeps its raw words.
 */
export const ROWS: readonly ExplanationRow[] = [...PRODUCT_ROWS, ...ORDER_ROWS];

/** The first row that one of the texts matches, as params that `describeProblem` prefers over the general text. */
export function explain(texts: readonly string[]): Explanation | null {
  return explainBy(ROWS, texts);
}
