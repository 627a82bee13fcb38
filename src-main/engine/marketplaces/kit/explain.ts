import type { ProblemCode } from '#contract/problem.ts';
import { foldKey } from '#common/turkish-text.ts';

/** What happened, what it means for the shop, what to do: by name, or in this order. */
export type ExplanationWords =
  | { readonly happened: string; readonly means: string; readonly action: string }
  | readonly [happened: string, means: string, action: string];

/** One line of a marketplace's table of errors. */
export type ExplanationRow = {
  /** Looked for in the folded text (`foldKey`: ı, İ, accents and letter case are gone). */
  readonly sign: RegExp;
  readonly code?: ProblemCode;
  readonly tr: ExplanationWords;
  readonly en: ExplanationWords;
};

/** Params that `describeProblem` prefers over the general text of the code; null: the code that it had stays. */
export type Explanation = {
  readonly code: ProblemCode | null;
  readonly texts: Readonly<Record<string, string>>;
};

/** The first row that one of the marketplace's texts matches; null for what no row knows. */
export function explainBy(rows: readonly ExplanationRow[], texts: readonly string[]): Explanation | null {
  for (const text of texts) {
    const folded = foldKey(text);
    const row = rows.find(({ sign }) => sign.test(folded));
    if (row) return { code: row.code ?? null, texts: explanationTexts(row) };
  }
  return null;
}

/** A row's words as the params of a problem. */
export function explanationTexts({
  tr,
  en,
}: Pick<ExplanationRow, 'tr' | 'en'>): Readonly<Record<string, string>> {
  const [happenedTr, meansTr, actionTr] = inOrder(tr);
  const [happenedEn, meansEn, actionEn] = inOrder(en);
  return { happenedTr, meansTr, actionTr, happenedEn, meansEn, actionEn };
}

function inOrder(words: ExplanationWords): readonly [string, string, string] {
  return 'happened' in words ? [words.happened, words.means, words.action] : words;
}
