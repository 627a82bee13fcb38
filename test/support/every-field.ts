import { fieldOf, isFieldName, isStock, printField, type FieldName } from '#common/product-field.ts';
import type { FieldValue } from '#contract/product-value.ts';
import type { EditingFacts } from '#contract/products.ts';
import type { FieldChange, StoreSheet } from '#engine/store/port.ts';
import { otherValue } from './other-field-values.ts';

export type SetChange = Extract<FieldChange, { kind: 'set' }>;

/** Every field of a sheet, and an attribute that the product does not have, set to something else. */
export function everyField({ sheet }: StoreSheet, facts: EditingFacts): readonly SetChange[] {
  const held = Object.entries(sheet).flatMap(([field, value]): [FieldName, FieldValue][] =>
    isFieldName(field) && value !== undefined ? [[field, value]] : [],
  );
  const [language] = facts.languages;
  const missing = facts.attributes.flatMap(({ attributeId }): [FieldName, FieldValue][] => {
    const field = printField({ kind: 'attribute', attributeId, language: language?.code ?? '' });
    return Object.hasOwn(sheet, field) ? [] : [[field, null]];
  });
  return [...held, ...missing.slice(0, 1)].map(([field, expected]) => ({
    kind: 'set',
    field,
    expected,
    value: otherValue(field, expected, facts),
  }));
}

/** The same without stock, which the tests move by differences. */
export function everyFieldButStock(sheet: StoreSheet, facts: EditingFacts): readonly SetChange[] {
  return everyField(sheet, facts).filter(({ field }) => !isStock(fieldOf(field)));
}

/** What takes these changes back. */
export function inverseOf(changes: readonly SetChange[]): readonly SetChange[] {
  return changes.map(({ field, expected, value }) => ({
    kind: 'set',
    field,
    expected: value,
    value: expected,
  }));
}
