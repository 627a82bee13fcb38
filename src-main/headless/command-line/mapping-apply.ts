import { randomUUID } from 'node:crypto';
import { foldKey } from '#common/turkish-text.ts';
import type { AttributeSource, ProductWishes } from '#contract/publishing.ts';
import { allRows } from './all-rows.ts';
import { readSource, type MappingFile } from './mapping-file.ts';
import { UsageError } from './outcome.ts';
import type { EngineClient } from './profile.ts';

type At = { readonly client: EngineClient; readonly channelId: string };
type Step = () => Promise<unknown>;

const write = (): { requestId: string } => ({ requestId: randomUUID() });

/**
 * Keeps what a mapping file says. Every name and id is looked up first: where one is not known, nothing at all is kept.
 * Returns how many decisions were kept. Rejects with a usage error that names what is not known.
 */
export async function applyMapping(at: At, file: MappingFile): Promise<number> {
  const steps: Step[] = [];
  steps.push(...(await defaultSteps(at, file)));
  steps.push(...(await categorySteps(at, file)));
  steps.push(...(await brandSteps(at, file)));
  steps.push(...(await attributeSteps(at, file)));
  steps.push(...(await valueSteps(at, file)));
  steps.push(...(await productSteps(at, file)));
  for (const step of steps) await step();
  return steps.length;
}

function unknown(tr: string, en: string, name: string): UsageError {
  return new UsageError(
    `${tr} bilinmiyor: “${name}”. Hiçbir şey kaydedilmedi.`,
    `${en} is not known: “${name}”. Nothing was kept.`,
  );
}

async function defaultSteps({ client, channelId }: At, { defaults }: MappingFile): Promise<Step[]> {
  if (defaults === undefined) return [];
  const known = await client.publishing.defaults({ channelId });
  const form = new Map((await client.publishing.form({ channelId })).map((field) => [field.key, field]));
  for (const [key, value] of Object.entries(defaults.fields ?? {})) {
    const field = form.get(key);
    if (field === undefined) throw unknown('Alan', 'The field', key);
    const isChosen = field.choices.length === 0 || field.choices.some((choice) => choice.value === value);
    if (value !== '' && !isChosen) throw unknown(`“${key}” alanının değeri`, `The value of “${key}”`, value);
  }
  const merged = { ...known.fields, ...defaults.fields };
  const fields = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
  const next = {
    vatRate: defaults.vatRate === undefined ? known.vatRate : defaults.vatRate,
    desi: defaults.desi === undefined ? known.desi : defaults.desi,
    fields,
  };
  return [() => client.publishing.setDefaults({ ...write(), channelId, defaults: next })];
}

async function categorySteps({ client, channelId }: At, { categories }: MappingFile): Promise<Step[]> {
  if (categories === undefined) return [];
  const { rows } = await allRows((window) =>
    client.mapping.categories({ ...window, channelId, search: '', filter: 'all' }),
  );
  const state = await client.catalogue.state({ channelId });
  if (state.categories.readAt === null)
    await client.catalogue.refresh({ ...write(), channelId, what: 'categories' });
  const { rows: leaves } = await allRows((window) =>
    client.catalogue.categories({ ...window, channelId, search: '', leavesOnly: true }),
  );
  const open = new Set(leaves.filter((leaf) => leaf.open).map(({ categoryId }) => categoryId));
  return Object.entries(categories).map(([name, categoryId]) => {
    const found = rows.filter(({ path, shopCategoryId }) => shopCategoryId === name || path === name);
    const like = found.length > 0 ? found : rows.filter(({ path }) => foldKey(path) === foldKey(name));
    if (like.length === 0) throw unknown('Mağaza kategorisi', 'The shop’s category', name);
    if (categoryId !== null && !open.has(categoryId))
      throw unknown(
        'Ürüne açık pazaryeri kategorisi',
        'The marketplace’s category (one that takes products)',
        categoryId,
      );
    const shopCategoryIds = like.map(({ shopCategoryId }) => shopCategoryId);
    return () => client.mapping.setCategories({ ...write(), channelId, shopCategoryIds, categoryId });
  });
}

async function brandSteps({ client, channelId }: At, { brands }: MappingFile): Promise<Step[]> {
  if (brands === undefined) return [];
  const { rows } = await allRows((window) =>
    client.mapping.brands({ ...window, channelId, search: '', filter: 'all' }),
  );
  const { offers } = await client.catalogue.state({ channelId });
  const steps: Step[] = [];
  for (const [name, wanted] of Object.entries(brands)) {
    const row = rows.find(({ manufacturer }) => foldKey(manufacturer) === foldKey(name));
    if (row === undefined) throw unknown('Mağazadaki marka', 'The shop’s manufacturer', name);
    const brand =
      typeof wanted === 'string' ? await brandOf({ client, channelId }, wanted, row.manufacturer) : wanted;
    if (brand !== null && brand.brandId === null && offers.brands)
      throw unknown('Pazaryeri markası', 'The marketplace’s brand', brand.name);
    const { manufacturer } = row;
    steps.push(() => client.mapping.setBrand({ ...write(), channelId, manufacturer, brand }));
  }
  return steps;
}

/** A brand by its id, among the kept ones and those that the marketplace has by the manufacturer's name. */
async function brandOf({ client, channelId }: At, brandId: string, manufacturer: string) {
  for (const search of [manufacturer, '']) {
    const { rows } = await allRows((window) => client.catalogue.brands({ ...window, channelId, search }));
    const found = rows.find((brand) => brand.brandId === brandId);
    if (found !== undefined) return { brandId: found.brandId, name: found.name };
  }
  throw unknown('Pazaryeri markası', 'The marketplace’s brand', brandId);
}

/** What a category asks for, read where it is not kept; refused where the marketplace has no such category. */
async function askedBy({ client, channelId }: At, categoryId: string) {
  const { attributes } = await client.catalogue.attributes({ channelId, categoryId });
  return new Map(attributes.map((attribute) => [attribute.attributeId, attribute]));
}

async function attributeSteps(at: At, { attributes }: MappingFile): Promise<Step[]> {
  const { client } = at;
  const steps: Step[] = [];
  const facts = attributes === undefined ? null : await client.products.facts();
  const idOf = (name: string): string => {
    const found = facts?.attributes.find(
      (each) => each.attributeId === name || foldKey(each.name) === foldKey(name),
    );
    if (found === undefined) throw unknown('Mağaza özelliği', 'The shop’s attribute', name);
    return found.attributeId;
  };
  for (const [categoryId, sources] of Object.entries(attributes ?? {})) {
    const asked = await askedBy(at, categoryId);
    for (const [attributeId, text] of Object.entries(sources)) {
      if (!asked.has(attributeId))
        throw unknown('Kategorinin özelliği', 'The category’s attribute', attributeId);
      const source = text === null ? null : readSource(text, idOf);
      if (source?.kind === 'fixed' && source.valueId !== null)
        await valueOf(at, { categoryId, attributeId }, source.valueId);
      steps.push(() => setSource(at, { categoryId, attributeId, source }));
    }
  }
  return steps;
}

function setSource(
  { client, channelId }: At,
  of: { readonly categoryId: string; readonly attributeId: string; readonly source: AttributeSource | null },
): Promise<unknown> {
  return client.mapping.setAttribute({ ...write(), channelId, ...of });
}

/** One of an attribute's values, by its id. */
async function valueOf(
  { client, channelId }: At,
  place: { readonly categoryId: string; readonly attributeId: string },
  valueId: string,
) {
  const { rows } = await allRows((window) =>
    client.catalogue.values({ ...window, channelId, ...place, search: '' }),
  );
  const found = rows.find((value) => value.valueId === valueId);
  if (found === undefined) throw unknown('Özellik değeri', 'The attribute’s value', valueId);
  return { valueId: found.valueId, name: found.name };
}

async function valueSteps(at: At, { values }: MappingFile): Promise<Step[]> {
  const { client, channelId } = at;
  const steps: Step[] = [];
  for (const [categoryId, byAttribute] of Object.entries(values ?? {})) {
    const asked = await askedBy(at, categoryId);
    for (const [attributeId, byValue] of Object.entries(byAttribute)) {
      if (!asked.has(attributeId))
        throw unknown('Kategorinin özelliği', 'The category’s attribute', attributeId);
      const place = { categoryId, attributeId };
      for (const [shopValue, valueId] of Object.entries(byValue)) {
        const value = valueId === null ? null : await valueOf(at, place, valueId);
        steps.push(() =>
          client.mapping.setValues({ ...write(), channelId, ...place, values: [{ shopValue, value }] }),
        );
      }
    }
  }
  return steps;
}

async function productSteps({ client, channelId }: At, { products }: MappingFile): Promise<Step[]> {
  const wishes = new Map<string, ProductWishes>();
  for (const [stockCode, { catalogueId, ...words }] of Object.entries(products ?? {})) {
    const { rows } = await allRows((window) =>
      client.publishing.candidates({ ...window, channelId, search: stockCode, filter: 'all' }),
    );
    const found = rows.find((row) => row.stockCode === stockCode);
    if (found === undefined) throw unknown('Stok kodu', 'The stock code', stockCode);
    const { productId, variantId } = found;
    const known = wishes.get(productId) ?? (await client.publishing.wishes({ channelId, productId }));
    const catalogueIds = { ...known.catalogueIds };
    if (catalogueId === null) delete catalogueIds[variantId];
    else if (catalogueId !== undefined) catalogueIds[variantId] = catalogueId;
    const given = Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined));
    wishes.set(productId, { ...known, ...given, catalogueIds });
  }
  return [...wishes].map(
    ([productId, wish]) =>
      () =>
        client.publishing.setWishes({ ...write(), channelId, productId, wishes: wish }),
  );
}
