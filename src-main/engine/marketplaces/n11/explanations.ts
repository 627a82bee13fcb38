import type { ProblemCode } from '#contract/problem.ts';
import { foldKey } from '#common/turkish-text.ts';
import { ORDER_ROWS } from './explanations-orders.ts';
import { PRODUCT_ROWS } from './explanations-products.ts';

type Words = { readonly happened: string; readonly means: string; readonly action: string };

export type ExplanationRow = {
  /** Looked for in the folded text (`foldKey`: ı, İ and accents are gone). */
  readonly sign: RegExp;
  readonly code?: ProblemCode;
  readonly tr: Words;
  readonly en: Words;
};

export type Explanation = {
  readonly code: ProblemCode | null;
  readonly texts: Readonly<Record<string, string>>;
};

/**
 * n11's messages in words a merchant can act on. There is no official list: texts are matched by their telling part, and
 * what matches nothing keeps its raw words.
 */
export const ROWS: readonly ExplanationRow[] = [...PRODUCT_ROWS, ...ORDER_ROWS];

/** The first row that one of the texts matches, as params that `describeProblem` prefers over the general text. */
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
    happenedTr: tr.happened,
    meansTr: tr.means,
    actionTr: tr.action,
    happenedEn: en.happened,
    meansEn: en.means,
    actionEn: en.action,
  };
}
