import type { ProblemCode } from '#contract/problem.ts';
import { foldKey } from '#common/turkish-text.ts';
import { OFFER_ROWS } from './explanations-offers.ts';
import { PRODUCT_ROWS } from './explanations-products.ts';
import { ORDER_ROWS } from './explanations-orders.ts';

/** What happened, what it means for the shop, what to do. */
export type Words = readonly [happened: string, means: string, action: string];

export type ExplanationRow = {
  /** Looked for in the folded text (`foldKey`: ı, İ, accents and letter case are gone). */
  readonly sign: RegExp;
  readonly code?: ProblemCode;
  readonly tr: Words;
  readonly en: Words;
};

export type Explanation = {
  readonly code: ProblemCode | null;
  readonly texts: Readonly<Record<string, string>>;
};

export const ROWS: readonly ExplanationRow[] = [...OFFER_ROWS, ...PRODUCT_ROWS, ...ORDER_ROWS];

/**
 * Hepsiburada's codes and messages in words a merchant can act on (sheet §3, §6, state of 24 Nov 2026). The first row
 * that one of the texts matches, as params that `describeProblem` prefers over the general text; what matches nothing
 * keeps its raw words.
 */
export function explain(texts: readonly string[]): Explanation | null {
  for (const text of texts) {
    const folded = foldKey(text);
    const row = ROWS.find(({ sign }) => sign.test(folded));
    if (row) return { code: row.code ?? null, texts: paramsOf(row) };
  }
  return null;
}

function paramsOf({ tr, en }: ExplanationRow): Readonly<Record<string, string>> {
  return {
    happenedTr: tr[0],
    meansTr: tr[1],
    actionTr: tr[2],
    happenedEn: en[0],
    meansEn: en[1],
    actionEn: en[2],
  };
}
