import type { ListingState } from '#contract/listings.ts';
import { isProblemError } from '#contract/problem.ts';
import type { ListingKeys, MarketplaceListing, MarketplaceOffer } from '../kit/port.ts';
import { PRIORITY } from '../kit/priority.ts';
import { getListing, LISTING_PAGE, LISTING_REACH, searchListings, type ListingSearch } from './api.ts';
import { entriesOf, isDiscounted, publicPrice } from './attributes.ts';
import { createInventoryReader } from './read-inventory.ts';
import { broken, type AmazonClient, type ReadOptions } from './client.ts';
import { isError } from './errors.ts';
import { CHANNEL_CURRENCY } from './sites.ts';
import { isFulfilledByAmazon, ownPieces, stockHolderOf } from './stock-holder.ts';
import { amountOf, currencyOf, ItemSearch, WireItem } from './wire.ts';

/** Amazon's own beginning: no listing is older. */
const OLDEST_LISTING_MS = Date.UTC(1994, 0, 1);
/** A slice of time that still holds more than can be reached is not cut any finer than this. */
const FINEST_SLICE_MS = 1_000;
const PASSES = 3;

/**
 * Every listing of the account in this shop. A search reaches 1,000 of them: more are read by slices of their creation,
 * halved until each can be reached.
 */
export async function* readListings(
  client: AmazonClient,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplaceListing[]> {
  const options = { priority: PRIORITY.listings, signal };
  const inventory = createInventoryReader(client, options);
  const seen = new Set<string>();
  for await (const items of readSlice(client, null, options)) {
    const fresh = items.filter(({ sku }) => sku !== null && !seen.has(sku));
    for (const { sku } of fresh) seen.add(sku!);
    const told = await inventory(fresh.filter(isFulfilledByAmazon).map(({ sku }) => sku!));
    if (fresh.length > 0) yield fresh.map((item) => mapListing(client, item, told.get(item.sku!)));
  }
}

type Slice = { readonly fromMs: number; readonly toMs: number };

async function* readSlice(
  client: AmazonClient,
  slice: Slice | null,
  options: ReadOptions,
): AsyncGenerator<readonly WireItem[]> {
  const span = slice === null ? {} : { createdAfterMs: slice.fromMs, createdBeforeMs: slice.toMs };
  const first = await readPage(client, span, options);
  if ((first.total ?? 0) > LISTING_REACH) {
    const whole = slice ?? { fromMs: OLDEST_LISTING_MS, toMs: client.context.clock.now() + 60_000 };
    if (whole.toMs - whole.fromMs <= FINEST_SLICE_MS)
      throw broken('search-listings', `more than ${LISTING_REACH} listings made within a second`);
    const middle = Math.floor((whole.fromMs + whole.toMs) / 2_000) * 1_000;
    yield* readSlice(client, { fromMs: whole.fromMs, toMs: middle }, options);
    // Whether bounds are counted in is not documented: the halves meet, and duplicates are left out above.
    yield* readSlice(client, { fromMs: Math.max(whole.fromMs, middle - 1_000), toMs: whole.toMs }, options);
    return;
  }
  yield* turnPages(client, span, first, options);
}

async function* turnPages(
  client: AmazonClient,
  span: ListingSearch,
  first: Page,
  options: ReadOptions,
): AsyncGenerator<readonly WireItem[]> {
  const found = new Set<string>();
  for (let pass = 1; pass <= PASSES; pass += 1) {
    const tokens = new Set<string>();
    let page = pass === 1 ? first : await readPage(client, span, options);
    for (;;) {
      for (const { sku } of page.items) found.add(sku!);
      yield page.items;
      // A token that came before leads in a circle.
      if (page.next === null || tokens.has(page.next) || tokens.size > LISTING_REACH) break;
      tokens.add(page.next);
      page = await readPage(client, { ...span, pageToken: page.next }, options);
    }
    // What was made or deleted meanwhile moves the others: fewer than counted is read again.
    if (page.next === null && found.size >= (page.total ?? first.total ?? 0)) return;
  }
  client.context.logger.warn('listings-fewer-than-counted', {
    marketplace: 'amazon',
    listings: found.size,
  });
}

type Page = {
  readonly items: readonly WireItem[];
  readonly next: string | null;
  readonly total: number | null;
};

async function readPage(client: AmazonClient, search: ListingSearch, options: ReadOptions): Promise<Page> {
  const answer = await client.read(searchListings(client, search), ItemSearch, options);
  if (answer.numberOfResults === null && !Array.isArray(answer.items))
    throw broken('search-listings', 'neither items nor a count');
  const items = (answer.items ?? []).flatMap((entry) => readItem(entry));
  const lost = (answer.items ?? []).length - items.length;
  if (lost > 0) client.context.logger.warn('rows-not-understood', { marketplace: 'amazon', rows: lost });
  return { items, next: answer.pagination?.nextToken ?? null, total: answer.numberOfResults };
}

function readItem(entry: unknown): readonly WireItem[] {
  const parsed = WireItem.safeParse(entry);
  return parsed.success && parsed.data.sku !== null ? [parsed.data] : [];
}

/** The named listings as Amazon holds them now, by SKU; unknown ones are left out. Any number of them. */
export async function readItems(
  client: AmazonClient,
  skus: readonly string[],
  options: ReadOptions,
): Promise<ReadonlyMap<string, WireItem>> {
  const found = new Map<string, WireItem>();
  const wanted = [...new Set(skus)];
  // A list is joined by commas: a SKU with one in it is asked for by itself.
  const listable = wanted.filter((sku) => !sku.includes(','));
  for (let at = 0; at < listable.length; at += LISTING_PAGE) {
    const named = listable.slice(at, at + LISTING_PAGE);
    const page = await readPage(client, { skus: named }, options);
    for (const item of page.items) if (named.includes(item.sku!)) found.set(item.sku!, item);
  }
  for (const sku of wanted.filter((each) => each.includes(','))) {
    const item = await readOne(client, sku, options);
    if (item !== null) found.set(sku, item);
  }
  return found;
}

/** The listings of these stock codes: the SKU is Amazon's only key of a seller's own. */
export async function findListings(
  client: AmazonClient,
  keys: readonly ListingKeys[],
  signal?: AbortSignal,
): Promise<readonly MarketplaceListing[]> {
  const options = { priority: PRIORITY.listings, signal };
  const skus = keys.map(({ stockCode }) => stockCode).filter((sku) => sku !== '');
  const items = [...(await readItems(client, skus, options)).values()];
  const fulfilled = items.filter(isFulfilledByAmazon).map(({ sku }) => sku!);
  const told = await createInventoryReader(client, options)(fulfilled);
  return items.map((item) => mapListing(client, item, told.get(item.sku!)));
}

async function readOne(client: AmazonClient, sku: string, options: ReadOptions): Promise<WireItem | null> {
  try {
    return await client.read(getListing(client, sku), WireItem, {
      ...options,
      notFound: 'channel/not-found',
    });
  } catch (error) {
    if (isProblemError(error) && error.problem.code === 'channel/not-found') return null;
    throw error;
  }
}

export async function readOffers(
  client: AmazonClient,
  externalIds: readonly string[],
  signal?: AbortSignal,
): Promise<readonly MarketplaceOffer[]> {
  const items = await readItems(client, externalIds, { priority: PRIORITY.offers, signal });
  return [...new Set(externalIds)].flatMap((sku) => {
    const item = items.get(sku);
    return item ? [{ externalId: sku, ...figuresOf(client, item) }] : [];
  });
}

/** Stock and price as the merchant set them; null where Amazon holds the stock, or where the currency is another one. */
export function figuresOf(
  { site, context }: AmazonClient,
  item: WireItem,
): Pick<MarketplaceOffer, 'quantity' | 'salePriceE4' | 'listPriceE4' | 'stockHeldBy'> {
  const stockHeldBy = stockHolderOf(item);
  const quantity = stockHeldBy === 'marketplace' ? null : ownPieces(item);
  const offer = item.offers.find(
    ({ marketplaceId, offerType }) =>
      marketplaceId === site.marketplaceId && (offerType === '' || offerType.toUpperCase() === 'B2C'),
  );
  const shown = currencyOf(offer?.price) === site.currency ? amountOf(offer?.price) : null;
  // Attributes are what was asked for; the offer is what holds ("read offers", sheet §6.3), and shows a price that Amazon did
  // not apply. Only a discount of the merchant's own makes it another figure than the price that is written.
  const asked = publicPrice(item.attributes, site);
  const price = isDiscounted(item.attributes, site, context.clock.now())
    ? (asked ?? shown)
    : (shown ?? asked);
  const salePriceE4 = site.currency === CHANNEL_CURRENCY ? price : null;
  return { quantity, salePriceE4, listPriceE4: null, stockHeldBy };
}

function mapListing(client: AmazonClient, item: WireItem, sellable: number | undefined): MarketplaceListing {
  const { site } = client;
  const summary =
    item.summaries.find(({ marketplaceId }) => marketplaceId === site.marketplaceId) ?? item.summaries[0];
  const asin = summary?.asin ?? '';
  const parents = item.relationships
    .filter(({ marketplaceId }) => marketplaceId === '' || marketplaceId === site.marketplaceId)
    .flatMap(({ relationships }) => relationships.flatMap(({ parentSkus }) => parentSkus));
  const sku = item.sku!;
  return {
    externalId: sku,
    ...figuresOf(client, item),
    title: summary?.itemName || textOf(item, 'item_name'),
    stockCode: sku,
    barcode: barcodeOf(item),
    groupId: parents[0] ?? '',
    imageUrl: summary?.mainImage?.link || null,
    productUrl: asin === '' ? null : `https://www.${site.domain}/dp/${encodeURIComponent(asin)}`,
    state: stateOf(item, summary?.status ?? []),
    rawState: rawStateOf(item, summary?.status ?? [], sellable),
  };
}

/** "On sale" is BUYABLE; DISCOVERABLE alone is seen but can't be bought; neither is told apart by its issues (sheet §6.3). */
function stateOf(item: WireItem, status: readonly string[]): ListingState {
  const words = status.map((word) => word.toUpperCase());
  if (words.includes('BUYABLE')) return 'on-sale';
  const errors = item.issues.filter(isError);
  const categories = new Set(errors.flatMap(({ categories: each }) => each));
  const actions = errors.flatMap(
    ({ enforcements }) => enforcements?.actions.map(({ action }) => action) ?? [],
  );
  if (categories.has('QUALIFICATION_REQUIRED')) return 'waiting-approval';
  if (actions.some((action) => /SUPPRESSED|REMOVED/.test(action) && action !== 'ATTRIBUTE_SUPPRESSED'))
    return 'locked';
  if (errors.length > 0 && words.length === 0) return 'rejected';
  if (words.length === 0 || words.includes('DISCOVERABLE')) return 'off-sale';
  return 'other';
}

function rawStateOf(item: WireItem, status: readonly string[], sellable: number | undefined): string {
  const codes = item.issues.filter(isError).map(({ code }) => code);
  return [
    status.join(' ') || '[]',
    ...(codes.length === 0 ? [] : [`issues ${[...new Set(codes)].slice(0, 5).join(' ')}`]),
    ...(isFulfilledByAmazon(item) ? [sellable === undefined ? 'FBA' : `FBA ${sellable}`] : []),
  ].join(' · ');
}

function barcodeOf(item: WireItem): string {
  const [entry] = entriesOf(item.attributes, 'externally_assigned_product_identifier');
  const value = entry?.['value'];
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

function textOf(item: WireItem, name: string): string {
  const value = entriesOf(item.attributes, name)[0]?.['value'];
  return typeof value === 'string' ? value : '';
}
