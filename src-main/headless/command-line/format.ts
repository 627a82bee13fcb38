import { formatMoney as moneyText, formatNumber, LOCALES } from '#common/localised-figures.ts';
import type { Language } from '#contract/basics.ts';

const UNKNOWN = '–';

/** `1.299,90 ₺` in Turkish; a dash for what is not known. */
export function formatMoney(amountE4: number | null, currency: string, language: Language): string {
  // A terminal may show the no-break space as a question mark; a table has no lines to break.
  return amountE4 === null ? UNKNOWN : moneyText(amountE4, currency, language).replaceAll('\u00A0', ' ');
}

export function formatCount(count: number | null | undefined, language: Language): string {
  return count === null || count === undefined ? UNKNOWN : formatNumber(count, language);
}

/** An ISO instant in the computer's own time zone. */
export function formatInstant(instant: string | null, language: Language): string {
  if (instant === null) return UNKNOWN;
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(instant),
  );
}
