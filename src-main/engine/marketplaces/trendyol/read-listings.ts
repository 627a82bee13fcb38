import { isProblemError, problem, ProblemError } from '#contract/problem.ts';
import { inChunks } from '../kit/batches.ts';
import type { MarketplaceListing, MarketplaceOffer } from '../kit/port.ts';
import {
  BARCODES_PER_CALL,
  getApproved,
  getApprovedByBarcode,
  getOffers,
  getUnapproved,
  LISTING_PAGE,
  UNAPPROVED_PAGE,
  type PageOf,
} from './api.ts';
import { PRIORITY, type TrendyolClient } from './client.ts';
import { completeOffer, lacksOffer, mapContent, mapOffer, mapUnapproved } from './map.ts';
import { ApprovedPage, UnapprovedPage, type ApprovedContent, type ApprovedVariant } from './wire.ts';

/** Pages in a row that bring nothing new: then the other side turns in a circle. */
const STALE_PAGES = 3;
const PASSES = 3;
/** Ten million contents. Past that nobody's shop goes, and a server that never ends is cut off. */
const MOST_PAGES = 100_000;

type Page = {
  readonly rows: readonly MarketplaceListing[];
  /** What the totals count: contents among the approved, rows among the others. */
  readonly keys: readonly string[];
  readonly totalPages: number | null;
  readonly counted: number | null;
  readonly nextPageToken: string | null;
};

/** Every listing, approved ones first. One that stands in both lists is told once, as approved. */
export async function* readListings(
  client: TrendyolClient,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplaceListing[]> {
  const told = new Set<string>();
  for await (const rows of turnPages((at) => approvedPage(client, at, signal), LISTING_PAGE, client)) {
    rows.forEach(({ externalId }) => told.add(externalId));
    yield await withOffers(client, rows, signal);
  }
  for await (const rows of turnPages((at) => unapprovedPage(client, at, signal), UNAPPROVED_PAGE, client)) {
    const fresh = rows.filter(({ externalId }) => !told.has(externalId));
    fresh.forEach(({ externalId }) => told.add(externalId));
    if (fresh.length > 0) yield fresh;
  }
}

/** Those that Trendyol has not approved: waiting and rejected ones. */
export function readUnapprovedListings(
  client: TrendyolClient,
  signal?: AbortSignal,
): AsyncIterable<readonly MarketplaceListing[]> {
  return turnPages((at) => unapprovedPage(client, at, signal), UNAPPROVED_PAGE, client);
}

/**
 * Everything that the pages hold. What changes while they are turned slips from one page onto another, and a page that
 * comes twice stands in another one's place: when fewer came than were counted, all pages are turned again. A count
 * that stays wrong through several passes is a wrong count.
 */
async function* turnPages(
  readPage: (at: PageOf) => Promise<Page>,
  size: number,
  client: TrendyolClient,
): AsyncGenerator<readonly MarketplaceListing[]> {
  const seen = new Set<string>();
  for (let pass = 1; pass <= PASSES; pass += 1) {
    const turn: Turn = {
      seen,
      tokens: new Set(),
      useTokens: true,
      numbered: 0,
      stale: 0,
      passed: new Set(),
      counted: 0,
    };
    yield* turnOnce(readPage, turn, size);
    if (seen.size >= turn.counted) return;
  }
  client.context.logger.warn('listings-fewer-than-counted', {
    marketplace: 'trendyol',
    rows: seen.size,
    attempt: PASSES,
  });
}

/**
 * Turns pages by number up to `totalPages`, and by token wherever one is given: the guide asks for the token above
 * 10,000 rows only, stage hands one out below that too (sheet §2.8, conflict). A token that comes twice is not used
 * any more. Pages that bring nothing new again and again end the reading with a problem, not as if it were complete.
 */
async function* turnOnce(
  readPage: (at: PageOf) => Promise<Page>,
  turn: Turn,
  size: number,
): AsyncGenerator<readonly MarketplaceListing[]> {
  let at: PageOf = { page: 0 };
  for (let turned = 0; turned < MOST_PAGES; turned += 1) {
    const page: Page = await readPage(at);
    const fresh = page.keys.some((key) => !turn.passed.has(key));
    page.keys.forEach((key) => {
      turn.passed.add(key);
      turn.seen.add(key);
    });
    turn.stale = fresh ? 0 : turn.stale + 1;
    // What was taken away on the way has let another slip onto a page already read.
    turn.counted = Math.max(turn.counted, page.counted ?? 0);
    if (page.rows.length > 0) yield page.rows;
    const next = nextPage(turn, at, { page, fresh, size });
    if (next === null) return;
    if (turn.stale >= STALE_PAGES) throw circle();
    at = next;
  }
  throw circle();
}

type Turn = {
  /** In all passes, and in this one. */
  readonly seen: Set<string>;
  readonly passed: Set<string>;
  /** How many there are, by the page that says the most. */
  counted: number;
  readonly tokens: Set<string>;
  useTokens: boolean;
  /** How many pages were asked for by number. */
  numbered: number;
  stale: number;
};

function nextPage(
  turn: Turn,
  at: PageOf,
  { page, fresh, size }: { readonly page: Page; readonly fresh: boolean; readonly size: number },
): PageOf | null {
  if ('page' in at) turn.numbered = at.page + 1;
  const token = page.nextPageToken;
  const last =
    page.totalPages === null ? !fresh || page.keys.length < size : turn.numbered >= page.totalPages;
  if (turn.useTokens && token !== null) {
    if ('page' in at && page.totalPages !== null && last) return null;
    if (!turn.tokens.has(token)) {
      turn.tokens.add(token);
      return page.keys.length === 0 ? null : { nextPageToken: token };
    }
    turn.useTokens = false;
    return last ? null : { page: turn.numbered };
  }
  if (!('page' in at)) return null;
  return last ? null : { page: turn.numbered };
}

async function approvedPage(client: TrendyolClient, at: PageOf, signal?: AbortSignal): Promise<Page> {
  const answer = await client.read(getApproved(client.sellerId, at), ApprovedPage, {
    priority: PRIORITY.listings,
    signal,
  });
  const { good, bad } = answer.content;
  warnOfBadRows(client, bad);
  return {
    rows: good.flatMap(mapContent),
    keys: good.map(
      (content) => content.contentId ?? content.variants.map(({ barcode }) => barcode).join(','),
    ),
    totalPages: answer.totalPages,
    counted: answer.totalElements === null ? null : answer.totalElements - bad,
    nextPageToken: answer.nextPageToken,
  };
}

async function unapprovedPage(client: TrendyolClient, at: PageOf, signal?: AbortSignal): Promise<Page> {
  const answer = await client.read(getUnapproved(client.sellerId, at), UnapprovedPage, {
    priority: PRIORITY.listings,
    signal,
  });
  const { good, bad } = answer.content;
  warnOfBadRows(client, bad);
  const rows = good.map(mapUnapproved).filter((row) => row !== null);
  return {
    rows,
    keys: rows.map(({ externalId }) => externalId),
    totalPages: answer.totalPages,
    counted: answer.totalElements === null ? null : answer.totalElements - bad - (good.length - rows.length),
    nextPageToken: answer.nextPageToken,
  };
}

function warnOfBadRows(client: TrendyolClient, count: number): void {
  if (count > 0) client.context.logger.warn('rows-not-understood', { marketplace: 'trendyol', count });
}

/** The reference leaves the quantity out of this list (sheet §2.8, conflict): the light list has it. */
async function withOffers(
  client: TrendyolClient,
  rows: readonly MarketplaceListing[],
  signal?: AbortSignal,
): Promise<readonly MarketplaceListing[]> {
  const incomplete = rows.filter(lacksOffer).map(({ externalId }) => externalId);
  if (incomplete.length === 0) return rows;
  const offers = await readLightOffers(client, incomplete, signal);
  return rows.map((row) => completeOffer(row, offers.get(row.externalId)));
}

/**
 * The named offers as the marketplace shows them now, 50 barcodes a call. What the light list does not know or knows
 * in part is looked for among the approved products; what is in neither is left out.
 */
export async function readOffers(
  client: TrendyolClient,
  externalIds: readonly string[],
  signal?: AbortSignal,
): Promise<readonly MarketplaceOffer[]> {
  const wanted = [...new Set(externalIds)];
  const found = new Map(await readLightOffers(client, wanted, signal));
  const missing = wanted.filter((id) => {
    const offer = found.get(id);
    return offer === undefined || lacksOffer(offer);
  });
  const read = (barcodes: readonly string[], page: number) =>
    client.read(getApprovedByBarcode(client.sellerId, barcodes, page), ApprovedPage, {
      priority: PRIORITY.offers,
      signal,
    });
  for (const [id, offer] of await readByBarcode(missing, read))
    found.set(id, completeOffer(offer, found.get(id)));
  return wanted.flatMap((id) => found.get(id) ?? []);
}

async function readLightOffers(
  client: TrendyolClient,
  wanted: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, MarketplaceOffer>> {
  const read = (barcodes: readonly string[], page: number) => {
    const request = getOffers(client.sellerId, { barcodes, page, size: LISTING_PAGE });
    return client.read(request, ApprovedPage, { priority: PRIORITY.offers, signal });
  };
  try {
    return await readByBarcode(wanted, read);
  } catch (error) {
    // Where the light list is not served, the full one answers the same question.
    if (isProblemError(error) && error.problem.code === 'channel/not-found') return new Map();
    throw error;
  }
}

/** One approved variant with the content that it belongs to. */
export type ApprovedRow = { readonly content: ApprovedContent; readonly variant: ApprovedVariant };

/** The approved products of these barcodes in full; unknown ones are left out. */
export async function readApprovedRows(
  client: TrendyolClient,
  barcodes: readonly string[],
  options: { readonly priority: number; readonly signal?: AbortSignal | undefined },
): Promise<ReadonlyMap<string, ApprovedRow>> {
  const found = new Map<string, ApprovedRow>();
  for (const chunk of inChunks(barcodes, BARCODES_PER_CALL)) {
    const asked = new Set(chunk);
    for (let page = 0, pages = 1; page < Math.min(pages, BARCODES_PER_CALL); page += 1) {
      const request = getApprovedByBarcode(client.sellerId, chunk, page);
      const answer = await client.read(request, ApprovedPage, options);
      pages = answer.totalPages ?? 1;
      for (const content of answer.content.good)
        for (const variant of content.variants)
          if (variant.barcode !== null && asked.has(variant.barcode))
            found.set(variant.barcode, { content, variant });
    }
  }
  return found;
}

type ApprovedAnswer = typeof ApprovedPage._output;

async function readByBarcode(
  wanted: readonly string[],
  read: (barcodes: readonly string[], page: number) => Promise<ApprovedAnswer>,
): Promise<ReadonlyMap<string, MarketplaceOffer>> {
  const found = new Map<string, MarketplaceOffer>();
  for (let start = 0; start < wanted.length; start += BARCODES_PER_CALL) {
    const barcodes = wanted.slice(start, start + BARCODES_PER_CALL);
    const asked = new Set(barcodes);
    // 50 barcodes are at most 50 contents: one page, and a second only where a server pages differently.
    for (let page = 0, pages = 1; page < Math.min(pages, BARCODES_PER_CALL); page += 1) {
      const answer = await read(barcodes, page);
      pages = answer.totalPages ?? 1;
      for (const variant of answer.content.good.flatMap(({ variants }) => variants)) {
        const offer = mapOffer(variant);
        if (offer && asked.has(offer.externalId)) found.set(offer.externalId, offer);
      }
    }
  }
  return found;
}

function circle(): ProblemError {
  const params = { marketplace: 'Trendyol', endpoint: 'products-approved' };
  return new ProblemError(problem('channel/not-understood', params, 'the same page came again and again'));
}
