import type { Database } from 'better-sqlite3';
import type { EditingFacts, ProductDetail, ProductRow } from '#contract/products.ts';
import { normaliseCode } from '#common/turkish-text.ts';
import { isList } from '#contract/product-value.ts';
import { effectiveSheet, type ProductSheet } from '../../editing/sheet.ts';
import { prepared } from '../prepared.ts';
import { pendingOfProducts, type PendingEdit } from './pending-edit.ts';
import { findSheet } from './product-sheet.ts';
import { barcodeField } from './product-standing.ts';

type Raw = {
  readonly product_id: string;
  readonly title: string;
  readonly model: string;
  readonly codes: string;
  readonly manufacturer: string;
  readonly categories: string;
  readonly images: string;
  readonly enabled: number;
  readonly currency: string;
  readonly price_e4: number;
  readonly modified_at: string | null;
  readonly quantity: number | null;
  readonly cost_e4: number | null;
  readonly variants: number;
  readonly barcode: string | null;
  readonly listings: number;
};

const SELECT = `SELECT p.product_id, p.title, p.model, p.codes, p.manufacturer, p.categories, p.images, p.enabled,
    p.currency, p.stored_price_e4 AS price_e4, p.modified_at, s.quantity, c.cost_e4,
    (SELECT count(*) FROM variant v WHERE v.product_id = p.product_id AND v.gone_at IS NULL) AS variants,
    (SELECT max(v.barcode) FROM variant v WHERE v.product_id = p.product_id AND v.gone_at IS NULL) AS barcode,
    (SELECT count(*) FROM variant v JOIN listing l ON l.variant_id = v.variant_id AND l.link_state = 'linked'
       WHERE v.product_id = p.product_id) AS listings
  FROM json_each(?) j CROSS JOIN product p ON p.product_id = j.value
    LEFT JOIN product_sheet s INDEXED BY product_sheet_short ON s.product_id = p.product_id
    LEFT JOIN product_cost c ON c.product_id = p.product_id
  WHERE p.gone_at IS NULL ORDER BY j.key`;

export type ProductRowParts = {
  readonly database: Database;
  readonly facts: EditingFacts | null;
  readonly barcodeSource: string | null;
};

/** Products of the shop as the merchant sees them now, in the order of the ids; those that are gone are left out. */
export function productRows(parts: ProductRowParts, productIds: readonly string[]): ProductRow[] {
  const pending = pendingOfProducts(parts.database, productIds);
  return prepared<[string], Raw>(parts.database, SELECT)
    .all(JSON.stringify(productIds))
    .map((raw) => toRow(parts, raw, pending.get(raw.product_id) ?? []));
}

function toRow(parts: ProductRowParts, raw: Raw, edits: readonly PendingEdit[]): ProductRow {
  const count = (state: PendingEdit['state']): number => edits.filter((edit) => edit.state === state).length;
  return {
    productId: raw.product_id,
    title: raw.title,
    model: raw.model,
    barcode: shopBarcode(raw, parts.barcodeSource),
    manufacturer: raw.manufacturer,
    category: firstOf(raw.categories) ?? '',
    imageUrl: firstOf(raw.images),
    quantity: raw.quantity,
    storedPriceE4: raw.price_e4,
    costE4: raw.cost_e4,
    currency: raw.currency,
    enabled: raw.enabled !== 0,
    variants: raw.variants,
    listings: raw.listings,
    modifiedAt: raw.modified_at,
    ...(edits.length === 0 ? {} : changedParts(parts, raw, edits)),
    pending: count('pending'),
    conflicts: count('conflict'),
    refused: count('refused'),
  };
}

/** The one variant's barcode; of several the product's own code, which is what can be edited. */
function shopBarcode(raw: Raw, source: string | null): string {
  if (raw.variants === 1) return raw.barcode ?? '';
  const codes = JSON.parse(raw.codes) as Readonly<Record<string, string>>;
  return source !== null && Object.hasOwn(codes, source) ? normaliseCode(codes[source] ?? '') : '';
}

/** What waits, over what the shop last showed. An edit of what is not on the sheet shows nothing. */
function changedParts(parts: ProductRowParts, raw: Raw, edits: readonly PendingEdit[]): Partial<ProductRow> {
  const sheet = findSheet(parts.database, raw.product_id)?.sheet;
  if (!sheet) return {};
  const fields = new Set<string>(edits.map(({ field }) => field));
  const seen = effectiveSheet(sheet, edits);
  const nameField = `name:${parts.facts?.language ?? ''}` as const;
  const codeField = barcodeField(parts.barcodeSource);
  const name = fields.has(nameField) ? seen[nameField] : undefined;
  const code = codeField !== null && fields.has(codeField) ? seen[codeField] : undefined;
  return {
    ...(typeof name === 'string' ? { title: name } : {}),
    ...(typeof code === 'string' ? { barcode: normaliseCode(code) } : {}),
    ...(fields.has('model') && typeof seen.model === 'string' ? { model: seen.model } : {}),
    ...(fields.has('price') && typeof seen.price === 'number' ? { storedPriceE4: seen.price } : {}),
    ...(fields.has('quantity') && typeof seen.quantity === 'number' ? { quantity: seen.quantity } : {}),
    ...(fields.has('enabled') && typeof seen.enabled === 'boolean' ? { enabled: seen.enabled } : {}),
    ...(fields.has('manufacturer') ? { manufacturer: manufacturerOf(parts, seen) } : {}),
    ...(fields.has('categories') ? { category: categoryOf(parts, seen) } : {}),
    ...(fields.has('images') ? { imageUrl: imageOf(parts, seen) } : {}),
  };
}

function manufacturerOf({ facts }: ProductRowParts, { manufacturer }: ProductSheet): string {
  return facts?.manufacturers.find(({ manufacturerId }) => manufacturerId === manufacturer)?.name ?? '';
}

function categoryOf({ facts }: ProductRowParts, { categories }: ProductSheet): string {
  const ids = categories !== undefined && isList(categories) ? categories : [];
  return facts?.categories.find(({ categoryId }) => ids.includes(categoryId))?.path ?? '';
}

/** As the shop's reader shows pictures: an address where the shop's is known, else the path below `image/`. */
function imageOf({ facts }: ProductRowParts, { images }: ProductSheet): string | null {
  const path = images !== undefined && isList(images) ? images[0] : undefined;
  return path === undefined ? null : `${facts?.imageBaseUrl ?? ''}${path}`;
}

/** Of a list kept as JSON. */
function firstOf(json: string): string | null {
  return (JSON.parse(json) as readonly string[])[0] ?? null;
}

/** Those of these products that the shop has. */
export function livingProducts(database: Database, productIds: readonly string[]): ReadonlySet<string> {
  return new Set(
    prepared<[string], string>(
      database,
      `SELECT product_id FROM product WHERE gone_at IS NULL AND product_id IN (SELECT value FROM json_each(?))`,
    )
      .pluck()
      .all(JSON.stringify(productIds)),
  );
}

/** The titles of these products in the shop, of gone ones too. */
export function productTitles(
  database: Database,
  productIds: readonly string[],
): ReadonlyMap<string, string> {
  return new Map(
    prepared<[string], [string, string]>(
      database,
      'SELECT product_id, title FROM product WHERE product_id IN (SELECT value FROM json_each(?))',
    )
      .raw()
      .all(JSON.stringify(productIds)),
  );
}

/** The listings that this product stands behind, by channel and title. */
export function listingsOfProduct(database: Database, productId: string): ProductDetail['listings'] {
  return prepared<[string], ProductDetail['listings'][number]>(
    database,
    `SELECT l.listing_id AS listingId, c.name AS channelName, l.title, v.option_text AS optionText
     FROM variant v JOIN listing l ON l.variant_id = v.variant_id AND l.link_state = 'linked'
       JOIN channel c ON c.channel_id = l.channel_id
     WHERE v.product_id = ? ORDER BY c.name_key, l.title_key, l.row`,
  ).all(productId);
}
