import type { Language } from '#contract/basics.ts';
import { describeProblem } from '#contract/problem-texts.ts';
import type { Problem } from '#contract/problem.ts';

/** The three parts of a problem as one paragraph, with the other side's own words last. */
export function describeForPeople(value: Problem, language: Language): string {
  const { happened, means, action } = describeProblem(value, language);
  const detail =
    value.detail === null || value.detail === '' ? [] : [`(${value.detail.replace(/\s+/g, ' ').trim()})`];
  return [happened, means, action, ...detail].filter((part) => part !== '').join(' ');
}

/** What `--json` prints when a command failed. */
export function problemJson(
  value: Problem,
  language: Language,
): { readonly error: Record<string, string | null> } {
  return { error: { code: value.code, ...describeProblem(value, language), detail: value.detail } };
}

/**
 * The first as `error` where nothing worked, like any other command that failed, and as `problem` in every case; the others
 * as `alsoProblems`.
 */
export function troubleJson(
  problems: readonly Problem[],
  { failed, language }: { readonly failed: boolean; readonly language: Language },
): Readonly<Record<string, unknown>> {
  const [first, ...others] = problems.map((each) => problemJson(each, language).error);
  if (!first) return {};
  const also = others.length > 0 ? { alsoProblems: others } : {};
  return failed ? { error: first, problem: first, ...also } : { problem: first, ...also };
}
