import type { AttributeSource } from '#contract/publishing.ts';
import { findAttributeSet } from '../cache/tables/catalogue-attributes.ts';
import {
  attributeSources,
  mappedValues,
  writeAttributeSource,
  writeBrandMapping,
  writeCategoryMapping,
  writeValueMapping,
  type MappedBrand,
  type MappedValue,
} from '../cache/tables/mapping.ts';
import { transact } from '../cache/transaction.ts';
import type { EngineContext } from '../context.ts';
import { requireUsableCategory } from './map-shop.ts';
import { ensureAttributes } from './read-catalogue.ts';

/** Who decides; every mapping is the merchant's. */
const BY = 'merchant';

function kept(context: EngineContext): void {
  context.events.changed('catalogue');
}

/** Null takes the mapping away. Rejects with `input/invalid` for a category that takes no products. */
export function keepCategories(
  context: EngineContext,
  of: {
    readonly channelId: string;
    readonly shopCategoryIds: readonly string[];
    readonly categoryId: string | null;
  },
): void {
  const { database, host } = context;
  const { channelId, categoryId } = of;
  if (categoryId !== null) requireUsableCategory(context, channelId, categoryId);
  transact(database, () => {
    const at = host.clock.now();
    for (const shopCategoryId of of.shopCategoryIds)
      writeCategoryMapping(database, { channelId, shopCategoryId, categoryId, by: BY, at });
  });
  kept(context);
}

export function keepBrand(
  context: EngineContext,
  of: { readonly channelId: string; readonly manufacturer: string; readonly brand: MappedBrand | null },
): void {
  writeBrandMapping(context.database, { ...of, by: BY, at: context.host.clock.now() });
  kept(context);
}

export function keepAttributeSource(
  context: EngineContext,
  of: {
    readonly channelId: string;
    readonly categoryId: string;
    readonly attributeId: string;
    readonly source: AttributeSource | null;
  },
): void {
  writeAttributeSource(context.database, { ...of, by: BY, at: context.host.clock.now() });
  kept(context);
}

export function keepValues(
  context: EngineContext,
  of: {
    readonly channelId: string;
    readonly categoryId: string;
    readonly attributeId: string;
    readonly values: readonly { readonly shopValue: string; readonly value: MappedValue | null }[];
  },
): number {
  const { database, host } = context;
  const { values, ...place } = of;
  const changed = transact(database, () => {
    const at = host.clock.now();
    return values.reduce(
      (sum, each) => sum + writeValueMapping(database, { ...place, ...each, by: BY, at }),
      0,
    );
  });
  kept(context);
  return changed;
}

/** Sources and values of one category for others that ask for the same attributes; what is mapped there already stays. */
export async function copyAttributes(
  context: EngineContext,
  of: {
    readonly channelId: string;
    readonly fromCategoryId: string;
    readonly toCategoryIds: readonly string[];
  },
): Promise<{ readonly sources: number; readonly values: number; readonly left: number }> {
  const { database, host } = context;
  const { channelId, fromCategoryId } = of;
  const targets = of.toCategoryIds.filter((categoryId) => categoryId !== fromCategoryId);
  for (const categoryId of targets) await ensureAttributes(context, channelId, categoryId);
  const sources = attributeSources(database, channelId, fromCategoryId);
  const values = mappedValues(database, channelId, fromCategoryId);
  const copied = { sources: 0, values: 0, left: 0 };
  transact(database, () => {
    const at = host.clock.now();
    for (const categoryId of targets) {
      const asked = findAttributeSet(database, { channelId, categoryId })?.attributes ?? [];
      const standing = attributeSources(database, channelId, categoryId);
      const known = mappedValues(database, channelId, categoryId);
      for (const { attributeId } of asked) {
        const source = sources.get(attributeId);
        const place = { channelId, categoryId, attributeId };
        if (source === undefined) copied.left += 1;
        else if (!standing.has(attributeId)) {
          writeAttributeSource(database, { ...place, source, by: BY, at });
          copied.sources += 1;
        }
        for (const [shopValue, value] of values.get(attributeId) ?? []) {
          if (known.get(attributeId)?.has(shopValue)) continue;
          copied.values += writeValueMapping(database, { ...place, shopValue, value, by: BY, at });
        }
      }
    }
  });
  kept(context);
  return copied;
}
