import type { FieldValue } from '#contract/product-value.ts';
import { idOf, type SqlRow } from '../session/queryable.ts';
import { decodeOnce } from '../text/entities.ts';
import type { FieldPlace } from './field-place.ts';
import { storedImages } from './write-lists.ts';
import { requireMoney, requireWhole } from './write-number-columns.ts';
import type { RowSet, StockMove } from './write-row.ts';
import { rawText, textIn, type AddChange, type SetChange, type WriteStep } from './write-step.ts';
import { storedMoney, storedText } from './write-stored.ts';

/** What of a field goes into the product's own row; null for fields that live elsewhere. */
export function rowSetOf(step: WriteStep, place: FieldPlace, change: SetChange): RowSet | null {
  const { product } = step.rows;
  if (place.kind === 'product-text') {
    const { column } = place;
    const value = storedText(textIn(change.value), step.places.schema, ['product', column]);
    return { column, compare: 'text', raw: rawText(product[column]), value };
  }
  if (place.kind === 'images') {
    const [main = ''] = storedImages(step, change.value);
    const raw = rawText(product.image);
    // One that stays is left as it is stored, whether or not it is encoded.
    return decodeOnce(raw ?? '') === decodeOnce(main)
      ? null
      : { column: 'image', compare: 'text', raw, value: main };
  }
  if (place.kind !== 'product-value' || place.column === 'quantity') return null;
  const { column } = place;
  return {
    column,
    compare: 'raw',
    raw: rawText(product[column]),
    value: valueFor(step, column, change.value),
  };
}

function valueFor(
  step: WriteStep,
  column: 'status' | 'price' | 'manufacturer_id',
  value: FieldValue,
): string | number {
  if (column === 'status') return value === true ? 1 : 0;
  if (column === 'manufacturer_id') return value === null ? 0 : textIn(value);
  const price = storedMoney(value);
  requireMoney(Number(value), step.numbers('product', 'price'));
  return price;
}

/** A stock's move; null for what is no stock. Throws a RefusedValue for what its column cannot hold. */
export function stockMoveOf(
  step: WriteStep,
  place: FieldPlace,
  change: SetChange | AddChange,
): { readonly optionValueId: string | null; readonly move: StockMove } | null {
  const held = heldStock(step, place);
  if (held === null) return null;
  const width = step.numbers(held.optionValueId === null ? 'product' : 'product_option_value', 'quantity');
  const raw = rawText(held.row.quantity);
  if (change.kind === 'set') {
    requireWhole(Number(change.value), width);
    return { ...held, move: { kind: 'set', raw, value: Number(change.value) } };
  }
  const { difference, floor } = change;
  const now = Number(raw ?? 0);
  const isFloored = floor === 'zero' && difference < 0;
  requireWhole(isFloored ? Math.max(now + difference, Math.min(now, 0)) : now + difference, width);
  return { ...held, move: { kind: 'add', difference, floor, width } };
}

function heldStock(
  step: WriteStep,
  place: FieldPlace,
): { readonly optionValueId: string | null; readonly row: SqlRow } | null {
  if (place.kind === 'product-value' && place.column === 'quantity') {
    return { optionValueId: null, row: step.rows.product };
  }
  if (place.kind !== 'option-quantity') return null;
  const { optionValueId } = place;
  const row = step.rows.optionValues.find((one) => idOf(one, 'product_option_value_id') === optionValueId);
  return row === undefined ? null : { optionValueId, row };
}
