import { foldKey } from '#common/turkish-text.ts';
import type { AttributeSource, ProductWishes, PublishFault } from '#contract/publishing.ts';
import type { DraftAttribute, MarketplaceAttribute } from '../marketplaces/kit/catalogue.ts';
import { DRAFT_FAULTS } from './draft-faults.ts';

/** What of the shop attributes take their values from. */
export type ShopValues = {
  /** By the shop's attribute id. */
  readonly attributes: ReadonlyMap<string, string>;
  /** The variant's own option values, by foldKey of the option's name. */
  readonly options: ReadonlyMap<string, string>;
  readonly manufacturer: string;
};

export type AttributeMapping = {
  readonly sources: ReadonlyMap<string, AttributeSource>;
  /** By attribute, and there by foldKey of the shop's value. */
  readonly values: ReadonlyMap<
    string,
    ReadonlyMap<string, { readonly valueId: string; readonly name: string }>
  >;
  /** The marketplace's values of an attribute, as far as they are kept. */
  readonly listOf: (
    attribute: MarketplaceAttribute,
  ) => readonly { readonly valueId: string; readonly name: string }[];
};

/** What the shop says for a source; empty where it says nothing. */
export function shopValueOf(source: AttributeSource, shop: ShopValues): string {
  if (source.kind === 'attribute') return (shop.attributes.get(source.attributeId) ?? '').trim();
  if (source.kind === 'option') return (shop.options.get(foldKey(source.option)) ?? '').trim();
  return source.kind === 'manufacturer' ? shop.manufacturer.trim() : '';
}

/**
 * The attributes of a draft: the merchant's word for this product first, then the mapping. A value of the shop becomes one
 * of the marketplace's by the merchant's choice or by the very same name; any other is text where the marketplace takes
 * text, and else a fault: nothing is guessed.
 */
export function draftAttributes(
  attributes: readonly MarketplaceAttribute[],
  parts: {
    readonly wishes: ProductWishes['attributes'];
    readonly mapping: AttributeMapping;
    readonly shop: ShopValues;
  },
): { readonly attributes: readonly DraftAttribute[]; readonly faults: readonly PublishFault[] } {
  const filled: DraftAttribute[] = [];
  const faults: PublishFault[] = [];
  for (const attribute of attributes) {
    const outcome = fill(attribute, parts);
    filled.push(...outcome.filled);
    faults.push(...outcome.faults);
    if (attribute.required && outcome.filled.length === 0 && outcome.faults.length === 0) {
      faults.push(DRAFT_FAULTS.attributeMissing(attribute.attributeId, attribute.name));
    }
  }
  return { attributes: filled, faults };
}

type Filled = { readonly filled: readonly DraftAttribute[]; readonly faults: readonly PublishFault[] };

const NOTHING: Filled = { filled: [], faults: [] };

function fill(attribute: MarketplaceAttribute, parts: Parameters<typeof draftAttributes>[1]): Filled {
  const { attributeId } = attribute;
  const own = parts.wishes.filter((wish) => wish.attributeId === attributeId);
  if (own.length > 0) {
    return together(own.map(({ valueId, text }) => chosenValue(attribute, { valueId, text }, parts.mapping)));
  }
  const source = parts.mapping.sources.get(attributeId);
  if (source === undefined) return NOTHING;
  if (source.kind === 'fixed') {
    const { valueId, text } = source;
    if (valueId === null && (text === null || text === '')) return NOTHING;
    return chosenValue(attribute, { valueId, text }, parts.mapping);
  }
  const shopValue = shopValueOf(source, parts.shop);
  return shopValue === '' ? NOTHING : fromShop(attribute, shopValue, parts.mapping);
}

function together(parts: readonly Filled[]): Filled {
  return { filled: parts.flatMap(({ filled }) => filled), faults: parts.flatMap(({ faults }) => faults) };
}

/** What the merchant chose: a value of the list, which must still be on it, or a text. */
function chosenValue(
  attribute: MarketplaceAttribute,
  { valueId, text }: { readonly valueId: string | null; readonly text: string | null },
  mapping: AttributeMapping,
): Filled {
  const { attributeId, name, unit } = attribute;
  if (valueId === null) return { filled: [{ attributeId, name, valueId, text, unit }], faults: [] };
  const list = mapping.listOf(attribute);
  const known = list.find((value) => value.valueId === valueId);
  // An empty list was never read: then the marketplace tells.
  if (known === undefined && list.length > 0)
    return { filled: [], faults: [DRAFT_FAULTS.valueGone(attributeId, name, valueId)] };
  const valueName = known === undefined ? {} : { valueName: known.name };
  return { filled: [{ attributeId, name, valueId, text, unit, ...valueName }], faults: [] };
}

function fromShop(attribute: MarketplaceAttribute, shopValue: string, mapping: AttributeMapping): Filled {
  const { attributeId, name, unit } = attribute;
  const key = foldKey(shopValue);
  const chosen = mapping.values.get(attributeId)?.get(key);
  if (chosen !== undefined) return chosenValue(attribute, { valueId: chosen.valueId, text: null }, mapping);
  const same = mapping.listOf(attribute).filter((value) => foldKey(value.name) === key);
  if (same.length === 1) return chosenValue(attribute, { valueId: same[0]!.valueId, text: null }, mapping);
  if (attribute.custom || attribute.kind === 'text' || attribute.kind === 'number') {
    return { filled: [{ attributeId, name, valueId: null, text: shopValue, unit }], faults: [] };
  }
  return attribute.required
    ? { filled: [], faults: [DRAFT_FAULTS.valueNotMapped(attributeId, name, shopValue)] }
    : NOTHING;
}
