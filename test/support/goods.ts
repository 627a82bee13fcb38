import type { StoreSettings } from '#contract/shop.ts';
import { readStoreRow } from '#engine/cache/tables/store.ts';
import type { Sandbox } from '../../src-main/sandbox/start-sandbox.ts';
import type { Harness } from './engine-harness.ts';

/** One thing the sample shop sells, with what a marketplace needs to list it. */
export type Goods = {
  readonly variantId: string;
  readonly productId: string;
  readonly barcode: string;
  readonly stockCode: string;
  readonly title: string;
  readonly quantity: number;
  readonly priceE4: number;
  readonly listPriceE4: number;
};

/** Products of the sample shop without options, with a barcode that is theirs alone, a price, and five or more in stock. */
export async function plainGoods(harness: Harness, count: number): Promise<readonly Goods[]> {
  const row = readStoreRow(harness.context.database);
  if (!row) throw new RangeError('no shop is connected');
  const all = await everything(harness, row.settings);
  const named = new Map<string, number>();
  for (const { barcode } of all) named.set(barcode, (named.get(barcode) ?? 0) + 1);
  const fit = all.filter((each) => named.get(each.barcode) === 1 && isPlain(each));
  if (fit.length < count) throw new RangeError(`the sample shop has only ${fit.length} such products`);
  return fit.slice(0, count);
}

type Candidate = Goods & { readonly variants: number; readonly enabled: boolean };

function isPlain(each: Candidate): boolean {
  const priced = each.priceE4 > 0 && each.priceE4 === each.listPriceE4;
  return each.enabled && each.variants === 1 && priced && each.quantity >= 5 && /^\d{13}$/.test(each.barcode);
}

async function everything(harness: Harness, settings: StoreSettings): Promise<readonly Candidate[]> {
  const found: Candidate[] = [];
  for await (const range of harness.shop.readWatched({ settings })) {
    const ids = range.products().map((product) => product.productId);
    for (const product of await harness.shop.readProducts(ids, { settings })) {
      for (const variant of product.variants) {
        found.push({
          variantId: variant.variantId,
          productId: product.productId,
          barcode: codeOf({ ...product.codes, ...variant.codes }, settings, 'barcodeSource'),
          stockCode: codeOf({ ...product.codes, ...variant.codes }, settings, 'stockCodeSource'),
          title: product.title,
          quantity: variant.quantity,
          priceE4: variant.priceE4,
          listPriceE4: variant.listPriceE4,
          variants: product.variants.length,
          enabled: product.enabled,
        });
      }
    }
  }
  return found;
}

function codeOf(
  codes: Readonly<Record<string, string>>,
  settings: StoreSettings,
  which: 'barcodeSource' | 'stockCodeSource',
): string {
  const source = settings[which];
  return source === null ? '' : (codes[source] ?? '');
}

export type Shown = { readonly quantity?: number; readonly salePrice?: number; readonly listPrice?: number };

/** Puts goods on the marketplace's shelf; what `shown` leaves out is as in the shop. */
export function list(sandbox: Sandbox, goods: readonly Goods[], shown: Shown = {}): void {
  sandbox.trendyol.seedListings(
    goods.map((each) => ({
      barcode: each.barcode,
      stockCode: each.stockCode,
      title: each.title,
      quantity: shown.quantity ?? each.quantity,
      salePrice: shown.salePrice ?? kurusPrice(each.priceE4),
      listPrice: shown.listPrice ?? shown.salePrice ?? kurusPrice(each.listPriceE4),
      approved: true,
    })),
  );
}

function kurusPrice(amountE4: number): number {
  return Math.round(amountE4 / 100) / 100;
}
