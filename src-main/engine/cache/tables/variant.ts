import type { Database } from 'better-sqlite3';
import type { StoreVariant } from '#contract/shop.ts';
import { judgeGtin } from '#common/gtin.ts';
import { prepared } from '../prepared.ts';

/** Marketplaces cut or refuse titles beyond this length (Trendyol: 100, product create, 2026-11). */
const LONG_TITLE = 100;

/** A sellable thing of the shop as it is kept. Money in 1/10000; instants in epoch milliseconds. */
export type VariantRow = {
  readonly variantId: string;
  readonly productId: string;
  readonly optionValueIds: readonly string[];
  readonly optionText: string;
  readonly barcode: string;
  readonly stockCode: string;
  readonly model: string;
  readonly codes: Readonly<Record<string, string>>;
  readonly quantity: number;
  readonly priceE4: number;
  readonly listPriceE4: number;
  readonly enabled: boolean;
  /** Ids of the stores in which it can be bought; null where the reading did not tell. */
  readonly offeredIn: readonly string[] | null;
  readonly title: string;
  readonly imageUrl: string | null;
  readonly currency: string;
  readonly taxRateE4: number;
  readonly doubt: 'vanished' | 'implausible' | null;
  readonly doubtedAt: number | null;
  readonly looseBarcode: string;
  readonly titleFold: string;
  readonly searchKey: string;
  readonly readAt: number;
};

export function writeVariant(database: Database, row: VariantRow): void {
  prepared<unknown[]>(
    database,
    `INSERT INTO variant (variant_id, product_id, option_value_ids, option_text, barcode, stock_code, model, codes,
       quantity, price_e4, list_price_e4, enabled, title, image_url, currency, tax_rate_e4, doubt, doubted_at,
       loose_barcode, title_fold, search_key, read_at, offered_in, gone_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)
     ON CONFLICT (variant_id) DO UPDATE SET product_id = excluded.product_id,
       option_value_ids = excluded.option_value_ids, option_text = excluded.option_text, barcode = excluded.barcode,
       stock_code = excluded.stock_code, model = excluded.model, codes = excluded.codes, quantity = excluded.quantity,
       price_e4 = excluded.price_e4, list_price_e4 = excluded.list_price_e4, enabled = excluded.enabled,
       title = excluded.title, image_url = excluded.image_url, currency = excluded.currency,
       tax_rate_e4 = excluded.tax_rate_e4, doubt = excluded.doubt, doubted_at = excluded.doubted_at,
       loose_barcode = excluded.loose_barcode, title_fold = excluded.title_fold, search_key = excluded.search_key,
       read_at = excluded.read_at, offered_in = excluded.offered_in, gone_at = NULL`,
  ).run(
    row.variantId,
    row.productId,
    JSON.stringify(row.optionValueIds),
    row.optionText,
    row.barcode,
    row.stockCode,
    row.model,
    JSON.stringify(row.codes),
    row.quantity,
    row.priceE4,
    row.listPriceE4,
    row.enabled ? 1 : 0,
    row.title,
    row.imageUrl,
    row.currency,
    row.taxRateE4,
    row.doubt,
    row.doubtedAt,
    row.looseBarcode,
    row.titleFold,
    row.searchKey,
    row.readAt,
    row.offeredIn?.join(',') ?? null,
  );
}

/** What a new reading of a product is compared with. */
export type EarlierVariant = {
  readonly variantId: string;
  readonly quantity: number;
  readonly priceE4: number;
  readonly doubt: VariantRow['doubt'];
  readonly doubtedAt: number | null;
};

export function readLivingVariants(database: Database, productId: string): readonly EarlierVariant[] {
  return prepared<[string], EarlierVariant>(
    database,
    `SELECT variant_id AS variantId, quantity, price_e4 AS priceE4, doubt, doubted_at AS doubtedAt
     FROM variant WHERE product_id = ? AND gone_at IS NULL`,
  ).all(productId);
}

export function writeVariantGone(database: Database, variantId: string, at: number): void {
  prepared<[number, string]>(
    database,
    `UPDATE variant SET gone_at = ?, doubt = NULL, doubted_at = NULL WHERE variant_id = ? AND gone_at IS NULL`,
  ).run(at, variantId);
}

/** Marks a product's variants as not found in a reading that lost too much at once to be believed. */
export function writeVanishDoubt(database: Database, productId: string, at: number): void {
  prepared<[number, string]>(
    database,
    `UPDATE variant SET doubt = 'vanished', doubted_at = coalesce(CASE WHEN doubt = 'vanished' THEN doubted_at END, ?)
     WHERE product_id = ? AND gone_at IS NULL`,
  ).run(at, productId);
}

/** Products that an earlier reading missed together with too many others, and since when. */
export function listVanishDoubts(
  database: Database,
): readonly { readonly productId: string; readonly since: number }[] {
  return prepared<[], { productId: string; since: number }>(
    database,
    `SELECT product_id AS productId, min(doubted_at) AS since FROM variant
     WHERE doubt = 'vanished' AND gone_at IS NULL GROUP BY product_id`,
  ).all();
}

export function clearVanishDoubt(database: Database, productId: string): void {
  prepared<[string]>(
    database,
    "UPDATE variant SET doubt = NULL, doubted_at = NULL WHERE product_id = ? AND doubt = 'vanished'",
  ).run(productId);
}

export function countLivingVariants(database: Database): number {
  return (
    prepared<[], number>(
      database,
      'SELECT (SELECT count(*) FROM variant) - (SELECT count(*) FROM variant WHERE gone_at IS NOT NULL)',
    )
      .pluck()
      .get() ?? 0
  );
}

/** Notes which barcodes several living variants share. Returns how many variants changed sides. */
export function markDuplicateBarcodes(database: Database): number {
  const twice = `SELECT barcode FROM variant WHERE barcode <> '' AND gone_at IS NULL
                 GROUP BY barcode HAVING count(*) > 1`;
  const now = prepared(
    database,
    `UPDATE variant SET duplicate_barcode = 1
     WHERE duplicate_barcode = 0 AND gone_at IS NULL AND barcode IN (${twice})`,
  ).run().changes;
  const noLonger = prepared(
    database,
    `UPDATE variant SET duplicate_barcode = 0
     WHERE duplicate_barcode = 1 AND (gone_at IS NOT NULL OR barcode NOT IN (${twice}))`,
  ).run().changes;
  return now + noLonger;
}

type Raw = {
  variant_id: string;
  product_id: string;
  title: string;
  option_text: string;
  barcode: string;
  stock_code: string;
  model: string;
  quantity: number;
  price_e4: number;
  list_price_e4: number;
  currency: string;
  image_url: string | null;
  enabled: number;
  duplicate_barcode: number;
  gone_at: number | null;
};

const COLUMNS = `variant_id, product_id, title, option_text, barcode, stock_code, model, quantity, price_e4,
  list_price_e4, currency, image_url, enabled, duplicate_barcode, gone_at`;

export function findVariant(database: Database, variantId: string): StoreVariant | null {
  const raw = prepared<[string], Raw>(database, `SELECT ${COLUMNS} FROM variant WHERE variant_id = ?`).get(
    variantId,
  );
  return raw ? toStoreVariant(raw) : null;
}

export function findVariants(
  database: Database,
  variantIds: readonly string[],
): ReadonlyMap<string, StoreVariant> {
  const found = new Map<string, StoreVariant>();
  for (const variantId of variantIds) {
    const variant = findVariant(database, variantId);
    if (variant) found.set(variantId, variant);
  }
  return found;
}

/** Those whose row numbers these are, in their order. */
export function variantsByRow(database: Database, rows: readonly number[]): readonly StoreVariant[] {
  const statement = prepared<[number], Raw>(database, `SELECT ${COLUMNS} FROM variant WHERE row = ?`);
  return rows.flatMap((row) => {
    const raw = statement.get(row);
    return raw ? [toStoreVariant(raw)] : [];
  });
}

export function isLivingVariant(database: Database, variantId: string): boolean {
  return (
    prepared<[string], number>(database, 'SELECT 1 FROM variant WHERE variant_id = ? AND gone_at IS NULL')
      .pluck()
      .get(variantId) !== undefined
  );
}

function toStoreVariant(raw: Raw): StoreVariant {
  return {
    variantId: raw.variant_id,
    productId: raw.product_id,
    title: raw.title,
    optionText: raw.option_text,
    barcode: raw.barcode,
    stockCode: raw.stock_code,
    model: raw.model,
    quantity: raw.quantity,
    priceE4: raw.price_e4 > 0 ? raw.price_e4 : null,
    listPriceE4: raw.list_price_e4 > raw.price_e4 && raw.price_e4 > 0 ? raw.list_price_e4 : null,
    currency: raw.currency,
    imageUrl: raw.image_url,
    enabled: raw.enabled !== 0 && raw.gone_at === null,
    dirt: dirtOf(raw),
  };
}

function dirtOf(raw: Raw): StoreVariant['dirt'] {
  const dirt: StoreVariant['dirt'] = [];
  if (raw.barcode === '') dirt.push('no-barcode');
  else if (judgeGtin(raw.barcode) === 'bad-check-digit') dirt.push('bad-barcode');
  if (raw.duplicate_barcode !== 0) dirt.push('duplicate-barcode');
  if (raw.price_e4 <= 0) dirt.push('no-price');
  if (raw.title.length > LONG_TITLE) dirt.push('long-title');
  if (raw.image_url === null) dirt.push('no-image');
  return dirt;
}
