import type { Database } from 'better-sqlite3';
import type { StoreProduct } from '../../store/port.ts';
import { prepared } from '../prepared.ts';

/** Fingerprints of a range's living products, as they were when each was last written. */
export function readFingerprints(database: Database, rangeKey: string): ReadonlyMap<string, string> {
  const rows = prepared<[string], [string, string]>(
    database,
    'SELECT product_id, fingerprint FROM product WHERE range_key = ? AND gone_at IS NULL',
  )
    .raw()
    .all(rangeKey);
  return new Map(rows);
}

/** Writes a product and its descriptions as read; one that was gone is back. */
export function writeProduct(
  database: Database,
  entry: {
    readonly product: StoreProduct;
    readonly rangeKey: string;
    readonly at: number;
    /** `none` where the cache held no product at all when the reading began. */
    readonly earlier: 'none' | 'maybe';
  },
): void {
  const { product, rangeKey, at, earlier } = entry;
  prepared<unknown[]>(
    database,
    `INSERT INTO product (product_id, range_key, fingerprint, title, model, codes, manufacturer, categories, images,
       enabled, currency, stored_price_e4, tax_rate_e4, modified_at, read_at, gone_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)
     ON CONFLICT (product_id) DO UPDATE SET range_key = excluded.range_key, fingerprint = excluded.fingerprint,
       title = excluded.title, model = excluded.model, codes = excluded.codes, manufacturer = excluded.manufacturer,
       categories = excluded.categories, images = excluded.images, enabled = excluded.enabled,
       currency = excluded.currency, stored_price_e4 = excluded.stored_price_e4, tax_rate_e4 = excluded.tax_rate_e4,
       modified_at = excluded.modified_at, read_at = excluded.read_at, gone_at = NULL`,
  ).run(
    product.productId,
    rangeKey,
    product.fingerprint,
    product.title,
    product.model,
    JSON.stringify(product.codes),
    product.manufacturer,
    JSON.stringify(product.categories),
    JSON.stringify(product.images),
    product.enabled ? 1 : 0,
    product.currency,
    product.storedPriceE4,
    product.taxRateE4,
    product.modifiedAt,
    at,
  );
  if (earlier === 'maybe') {
    prepared<[string]>(database, 'DELETE FROM product_description WHERE product_id = ?').run(
      product.productId,
    );
  }
  for (const description of product.descriptions) {
    prepared<[string, string, string, string]>(
      database,
      'INSERT INTO product_description (product_id, language, name, html) VALUES (?, ?, ?, ?)',
    ).run(product.productId, description.language, description.name, description.html);
  }
}

/** A reading no longer found it, and a second one neither: its variants are wanted at stock 0 from now on. */
export function writeProductGone(database: Database, productId: string, at: number): void {
  prepared<[number, string]>(
    database,
    'UPDATE product SET gone_at = ? WHERE product_id = ? AND gone_at IS NULL',
  ).run(at, productId);
  prepared<[number, string]>(
    database,
    `UPDATE variant SET gone_at = ?, doubt = NULL, doubted_at = NULL
     WHERE product_id = ? AND gone_at IS NULL`,
  ).run(at, productId);
}

/** The range that a product is filed under; null where it is not in the cache. */
export function rangeOf(database: Database, productId: string): string | null {
  const range = prepared<[string], string>(database, 'SELECT range_key FROM product WHERE product_id = ?')
    .pluck()
    .get(productId);
  return range ?? null;
}

/** Whether no product was ever read into this cache. */
export function isEmptyOfProducts(database: Database): boolean {
  return prepared(database, 'SELECT 1 FROM product LIMIT 1').get() === undefined;
}

export function countLivingProducts(database: Database): number {
  // All less the gone: both are counted from an index, the living ones would be counted from their rows.
  return (
    prepared<[], number>(
      database,
      'SELECT (SELECT count(*) FROM product) - (SELECT count(*) FROM product WHERE gone_at IS NOT NULL)',
    )
      .pluck()
      .get() ?? 0
  );
}

/** A few known products, to tell whether another connection shows the same shop. */
export function sampleProducts(
  database: Database,
  limit: number,
): readonly { readonly productId: string; readonly model: string; readonly title: string }[] {
  return prepared<[number], { productId: string; model: string; title: string }>(
    database,
    'SELECT product_id AS productId, model, title FROM product WHERE gone_at IS NULL ORDER BY product_id LIMIT ?',
  ).all(limit);
}

/** Forgets a shop's goods altogether: another shop's product 42 is another thing. */
export function deleteProducts(database: Database): void {
  prepared(database, 'DELETE FROM product').run();
}
