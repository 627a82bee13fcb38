const HOUR_MS = 60 * 60 * 1_000;
const DAY_MS = 24 * HOUR_MS;

/** Türkiye has been UTC+3 all year since 2016 (reliability.md §7, checked in ICU). */
const OFFSET_MS = 3 * HOUR_MS;

/** When the merchant's present day began, in epoch milliseconds. */
export function startOfTurkishDay(nowMs: number): number {
  return Math.floor((nowMs + OFFSET_MS) / DAY_MS) * DAY_MS - OFFSET_MS;
}
