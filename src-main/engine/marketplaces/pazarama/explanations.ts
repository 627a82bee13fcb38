import type { ProblemCode } from '#contract/problem.ts';
import { foldKey } from '#common/turkish-text.ts';
import { ROWS } from './explanations-rows.ts';

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

/** The first row that one of the texts matches, as params that `describeProblem` prefers over the general text. */
export function explain(texts: readonly string[]): Explanation | null {
  for (const text of texts) {
    const folded = foldKey(text);
    const row = ROWS.find(({ sign }) => sign.test(folded));
    if (row) return { code: row.code ?? null, texts: textsOf(row) };
  }
  return null;
}

/** One row's words as a problem's params. */
export function textsOf({ tr, en }: Pick<ExplanationRow, 'tr' | 'en'>): Readonly<Record<string, string>> {
  return {
    happenedTr: tr.happened,
    meansTr: tr.means,
    actionTr: tr.action,
    happenedEn: en.happened,
    meansEn: en.means,
    actionEn: en.action,
  };
}
