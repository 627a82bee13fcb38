import { formatAmount } from '#common/localised-figures.ts';
import { parseAmount } from '#common/money.ts';
import type { Language } from '#contract/basics.ts';

/** An amount as a field shows it; empty where there is none. */
export function amountText(amountE4: number | null | undefined, language: Language): string {
  return amountE4 === null || amountE4 === undefined ? '' : formatAmount(amountE4, language);
}

/** What a person typed as an amount in 1/10000. Undefined when it has no single meaning; null when it is empty. */
export function readAmountText(text: string, language: Language): number | null | undefined {
  if (text.trim() === '') return null;
  return parseAmount({ text, locale: language }) ?? undefined;
}

/** A whole number as typed, grouped or not (`1.200` in Turkish). Undefined when it is none. */
export function readWhole(text: string, language: Language): number | undefined {
  const amountE4 = parseAmount({ text, locale: language });
  if (amountE4 === null || amountE4 % 10_000 !== 0) return undefined;
  return amountE4 / 10_000;
}

/** A percentage as typed (`12,5`), in 1/100 of a percent. Undefined when it has no single meaning. */
export function readPercent(text: string, language: Language): number | undefined {
  const amountE4 = parseAmount({ text: text.replace('%', ''), locale: language });
  if (amountE4 === null || amountE4 % 100 !== 0) return undefined;
  return amountE4 / 100;
}
