import { foldKey } from '#common/turkish-text.ts';
import type { AttributeSource } from '#contract/publishing.ts';
import { readKeptEditingFacts } from '../cache/tables/editing-facts.ts';
import { goodsOfProducts } from '../cache/tables/shop-values.ts';
import type { EngineContext } from '../context.ts';
import type { NamedSource } from './guess-value.ts';

export type ShopValueCount = { readonly value: string; readonly products: number };

export type ShopValuesIn = {
  /** What an attribute could take its value from: the attributes and options that these products have. */
  readonly sources: readonly NamedSource[];
  /** Which values come up in a source, the most frequent first. */
  readonly valuesOf: (source: AttributeSource) => readonly ShopValueCount[];
};

/** What these products of the shop say about themselves, counted by product. */
export function shopValuesIn(context: EngineContext, productIds: readonly string[]): ShopValuesIn {
  const { database } = context;
  const facts = readKeptEditingFacts(database)?.facts;
  const language = facts?.language ?? '';
  const goods = goodsOfProducts(database, productIds);
  const values = new Map<string, Map<string, Set<string>>>();
  const sources = new Map<string, NamedSource>();
  const note = (source: NamedSource, value: string, productId: string): void => {
    if (value.trim() === '') return;
    const key = keyOf(source.source);
    sources.set(key, source);
    const known = values.get(key) ?? new Map<string, Set<string>>();
    values.set(key, known);
    const products = known.get(value.trim()) ?? new Set<string>();
    known.set(value.trim(), products);
    products.add(productId);
  };
  const names = new Map((facts?.attributes ?? []).map(({ attributeId, name }) => [attributeId, name]));
  for (const { productId, manufacturer, attributes, options } of goods) {
    note({ source: { kind: 'manufacturer' }, name: 'Üretici' }, manufacturer, productId);
    for (const { option, value } of options)
      note({ source: { kind: 'option', option }, name: option }, value, productId);
    for (const { attributeId, language: written, value } of attributes) {
      if (written !== language) continue;
      const name = names.get(attributeId) ?? attributeId;
      note({ source: { kind: 'attribute', attributeId }, name }, value, productId);
    }
  }
  return {
    sources: [...sources.values()],
    valuesOf: (source) =>
      [...(values.get(keyOf(source)) ?? [])]
        .map(([value, products]) => ({ value, products: products.size }))
        .toSorted(
          (one, other) => other.products - one.products || one.value.localeCompare(other.value, 'tr'),
        ),
  };
}

function keyOf(source: AttributeSource): string {
  if (source.kind === 'attribute') return `attribute:${source.attributeId}`;
  return source.kind === 'option' ? `option:${foldKey(source.option)}` : source.kind;
}
