import type { Language } from './basics.ts';
import type { Problem } from './problem.ts';
import type { ProblemText, ProblemTexts } from './problem-text.ts';
import { problemTextsEn } from './problem-texts.en.ts';
import { problemTextsTr } from './problem-texts.tr.ts';

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
