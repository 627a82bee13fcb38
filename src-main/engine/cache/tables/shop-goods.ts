import type { Database } from 'better-sqlite3';
import { perVersion } from '../per-version.ts';
import { prepared } from '../prepared.ts';

/** Living products by the shop's categories that they are filed under, as their sheets say. */
export function productsByCategory(database: Database): ReadonlyMap<string, readonly string[]> {
  return perVersion(database, 'products-by-category', () => {
    const found = new Map<string, string[]>();
    const rows = prepared<[], [string, string]>(
      database,
      `SELECT c.value, s.product_id FROM product_sheet s JOIN product p ON p.product_id = s.product_id
         JOIN json_each(s.sheet, '$.categories') c WHERE p.gone_at IS NULL ORDER BY s.product_id`,
    )
      .raw()
      .all();
    for (const [categoryId, productId] of rows) {
      const known = found.get(categoryId);
      if (known) known.push(productId);
      else found.set(categoryId, [productId]);
    }
    return found;
  });
}

/** How many living products each manufacturer of the shop has; those without one are left out. */
export function productsByManufacturer(database: Database): ReadonlyMap<string, number> {
  return perVersion(
    database,
    'products-by-manufacturer',
    () =>
      new Map(
        prepared<[], [string, number]>(
          database,
          `SELECT manufacturer, count(*) FROM product WHERE gone_at IS NULL AND manufacturer <> ''
           GROUP BY manufacturer ORDER BY manufacturer`,
        )
          .raw()
          .all(),
      ),
  );
}

export type ProductGoods = {
  readonly productId: string;
  readonly title: string;
  readonly model: string;
  readonly manufacturer: string;
  readonly images: readonly string[];
  /** How many living products carry the same model. */
  readonly sameModel: number;
};

/** What a listing takes from the product itself; null when it is gone or was never read. */
export function findProductGoods(database: Database, productId: string): ProductGoods | null {
  const raw = prepared<[string], Omit<ProductGoods, 'images'> & { images: string }>(
    database,
    `SELECT p.product_id AS productId, p.title, p.model, p.manufacturer, p.images,
       (SELECT count(*) FROM variant v WHERE v.model = p.model AND v.model <> '' AND v.gone_at IS NULL
          AND v.product_id <> p.product_id) + 1 AS sameModel
     FROM product p WHERE p.product_id = ? AND p.gone_at IS NULL`,
  ).get(productId);
  return raw ? { ...raw, images: JSON.parse(raw.images) as string[] } : null;
}

/** How many living variants carry this stock code: a marketplace's seller code must name one thing. */
export function countStockCode(database: Database, stockCode: string): number {
  return (
    prepared<[string], number>(
      database,
      "SELECT count(*) FROM variant WHERE stock_code = ? AND stock_code <> '' AND gone_at IS NULL",
    )
      .pluck()
      .get(stockCode) ?? 0
  );
}

/** Stock codes of all living variants, each as often as it is carried. */
export function livingStockCodes(database: Database): readonly string[] {
  return prepared<[], string>(
    database,
    "SELECT stock_code FROM variant WHERE stock_code <> '' AND gone_at IS NULL",
  )
    .pluck()
    .all();
}

/** Option value ids of a variant, in the shop's order. */
export function optionValueIdsOf(database: Database, variantId: string): readonly string[] {
  const text = prepared<[string], string>(
    database,
    'SELECT option_value_ids FROM variant WHERE variant_id = ?',
  )
    .pluck()
    .get(variantId);
  return text === undefined ? [] : (JSON.parse(text) as string[]);
}

/** Living variants of these products, by product. */
export function variantIdsOfProducts(database: Database, productIds: readonly string[]): readonly string[] {
  return prepared<[string], string>(
    database,
    `SELECT variant_id FROM variant WHERE gone_at IS NULL
       AND product_id IN (SELECT value FROM json_each(?)) ORDER BY product_id, row`,
  )
    .pluck()
    .all(JSON.stringify(productIds));
}

/** Living variants with one of these stock codes. */
export function variantIdsByStockCode(
  database: Database,
  stockCodes: readonly string[],
): readonly { readonly variantId: string; readonly stockCode: string }[] {
  return prepared<[string], { variantId: string; stockCode: string }>(
    database,
    `SELECT variant_id AS variantId, stock_code AS stockCode FROM variant WHERE gone_at IS NULL
       AND stock_code IN (SELECT value FROM json_each(?)) ORDER BY row`,
  ).all(JSON.stringify(stockCodes));
}

/** Every living variant, in the order of the rows. */
export function livingVariantIds(database: Database): readonly string[] {
  return prepared<[], string>(database, 'SELECT variant_id FROM variant WHERE gone_at IS NULL ORDER BY row')
    .pluck()
    .all();
}

export type ListingOfVariant = {
  readonly listingId: string;
  readonly externalId: string;
  readonly state: string;
  readonly groupId: string;
  readonly title: string;
  readonly stockCode: string;
  readonly barcode: string;
};

const LISTING = `listing_id AS listingId, external_id AS externalId, state, group_id AS groupId, title,
  stock_code AS stockCode, barcode`;

/** The channel's listing that is linked to the variant, living ones first; null without one. */
export function listingOfVariant(
  database: Database,
  channelId: string,
  variantId: string,
): ListingOfVariant | null {
  return (
    prepared<[string, string], ListingOfVariant>(
      database,
      `SELECT ${LISTING} FROM listing WHERE variant_id = ? AND channel_id = ? AND link_state = 'linked'
       ORDER BY state = 'gone', row LIMIT 1`,
    ).get(variantId, channelId) ?? null
  );
}

/** A living listing of the channel that carries one of our keys, linked or not: what must not be created again. */
export function listingWithKey(
  database: Database,
  channelId: string,
  key: {
    /** Every spelling under which the marketplace may show it. */
    readonly stockCodes: readonly string[];
    readonly barcode: string;
  },
): ListingOfVariant | null {
  const stockCodes = JSON.stringify(key.stockCodes.filter((code) => code !== ''));
  return (
    prepared<[{ channelId: string; stockCodes: string; barcode: string }], ListingOfVariant>(
      database,
      `SELECT ${LISTING} FROM listing WHERE channel_id = @channelId AND state <> 'gone'
         AND ((@barcode <> '' AND barcode = @barcode) OR stock_code IN (SELECT value FROM json_each(@stockCodes)))
       ORDER BY row LIMIT 1`,
    ).get({ channelId, stockCodes, barcode: key.barcode }) ?? null
  );
}

/** The group under which other variants of the product are listed on the channel; null where none is. */
export function listedGroup(database: Database, channelId: string, productId: string): string | null {
  return (
    prepared<[string, string], string>(
      database,
      `SELECT l.group_id FROM variant v JOIN listing l ON l.variant_id = v.variant_id
       WHERE v.product_id = ? AND l.channel_id = ? AND l.link_state = 'linked' AND l.state <> 'gone' AND l.group_id <> ''
       ORDER BY l.row LIMIT 1`,
    )
      .pluck()
      .get(productId, channelId) ?? null
  );
}

/** Linked listings of a channel in one of these states. */
export function linkedListings(
  database: Database,
  channelId: string,
  states: readonly string[],
): readonly (ListingOfVariant & { readonly variantId: string })[] {
  return prepared<[string, string], ListingOfVariant & { variantId: string }>(
    database,
    `SELECT ${LISTING}, variant_id AS variantId FROM listing WHERE channel_id = ? AND link_state = 'linked'
       AND state IN (SELECT value FROM json_each(?)) ORDER BY row`,
  ).all(channelId, JSON.stringify(states));
}

/** Breadcrumbs of the shop's categories that a product is filed under. */
export function findProductGoodsCategories(database: Database, productId: string): readonly string[] {
  const text = prepared<[string], string>(database, 'SELECT categories FROM product WHERE product_id = ?')
    .pluck()
    .get(productId);
  return text === undefined ? [] : (JSON.parse(text) as string[]);
}
