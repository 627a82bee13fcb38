import { foldKey } from '#common/turkish-text.ts';

/** Turkey's clock is three hours ahead of UTC all year round since 2016. */
const SHIFT_MS = 3 * 3_600_000;
const DAY_MS = 86_400_000;

const MONTHS = [
  'ocak',
  'subat',
  'mart',
  'nisan',
  'mayis',
  'haziran',
  'temmuz',
  'agustos',
  'eylul',
  'ekim',
  'kasim',
  'aralik',
];

/** The day in Turkey that an instant lies in, as a count of days since 1970. */
export function turkishDay(atMs: number): number {
  return Math.floor((atMs + SHIFT_MS) / DAY_MS);
}

/** `2026-11-24`. */
export function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** `2026-11-24T09:30:00` in Turkey. */
export function turkishTimeText(atMs: number): string {
  return new Date(atMs + SHIFT_MS).toISOString().slice(0, 19);
}

/**
 * Reads what Pazarama writes: `2023-01-25 15:22`, ISO 8601 with or without an offset, and `6 Ekim 2021 14:53`. Without an
 * offset it is Turkey's clock (not written anywhere; two programs take it so, Oct 2026). Null for anything else.
 */
export function readTurkishTime(text: string): number | null {
  const trimmed = text.trim();
  if (/^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(trimmed)) {
    const parsed = Date.parse(trimmed);
    return Number.isNaN(parsed) ? null : parsed;
  }
  const local = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2})(:\d{2})?(?:\.\d+)?)?$/.exec(trimmed);
  if (local) return localInstant(local[1]!, local[2], local[3]);
  const spoken = /^(\d{1,2}) (\S+) (\d{4})(?: (\d{2}:\d{2})(:\d{2})?)?$/.exec(trimmed);
  const month = spoken ? MONTHS.indexOf(foldKey(spoken[2]!)) : -1;
  if (!spoken || month < 0) return null;
  const [, day, , year, minute, second] = spoken;
  const date = `${year}-${String(month + 1).padStart(2, '0')}-${day!.padStart(2, '0')}`;
  return localInstant(date, minute, second);
}

function localInstant(date: string, minute: string | undefined, second: string | undefined): number | null {
  const utc = Date.parse(`${date}T${minute ?? '00:00'}${second ?? ':00'}Z`);
  return Number.isNaN(utc) ? null : utc - SHIFT_MS;
}
