import { explainBy, type Explanation } from '../kit/explain.ts';
import { ROWS } from './explanations-rows.ts';

/** The first row that one of the texts matches, as params that `describeProblem` prefers over the general text. */
export function explain(texts: readonly string[]): Explanation | null {
  return explainBy(ROWS, texts);
}
