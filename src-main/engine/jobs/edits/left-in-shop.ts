import { fieldOf, isStock } from '#common/product-field.ts';
import { isList, isSameValue, type FieldValue } from '#contract/product-value.ts';
import { valueIn, type ProductSheet } from '../../editing/sheet.ts';
import type { FieldChange } from '../../store/port.ts';

export type SetChange = Extract<FieldChange, { kind: 'set' }>;

/**
 * Whether the shop's value is what this change put there before its write broke off, whole or half. All stock moves with
 * the mark, so that none of it is ever left over.
 */
export function isLeftover(change: FieldChange, sheet: ProductSheet): change is SetChange {
  if (change.kind !== 'set' || isStock(fieldOf(change.field))) return false;
  const now = valueIn(sheet, change.field);
  if (now === undefined || isSameValue(change.field, now, change.expected)) return false;
  return holdsWritten(change, now) || isHalfWritten(change, now);
}

/** Whether the shop holds what the change asked for; OpenCart 4 trims its texts. */
export function holdsWritten({ field, value }: SetChange, now: FieldValue): boolean {
  if (typeof now === 'string' && typeof value === 'string') return now.trim() === value.trim();
  return isSameValue(field, now, value);
}

/** Lists are written by several statements: something between what stood there and what was asked for. */
export function isHalfWritten({ field, expected, value }: SetChange, now: FieldValue): boolean {
  if (!isList(now) || !isList(expected) || !isList(value)) return false;
  if (isSameValue(field, now, expected) || isSameValue(field, now, value)) return false;
  return now.every((item) => expected.includes(item) || value.includes(item));
}
