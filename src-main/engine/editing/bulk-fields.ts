import { isFieldName, parseField, type FieldName } from '#common/product-field.ts';
import type { BulkChange } from '#contract/edits.ts';
import type { ProductSheet } from './sheet.ts';

/** The fields that a bulk change is about, whether this product has them or not. */
export function bulkFields(
  change: BulkChange,
  sheet: ProductSheet,
  subtracting: ReadonlySet<string>,
): readonly FieldName[] {
  if (change.what === 'text') return [`${change.field}:${change.language}`];
  if (change.what !== 'quantity' || !change.optionsToo) return [change.what];
  return [
    change.what,
    ...Object.keys(sheet)
      .filter((name) => isFieldName(name))
      .filter(isStockOfOption),
  ];

  function isStockOfOption(name: FieldName): boolean {
    const field = parseField(name);
    return field?.kind === 'option-quantity' && subtracting.has(field.optionValueId);
  }
}
