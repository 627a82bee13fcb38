import { formatAmount } from '#common/localised-figures.ts';
import { fieldOf, type FieldName } from '#common/product-field.ts';
import type { Language } from '#contract/basics.ts';
import { isList, type FieldValue } from '#contract/product-value.ts';
import { editWords } from './edit-words.ts';

const NOTHING = '–';

/** A field's value as a person reads it: money in units, an empty one as a dash. */
export function describeValue(field: FieldName, value: FieldValue | undefined, language: Language): string {
  if (value === undefined || value === null || value === '') return NOTHING;
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? editWords(language).yes : editWords(language).no;
  if (typeof value === 'number') {
    const { kind } = fieldOf(field);
    return kind === 'price' || kind === 'cost' ? formatAmount(value, language) : String(value);
  }
  if (isList(value)) return value.length === 0 ? NOTHING : value.join(' | ');
  const amount = formatAmount(value.priceE4, language);
  if ('prefix' in value) return `${value.prefix}${amount}`;
  if (value.dateStart === null && value.dateEnd === null) return amount;
  return `${amount} (${value.dateStart ?? '…'} – ${value.dateEnd ?? '…'})`;
}
