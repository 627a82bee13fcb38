import type { Language } from './basics.ts';
import type { Problem, ProblemCode } from './problem.ts';
import { problemTextsEn } from './problem-texts.en.ts';
import { problemTextsTr } from './problem-texts.tr.ts';

/** The three parts of every message: what happened · what it means for the shop · what to do. */
export type ProblemText = { readonly happened: string; readonly means: string; readonly action: string };

/** `{name}` is filled from the problem's params; a sentence part in `[…]` is left out when a param in it is missing. */
export type ProblemTexts = Readonly<Record<ProblemCode, ProblemText>>;

const TEXTS: Readonly<Record<Language, ProblemTexts>> = { tr: problemTextsTr, en: problemTextsEn };

/**
 * Words a problem. An adapter that knows better than the general text gives its own by the params `happenedTr`,
 * `meansTr`, `actionTr` and `…En`; they win over the table.
 */
export function describeProblem(problem: Problem, language: Language): ProblemText {
  const texts = TEXTS[language][problem.code];
  const suffix = language === 'tr' ? 'Tr' : 'En';
  const part = (name: keyof ProblemText): string => {
    const own = problem.params[`${name}${suffix}`];
    return fillText(typeof own === 'string' && own !== '' ? own : texts[name], problem.params);
  };
  return { happened: part('happened'), means: part('means'), action: part('action') };
}

/** Fills `{name}` blanks; see {@link ProblemTexts} for `[…]`. */
export function fillText(template: string, params: Readonly<Record<string, string | number>>): string {
  const optional = template.replace(/\[([^\]]*)\]/g, (_whole, inner: string) => {
    const names = Array.from(inner.matchAll(/\{(\w+)\}/g), (match) => match[1]!);
    return names.every((name) => isFilled(params[name])) ? inner : '';
  });
  return optional
    .replace(/\{(\w+)\}/g, (_whole, name: string) => (isFilled(params[name]) ? String(params[name]) : '—'))
    .replace(/ {2,}/g, ' ')
    .trim();
}

function isFilled(value: string | number | undefined): boolean {
  return value !== undefined && value !== '';
}
