import type { AttributeValue, MarketplaceAttribute } from '../marketplaces/kit/catalogue.ts';
import type { CategoryRecord } from '../cache/tables/catalogue.ts';

/** What differs between two readings, before it is known whom it affects. */
export type Difference = {
  readonly kind:
    | 'categories-added'
    | 'categories-removed'
    | 'categories-closed'
    | 'attributes-required'
    | 'attributes-added'
    | 'attributes-removed'
    | 'attributes-relaxed'
    | 'values-removed';
  readonly names: readonly string[];
  /** For categories: their ids, to count the products that were published to them. */
  readonly ids: readonly string[];
};

function usable(category: CategoryRecord): boolean {
  return category.leaf && category.open;
}

/** Of two readings of a tree. A first reading differs in nothing. */
export function categoryDifferences(
  before: readonly CategoryRecord[],
  after: readonly CategoryRecord[],
): readonly Difference[] {
  if (before.length === 0) return [];
  const was = new Map(before.map((category) => [category.categoryId, category]));
  const is = new Map(after.map((category) => [category.categoryId, category]));
  const closed = after.filter((category) => {
    const earlier = was.get(category.categoryId);
    return earlier !== undefined && usable(earlier) && !usable(category);
  });
  return [
    difference(
      'categories-added',
      after.filter(({ categoryId }) => !was.has(categoryId)),
    ),
    difference(
      'categories-removed',
      before.filter(({ categoryId }) => !is.has(categoryId)),
    ),
    difference('categories-closed', closed),
  ].filter(({ ids }) => ids.length > 0);
}

function difference(kind: Difference['kind'], categories: readonly CategoryRecord[]): Difference {
  return {
    kind,
    names: categories.map(({ path }) => path),
    ids: categories.map(({ categoryId }) => categoryId),
  };
}

/** Whether two readings of a category, with its name and place, are the same. */
export function isSameCategory(one: CategoryRecord, other: CategoryRecord): boolean {
  return (
    one.path === other.path &&
    one.parentId === other.parentId &&
    one.leaf === other.leaf &&
    one.open === other.open
  );
}

/** Of two readings of what one category asks for. */
export function attributeDifferences(
  before: readonly MarketplaceAttribute[],
  after: readonly MarketplaceAttribute[],
): readonly Difference[] {
  const was = new Map(before.map((attribute) => [attribute.attributeId, attribute]));
  const is = new Set(after.map(({ attributeId }) => attributeId));
  const fresh = after.filter(({ attributeId }) => !was.has(attributeId));
  const kept = after.filter(({ attributeId }) => was.has(attributeId));
  const tightened = kept.filter(({ attributeId, required }) => required && !was.get(attributeId)?.required);
  const relaxed = kept.filter(({ attributeId, required }) => !required && was.get(attributeId)?.required);
  const lost = kept.flatMap((attribute) => lostValues(was.get(attribute.attributeId)!, attribute));
  return [
    named('attributes-required', [...fresh.filter(({ required }) => required), ...tightened]),
    named(
      'attributes-added',
      fresh.filter(({ required }) => !required),
    ),
    named(
      'attributes-removed',
      before.filter(({ attributeId }) => !is.has(attributeId)),
    ),
    named('attributes-relaxed', relaxed),
    { kind: 'values-removed' as const, names: lost, ids: lost },
  ].filter(({ ids }) => ids.length > 0);
}

function named(kind: Difference['kind'], attributes: readonly MarketplaceAttribute[]): Difference {
  return {
    kind,
    names: attributes.map(({ name }) => name),
    ids: attributes.map(({ attributeId }) => attributeId),
  };
}

/** Of two readings of one attribute's whole list. */
export function lostFromList(
  attribute: string,
  before: readonly AttributeValue[],
  after: readonly AttributeValue[],
): readonly Difference[] {
  const left = new Set(after.map(({ valueId }) => valueId));
  const lost = before.filter(({ valueId }) => !left.has(valueId)).map(({ name }) => `${attribute}: ${name}`);
  return lost.length === 0 ? [] : [{ kind: 'values-removed', names: lost, ids: lost }];
}

/** Only where both lists are whole: half a list says nothing of what is missing. */
function lostValues(before: MarketplaceAttribute, after: MarketplaceAttribute): readonly string[] {
  if (!before.valuesComplete || !after.valuesComplete) return [];
  const left = new Set(after.values.map(({ valueId }) => valueId));
  return before.values
    .filter(({ valueId }) => !left.has(valueId))
    .map(({ name }) => `${after.name}: ${name}`);
}
