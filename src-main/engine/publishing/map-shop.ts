import { foldKey } from '#common/turkish-text.ts';
import type {
  AttributeMappingRow,
  AttributeSource,
  BrandMappingRow,
  CategoryMappingRow,
  MappingQuery,
} from '#contract/publishing.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import { brandWindow, categoryPath, findCategory, listCategories } from '../cache/tables/catalogue.ts';
import { listValues } from '../cache/tables/catalogue-attributes.ts';
import { readKeptEditingFacts } from '../cache/tables/editing-facts.ts';
import {
  attributeSources,
  mappedBrands,
  mappedCategories,
  mappedValues,
  pastSources,
  pastValues,
} from '../cache/tables/mapping.ts';
import { perVersion } from '../cache/per-version.ts';
import { productsByCategory, productsByManufacturer } from '../cache/tables/shop-goods.ts';
import { searchTerms } from '../cache/search-terms.ts';
import type { EngineContext } from '../context.ts';
import type { MarketplaceAttribute } from '../marketplaces/kit/catalogue.ts';
import { guessCategories, indexCategories, type CategoryIndex } from './guess-category.ts';
import { guessNames, guessSources, type NamedSource } from './guess-value.ts';
import { ensureAttributes, ensureValues } from './read-catalogue.ts';
import { shopValuesIn, type ShopValueCount } from './shop-values.ts';

type Window<T> = { readonly rows: T[]; readonly total: number };

function shopCategories({ database }: EngineContext): readonly { categoryId: string; path: string }[] {
  return readKeptEditingFacts(database)?.facts.categories ?? [];
}

function matches(text: string, search: string): boolean {
  const key = foldKey(text);
  return searchTerms(search).every((term) => key.includes(term));
}

/** The shop's categories, where their products go, and guesses for those that go nowhere yet. */
export function categoryRows(context: EngineContext, query: MappingQuery): Window<CategoryMappingRow> {
  const { database } = context;
  const { channelId } = query;
  const mapped = mappedCategories(database, channelId);
  const products = productsByCategory(database);
  const all = shopCategories(context);
  const wanted = all.filter(
    ({ categoryId, path }) =>
      (query.filter === 'all' || mapped.has(categoryId) === (query.filter === 'mapped')) &&
      matches(path, query.search),
  );
  const index = categoryIndex(context, channelId);
  const rows = wanted.slice(query.offset, query.offset + query.limit).map(({ categoryId, path }) => {
    const target = mapped.get(categoryId);
    const own = products.get(categoryId) ?? [];
    return {
      shopCategoryId: categoryId,
      path,
      products: own.length,
      category: target === undefined ? null : targetOf(context, channelId, target),
      guesses:
        target === undefined
          ? [
              ...guessCategories(index, {
                path,
                siblings: siblingsOf(path, all, mapped),
                products: productsElsewhere(own, { categoryId, mapped, products }),
              }),
            ]
          : [],
    };
  });
  return { rows, total: wanted.length };
}

/** A channel's open leaves, ready for guessing. */
export function categoryIndex({ database }: EngineContext, channelId: string): CategoryIndex {
  return perVersion(database, `category-index:${channelId}`, () =>
    indexCategories(listCategories(database, channelId).filter(({ leaf, open }) => leaf && open)),
  );
}

export function targetOf(
  { database }: EngineContext,
  channelId: string,
  categoryId: string,
): NonNullable<CategoryMappingRow['category']> {
  const known = findCategory(database, channelId, categoryId);
  return {
    categoryId,
    path: categoryPath(database, channelId, categoryId),
    usable: known !== null && known.leaf && known.open,
  };
}

function siblingsOf(
  path: string,
  all: readonly { categoryId: string; path: string }[],
  mapped: ReadonlyMap<string, string>,
): readonly { path: string; categoryId: string }[] {
  const parent = path.split('>').slice(0, -1).join('>');
  return all.flatMap((each) => {
    const target = mapped.get(each.categoryId);
    const isSibling = each.path !== path && each.path.split('>').slice(0, -1).join('>') === parent;
    return target !== undefined && isSibling ? [{ path: each.path, categoryId: target }] : [];
  });
}

function productsElsewhere(
  own: readonly string[],
  of: {
    readonly categoryId: string;
    readonly mapped: ReadonlyMap<string, string>;
    readonly products: ReadonlyMap<string, readonly string[]>;
  },
): ReadonlyMap<string, number> {
  const mine = new Set(own);
  const counts = new Map<string, number>();
  for (const [shopCategoryId, target] of of.mapped) {
    if (shopCategoryId === of.categoryId) continue;
    const shared = (of.products.get(shopCategoryId) ?? []).filter((productId) => mine.has(productId)).length;
    if (shared > 0) counts.set(target, (counts.get(target) ?? 0) + shared);
  }
  return counts;
}

/** The shop's manufacturers and the marketplace's brands. */
export function brandRows(context: EngineContext, query: MappingQuery): Window<BrandMappingRow> {
  const { database } = context;
  const { channelId } = query;
  const mapped = mappedBrands(database, channelId);
  const wanted = [...productsByManufacturer(database)].filter(
    ([name]) =>
      (query.filter === 'all' || mapped.has(foldKey(name)) === (query.filter === 'mapped')) &&
      matches(name, query.search),
  );
  const rows = wanted.slice(query.offset, query.offset + query.limit).map(([manufacturer, products]) => {
    const brand = mapped.get(foldKey(manufacturer)) ?? null;
    const found =
      brand === null
        ? brandWindow(database, { channelId, search: manufacturer, offset: 0, limit: 50 }).rows
        : [];
    return { manufacturer, products, brand, guesses: [...guessNames(manufacturer, found, null)] };
  });
  return { rows, total: wanted.length };
}

/** What a category asks for and where it comes from. Reads attributes from the marketplace where none are kept. */
export async function attributeRows(
  context: EngineContext,
  channelId: string,
  categoryId: string,
): Promise<AttributeMappingRow[]> {
  const { database } = context;
  const set = await ensureAttributes(context, channelId, categoryId);
  const sources = attributeSources(database, channelId, categoryId);
  const values = mappedValues(database, channelId, categoryId);
  const past = pastSources(database, channelId).filter((each) => each.categoryId !== categoryId);
  const shop = shopValuesIn(context, productsMappedTo(context, channelId, categoryId));
  const rows: AttributeMappingRow[] = [];
  for (const attribute of set?.attributes ?? []) {
    const source = sources.get(attribute.attributeId) ?? null;
    const place = { channelId, categoryId, attributeId: attribute.attributeId };
    const listed = attribute.valuesComplete ? attribute.values : listValues(database, place);
    // A list is fetched once somebody works with the attribute, and not for all of them at once.
    const list =
      source !== null && source.kind !== 'fixed' && listed.length === 0 && !attribute.custom
        ? await ensureValues(context, place)
        : listed;
    rows.push({
      attribute: show(attribute),
      source,
      sourceName: source && nameOf(source, shop.sources),
      guesses: source === null ? [...guessSources(attribute, shop.sources, past)].map(toGuess) : [],
      values:
        source === null
          ? []
          : valueRows(shop.valuesOf(source), {
              known: values.get(attribute.attributeId) ?? new Map(),
              list,
              past: pastValues(database, channelId, attribute.attributeId),
            }),
    });
  }
  return rows;
}

function show(attribute: MarketplaceAttribute): AttributeMappingRow['attribute'] {
  return { ...attribute, values: [...attribute.values] };
}

function toGuess(guess: ReturnType<typeof guessSources>[number]): AttributeMappingRow['guesses'][number] {
  return { source: guess.source, sourceName: guess.name, score: guess.score, why: guess.why };
}

function nameOf(source: AttributeSource, sources: readonly NamedSource[]): string {
  if (source.kind === 'fixed') return source.text ?? source.valueId ?? '';
  if (source.kind === 'option') return source.option;
  const key = JSON.stringify(source);
  return sources.find((each) => JSON.stringify(each.source) === key)?.name ?? source.kind;
}

function valueRows(
  counts: readonly ShopValueCount[],
  of: {
    readonly known: ReadonlyMap<string, { readonly valueId: string; readonly name: string }>;
    readonly list: readonly { readonly valueId: string; readonly name: string }[];
    readonly past: ReadonlyMap<string, { readonly valueId: string; readonly name: string }>;
  },
): AttributeMappingRow['values'] {
  const ids = new Set(of.list.map(({ valueId }) => valueId));
  return counts.map(({ value, products }) => {
    const key = foldKey(value);
    const chosen = of.known.get(key);
    const same = of.list.filter((each) => foldKey(each.name) === key);
    const standing = chosen ?? (same.length === 1 ? same[0] : undefined);
    const before = of.past.get(key);
    const usable = before !== undefined && (ids.size === 0 || ids.has(before.valueId)) ? before : null;
    return {
      shopValue: value,
      products,
      valueId: standing?.valueId ?? null,
      valueName: standing?.name ?? null,
      guesses: standing === undefined ? [...guessNames(value, of.list, usable)] : [],
    };
  });
}

/** Living products whose shop categories are mapped to this category of the marketplace. */
export function productsMappedTo(
  { database }: EngineContext,
  channelId: string,
  categoryId: string,
): readonly string[] {
  const products = productsByCategory(database);
  const found = new Set<string>();
  for (const [shopCategoryId, target] of mappedCategories(database, channelId))
    if (target === categoryId)
      for (const productId of products.get(shopCategoryId) ?? []) found.add(productId);
  return [...found];
}

/** Refuses what can't be published to. */
export function requireUsableCategory(context: EngineContext, channelId: string, categoryId: string): void {
  if (targetOf(context, channelId, categoryId).usable) return;
  throw new ProblemError(problem('input/invalid', { field: 'categoryId', value: categoryId }));
}
