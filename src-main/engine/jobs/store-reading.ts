import type { PriceView } from '#common/price-view.ts';
import type { StoreSettings } from '#contract/shop.ts';
import { isEmptyOfProducts, writeProduct } from '../cache/tables/product.ts';
import { writeRangeDigest } from '../cache/tables/store-range.ts';
import { listPriceViews, writeViewPrices } from '../cache/tables/shop-view.ts';
import { findOwnCodes } from '../cache/tables/variant-code.ts';
import { readLivingVariants, writeVariant, writeVariantGone } from '../cache/tables/variant.ts';
import { transact } from '../cache/transaction.ts';
import type { EngineContext } from '../context.ts';
import type { ReadOptions, StorePort, StoreProduct, WatchedRange } from '../store/port.ts';
import { judgeReading } from './judge-reading.ts';
import { toVariantRow } from './variant-row.ts';

/** At most this many products are in memory and in one transaction. */
export const CHUNK = 500;
/** So many products of one range that differ are a reading of the whole shop, or nearly. */
const MANY = 200;

/** A reading of the shop under way. Only ids are gathered; products are written as they come. */
export type Reading = {
  readonly context: EngineContext;
  readonly store: StorePort;
  readonly options: {
    readonly settings: StoreSettings;
    /** What channels looked at when it began: the same views for every product of it. */
    readonly views: readonly PriceView[];
    readonly signal?: AbortSignal;
  };
  readonly startedAt: number;
  /** Nothing is compared with what is not there, and nothing of it removed. */
  readonly earlier: 'none' | 'maybe';
  /** Products whose reading surprised, by range: read again at the end. */
  readonly surprising: Map<string, string[]>;
  /** Products that were not found, by range. */
  readonly vanished: Map<string, string[]>;
  /** Digests of ranges that are not wholly written yet. */
  readonly pending: Map<string, Pick<WatchedRange, 'key' | 'digest' | 'count'>>;
  changed: number;
};

export function beginReading(
  context: EngineContext,
  store: StorePort,
  options: Omit<Reading['options'], 'views'>,
): Reading {
  return {
    context,
    store,
    options: { ...options, views: listPriceViews(context.database) },
    startedAt: context.host.clock.now(),
    earlier: isEmptyOfProducts(context.database) ? 'none' : 'maybe',
    surprising: new Map(),
    vanished: new Map(),
    pending: new Map(),
    changed: 0,
  };
}

/** A surprising product is put aside at first sight and written at the second. */
export type Look = 'first' | 'second';

/** Reads products whole and writes them, a chunk to a transaction. Those that are not found are noted as vanished. */
export async function readAndWrite(
  reading: Reading,
  rangeKey: string,
  wanted: { readonly productIds: readonly string[]; readonly look: Look },
): Promise<void> {
  const { productIds, look } = wanted;
  // A second look is only one when everything is read anew.
  const options: ReadOptions =
    look === 'first' && productIds.length >= MANY ? { ...reading.options, pace: 'in-bulk' } : reading.options;
  for (let start = 0; start < productIds.length; start += CHUNK) {
    reading.options.signal?.throwIfAborted();
    const chunk = productIds.slice(start, start + CHUNK);
    const products = await reading.store.readProducts(chunk, options);
    writeChunk(reading, rangeKey, { products, look });
    const found = new Set(products.map(({ productId }) => productId));
    const missing = chunk.filter((productId) => !found.has(productId));
    if (missing.length > 0) addTo(reading.vanished, rangeKey, missing);
  }
}

/** Notes that all of a range is written. Inside a transaction, after the rows it stands for. */
export function settleRange(reading: Reading, rangeKey: string): void {
  const digest = reading.pending.get(rangeKey);
  if (digest) writeRangeDigest(reading.context.database, digest);
  reading.pending.delete(rangeKey);
}

function writeChunk(
  reading: Reading,
  rangeKey: string,
  chunk: { readonly products: readonly StoreProduct[]; readonly look: Look },
): void {
  const { database, host } = reading.context;
  transact(database, () => {
    for (const product of chunk.products) writeProductWhole(reading, rangeKey, { product, look: chunk.look });
    host.reach('1-read:before-commit');
  });
  host.reach('1-read:after-commit');
}

/** Writes a product with its variants; those that it no longer has are gone. */
function writeProductWhole(
  reading: Reading,
  rangeKey: string,
  { product, look }: { readonly product: StoreProduct; readonly look: Look },
): void {
  const { database } = reading.context;
  const { settings } = reading.options;
  const at = reading.startedAt;
  const earlier = reading.earlier === 'none' ? [] : readLivingVariants(database, product.productId);
  const { surprising, doubts } = judgeReading(product, earlier);
  if (surprising && look === 'first') {
    addTo(reading.surprising, rangeKey, [product.productId]);
    return;
  }
  writeProduct(database, { product, rangeKey, at, earlier: reading.earlier });
  for (const variant of product.variants) {
    const own = findOwnCodes(database, variant.variantId);
    const doubt = doubts.has(variant.variantId) ? ('implausible' as const) : null;
    writeVariant(database, toVariantRow({ product, variant, settings, own, doubt, at }));
    writeViewPrices(database, variant.variantId, variant.viewPrices ?? [], { earlier: reading.earlier });
  }
  const kept = new Set(product.variants.map(({ variantId }) => variantId));
  for (const { variantId } of earlier) if (!kept.has(variantId)) writeVariantGone(database, variantId, at);
  reading.changed += 1;
}

export function addTo(map: Map<string, string[]>, key: string, values: readonly string[]): void {
  const list = map.get(key);
  if (list) list.push(...values);
  else map.set(key, [...values]);
}
