import { DEFAULT_CHANNEL_RULES } from '#contract/channels.ts';
import { gtinCheckDigit } from '#common/gtin.ts';
import { writeListingsReadAt } from '#engine/cache/tables/channel.ts';
import { writeLink } from '#engine/cache/tables/listing-link.ts';
import { writeConfirmed, writeListing, writeSent } from '#engine/cache/tables/listing.ts';
import { writeProduct } from '#engine/cache/tables/product.ts';
import { writeVariant } from '#engine/cache/tables/variant.ts';
import { transact } from '#engine/cache/transaction.ts';
import type { Sandbox } from '../../src-main/sandbox/start-sandbox.ts';
import type { Harness } from '../support/engine-harness.ts';

export type PricedMarketplace = 'trendyol' | 'hepsiburada' | 'n11' | 'amazon' | 'gittigidiyor';

const OLD_E4 = 1_000_000;
const NEW_E4 = 1_050_000;
const PIECES = 20;
const CHUNK = 5_000;

export type Priced = {
  readonly channelId: string;
  /** How many listings show the new price, by the marketplace's own books. */
  readonly repriced: () => number;
};

/**
 * `count` products that are listed on the marketplace at their old price, linked and in step but for the price, which has
 * just risen in the shop by 5 %.
 */
export function priceGoods(harness: Harness, marketplace: PricedMarketplace, count: number): Priced {
  const { context, sandbox } = harness;
  const { database, host } = context;
  const seeded = seed(sandbox, marketplace, count);
  const channelId = harness.addChannel(marketplace, { marketplace, rules: DEFAULT_CHANNEL_RULES });
  const at = host.clock.now();
  for (let start = 0; start < count; start += CHUNK)
    transact(database, () => {
      for (let number = start; number < Math.min(count, start + CHUNK); number += 1)
        listOne(harness, { channelId, number, externalId: seeded.externalIds[number]!, at });
    });
  writeListingsReadAt(database, channelId, at);
  return { channelId, repriced: seeded.repriced };
}

function listOne(
  { context }: Harness,
  one: {
    readonly channelId: string;
    readonly number: number;
    readonly externalId: string;
    readonly at: number;
  },
): void {
  const { database, host } = context;
  const { channelId, number, externalId, at } = one;
  const [productId, title] = [`bench-${number}`, titleOf(number)];
  const shared = { productId, title, model: codeOf(number), enabled: true, currency: 'TRY', taxRateE4: 0 };
  const codes = { sku: codeOf(number), ean: barcodeOf(number) };
  const product = {
    ...shared,
    codes,
    fingerprint: productId,
    manufacturer: '',
    categories: [],
    images: [],
    storedPriceE4: NEW_E4,
    modifiedAt: null,
    descriptions: [],
    variants: [],
  };
  writeProduct(database, { product, rangeKey: 'bench', at, earlier: 'none' });
  writeVariant(database, {
    ...shared,
    variantId: productId,
    optionValueIds: [],
    optionText: '',
    barcode: codes.ean,
    stockCode: codes.sku,
    codes,
    quantity: PIECES,
    priceE4: NEW_E4,
    listPriceE4: NEW_E4,
    offeredIn: null,
    imageUrl: null,
    doubt: null,
    doubtedAt: null,
    looseBarcode: codes.ean,
    titleFold: title,
    searchKey: title,
    readAt: at,
  });
  const { listingId } = writeListing(database, {
    channelId,
    listing: {
      externalId,
      barcode: codes.ean,
      stockCode: codes.sku,
      groupId: '',
      title,
      imageUrl: null,
      productUrl: null,
      state: 'on-sale',
      rawState: '',
      quantity: null,
      salePriceE4: null,
      listPriceE4: null,
    },
    newListingId: host.random.uuid(),
    at,
  });
  const shown = { quantity: PIECES, priceE4: OLD_E4, listPriceE4: null };
  writeConfirmed(database, { listingId, ...shown, at });
  writeSent(database, { listingId, ...shown, at });
  writeLink(database, { listingId, variantId: productId, by: 'barcode', at });
}

type Seeded = { readonly externalIds: readonly string[]; readonly repriced: () => number };

function seed({ marketplaces }: Sandbox, marketplace: PricedMarketplace, count: number): Seeded {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const [price, kurus] = [OLD_E4 / 10_000, NEW_E4 / 100];
  const figures = { quantity: PIECES, price };
  const codes = numbers.map(codeOf);
  switch (marketplace) {
    case 'amazon': {
      const { amazon } = marketplaces;
      amazon.seedListings(numbers.map((n) => ({ sku: codeOf(n), title: titleOf(n), ...figures })));
      const repriced = (): number => codes.filter((sku) => amazon.listing(sku)?.priceKurus === kurus).length;
      return { externalIds: codes, repriced };
    }
    case 'gittigidiyor': {
      const { gittigidiyor } = marketplaces;
      const seeds = numbers.map((n) => ({
        itemId: codeOf(n),
        title: titleOf(n),
        quantity: PIECES,
        priceKurus: OLD_E4 / 100,
      }));
      const externalIds = gittigidiyor.seedProducts(seeds).map(({ productId }) => productId);
      return {
        externalIds,
        repriced: () => gittigidiyor.products().filter(({ priceKurus }) => priceKurus === kurus).length,
      };
    }
    case 'hepsiburada': {
      const { hepsiburada } = marketplaces;
      hepsiburada.seedListings(
        numbers.map((n) => ({
          merchantSku: codeOf(n),
          title: titleOf(n),
          barcode: barcodeOf(n),
          ...figures,
        })),
      );
      return {
        externalIds: codes,
        repriced: () => hepsiburada.listings().filter(({ priceKurus }) => priceKurus === kurus).length,
      };
    }
    case 'n11': {
      const { n11 } = marketplaces;
      n11.seedListings(
        numbers.map((n) => ({
          stockCode: codeOf(n),
          title: titleOf(n),
          barcode: barcodeOf(n),
          quantity: PIECES,
          salePrice: price,
          listPrice: price,
        })),
      );
      return {
        externalIds: codes,
        repriced: () => n11.listings().filter(({ saleKurus }) => saleKurus === kurus).length,
      };
    }
    case 'trendyol': {
      const { trendyol } = marketplaces;
      trendyol.seedListings(
        numbers.map((n) => ({
          barcode: barcodeOf(n),
          stockCode: codeOf(n),
          title: titleOf(n),
          quantity: PIECES,
          salePrice: price,
          listPrice: price,
          approved: true,
        })),
      );
      return {
        externalIds: numbers.map(barcodeOf),
        repriced: () => trendyol.listings().filter(({ saleKurus }) => saleKurus === kurus).length,
      };
    }
  }
}

function codeOf(number: number): string {
  return `BENCH-${String(100_000 + number)}`;
}

function titleOf(number: number): string {
  return `Ölçüm ürünü ${number}`;
}

function barcodeOf(number: number): string {
  const digits = `868${String(100_000_000 + number)}`;
  return `${digits}${gtinCheckDigit(digits)}`;
}
