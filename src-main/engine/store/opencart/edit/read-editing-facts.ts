import type { EditingFacts } from '#contract/products.ts';
import type { ReadOptions } from '../../port.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import { readImageBase } from '../read/product-texts.ts';
import type { ShopSettings } from '../read/shop-settings.ts';
import { idOf, numberOf, textOf } from '../session/queryable.ts';
import type { Reader } from '../session/queryable.ts';
import { decodeText } from '../text/entities.ts';
import { categoryPaths } from './category-paths.ts';
import { readLimits } from './column-limits.ts';
import { codeColumns, readEditPlaces, type EditPlaces } from './field-place.ts';
import { inTurkishOrder, readNames } from './names-by-id.ts';

/** See `StorePort.readEditingFacts`. */
export async function readEditingFacts(
  facts: {
    readonly reader: Reader;
    readonly schema: ShopSchema;
    readonly shop: ShopSettings;
    readonly imageBaseUrl: string | null;
  },
  options: ReadOptions,
): Promise<EditingFacts> {
  options.signal?.throwIfAborted();
  const { reader, schema, shop } = facts;
  const places = await readEditPlaces(reader, schema, shop);
  return {
    languages: await readLanguages(reader, places),
    language: shop.language.code,
    currency: shop.currency,
    pricesIncludeTax: options.settings.pricesIncludeTax,
    categories: await readCategories(reader, places),
    manufacturers: await readManufacturers(reader, schema),
    attributes: await readAttributes(reader, places),
    codeSources: [...codeColumns(schema), ...places.identifiers.map((code) => `code:${code}`)],
    imageBaseUrl: facts.imageBaseUrl ?? (await readImageBase(facts)),
    limits: await readLimits(reader, schema),
  };
}

async function readLanguages(reader: Reader, places: EditPlaces): Promise<EditingFacts['languages']> {
  const rows = await reader.rows(
    `SELECT language_id AS language_id, name AS name, status AS status FROM ${places.schema.sql('language')}`,
  );
  const byId = new Map(rows.map((row) => [idOf(row, 'language_id'), row]));
  return places.languages.map(({ languageId, code }) => {
    const row = byId.get(languageId) ?? {};
    return { code, name: decodeText(textOf(row, 'name')) || code, enabled: numberOf(row, 'status') === 1 };
  });
}

async function readCategories(
  reader: Reader,
  { schema, shop }: EditPlaces,
): Promise<EditingFacts['categories']> {
  const names = await readNames(reader, schema, {
    table: 'category_description',
    key: 'category_id',
    languageId: shop.language.languageId,
  });
  const steps = await reader.rows(
    `SELECT ${schema.buffered('category_path')} category_id AS category_id, path_id AS path_id, level AS level
     FROM ${schema.sql('category_path')}`,
  );
  // What was deleted half-way leaves names and paths behind; without a right on the table, those are all there is.
  const ids = schema.has('category')
    ? (await reader.rows(`SELECT category_id AS category_id FROM ${schema.sql('category')}`)).map((row) =>
        idOf(row, 'category_id'),
      )
    : [...names.keys()];
  const paths = categoryPaths(
    ids,
    names,
    steps.map((row) => ({
      categoryId: idOf(row, 'category_id'),
      ancestorId: idOf(row, 'path_id'),
      level: numberOf(row, 'level'),
    })),
  );
  return inTurkishOrder(paths, ({ path }) => path);
}

async function readManufacturers(reader: Reader, schema: ShopSchema): Promise<EditingFacts['manufacturers']> {
  if (!schema.has('manufacturer', 'name')) return [];
  const rows = await reader.rows(
    `SELECT manufacturer_id AS manufacturer_id, name AS name FROM ${schema.sql('manufacturer')}`,
  );
  const all = rows.map((row) => ({
    manufacturerId: idOf(row, 'manufacturer_id'),
    name: decodeText(textOf(row, 'name')),
  }));
  return inTurkishOrder(all, ({ name }) => name);
}

async function readAttributes(
  reader: Reader,
  { schema, shop }: EditPlaces,
): Promise<EditingFacts['attributes']> {
  if (!schema.has('attribute') || !schema.has('product_attribute')) return [];
  const { languageId } = shop.language;
  const names = await readNames(reader, schema, {
    table: 'attribute_description',
    key: 'attribute_id',
    languageId,
  });
  const groups = await readNames(reader, schema, {
    table: 'attribute_group_description',
    key: 'attribute_group_id',
    languageId,
  });
  const rows = await reader.rows(
    `SELECT attribute_id AS attribute_id, attribute_group_id AS attribute_group_id
     FROM ${schema.sql('attribute')}`,
  );
  const all = rows.map((row) => {
    const attributeId = idOf(row, 'attribute_id');
    return {
      attributeId,
      group: groups.get(idOf(row, 'attribute_group_id')) ?? '',
      name: names.get(attributeId) ?? attributeId,
    };
  });
  return inTurkishOrder(all, ({ group, name }) => `${group}\u0000${name}`);
}
