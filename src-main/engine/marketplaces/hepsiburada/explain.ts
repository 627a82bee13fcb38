import { explainBy, type Explanation, type ExplanationRow } from '../kit/explain.ts';
import { OFFER_ROWS } from './explanations-offers.ts';
import { PRODUCT_ROWS } from './explanations-products.ts';
import { ORDER_ROWS } from './explanations-orders.ts';

export const ROWS: readonly ExplanationRow[] = [...OFFER_ROWS, ...PRODUCT_ROWS, ...ORDER_ROWS];

/**
 * Hepsiburada's codes and messages in words a merchant can act on (sheet §3, §6, state of 24 Nov 2026). The first row
 * that one of the texts matches, as params that `describeProblem` prefers over the general text; what matches nothing
 * keeps its raw words.
 */
export function explain(texts: readonly string[]): Explanation | null {
  return explainBy(ROWS, texts);
}
