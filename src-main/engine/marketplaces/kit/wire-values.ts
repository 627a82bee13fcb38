import { z } from 'zod';
import { fromMarketplaceNumber } from '#common/money.ts';

/**
 * Building blocks for schemas of what marketplaces send. They take what was seen or may be sent (numbers as texts, null
 * for absent, 0/1 for flags) and give one form. What can't be read becomes null: the caller decides whether that matters.
 */

/** Ids are texts in here, whatever they were on the wire. Empty and null become null. */
export const wireId = z
  .union([z.string(), z.number(), z.bigint()])
  .nullish()
  .catch(null)
  .transform((value) =>
    value === null || value === undefined || String(value).trim() === '' ? null : String(value).trim(),
  );

export const wireText = z
  .union([z.string(), z.number(), z.boolean()])
  .nullish()
  .catch(null)
  .transform((value) => (value === null || value === undefined ? '' : String(value)));

/** A whole number; a fraction or anything else is null. */
export const wireInteger = z
  .unknown()
  .optional()
  .transform((value) => readInteger(value));

/** An amount in 1/10000; null when there is none. */
export const wireAmountE4 = z
  .unknown()
  .optional()
  .transform((value) => fromMarketplaceNumber(value));

export const wireFlag = z
  .unknown()
  .optional()
  .transform((value): boolean | null => {
    if (typeof value === 'boolean') return value;
    if (value === 1 || value === '1' || value === 'true') return true;
    if (value === 0 || value === '0' || value === 'false') return false;
    return null;
  });

/** Epoch milliseconds, also from ISO 8601 texts and from digits in a text. Null for 0: there it means "not yet". */
export const wireInstant = z
  .unknown()
  .optional()
  .transform((value) => readInstant(value));

/** A list whose bad elements fall away with `null`, so that one of them never hides the others. */
export function wireList<T extends z.ZodType>(element: T) {
  return z
    .array(element.nullable().catch(null))
    .nullish()
    .catch([])
    .transform((list) => (list ?? []).filter((entry) => entry !== null));
}

function readInteger(value: unknown): number | null {
  const number = typeof value === 'string' && /^\s*-?\d+(?:\.0+)?\s*$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

function readInstant(value: unknown): number | null {
  const whole = readInteger(value);
  if (whole !== null) return whole > 0 ? whole : null;
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}T/.test(value)) return null;
  // Without an offset a text would be read in this computer's zone; the marketplaces write UTC.
  const parsed = Date.parse(/(?:Z|[+-]\d{2}:?\d{2})$/.test(value) ? value : `${value}Z`);
  return Number.isNaN(parsed) ? null : parsed;
}
