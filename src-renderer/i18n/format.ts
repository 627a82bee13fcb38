import { LOCALES } from '#common/localised-figures.ts';
import type { Language } from '#contract/basics.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const dateFormats = new Map<string, Intl.DateTimeFormat>();

function dateParts(date: Date, language: Language, timeZone: string | undefined): Record<string, string> {
  const key = `${language}:${timeZone ?? ''}`;
  let format = dateFormats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(LOCALES[language], {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      ...(timeZone === undefined ? {} : { timeZone }),
    });
    dateFormats.set(key, format);
  }
  return Object.fromEntries(format.formatToParts(date).map((part) => [part.type, part.value]));
}

/** `24 Kas 2026 14:05`, in the computer's time zone unless another is named. */
export function formatDateTime(instant: string, language: Language, timeZone?: string): string {
  const part = dateParts(new Date(instant), language, timeZone);
  return `${part['day']} ${part['month']} ${part['year']} ${part['hour']}:${part['minute']}`;
}

/** `Türkçe (tr-tr)` for a code of the shop's `language` table; the bare code where it is no language tag. */
export function formatShopLanguage(code: string, language: Language): string {
  try {
    const { language: base } = new Intl.Locale(code);
    const name = new Intl.DisplayNames(LOCALES[language], { type: 'language' }).of(base);
    return name === undefined || name === base ? code : `${name} (${code})`;
  } catch (error) {
    // ECMA-402's answer to a code that is no language tag: a shop may call its languages what it likes.
    if (error instanceof RangeError) return code;
    throw error;
  }
}

/** `24 Kas 2026` for a calendar day given as `YYYY-MM-DD`; anything else is shown as it is. */
export function formatDay(day: string, language: Language): string {
  const instant = Date.parse(`${day}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(instant)) return day;
  const part = dateParts(new Date(instant), language, 'UTC');
  return `${part['day']} ${part['month']} ${part['year']}`;
}

/** `14:05`, in the computer's time zone unless another is named. */
export function formatTime(instant: string, language: Language, timeZone?: string): string {
  const part = dateParts(new Date(instant), language, timeZone);
  return `${part['hour']}:${part['minute']}`;
}

const UNITS = {
  tr: { second: 'sn', minute: 'dk', hour: 'sa', day: 'gün' },
  en: { second: 's', minute: 'min', hour: 'h', day: 'd' },
} as const;

/** A length of time in its largest unit, in short words: `4 dk`, `3 sa`, `2 gün`. Milliseconds in. */
export function formatDuration(milliseconds: number, language: Language): string {
  const units = UNITS[language];
  const size = Math.abs(milliseconds);
  if (size < MINUTE) return `${Math.max(1, Math.floor(size / SECOND))} ${units.second}`;
  if (size < HOUR) return `${Math.floor(size / MINUTE)} ${units.minute}`;
  if (size < 2 * DAY) return `${Math.floor(size / HOUR)} ${units.hour}`;
  return `${Math.floor(size / DAY)} ${units.day}`;
}

/**
 * How long ago, or how far ahead: `4 dk önce`, `3 sa sonra`, `şimdi` within five seconds. Beyond 30 days the date
 * says more than a count of days does. `now` in epoch ms.
 */
export function formatAge(instant: string, now: number, language: Language): string {
  const difference = now - Date.parse(instant);
  if (Math.abs(difference) < 5 * SECOND) return language === 'tr' ? 'şimdi' : 'just now';
  if (Math.abs(difference) > 30 * DAY) return formatDateTime(instant, language);
  const length = formatDuration(difference, language);
  if (difference >= 0) return language === 'tr' ? `${length} önce` : `${length} ago`;
  return language === 'tr' ? `${length} sonra` : `in ${length}`;
}
