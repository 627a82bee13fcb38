import { z } from 'zod';

/** Turkey's clock is three hours ahead of UTC all year round since 2016. */
const TURKEY_MS = 3 * 3_600_000;

/** `yyyy-MM-dd HH:mm` by Turkey's clock, the only form of a date that order management filters by (sheet §1.6). */
export function turkishDate(instantMs: number): string {
  return new Date(instantMs + TURKEY_MS).toISOString().slice(0, 16).replace('T', ' ');
}

/** The same day at midnight, `yyyy-MM-ddT00:00:00`, as invoices are dated. */
export function turkishDay(instantMs: number): string {
  return `${new Date(instantMs + TURKEY_MS).toISOString().slice(0, 10)}T00:00:00`;
}

/** ISO by Turkey's clock without an offset, as the finance service takes its dates. */
export function turkishDateTime(instantMs: number): string {
  return new Date(instantMs + TURKEY_MS).toISOString().slice(0, 19);
}

/**
 * Epoch milliseconds of a time in an answer. Without an offset it is Turkey's wall clock; web-hooks and some services
 * write `Z` (sheet §1.6, conflict): then that holds. Null for anything else.
 */
export function readLocalInstant(value: unknown): number | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value > 0 ? value : null;
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}|$)/.test(value.trim())) return null;
  const text = value.trim().replace(' ', 'T');
  const whole = text.length === 10 ? `${text}T00:00:00` : text;
  const offset = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(whole);
  const parsed = Date.parse(offset ? whole : `${whole}Z`);
  // 0001-01-01 is how .NET writes "never".
  if (Number.isNaN(parsed) || parsed <= 0) return null;
  return offset ? parsed : parsed - TURKEY_MS;
}

export const wireLocalInstant = z
  .unknown()
  .optional()
  .transform((value) => readLocalInstant(value));
