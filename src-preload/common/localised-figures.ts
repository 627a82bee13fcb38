import type { Language } from '#contract/basics.ts';

/** The locale whose habits each language follows for figures and dates. */
export const LOCALES: Readonly<Record<Language, string>> = { tr: 'tr-TR', en: 'en-GB' };
const SYMBOLS: Readonly<Record<string, string>> = { TRY: '₺', EUR: '€', USD: '$', GBP: '£' };
const NO_BREAK_SPACE = '\u00A0';

const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(language: Language, minimum: number, maximum: number): Intl.NumberFormat {
  const key = `${language}:${minimum}:${maximum}`;
  let format = numberFormats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(LOCALES[language], {
      minimumFractionDigits: minimum,
      maximumFractionDigits: maximum,
    });
    numberFormats.set(key, format);
  }
  return format;
}

/** A whole number with the language's grouping: `12.480` in Turkish. */
export function formatNumber(value: number, language: Language): string {
  return numberFormat(language, 0, 2).format(value);
}

/**
 * An amount in 1/10000 units without its currency: `1.299,90`. Two decimals, or up to four when it is no whole kuruş:
 * an amount is never shown rounder than it is.
 */
export function formatAmount(amountE4: number, language: Language): string {
  return numberFormat(language, 2, amountE4 % 100 === 0 ? 2 : 4).format(amountE4 / 10_000);
}

/** An amount with its currency: `1.299,90 ₺` in Turkish, `₺1,299.90` in English. */
export function formatMoney(amountE4: number, currency: string, language: Language): string {
  const symbol = SYMBOLS[currency] ?? currency;
  const amount = formatAmount(Math.abs(amountE4), language);
  const sign = amountE4 < 0 ? '−' : '';
  if (language === 'tr') return `${sign}${amount}${NO_BREAK_SPACE}${symbol}`;
  return symbol.length === 1 ? `${sign}${symbol}${amount}` : `${sign}${symbol}${NO_BREAK_SPACE}${amount}`;
}

/** A percentage given in whole percent: `%12,5` in Turkish, `12.5%` in English. */
export function formatPercent(percent: number, language: Language): string {
  const text = numberFormat(language, 0, 2).format(percent);
  return language === 'tr' ? `%${text}` : `${text}%`;
}
