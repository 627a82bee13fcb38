import { E4 } from '#common/money.ts';
import type { Language } from '#contract/basics.ts';

const LOCALES: Readonly<Record<Language, string>> = { tr: 'tr-TR', en: 'en-GB' };

/** `1.299,90 ₺` in Turkish; a dash for what is not known. */
export function formatMoney(amountE4: number | null, currency: string, language: Language): string {
  if (amountE4 === null) return '–';
  return new Intl.NumberFormat(LOCALES[language], { style: 'currency', currency }).format(amountE4 / E4);
}

export function formatCount(count: number | null, language: Language): string {
  return count === null ? '–' : new Intl.NumberFormat(LOCALES[language]).format(count);
}

/** An ISO instant in the computer's own time zone. */
export function formatInstant(instant: string | null, language: Language): string {
  if (instant === null) return '–';
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(instant),
  );
}
