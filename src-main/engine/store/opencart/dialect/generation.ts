import type { ShopApiProtocol, StoreGeneration } from '#contract/shop.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import type { ShopSchema } from './schema.ts';

/** Newest test first: an upgraded shop keeps tables of older versions, never of newer ones. */
export function generationOf(schema: ShopSchema): Exclude<StoreGeneration, 'sample'> {
  if (schema.has('product_code') || schema.has('product_discount', 'special')) return '4.1';
  if (schema.has('seo_url', 'key')) return '4.0';
  if (schema.has('seo_url', 'query')) return '3.0';
  if (schema.has('url_alias')) return '2.3';
  throw new ProblemError(
    problem('store/unknown-generation', { detail: 'seo_url, url_alias and product_code are all missing' }),
  );
}

/**
 * Whether this shop's OpenCart may hold no stock for some statuses of its complete list. 4.1.0.0 to 4.1.0.3 join the
 * two status lists with PHP's array `+`, which drops as many of the complete list's first entries as the processing
 * list has; 4.1.0.4 mended that, and so did shops that patched their code, which no table shows.
 *
 * Three marks together prove 4.1.0.4: its updater brings every table in line with its own schema (opencart/opencart
 * pull request 15566), so that an upgraded shop has them like a new one. A missing `product.ean` proves nothing: the
 * upgrade into 4.1.0.1 to 3 removes it too. One mark alone may be the merchant's (wider descriptions, an index).
 */
export function mayDropStatuses(schema: ShopSchema): boolean {
  if (generationOf(schema) !== '4.1') return false;
  const isFour =
    schema.columnType('product_description', 'description') === 'mediumtext' &&
    schema.isIndexed('product_code', 'product_id') &&
    schema.isIndexed('order', 'order_status_id');
  return !isFour;
}

/**
 * How the shop's own API is spoken to. 4.0.2 and 4.1.0.4 each changed it; what the versions between wanted was never
 * tried, and a request that is nearly right may do half of what it should.
 */
export function shopApiProtocol(schema: ShopSchema): ShopApiProtocol | null {
  const generation = generationOf(schema);
  if (generation === '4.0' && schema.has('order', 'payment_code')) return null;
  if (generation === '4.1' && mayDropStatuses(schema)) return null;
  return generation;
}

/** Columns of `product` that hold identifiers. With `product_code` beside them they are dead (4.1.0.1 to 4.1.0.3). */
export function identifierColumns(schema: ShopSchema): readonly string[] {
  const all = schema.has('product_code') ? ['model'] : ['model', 'sku', 'upc', 'ean', 'jan', 'isbn', 'mpn'];
  return all.filter((column) => schema.has('product', column));
}

const CORE_OPTION_VALUE_COLUMNS = new Set([
  'product_option_value_id',
  'product_option_id',
  'product_id',
  'option_id',
  'option_value_id',
  'quantity',
  'subtract',
  'price',
  'price_prefix',
  'points',
  'points_prefix',
  'weight',
  'weight_prefix',
]);
const TEXT_TYPES = new Set(['varchar', 'char', 'text', 'tinytext', 'mediumtext']);

/**
 * Columns that an extension added to the option values and that may hold a code of their own (`sku`, `barcode`,
 * `ean`, `ob_sku` …): core has none. Pictures and the like are told apart by measuring, not here.
 */
export function optionCodeColumns(schema: ShopSchema): readonly string[] {
  if (!schema.has('product_option_value')) return [];
  return [...schema.table('product_option_value').columns.values()]
    .filter((column) => !CORE_OPTION_VALUE_COLUMNS.has(column.name))
    .filter((column) => TEXT_TYPES.has(column.dataType) || column.dataType === 'bigint')
    .map((column) => column.name);
}
