import type { Database } from 'better-sqlite3';
import { foldKey } from '#common/turkish-text.ts';
import type { AttributeSource } from '#contract/publishing.ts';
import { prepared } from '../prepared.ts';

type Decision = { readonly by: string; readonly at: number };
type AttributePlace = {
  readonly channelId: string;
  readonly categoryId: string;
  readonly attributeId: string;
};

/** Category of the marketplace by the shop's. */
export function mappedCategories(database: Database, channelId: string): ReadonlyMap<string, string> {
  return new Map(
    prepared<[string], [string, string]>(
      database,
      'SELECT shop_category_id, category_id FROM map_category WHERE channel_id = ?',
    )
      .raw()
      .all(channelId),
  );
}

export function writeCategoryMapping(
  database: Database,
  entry: Decision & {
    readonly channelId: string;
    readonly shopCategoryId: string;
    readonly categoryId: string | null;
  },
): void {
  if (entry.categoryId === null) {
    prepared<[string, string]>(
      database,
      'DELETE FROM map_category WHERE channel_id = ? AND shop_category_id = ?',
    ).run(entry.channelId, entry.shopCategoryId);
    return;
  }
  prepared<[string, string, string, string, number]>(
    database,
    `INSERT INTO map_category (channel_id, shop_category_id, category_id, by, at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (channel_id, shop_category_id) DO UPDATE SET category_id = excluded.category_id, by = excluded.by,
       at = excluded.at`,
  ).run(entry.channelId, entry.shopCategoryId, entry.categoryId, entry.by, entry.at);
}

export type MappedBrand = { readonly brandId: string | null; readonly name: string };

/** Brands by foldKey of the shop's manufacturer. */
export function mappedBrands(database: Database, channelId: string): ReadonlyMap<string, MappedBrand> {
  return new Map(
    prepared<[string], { key: string; brandId: string | null; name: string }>(
      database,
      'SELECT manufacturer_key AS key, brand_id AS brandId, brand_name AS name FROM map_brand WHERE channel_id = ?',
    )
      .all(channelId)
      .map(({ key, brandId, name }) => [key, { brandId, name }]),
  );
}

export function writeBrandMapping(
  database: Database,
  entry: Decision & {
    readonly channelId: string;
    readonly manufacturer: string;
    readonly brand: MappedBrand | null;
  },
): void {
  const key = foldKey(entry.manufacturer);
  if (entry.brand === null) {
    prepared<[string, string]>(
      database,
      'DELETE FROM map_brand WHERE channel_id = ? AND manufacturer_key = ?',
    ).run(entry.channelId, key);
    return;
  }
  prepared<[string, string, string | null, string, string, number]>(
    database,
    `INSERT INTO map_brand (channel_id, manufacturer_key, brand_id, brand_name, by, at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (channel_id, manufacturer_key) DO UPDATE SET brand_id = excluded.brand_id,
       brand_name = excluded.brand_name, by = excluded.by, at = excluded.at`,
  ).run(entry.channelId, key, entry.brand.brandId, entry.brand.name, entry.by, entry.at);
}

/** Sources of a category's attributes, by the attribute's id. */
export function attributeSources(
  database: Database,
  channelId: string,
  categoryId: string,
): ReadonlyMap<string, AttributeSource> {
  return new Map(
    prepared<[string, string], { attributeId: string; source: string }>(
      database,
      'SELECT attribute_id AS attributeId, source FROM map_attribute WHERE channel_id = ? AND category_id = ?',
    )
      .all(channelId, categoryId)
      .map(({ attributeId, source }) => [attributeId, JSON.parse(source) as AttributeSource]), // Written here only.
  );
}

/** What attributes of other categories take their values from: past choices, the newest first. */
export function pastSources(
  database: Database,
  channelId: string,
): readonly {
  readonly categoryId: string;
  readonly attributeId: string;
  readonly source: AttributeSource;
}[] {
  return prepared<[string], { categoryId: string; attributeId: string; source: string }>(
    database,
    `SELECT category_id AS categoryId, attribute_id AS attributeId, source FROM map_attribute
     WHERE channel_id = ? ORDER BY at DESC, category_id LIMIT 5000`,
  )
    .all(channelId)
    .map((row) => ({ ...row, source: JSON.parse(row.source) as AttributeSource }));
}

export function writeAttributeSource(
  database: Database,
  entry: Decision & AttributePlace & { readonly source: AttributeSource | null },
): void {
  if (entry.source === null) {
    prepared<[string, string, string]>(
      database,
      'DELETE FROM map_attribute WHERE channel_id = ? AND category_id = ? AND attribute_id = ?',
    ).run(entry.channelId, entry.categoryId, entry.attributeId);
    return;
  }
  prepared<[string, string, string, string, string, number]>(
    database,
    `INSERT INTO map_attribute (channel_id, category_id, attribute_id, source, by, at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (channel_id, category_id, attribute_id) DO UPDATE SET source = excluded.source, by = excluded.by,
       at = excluded.at`,
  ).run(
    entry.channelId,
    entry.categoryId,
    entry.attributeId,
    JSON.stringify(entry.source),
    entry.by,
    entry.at,
  );
}

export type MappedValue = { readonly valueId: string; readonly name: string };

/** The marketplace's values of one category by attribute, and there by foldKey of the shop's value. */
export function mappedValues(
  database: Database,
  channelId: string,
  categoryId: string,
): ReadonlyMap<string, ReadonlyMap<string, MappedValue>> {
  const found = new Map<string, Map<string, MappedValue>>();
  const rows = prepared<
    [string, string],
    { attributeId: string; key: string; valueId: string; name: string }
  >(
    database,
    `SELECT attribute_id AS attributeId, value_key AS key, value_id AS valueId, value_name AS name
     FROM map_value WHERE channel_id = ? AND category_id = ?`,
  ).all(channelId, categoryId);
  for (const { attributeId, key, valueId, name } of rows) {
    const known = found.get(attributeId) ?? new Map<string, MappedValue>();
    known.set(key, { valueId, name });
    found.set(attributeId, known);
  }
  return found;
}

/** What the same value of the shop became for this attribute in other categories; the newest choice of each wins. */
export function pastValues(
  database: Database,
  channelId: string,
  attributeId: string,
): ReadonlyMap<string, MappedValue> {
  return new Map(
    prepared<[string, string], { key: string; valueId: string; name: string }>(
      database,
      `SELECT value_key AS key, value_id AS valueId, value_name AS name FROM map_value
       WHERE channel_id = ? AND attribute_id = ? ORDER BY at`,
    )
      .all(channelId, attributeId)
      .map(({ key, valueId, name }) => [key, { valueId, name }]),
  );
}

/** Returns how many rows changed. */
export function writeValueMapping(
  database: Database,
  entry: Decision & AttributePlace & { readonly shopValue: string; readonly value: MappedValue | null },
): number {
  const key = foldKey(entry.shopValue);
  if (entry.value === null) {
    return prepared<[string, string, string, string]>(
      database,
      `DELETE FROM map_value WHERE channel_id = ? AND category_id = ? AND attribute_id = ? AND value_key = ?`,
    ).run(entry.channelId, entry.categoryId, entry.attributeId, key).changes;
  }
  return prepared<unknown[]>(
    database,
    `INSERT INTO map_value (channel_id, category_id, attribute_id, value_key, value_id, value_name, by, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (channel_id, category_id, attribute_id, value_key) DO UPDATE SET value_id = excluded.value_id,
       value_name = excluded.value_name, by = excluded.by, at = excluded.at`,
  ).run(
    entry.channelId,
    entry.categoryId,
    entry.attributeId,
    key,
    entry.value.valueId,
    entry.value.name,
    entry.by,
    entry.at,
  ).changes;
}

/** Another shop's categories and manufacturers are other ones: what is mapped by them is forgotten. */
export function forgetShopMappings(database: Database): void {
  for (const table of ['map_category', 'map_brand', 'map_attribute', 'map_value', 'product_wish'] as const)
    prepared(database, `DELETE FROM ${table}`).run();
}
