import { formatAmount, formatMoney, formatNumber, formatPercent } from '#common/localised-figures.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bilingual, Language } from '#contract/basics.ts';
import {
  formatAge,
  formatDateTime,
  formatDay,
  formatDuration,
  formatShopLanguage,
  formatTime,
} from './format.ts';

/** Formatters bound to the language the page is shown in. */
export type Format = {
  readonly language: Language;
  readonly number: (value: number) => string;
  readonly amount: (amountE4: number) => string;
  readonly money: (amountE4: number, currency: string) => string;
  readonly percent: (percent: number) => string;
  readonly dateTime: (instant: string) => string;
  /** A calendar day, `YYYY-MM-DD`. */
  readonly day: (day: string) => string;
  readonly time: (instant: string) => string;
  readonly age: (instant: string, now: number) => string;
  readonly duration: (milliseconds: number) => string;
  /** A code of the shop's languages, by its name. */
  readonly shopLanguage: (code: string) => string;
  /** Picks the text in the page's language. */
  readonly pick: (text: Bilingual) => string;
};

/** The language the page is shown in. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return i18n.language === 'en' ? 'en' : 'tr';
}

/** {@link Format} for the page's language; the same object until the language changes. */
export function useFormat(): Format {
  const language = useLanguage();
  return useMemo(
    () => ({
      language,
      number: (value) => formatNumber(value, language),
      amount: (amountE4) => formatAmount(amountE4, language),
      money: (amountE4, currency) => formatMoney(amountE4, currency, language),
      percent: (percent) => formatPercent(percent, language),
      dateTime: (instant) => formatDateTime(instant, language),
      day: (day) => formatDay(day, language),
      time: (instant) => formatTime(instant, language),
      age: (instant, now) => formatAge(instant, now, language),
      duration: (milliseconds) => formatDuration(milliseconds, language),
      shopLanguage: (code) => formatShopLanguage(code, language),
      pick: (text) => text[language],
    }),
    [language],
  );
}
