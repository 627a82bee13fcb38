import { foldKey } from '#common/turkish-text.ts';
import type { AcceptedGuesses, AttributeMappingRow, AttributeSource } from '#contract/publishing.ts';
import { partAge } from '../cache/tables/catalogue.ts';
import { mappedCategories } from '../cache/tables/mapping.ts';
import type { EngineContext } from '../context.ts';
import { certainCategory } from './guess-category.ts';
import { keepAttributeSource, keepBrand, keepCategories, keepValues } from './keep-mapping.ts';
import { attributeRows, brandRows, categoryIndex, categoryRows } from './map-shop.ts';
import { readBrands, refreshCatalogue } from './read-catalogue.ts';

type Unsure = AcceptedGuesses['unsure'][number];
type Part = { readonly taken: number; readonly unsure: readonly Unsure[] };

const EVERYTHING = { search: '', filter: 'unmapped', offset: 0, limit: Number.MAX_SAFE_INTEGER } as const;

/** A past choice of the same attribute in another category, and the very same name. */
const CERTAIN_SOURCE = 98;

/**
 * Takes the guesses that can hardly be wrong: the very same name, and nothing else by it. Categories are read first where
 * they never were, brands by the manufacturer's name. Everything else is told with its candidates, the most products first.
 *
 * Rejects with what reading the marketplace's catalogue ended in.
 */
export async function acceptCertain(context: EngineContext, channelId: string): Promise<AcceptedGuesses> {
  const categories = await acceptCategories(context, channelId);
  const brands = await acceptBrands(context, channelId);
  let sources = 0;
  let values = 0;
  const attributes: Unsure[] = [];
  for (const categoryId of new Set(mappedCategories(context.database, channelId).values())) {
    const accepted = await acceptAttributes(context, channelId, categoryId);
    sources += accepted.sources;
    values += accepted.values;
    attributes.push(...accepted.unsure);
  }
  const unsure = [...categories.unsure, ...brands.unsure, ...attributes].toSorted(
    (one, other) => other.products - one.products,
  );
  return { categories: categories.taken, brands: brands.taken, sources, values, unsure };
}

async function acceptCategories(context: EngineContext, channelId: string): Promise<Part> {
  if (partAge(context.database, channelId, 'categories') === null)
    await refreshCatalogue(context, { channelId, what: 'categories', categoryId: null });
  const index = categoryIndex(context, channelId);
  const unsure: Unsure[] = [];
  let taken = 0;
  for (const row of categoryRows(context, { ...EVERYTHING, channelId }).rows) {
    if (row.products === 0) continue;
    const certain = certainCategory(index, row.path);
    if (certain === null) {
      const candidates = row.guesses.map(({ categoryId, path, score, why }) => ({
        id: categoryId,
        name: path,
        score,
        why,
      }));
      unsure.push({ ...nowhere('category', row.path, row.products), candidates });
      continue;
    }
    keepCategories(context, {
      channelId,
      shopCategoryIds: [row.shopCategoryId],
      categoryId: certain.categoryId,
    });
    taken += 1;
  }
  return { taken, unsure };
}

function nowhere(kind: Unsure['kind'], what: string, products: number): Omit<Unsure, 'candidates'> {
  return { kind, what, products, categoryId: null, attributeId: null };
}

async function acceptBrands(context: EngineContext, channelId: string): Promise<Part> {
  // Where the marketplace has no brands of its own, the manufacturer's name is the brand.
  if (context.channels.open(channelId).connection.readBrands === undefined) return { taken: 0, unsure: [] };
  const unsure: Unsure[] = [];
  let taken = 0;
  const query = { ...EVERYTHING, channelId };
  for (const { manufacturer } of brandRows(context, query).rows) {
    const rowOf = () =>
      brandRows(context, { ...query, search: manufacturer }).rows.find(
        (each) => each.manufacturer === manufacturer,
      );
    if (!rowOf()?.guesses.some(({ score }) => score === 100))
      await readBrands(context, { channelId, search: manufacturer });
    const row = rowOf();
    if (row === undefined) continue;
    const same = row.guesses.filter(({ name }) => foldKey(name) === foldKey(manufacturer));
    const [brand] = same;
    if (brand === undefined || same.length > 1) {
      const candidates = row.guesses.map(({ brandId, name, score, why }) => ({
        id: brandId,
        name,
        score,
        why,
      }));
      unsure.push({ ...nowhere('brand', manufacturer, row.products), candidates });
      continue;
    }
    keepBrand(context, { channelId, manufacturer, brand: { brandId: brand.brandId, name: brand.name } });
    taken += 1;
  }
  return { taken, unsure };
}

async function acceptAttributes(
  context: EngineContext,
  channelId: string,
  categoryId: string,
): Promise<{ readonly sources: number; readonly values: number; readonly unsure: readonly Unsure[] }> {
  const unsure: Unsure[] = [];
  let sources = 0;
  for (const row of await attributeRows(context, channelId, categoryId)) {
    if (row.source !== null) continue;
    const certain = row.guesses.filter(({ score }) => score >= CERTAIN_SOURCE);
    const [guess] = certain;
    const { attributeId, name, required } = row.attribute;
    if (guess !== undefined && certain.length === 1) {
      keepAttributeSource(context, { channelId, categoryId, attributeId, source: guess.source });
      sources += 1;
    } else if (required) {
      unsure.push({
        kind: 'attribute',
        what: name,
        products: 0,
        categoryId,
        attributeId,
        candidates: row.guesses.map(({ source, sourceName, score, why }) => ({
          id: sourceText(source),
          name: sourceName,
          score,
          why,
        })),
      });
    }
  }
  const accepted = acceptValues(context, {
    channelId,
    categoryId,
    rows: await attributeRows(context, channelId, categoryId),
  });
  return { sources, values: accepted.taken, unsure: [...unsure, ...accepted.unsure] };
}

/** Values of the same name need no mapping; what was chosen so in another category is taken over. */
function acceptValues(
  context: EngineContext,
  of: {
    readonly channelId: string;
    readonly categoryId: string;
    readonly rows: readonly AttributeMappingRow[];
  },
): Part {
  const { channelId, categoryId } = of;
  const unsure: Unsure[] = [];
  let taken = 0;
  for (const { attribute, values } of of.rows) {
    const { attributeId, custom, kind, required } = attribute;
    const isText = custom || kind === 'text' || kind === 'number';
    for (const { shopValue, products, valueId, guesses } of values) {
      if (valueId !== null) continue;
      const certain = guesses.filter(({ score }) => score >= CERTAIN_SOURCE);
      const [guess] = certain;
      if (guess !== undefined && certain.length === 1) {
        const value = { valueId: guess.valueId, name: guess.name };
        taken += keepValues(context, { channelId, categoryId, attributeId, values: [{ shopValue, value }] });
      } else if (required && !isText) {
        unsure.push({
          kind: 'value',
          what: shopValue,
          products,
          categoryId,
          attributeId,
          candidates: guesses.map(({ valueId: id, name, score, why }) => ({ id, name, score, why })),
        });
      }
    }
  }
  return { taken, unsure };
}

/** `option:Renk`, as the command line takes it. */
function sourceText(source: AttributeSource): string {
  if (source.kind === 'attribute') return `attribute:${source.attributeId}`;
  if (source.kind === 'option') return `option:${source.option}`;
  return source.kind === 'manufacturer' ? 'manufacturer' : `value:${source.valueId ?? ''}`;
}
