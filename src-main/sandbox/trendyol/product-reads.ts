import { jsonAnswer, type SandboxAnswer } from '../exchange.ts';
import { refusal } from './answers.ts';
import { listOf, queryNumber } from './body-fields.ts';
import { cleanBarcode, isOnSale, toLira } from './listings.ts';
import { cutPage, nextPageToken, readPageWish, type PageRules } from './paging.ts';
import { contentJson, drifted, unapprovedJson } from './product-json.ts';
import { brandOf } from './product-lookups.ts';
import type { Listing, TrendyolState } from './state.ts';
import type { Call } from './world.ts';

const APPROVED_PAGES: PageRules = { defaultSize: 20, maxSize: 100, windowTop: 10_000 };
const UNAPPROVED_PAGES: PageRules = { defaultSize: 20, maxSize: 1_000, windowTop: 10_000 };

/** GET …/products/approved: contents with their variants; totals count contents, not barcodes. */
export function getApproved(call: Call): SandboxAnswer {
  const wish = readPageWish(call, APPROVED_PAGES);
  const contents = contentsOf(
    call,
    matching(call).filter((one) => inDates(call, one)),
  );
  const page = cutPage(call, contents, wish);
  return jsonAnswer(200, {
    totalElements: page.totalElements,
    totalPages: page.totalPages,
    page: page.page,
    size: page.size,
    nextPageToken: nextPageToken(call, page),
    content: page.content.map((variants) => drifted(call, contentJson(call, variants))),
  });
}

/** GET …/products/approved/inventory-and-price: the same keys, no dates, figures only. */
export function getApprovedInventory(call: Call): SandboxAnswer {
  const wish = readPageWish(call, APPROVED_PAGES);
  const page = cutPage(call, contentsOf(call, matching(call)), wish);
  return jsonAnswer(200, {
    totalElements: page.totalElements,
    totalPages: page.totalPages,
    page: page.page,
    size: page.size,
    nextPageToken: nextPageToken(call, page),
    content: page.content.map((variants) => ({
      contentId: variants[0]!.contentId,
      productMainId: variants[0]!.productMainId,
      variants: variants.map((one) => ({
        variantId: one.variantId,
        barcode: one.barcode,
        salePrice: toLira(one.saleKurus),
        listPrice: toLira(one.listKurus),
        quantity: one.quantity,
        stockCode: one.stockCode,
        stockLastModifiedDate: one.stockModifiedMs,
      })),
    })),
  });
}

/** GET …/products/unapproved: flat rows. */
export function getUnapproved(call: Call): SandboxAnswer {
  const wish = readPageWish(call, UNAPPROVED_PAGES);
  const status = call.query.get('status');
  const rows = [...call.world.state.listings.values()]
    .filter(
      (one) => !one.approved && (status === null || one.unapprovedStatus === status) && hasKeys(call, one),
    )
    .sort(byAge(call));
  const page = cutPage(call, rows, wish);
  return jsonAnswer(200, {
    totalElements: page.totalElements,
    totalPages: page.totalPages,
    page: page.page,
    size: page.size,
    nextPageToken: nextPageToken(call, page),
    content: page.content.map((one) => unapprovedJson(call, one)),
  });
}

/** GET …/product/{barcode}: the cheapest "is it live". */
export function getBaseInfo(call: Call): SandboxAnswer {
  const listing = call.world.state.listings.get(cleanBarcode(call.params['barcode'] ?? ''));
  if (!listing) throw refusal(404, 'product.not.found', 'Ürün bulunamadı')(call.world.now());
  return jsonAnswer(200, {
    barcode: listing.barcode,
    approved: listing.approved,
    approvedDate: listing.approved ? listing.createdMs : null,
    archived: listing.archived,
    listingId: listing.approved ? listing.listingId : null,
    contentId: listing.approved ? listing.contentId : null,
  });
}

function matching(call: Call): readonly Listing[] {
  const { state } = call.world;
  const barcodes = listOf(call.query, 'barcodes');
  if (barcodes && barcodes.length > 50) {
    throw refusal(400, 'barcodes.size.exceeded', 'barcodes en fazla 50 olabilir')(call.world.now());
  }
  const named = barcodes?.map((barcode) => state.listings.get(cleanBarcode(barcode)));
  const all: readonly (Listing | undefined)[] = named ? [...new Set(named)] : inOrder(state);
  const found = all.filter((one): one is Listing => one?.approved === true).sort(byId);
  return found.filter((one) => hasKeys(call, one) && hasStatus(call, one));
}

const sorted = new WeakMap<TrendyolState, { readonly made: string; readonly listings: readonly Listing[] }>();

/** Contents by their ids, variants within them: an order that stands still while stock moves. Kept until one is added. */
function inOrder(state: TrendyolState): readonly Listing[] {
  const made = `${state.listings.size}:${state.counters.variant}`;
  const kept = sorted.get(state);
  if (kept?.made === made) return kept.listings;
  const listings = [...state.listings.values()].sort(byId);
  sorted.set(state, { made, listings });
  return listings;
}

function byId(a: Listing, b: Listing): number {
  return a.contentId - b.contentId || a.variantId - b.variantId;
}

function hasKeys(call: Call, listing: Listing): boolean {
  const { query } = call;
  const barcodes = [
    ...(listOf(query, 'barcodes') ?? []),
    ...(query.get('barcode') ? [query.get('barcode')!] : []),
  ];
  const brands = listOf(query, 'brandIds');
  const equal = (name: string, value: string): boolean => !query.get(name) || query.get(name) === value;
  return (
    (barcodes.length === 0 || barcodes.map(cleanBarcode).includes(listing.barcode)) &&
    (brands === null || brands.includes(String(brandOf(listing.brand).id))) &&
    equal('stockCode', listing.stockCode) &&
    equal('productMainId', listing.productMainId) &&
    equal('contentId', String(listing.contentId)) &&
    equal('supplierId', call.world.state.credentials.sellerId)
  );
}

function hasStatus(call: Call, listing: Listing): boolean {
  switch (call.query.get('status')) {
    case null:
    case '':
      return true;
    case 'archived':
      return listing.archived;
    case 'blacklisted':
      return listing.blacklisted;
    case 'locked':
      return listing.locked;
    case 'onSale':
      return isOnSale(listing);
    case 'notOnSale':
      return !isOnSale(listing);
    default:
      throw refusal(400, 'invalid.status', 'status geçersiz')(call.world.now());
  }
}

function inDates(call: Call, listing: Listing): boolean {
  const from = queryNumber(call.query, 'startDate', 0);
  const to = queryNumber(call.query, 'endDate', Number.MAX_SAFE_INTEGER);
  if (from === null || to === null)
    throw refusal(400, 'invalid.date', 'startDate ve endDate ms olmalıdır')(call.world.now());
  const at =
    call.query.get('dateQueryType') === 'VARIANT_CREATED_DATE' ? listing.createdMs : listing.modifiedMs;
  return at >= from && at <= to;
}

function contentsOf(call: Call, listings: readonly Listing[]): readonly (readonly Listing[])[] {
  const contents = [...Map.groupBy(listings, (one) => one.contentId).values()];
  return call.query.get('orderByDirection') === 'DESC' ? contents.reverse() : contents;
}

function byAge(call: Call): (a: Listing, b: Listing) => number {
  const sign = call.query.get('orderByDirection') === 'DESC' ? -1 : 1;
  return (a, b) => sign * (a.variantId - b.variantId);
}
