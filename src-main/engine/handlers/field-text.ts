import type { Database } from 'better-sqlite3';
import { fieldOf, type FieldName } from '#common/product-field.ts';
import type { EditingFacts, ProductOptionValue } from '#contract/products.ts';
import { readKeptEditingFacts } from '../cache/tables/editing-facts.ts';
import { optionsOfProduct } from '../cache/tables/product-sheet.ts';

/** Calls fields by the names that the shop has for them: `Renk: Kırmızı`, an attribute's name, nothing for the rest. */
export type FieldTexts = (productId: string, field: FieldName) => string;

/** Reads what it needs once for each product, so that a page of edits can be named in one go. */
export function fieldTexts(database: Database): FieldTexts {
  const options = new Map<string, readonly ProductOptionValue[]>();
  let facts: EditingFacts | null | undefined;
  return (productId, name) => {
    const field = fieldOf(name);
    if (field.kind === 'attribute') {
      facts ??= readKeptEditingFacts(database)?.facts ?? null;
      return facts?.attributes.find(({ attributeId }) => attributeId === field.attributeId)?.name ?? '';
    }
    if (field.kind !== 'option-quantity' && field.kind !== 'option-price') return '';
    let known = options.get(productId);
    if (!known) options.set(productId, (known = optionsOfProduct(database, productId)));
    const value = known.find(({ optionValueId }) => optionValueId === field.optionValueId);
    return value ? `${value.option}: ${value.value}` : '';
  };
}
