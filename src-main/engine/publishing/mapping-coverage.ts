import { foldKey } from '#common/turkish-text.ts';
import type { MappingCoverage } from '#contract/publishing.ts';
import { findAttributeSet } from '../cache/tables/catalogue-attributes.ts';
import { attributeSources, mappedBrands, mappedCategories } from '../cache/tables/mapping.ts';
import { productsByCategory, productsByManufacturer } from '../cache/tables/shop-goods.ts';
import type { EngineContext } from '../context.ts';
import { targetOf } from './map-shop.ts';
import { shopValuesIn } from './shop-values.ts';

/** Counted from what is mapped; see {@link MappingCoverage}. */
export function coverage(context: EngineContext, channelId: string): MappingCoverage {
  const { database } = context;
  const products = productsByCategory(database);
  const mapped = mappedCategories(database, channelId);
  const usable = new Set(
    [...mapped].filter(([, target]) => targetOf(context, channelId, target).usable).map(([id]) => id),
  );
  const all = new Set([...products.values()].flat());
  const withCategory = new Set([...usable].flatMap((id) => products.get(id) ?? []));
  const { withBrand, both, manufacturers, manufacturersMapped } = brandCoverage(
    context,
    channelId,
    withCategory,
  );
  const targets = new Set([...usable].map((id) => mapped.get(id)!));
  let requiredAttributes = 0;
  let requiredAttributesMapped = 0;
  for (const categoryId of targets) {
    const required = (findAttributeSet(database, { channelId, categoryId })?.attributes ?? []).filter(
      (attribute) => attribute.required,
    );
    const sources = attributeSources(database, channelId, categoryId);
    requiredAttributes += required.length;
    requiredAttributesMapped += required.filter(({ attributeId }) => sources.has(attributeId)).length;
  }
  return {
    products: all.size,
    withCategory: withCategory.size,
    withBrand,
    shopCategories: products.size,
    shopCategoriesMapped: [...products.keys()].filter((id) => usable.has(id)).length,
    manufacturers,
    manufacturersMapped,
    requiredAttributes,
    requiredAttributesMapped,
    percent: all.size === 0 ? null : Math.floor((100 * both) / all.size),
  };
}

function brandCoverage(
  context: EngineContext,
  channelId: string,
  withCategory: ReadonlySet<string>,
): {
  readonly withBrand: number;
  readonly both: number;
  readonly manufacturers: number;
  readonly manufacturersMapped: number;
} {
  const { database } = context;
  const listed = context.channels.open(channelId).connection.readBrands !== undefined;
  const brands = mappedBrands(database, channelId);
  const counts = productsByManufacturer(database);
  // Where the marketplace has no brands of its own, the manufacturer's name is the brand.
  const isMapped = (name: string): boolean => !listed || brands.has(foldKey(name));
  const mapped = [...counts.keys()].filter(isMapped);
  const shop = shopValuesIn(context, [...withCategory]);
  return {
    withBrand: mapped.reduce((sum, name) => sum + (counts.get(name) ?? 0), 0),
    both: shop
      .valuesOf({ kind: 'manufacturer' })
      .filter(({ value }) => isMapped(value))
      .reduce((sum, { products }) => sum + products, 0),
    manufacturers: counts.size,
    manufacturersMapped: mapped.length,
  };
}
