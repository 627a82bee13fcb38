import { fieldOf, isFieldName, type FieldName } from '#common/product-field.ts';
import { merge, type Edit, type StockFloor } from './merge.ts';
import { readValue, type FieldValue } from '#contract/product-value.ts';

/**
 * Everything editable of one product, as the shop last showed it. Every field that the shop can hold has its key, empty
 * texts included; what has no key is not there (any more). The exception is `attribute:*`: no key means that the
 * product does not have it, which is the value null.
 */
export type ProductSheet = Readonly<Partial<Record<FieldName, FieldValue>>>;

/**
 * The value of a field, or undefined when the shop has no place for it (any more). `cost` is never in the shop: without
 * a key it is not known, which is the value null.
 */
export function valueIn(sheet: ProductSheet, name: FieldName): FieldValue | undefined {
  const value = Object.hasOwn(sheet, name) ? sheet[name] : undefined;
  if (value !== undefined) return value;
  const { kind } = fieldOf(name);
  return kind === 'attribute' || kind === 'cost' ? null : undefined;
}

/** A sheet out of JSON. Null when a key is no field or a value has not the shape of its field. */
export function readSheet(json: unknown): ProductSheet | null {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return null;
  const sheet: Partial<Record<FieldName, FieldValue>> = {};
  for (const [name, raw] of Object.entries(json)) {
    const read = isFieldName(name) ? readValue(name, raw) : null;
    if (!read || !isFieldName(name)) return null;
    sheet[name] = read.value;
  }
  return sheet;
}

/**
 * The sheet as the merchant sees it offline: the newest known one with the pending edits over it. A conflict shows the
 * merchant's own value; an edit of what is gone shows nothing. Every edit must be of this product.
 */
export function effectiveSheet(
  sheet: ProductSheet,
  edits: readonly Pick<Edit, 'field' | 'base' | 'mine' | 'mode'>[],
  floor: StockFloor = 'none',
): ProductSheet {
  const seen: Partial<Record<FieldName, FieldValue>> = { ...sheet };
  for (const edit of edits) {
    const outcome = merge(edit, valueIn(sheet, edit.field), floor);
    if (outcome.kind === 'write') seen[edit.field] = outcome.value;
    if (outcome.kind === 'conflict') seen[edit.field] = outcome.mine;
  }
  return seen;
}
