import type { StoreProduct } from '../../port.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import { idOf, numberOf, textOf } from '../session/queryable.ts';
import type { Reader, SqlRow } from '../session/queryable.ts';
import { decodeText } from '../text/entities.ts';
import { ofProducts } from './of-products.ts';
import type { ShopSettings } from './shop-settings.ts';

type Facts = { readonly reader: Reader; readonly schema: ShopSchema; readonly shop: ShopSettings };

/** Descriptions in every language of the shop, decoded; the shop's own language first. */
export async function readDescriptions(
  { reader, schema, shop }: Facts,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, StoreProduct['descriptions']>> {
  const of = ofProducts(productIds);
  const rows = await reader.rows(
    `SELECT product_id AS product_id, language_id AS language_id, name AS name, description AS description
     FROM ${schema.sql('product_description')} WHERE ${of.sql} ORDER BY product_id, language_id`,
    of.parameters,
  );
  const codeById = new Map(shop.languages.map((language) => [language.languageId, language.code]));
  const rank = (row: SqlRow): number => (idOf(row, 'language_id') === shop.language.languageId ? 0 : 1);
  const found = new Map<string, { language: string; name: string; html: string }[]>();
  for (const row of [...rows].sort((a, b) => rank(a) - rank(b))) {
    const language = codeById.get(idOf(row, 'language_id'));
    // Rows of a language that was removed stay behind; nobody sees them any more.
    if (language === undefined) continue;
    push(found, idOf(row, 'product_id'), {
      language,
      name: decodeText(textOf(row, 'name')),
      html: decodeText(textOf(row, 'description')),
    });
  }
  return found;
}

/** Breadcrumbs of the categories each product stands in, deepest first. */
export async function readCategories(
  { reader, schema, shop }: Facts,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const of = ofProducts(productIds);
  const placed = await reader.rows(
    `SELECT product_id AS product_id, category_id AS category_id FROM ${schema.sql('product_to_category')}
     WHERE ${of.sql}`,
    of.parameters,
  );
  const categoryIds = [...new Set(placed.map((row) => idOf(row, 'category_id')))];
  if (categoryIds.length === 0) return new Map();
  const steps = await reader.rows(
    `SELECT path.category_id AS category_id, path.level AS level, description.name AS name
     FROM ${schema.sql('category_path')} path
     JOIN ${schema.sql('category_description')} description
       ON description.category_id = path.path_id AND description.language_id = ?
     WHERE path.category_id IN (?)`,
    [shop.language.languageId, categoryIds],
  );
  const names = new Map<string, string[]>();
  for (const row of [...steps].sort((a, b) => numberOf(a, 'level') - numberOf(b, 'level'))) {
    push(names, idOf(row, 'category_id'), decodeText(textOf(row, 'name')));
  }
  const found = new Map<string, string[][]>();
  for (const row of placed) {
    const crumbs = names.get(idOf(row, 'category_id'));
    if (crumbs !== undefined) push(found, idOf(row, 'product_id'), crumbs);
  }
  return new Map(
    [...found].map(([productId, paths]) => [
      productId,
      paths.sort((a, b) => b.length - a.length).map((crumbs) => crumbs.join(' > ')),
    ]),
  );
}

/** Further images of each product, in the merchant's order. The main one is in the product's own row. */
export async function readImages(
  { reader, schema }: Facts,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const of = ofProducts(productIds);
  const rows = await reader.rows(
    `SELECT product_id AS product_id, image AS image FROM ${schema.sql('product_image')}
     WHERE ${of.sql} ORDER BY product_id, sort_order, product_image_id`,
    of.parameters,
  );
  const found = new Map<string, string[]>();
  for (const row of rows) push(found, idOf(row, 'product_id'), textOf(row, 'image'));
  return found;
}

export async function readManufacturers(
  { reader, schema }: Facts,
  manufacturerIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (manufacturerIds.length === 0 || !schema.has('manufacturer', 'name')) return new Map();
  const rows = await reader.rows(
    `SELECT manufacturer_id AS manufacturer_id, name AS name FROM ${schema.sql('manufacturer')}
     WHERE manufacturer_id IN (?)`,
    [manufacturerIds],
  );
  return new Map(rows.map((row) => [idOf(row, 'manufacturer_id'), decodeText(textOf(row, 'name'))]));
}

/** Identifiers of 4.1's `product_code`, as `code:EAN`. Several rows of one code: the first one entered counts. */
export async function readProductCodes(
  { reader, schema }: Facts,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
  if (!schema.has('product_code')) return new Map();
  const of = ofProducts(productIds);
  const rows = await reader.rows(
    `SELECT product_id AS product_id, code AS code, value AS value FROM ${schema.sql('product_code')}
     WHERE ${of.sql} ORDER BY product_code_id`,
    of.parameters,
  );
  const found = new Map<string, Record<string, string>>();
  for (const row of rows) {
    const value = decodeText(textOf(row, 'value'));
    // An upgrade writes the codes in lower case, admin in capitals.
    const source = `code:${textOf(row, 'code').toUpperCase()}`;
    const codes = found.get(idOf(row, 'product_id')) ?? {};
    if (value !== '' && codes[source] === undefined) codes[source] = value;
    found.set(idOf(row, 'product_id'), codes);
  }
  return found;
}

/** Where the shop's pictures are: told by its newest own order, because config.php is out of reach. */
export async function readImageBase({ reader, schema }: Facts): Promise<string | null> {
  const [row] = await reader.rows(
    `SELECT store_url AS store_url FROM ${schema.sql('order')} WHERE store_id = 0 AND store_url LIKE 'http%'
     ORDER BY order_id DESC LIMIT 1`,
  );
  const address = textOf(row ?? {}, 'store_url');
  if (!URL.canParse(address)) return null;
  return new URL('image/', address.endsWith('/') ? address : `${address}/`).href;
}

/** Absolute where the base is known; each part of the path encoded, because names hold blanks and Turkish letters. */
export function imageAddress(path: string, base: string | null): string {
  if (/^https?:\/\//i.test(path) || base === null) return path;
  return base + path.split('/').map(encodeURIComponent).join('/');
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
