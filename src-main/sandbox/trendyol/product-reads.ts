import { jsonAnswer, type SandboxAnswer } from '../exchange.ts';
import { refusal } from './answers.ts';
import { cleanBarcode, toLira } from './listings.ts';
import { cutPage, nextPageToken, readPageWish, type PageRules } from './paging.ts';
import { dateFilter, keyFilter, namedBarcodes, statusFilter, type ListingFilter } from './product-filter.ts';
import { contentJson, drifted, unapprovedJson } from './product-json.ts';
import type { Listing, TrendyolState } from './state.ts';
import type { Call } from './world.ts';

const APPROVED_PAGES: PageRules = { defaultSize: 20, maxSize: 100, windowTop: 10_000 };
const UNAPPROVED_PAGES: PageRules = { defaultSize: 20, maxSize: 1_000, windowTop: 10_000 };

/** GET …/products/approved: contents with their variants; totals count contents, not barcodes. */
export function getApproved(call: Call): SandboxAnswer {
  const wish = readPageWish(call, APPROVED_PAGES);
  const page = cutPage(call, matching(call, dateFilter(call)), wish);
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
  const page = cutPage(call, matching(call), wish);
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
  const fits = keyFilter(call);
  const rows = [...call.world.state.listings.values()]
    .filter((one) => !one.approved && (status === null || one.unapprovedStatus === status) && fits(one))
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

/** Live listings that all filters let through, by content; contents without any are left out. */
function matching(call: Call, ...more: readonly ListingFilter[]): readonly (readonly Listing[])[] {
  const { state } = call.world;
  const filters = [keyFilter(call), statusFilter(call), ...more];
  const named = namedBarcodes(call);
  const contents = named
    ? groupsOf([...named].flatMap((barcode) => state.listings.get(barcode) ?? []))
    : allContents(state);
  const found = contents
    .map((variants) => variants.filter((one) => one.approved && filters.every((filter) => filter(one))))
    .filter((variants) => variants.length > 0);
  return call.query.get('orderByDirection') === 'DESC' ? found.reverse() : found;
}

type Contents = readonly (readonly Listing[])[];

const grouped = new WeakMap<TrendyolState, { readonly made: string; readonly contents: Contents }>();

/** Kept until a listing comes or goes: only then does their order change. */
function allContents(state: TrendyolState): Contents {
  const made = `${state.listings.size}:${state.counters.variant}`;
  const kept = grouped.get(state);
  if (kept?.made === made) return kept.contents;
  const contents = groupsOf([...state.listings.values()]);
  grouped.set(state, { made, contents });
  return contents;
}

/** Contents by their ids, variants within them: an order that stands still while stock moves. */
function groupsOf(listings: readonly Listing[]): Contents {
  const sorted = [...listings].sort((a, b) => a.contentId - b.contentId || a.variantId - b.variantId);
  return [...Map.groupBy(sorted, (one) => one.contentId).values()];
}

function byAge(call: Call): (a: Listing, b: Listing) => number {
  const sign = call.query.get('orderByDirection') === 'DESC' ? -1 : 1;
  return (a, b) => sign * (a.variantId - b.variantId);
}
