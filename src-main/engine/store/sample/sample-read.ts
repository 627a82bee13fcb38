import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { addPercentE4 } from '#common/money.ts';
import { viewKey, type PriceView } from '#common/price-view.ts';
import type {
  ReadOptions,
  StoreProduct,
  StoreProductVariant,
  WatchedProduct,
  WatchedRange,
} from '../port.ts';
import { SAMPLE_CUSTOMER_GROUP } from './sample-report.ts';
import { instantOf, shopTime } from './sample-time.ts';

/** Product ids per range. */
const RANGE = 200;

type ProductRow = {
  readonly product_id: number;
  readonly model: string;
  readonly sku: string;
  readonly ean: string;
  readonly manufacturer: string;
  readonly categories: string;
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
  readonly surcharge_e4: number;
  readonly sku: string;
  readonly ean: string;
};

/** The special counts while it is open: start included, end excluded, an empty side open (OpenCart's `0000-00-00`). */
const OPEN_SPECIAL = `
  LEFT JOIN product_special s ON s.product_id = p.product_id
    AND (s.date_start = '' OR s.date_start <= @now) AND (s.date_end = '' OR s.date_end > @now)`;

/** What an option value adds; less than nothing where it takes away. */
const SURCHARGE = "iif(price_prefix = '-', -price_e4, price_e4)";

/** Reads every product's watched values at one moment, cut into ranges of the product id. */
export function readWatchedRanges(
  database: Database,
  nowMs: number,
  views: readonly PriceView[] = [],
): readonly WatchedRange[] {
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
      `SELECT product_id, option_value_id, quantity, subtract, ${SURCHARGE} FROM product_option_value ORDER BY option_value_id`,
    )
    .raw()
    .all() as number[][]; // STRICT integer columns.
  for (const [productId, ...rest] of values) {
    options.set(productId!, `${options.get(productId!) ?? ''};${rest.join(',')}`);
  }
  const seen = views.length === 0 ? '' : `|${JSON.stringify(views)}`;
  const ranges = new Map<number, WatchedProduct[]>();
  for (const row of rows) {
    const productId = Number(row[0]);
    const watched = `${row.join('|')}${options.get(productId) ?? ''}${seen}`;
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
    readonly views: readonly PriceView[];
  },
): readonly StoreProduct[] {
  if (request.productIds.length > 1_000) throw new RangeError('at most 1,000 products a call');
  const ids = JSON.stringify(request.productIds.map(Number).filter(Number.isSafeInteger));
  const rows = database
    .prepare(
      `SELECT p.*, t.rate_e4, s.price_e4 AS special_e4, coalesce(m.name, '') AS manufacturer,
          (SELECT json_group_array(c.path ORDER BY c.category_id) FROM product_to_category g
             JOIN category c USING (category_id) WHERE g.product_id = p.product_id) AS categories
         FROM product p JOIN tax_class t USING (tax_class_id) LEFT JOIN manufacturer m USING (manufacturer_id) ${OPEN_SPECIAL}
        WHERE p.product_id IN (SELECT value FROM json_each(@ids)) ORDER BY p.product_id`,
    )
    .all({ now: shopTime(request.nowMs), ids }) as ProductRow[]; // The columns' types are STRICT.
  const values = database
    .prepare(
      `SELECT option_value_id, option_id, product_id, name, quantity, subtract, ${SURCHARGE} AS surcharge_e4, sku, ean
         FROM product_option_value WHERE product_id IN (SELECT value FROM json_each(?))
        ORDER BY product_id, option_id, option_value_id`,
    )
    .all(ids) as ValueRow[];
  const valuesOf = Map.groupBy(values, (value) => value.product_id);
  const fingerprints = new Map(
    readWatchedRanges(database, request.nowMs, request.views)
      .flatMap((range) => range.products())
      .map((product) => [product.productId, product.fingerprint]),
  );
  return rows.map((row) =>
    toProduct(row, {
      values: valuesOf.get(row.product_id) ?? [],
      fingerprint: fingerprints.get(String(row.product_id)) ?? '',
      pricesIncludeTax: request.settings.pricesIncludeTax,
      views: request.views,
    }),
  );
}

function toProduct(
  row: ProductRow,
  more: {
    readonly values: readonly ValueRow[];
    readonly fingerprint: string;
    readonly pricesIncludeTax: boolean;
    readonly views: readonly PriceView[];
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
    categories: JSON.parse(row.categories) as string[], // Made by the query.
    images: JSON.parse(row.images) as string[], // Written by this room only.
    descriptions: [{ language: 'tr-tr', name: row.title, html: row.html }],
    enabled: row.status === 1,
    offeredIn: row.status === 1 ? ['0'] : [],
    currency: 'TRY',
    storedPriceE4: row.price_e4,
    taxRateE4,
    modifiedAt: instantOf(row.date_modified),
    variants: combinations(more.values).map((chosen) =>
      withViews(toVariant(row, chosen, taxRateE4), taxRateE4, more.views),
    ),
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
  const surcharge = chosen.reduce((sum, value) => sum + value.surcharge_e4, 0);
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

/** The shop has one store, one customer group and one currency: a view of those shows its prices as they are. */
function withViews(
  variant: StoreProductVariant,
  taxRateE4: number,
  views: readonly PriceView[],
): StoreProductVariant {
  const { priceE4, listPriceE4 } = variant;
  const isShown = ({ storeId, customerGroupId, currency }: PriceView): boolean =>
    [null, '0'].includes(storeId) &&
    [null, SAMPLE_CUSTOMER_GROUP].includes(customerGroupId) &&
    [null, 'TRY'].includes(currency);
  const viewPrices = views.flatMap((view) => {
    const name = viewKey(view);
    if (name === null || !isShown(view)) return [];
    const amounts = { priceE4, listPriceE4, shopPriceE4: priceE4, shopListPriceE4: listPriceE4 };
    return [{ view: name, currency: 'TRY', shopCurrency: 'TRY', taxRateE4, rateE8: null, ...amounts }];
  });
  return views.length === 0 ? variant : { ...variant, viewPrices };
}

/** OpenCart asks the product's own stock always, an option value's only where it is counted (`subtract`). */
function sellable(row: ProductRow, chosen: readonly ValueRow[]): number {
  const counted = chosen.filter((value) => value.subtract === 1).map((value) => value.quantity);
  return Math.min(row.quantity, ...counted);
}

function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}
