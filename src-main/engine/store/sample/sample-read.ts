import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { addPercentE4 } from '#common/money.ts';
import type {
  ReadOptions,
  StoreProduct,
  StoreProductVariant,
  WatchedProduct,
  WatchedRange,
} from '../port.ts';
import { instantOf, shopTime } from './sample-time.ts';

/** Product ids per range. */
const RANGE = 200;

type ProductRow = {
  readonly product_id: number;
  readonly model: string;
  readonly sku: string;
  readonly ean: string;
  readonly manufacturer: string;
  readonly category: string;
  readonly title: string;
  readonly html: string;
  readonly images: string;
  readonly rate_e4: number;
  readonly price_e4: number;
  readonly special_e4: number | null;
  readonly quantity: number;
  readonly subtract: number;
  readonly status: number;
  readonly date_modified: string;
};

type ValueRow = {
  readonly option_value_id: number;
  readonly option_id: number;
  readonly product_id: number;
  readonly name: string;
  readonly quantity: number;
  readonly subtract: number;
  readonly price_e4: number;
  readonly sku: string;
  readonly ean: string;
};

/** The special counts while it is open: start included, end excluded, an empty side open (OpenCart's `0000-00-00`). */
const OPEN_SPECIAL = `
  LEFT JOIN product_special s ON s.product_id = p.product_id
    AND (s.date_start = '' OR s.date_start <= @now) AND (s.date_end = '' OR s.date_end > @now)`;

/** Reads every product's watched values at one moment, cut into ranges of the product id. */
export function readWatchedRanges(database: Database, nowMs: number): readonly WatchedRange[] {
  const rows = database
    .prepare(
      `SELECT p.product_id, p.price_e4, s.price_e4, t.rate_e4, p.quantity, p.subtract, p.status, p.date_modified
         FROM product p JOIN tax_class t USING (tax_class_id) ${OPEN_SPECIAL} ORDER BY p.product_id`,
    )
    .raw()
    .all({ now: shopTime(nowMs) }) as (string | number | null)[][]; // The columns' types are STRICT.
  const options = new Map<number, string>();
  const values = database
    .prepare(
      `SELECT product_id, option_value_id, quantity, subtract, price_e4 FROM product_option_value ORDER BY option_value_id`,
    )
    .raw()
    .all() as number[][]; // STRICT integer columns.
  for (const [productId, ...rest] of values) {
    options.set(productId!, `${options.get(productId!) ?? ''};${rest.join(',')}`);
  }
  const ranges = new Map<number, WatchedProduct[]>();
  for (const row of rows) {
    const productId = Number(row[0]);
    const watched = `${row.join('|')}${options.get(productId) ?? ''}`;
    const product = { productId: String(productId), fingerprint: sha1(watched) };
    const start = Math.floor(productId / RANGE) * RANGE;
    const range = ranges.get(start);
    if (range) range.push(product);
    else ranges.set(start, [product]);
  }
  return [...ranges].map(([start, products]) => ({
    key: `${start}-${start + RANGE - 1}`,
    count: products.length,
    digest: sha1(products.map((product) => `${product.productId}=${product.fingerprint}`).join('\n')),
    products: () => products,
  }));
}

/** Everything about the named products, in ascending order of their ids. */
export function readProductDetails(
  database: Database,
  request: {
    readonly productIds: readonly string[];
    readonly nowMs: number;
    readonly settings: ReadOptions['settings'];
  },
): readonly StoreProduct[] {
  if (request.productIds.length > 1_000) throw new RangeError('at most 1,000 products a call');
  const ids = JSON.stringify(request.productIds.map(Number).filter(Number.isSafeInteger));
  const rows = database
    .prepare(
      `SELECT p.*, t.rate_e4, s.price_e4 AS special_e4 FROM product p JOIN tax_class t USING (tax_class_id) ${OPEN_SPECIAL}
        WHERE p.product_id IN (SELECT value FROM json_each(@ids)) ORDER BY p.product_id`,
    )
    .all({ now: shopTime(request.nowMs), ids }) as ProductRow[]; // The columns' types are STRICT.
  const values = database
    .prepare(
      `SELECT * FROM product_option_value WHERE product_id IN (SELECT value FROM json_each(?))
        ORDER BY product_id, option_id, option_value_id`,
    )
    .all(ids) as ValueRow[];
  const valuesOf = Map.groupBy(values, (value) => value.product_id);
  const fingerprints = new Map(
    readWatchedRanges(database, request.nowMs)
      .flatMap((range) => range.products())
      .map((product) => [product.productId, product.fingerprint]),
  );
  return rows.map((row) =>
    toProduct(row, {
      values: valuesOf.get(row.product_id) ?? [],
      fingerprint: fingerprints.get(String(row.product_id)) ?? '',
      pricesIncludeTax: request.settings.pricesIncludeTax,
    }),
  );
}

function toProduct(
  row: ProductRow,
  more: {
    readonly values: readonly ValueRow[];
    readonly fingerprint: string;
    readonly pricesIncludeTax: boolean;
  },
): StoreProduct {
  const taxRateE4 = more.pricesIncludeTax ? 0 : row.rate_e4;
  return {
    productId: String(row.product_id),
    fingerprint: more.fingerprint,
    title: row.title,
    model: row.model,
    codes: { model: row.model, sku: row.sku, ean: row.ean },
    manufacturer: row.manufacturer,
    categories: [row.category],
    images: JSON.parse(row.images) as string[], // Written by sample-schema.ts only.
    descriptions: [{ language: 'tr-tr', name: row.title, html: row.html }],
    enabled: row.status === 1,
    currency: 'TRY',
    storedPriceE4: row.price_e4,
    taxRateE4,
    modifiedAt: instantOf(row.date_modified),
    variants: combinations(more.values).map((chosen) => toVariant(row, chosen, taxRateE4)),
  };
}

/** One of each option, in every way; a product without options has the one way of choosing nothing. */
function combinations(values: readonly ValueRow[]): readonly (readonly ValueRow[])[] {
  const byOption = [...Map.groupBy(values, (value) => value.option_id).values()];
  return byOption.reduce<readonly (readonly ValueRow[])[]>(
    (chosen, option) => chosen.flatMap((earlier) => option.map((value) => [...earlier, value])),
    [[]],
  );
}

function toVariant(row: ProductRow, chosen: readonly ValueRow[], taxRateE4: number): StoreProductVariant {
  const surcharge = chosen.reduce((sum, value) => sum + value.price_e4, 0);
  const ids = chosen.map((value) => value.option_value_id).sort((a, b) => a - b);
  const only = chosen.length === 1 ? chosen[0] : undefined;
  const codes = only ? { sku: only.sku, ean: only.ean } : {};
  const listPriceE4 = addPercentE4(row.price_e4 + surcharge, taxRateE4);
  return {
    variantId: ids.length > 0 ? `p${row.product_id}:${ids.join('+')}` : `p${row.product_id}`,
    optionValueIds: ids.map(String),
    optionText: chosen.map((value) => value.name).join(' / '),
    codes: Object.fromEntries(Object.entries(codes).filter(([, code]) => code !== '')),
    quantity: sellable(row, chosen),
    priceE4: row.special_e4 === null ? listPriceE4 : addPercentE4(row.special_e4 + surcharge, taxRateE4),
    listPriceE4,
  };
}

/** OpenCart asks the product's own stock always, an option value's only where it is counted (`subtract`). */
function sellable(row: ProductRow, chosen: readonly ValueRow[]): number {
  const counted = chosen.filter((value) => value.subtract === 1).map((value) => value.quantity);
  return Math.min(row.quantity, ...counted);
}

function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}
