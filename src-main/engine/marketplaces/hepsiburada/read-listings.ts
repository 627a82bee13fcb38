import { isProblemError } from '#contract/problem.ts';
import type { ListingKeys, MarketplaceListing, MarketplaceOffer } from '../kit/port.ts';
import { PRIORITY } from '../kit/priority.ts';
import { getProducts, PRODUCT_PAGE } from './api-catalogue.ts';
import { getListings, getListingsBySku, LISTING_PAGE, SKUS_PER_CALL } from './api-listings.ts';
import type { HepsiburadaClient } from './client.ts';
import { listingState, productState } from './listing-state.ts';
import { turnPages, type ListPage } from './paging.ts';
import type { HepsiburadaRequest } from './request.ts';
import { parseRows, readList } from './wire.ts';
import { WireListing, WireProduct } from './wire-listing.ts';

/**
 * Every listing, each under the seller's own SKU. A listing row knows neither barcode nor title: those come from the
 * catalogue, whose products without a listing are told as well, in the state that the catalogue gives them.
 */
export async function* readListings(
  client: HepsiburadaClient,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplaceListing[]> {
  const products = await readProducts(client, signal);
  const told = new Set<string>();
  const pages = turnPages(client, {
    endpoint: 'listings',
    limit: LISTING_PAGE,
    readPage: (offset) => readListingPage(client, offset, signal),
  });
  for await (const rows of pages) {
    const listings = rows.flatMap((row) => mapListing(row, productOf(products, row)) ?? []);
    for (const { externalId } of listings) told.add(skuKey(externalId));
    if (listings.length > 0) yield listings;
  }
  const waiting = [...products.bySku.values()].flatMap((product) => mapProduct(product) ?? []);
  const rest = waiting.filter(({ externalId }) => !told.has(skuKey(externalId)));
  if (rest.length > 0) yield rest;
}

/** Rows that name no SKU of the seller can't be written to and are left out. */
async function readListingPage(
  client: HepsiburadaClient,
  offset: number,
  signal: AbortSignal | undefined,
): Promise<ListPage<WireListing>> {
  const request = getListings(client.merchantId, offset);
  const list = readList(request, await client.ask(request, { priority: PRIORITY.listings, signal }));
  const { good, bad } = parseRows(list.rows, WireListing);
  if (bad > 0) client.context.logger.warn('rows-not-understood', { marketplace: 'hepsiburada', count: bad });
  return {
    rows: good,
    keys: good.map((row, index) => row.listingId ?? row.merchantSku ?? `${offset}-${index}`),
    total: list.total === null ? null : list.total - bad,
    came: list.rows.length,
  };
}

type Products = {
  readonly bySku: ReadonlyMap<string, WireProduct>;
  readonly byHbSku: ReadonlyMap<string, WireProduct>;
};

async function readProducts(client: HepsiburadaClient, signal?: AbortSignal): Promise<Products> {
  const bySku = new Map<string, WireProduct>();
  const byHbSku = new Map<string, WireProduct>();
  const pages = turnPages(client, {
    endpoint: 'products',
    limit: PRODUCT_PAGE,
    numbered: true,
    readPage: async (offset): Promise<ListPage<WireProduct>> => {
      const request = getProducts(client.merchantId, { page: offset / PRODUCT_PAGE });
      const list = readList(request, await client.ask(request, { priority: PRIORITY.listings, signal }));
      const { good, bad } = parseRows(list.rows, WireProduct);
      const keys = good.map((row, index) => row.merchantSku ?? row.hbSku ?? `${offset}-${index}`);
      const total = list.total === null ? null : list.total - bad;
      return { rows: good, keys, total, came: list.rows.length };
    },
  });
  for await (const rows of pages) {
    for (const row of rows) {
      if (row.merchantSku !== null) bySku.set(skuKey(row.merchantSku), row);
      if (row.hbSku !== null) byHbSku.set(row.hbSku, row);
    }
  }
  return { bySku, byHbSku };
}

function productOf(products: Products, listing: WireListing): WireProduct | undefined {
  const bySku = listing.merchantSku === null ? undefined : products.bySku.get(skuKey(listing.merchantSku));
  const hbSku = listing.hepsiburadaSku ?? listing.hbSku;
  return bySku ?? (hbSku === null ? undefined : products.byHbSku.get(hbSku));
}

/** The catalogue upper-cases SKUs (sheet §2.3); the listing service may keep how they were typed. */
function skuKey(merchantSku: string): string {
  return merchantSku.toUpperCase();
}

function mapListing(listing: WireListing, product: WireProduct | undefined): MarketplaceListing | null {
  const offer = mapOffer(listing);
  if (offer === null) return null;
  return {
    ...offer,
    title: product?.productName || offer.externalId,
    stockCode: offer.externalId,
    barcode: (product?.barcode ?? '').trim(),
    groupId: product?.variantGroupId ?? '',
    imageUrl: webAddress(product?.images[0] ?? ''),
    // No document says how a product's page is addressed.
    productUrl: null,
    ...listingState(listing),
  };
}

/** Null for what has no SKU of the seller. */
export function mapOffer(listing: WireListing): MarketplaceOffer | null {
  if (listing.merchantSku === null) return null;
  return {
    externalId: listing.merchantSku,
    quantity: inTheirWarehouse(listing) ? null : listing.availableStock,
    salePriceE4: listing.price,
    // One price is all that a listing has.
    listPriceE4: null,
    ...(listing.isFulfilledByHB === null
      ? {}
      : { stockHeldBy: inTheirWarehouse(listing) ? 'marketplace' : 'merchant' }),
  };
}

/** "Do not push stock for these" (sheet §3): a figure sent would replace theirs. Its price is the seller's all the same. */
function inTheirWarehouse({ isFulfilledByHB }: WireListing): boolean {
  return isFulfilledByHB === true;
}

function mapProduct(product: WireProduct): MarketplaceListing | null {
  if (product.merchantSku === null) return null;
  return {
    externalId: product.merchantSku,
    quantity: null,
    salePriceE4: product.price,
    listPriceE4: null,
    title: product.productName || product.merchantSku,
    stockCode: product.merchantSku,
    barcode: product.barcode.trim(),
    groupId: product.variantGroupId,
    imageUrl: webAddress(product.images[0] ?? ''),
    productUrl: null,
    ...productState(product),
  };
}

function webAddress(text: string): string | null {
  return /^https?:\/\//i.test(text) ? text : null;
}

/** So many products are asked for one by one; more, and all pages of the catalogue are read. */
const FEW_PRODUCTS = 20;

/** Listings by the seller's SKU, and products of that SKU that are no listing yet. */
export async function findListings(
  client: HepsiburadaClient,
  keys: readonly ListingKeys[],
  signal?: AbortSignal,
): Promise<readonly MarketplaceListing[]> {
  const wanted = [...new Set(keys.map(({ stockCode }) => stockCode).filter((code) => code !== ''))];
  const options = { priority: PRIORITY.listings, signal };
  const rows = await readListingRows(client, wanted, options);
  const products =
    wanted.length > FEW_PRODUCTS
      ? await readProducts(client, signal)
      : await readNamedProducts(client, wanted, options);
  return wanted.flatMap((sku) => {
    const row = rows.get(sku);
    if (row !== undefined) return mapListing(row, productOf(products, row)) ?? [];
    const product = products.bySku.get(skuKey(sku));
    return product === undefined ? [] : (mapProduct(product) ?? []);
  });
}

async function readNamedProducts(
  client: HepsiburadaClient,
  merchantSkus: readonly string[],
  options: { readonly priority: number; readonly signal?: AbortSignal | undefined },
): Promise<Products> {
  const bySku = new Map<string, WireProduct>();
  for (const merchantSku of merchantSkus) {
    const request = getProducts(client.merchantId, { page: 0, merchantSku });
    for (const row of parseRows(await namedRows(client, request, options), WireProduct).good)
      if (row.merchantSku !== null && skuKey(row.merchantSku) === skuKey(merchantSku))
        bySku.set(skuKey(row.merchantSku), row);
  }
  return { bySku, byHbSku: new Map() };
}

/** "Nothing found" comes as 404 from some services, and as code 4014 inside a 200 from the catalogue (sheet §1.4). */
async function namedRows(
  client: HepsiburadaClient,
  request: HepsiburadaRequest,
  options: { readonly priority: number; readonly signal?: AbortSignal | undefined },
): Promise<readonly unknown[]> {
  try {
    return readList(request, await client.ask(request, options)).rows;
  } catch (error) {
    if (isProblemError(error) && error.problem.code === 'channel/not-found') return [];
    throw error;
  }
}

/** The named listings as they are shown now, 50 a call; unknown ones are left out. */
export async function readOffers(
  client: HepsiburadaClient,
  externalIds: readonly string[],
  signal?: AbortSignal,
): Promise<readonly MarketplaceOffer[]> {
  const wanted = [...new Set(externalIds)];
  const rows = await readListingRows(client, wanted, { priority: PRIORITY.offers, signal });
  return wanted.flatMap((externalId) => {
    const row = rows.get(externalId);
    const offer = row ? mapOffer(row) : null;
    return offer ? [{ ...offer, externalId }] : [];
  });
}

/** Listing rows by the SKU that they were asked for by. */
export async function readListingRows(
  client: HepsiburadaClient,
  merchantSkus: readonly string[],
  options: { readonly priority: number; readonly signal?: AbortSignal | undefined },
): Promise<ReadonlyMap<string, WireListing>> {
  const found = new Map<string, WireListing>();
  for (const asked of skuGroups(merchantSkus)) {
    const rows = await readGroup(client, asked, options);
    const bySku = new Map(
      rows.flatMap((row) => (row.merchantSku === null ? [] : [[skuKey(row.merchantSku), row]])),
    );
    for (const sku of asked) {
      const row = bySku.get(skuKey(sku));
      if (row) found.set(sku, row);
    }
  }
  return found;
}

/** A SKU with a comma in it would be read as two: it is asked for alone. */
function skuGroups(merchantSkus: readonly string[]): readonly (readonly string[])[] {
  const plain = merchantSkus.filter((sku) => !sku.includes(','));
  const groups: (readonly string[])[] = merchantSkus.filter((sku) => sku.includes(',')).map((sku) => [sku]);
  for (let start = 0; start < plain.length; start += SKUS_PER_CALL)
    groups.push(plain.slice(start, start + SKUS_PER_CALL));
  return groups;
}

async function readGroup(
  client: HepsiburadaClient,
  asked: readonly string[],
  options: { readonly priority: number; readonly signal?: AbortSignal | undefined },
): Promise<readonly WireListing[]> {
  const request = getListingsBySku(client.merchantId, asked);
  try {
    const list = readList(request, await client.ask(request, options));
    return parseRows(list.rows, WireListing).good;
  } catch (error) {
    // "Nothing found" comes as 404 from some services (sheet §1.4).
    if (isProblemError(error) && error.problem.code === 'channel/not-found') return [];
    throw error;
  }
}
