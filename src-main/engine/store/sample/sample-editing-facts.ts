import type { Database } from 'better-sqlite3';
import type { EditingFacts } from '#contract/products.ts';
import type { StoreSettings } from '#contract/shop.ts';
import { SAMPLE_CODES, SAMPLE_CURRENCY, SAMPLE_LANGUAGE } from './sample-sheet.ts';

/** SQLite's texts have no width of their own: these are OpenCart's, but for pictures, which stand here as data addresses. */
const LIMITS: EditingFacts['limits'] = {
  name: 255,
  model: 64,
  image: 4_096,
  description: 65_535,
  attribute: 65_535,
  codes: { sku: 64, ean: 14 },
  otherCode: 255,
};

/** What products of the sample shop can be edited to. */
export function readSampleFacts(database: Database, settings: StoreSettings): EditingFacts {
  const all = (sql: string): readonly (readonly [number, string, string])[] =>
    database.prepare(sql).raw().all() as [number, string, string][]; // The columns' types are STRICT.
  return {
    languages: [{ code: SAMPLE_LANGUAGE, name: 'Türkçe', enabled: true }],
    language: SAMPLE_LANGUAGE,
    currency: SAMPLE_CURRENCY,
    pricesIncludeTax: settings.pricesIncludeTax,
    categories: all("SELECT category_id, path, '' FROM category ORDER BY path").map(([id, path]) => ({
      categoryId: String(id),
      path,
    })),
    manufacturers: all("SELECT manufacturer_id, name, '' FROM manufacturer ORDER BY name").map(
      ([id, name]) => ({ manufacturerId: String(id), name }),
    ),
    attributes: all('SELECT attribute_id, group_name, name FROM attribute ORDER BY attribute_id').map(
      ([id, group, name]) => ({ attributeId: String(id), group, name }),
    ),
    codeSources: [...SAMPLE_CODES],
    imageBaseUrl: null,
    limits: LIMITS,
  };
}
