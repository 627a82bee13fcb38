import { isProblemError, problem, ProblemError } from '#contract/problem.ts';
import type { MarketplacePackage, OrderWindow } from '../kit/port.ts';
import { halveSlice, sliceTime, type TimeSlice } from '../kit/time-slices.ts';
import { getOrders, getOrderStream, ORDER_PAGE, PAGE_WINDOW, type OrdersQuery } from './api.ts';
import { PRIORITY, type TrendyolClient } from './client.ts';
import { trendyolManifest } from './manifest.ts';
import { mapPackage } from './map-order.ts';
import { PackagePage } from './wire.ts';

const DAY_MS = 86_400_000;
/** A day short of what is allowed (14): room for the shifted end. */
const SLICE_MS = 13 * DAY_MS;
const OVERLAP_MS = 1_000;
/**
 * The services' windows are described as "GMT+3" (sheet §1.6). Should they be meant so, what changed within the last
 * three hours lies in their future: the end is moved behind it, which brings nothing that should not come.
 */
const ZONE_SHIFT_MS = 3 * 3_600_000;
/** A slice is read again when fewer packages came than were counted; a count that always lies ends here. */
const PASSES = 3;
const STREAM_PAGES = 5_000;

/**
 * Packages changed in the window, oldest slice first. By `stream` a slice comes newest first, as Trendyol sorts it; a
 * stream that breaks (a cursor or page that repeats, a cursor that is refused) is finished by `window`, so nothing is passed over.
 */
export async function* readOrders(
  client: TrendyolClient,
  window: OrderWindow,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplacePackage[]> {
  if (window.toMs < window.fromMs) throw new RangeError('a window of orders ends before it begins');
  const slices = sliceTime(window, SLICE_MS, OVERLAP_MS);
  for (const [index, slice] of slices.entries()) {
    const toMs = index === slices.length - 1 ? slice.toMs + ZONE_SHIFT_MS : slice.toMs;
    const shifted = { fromMs: slice.fromMs, toMs };
    if (window.by === 'window') yield* readSlice(client, shifted, signal);
    else yield* readStreamSlice(client, shifted, signal);
  }
}

/** All packages of these orders. Without dates the service looks back a week (sheet §3.1): then further back by slices. */
export async function readOrdersByNumber(
  client: TrendyolClient,
  orderNumbers: readonly string[],
  signal?: AbortSignal,
): Promise<readonly MarketplacePackage[]> {
  const found: MarketplacePackage[] = [];
  const now = client.context.clock.now();
  const lookBack = [
    ...sliceTime(
      { fromMs: now - trendyolManifest.orderHistoryMs, toMs: now + ZONE_SHIFT_MS },
      SLICE_MS,
      OVERLAP_MS,
    ),
  ].reverse();
  for (const orderNumber of new Set(orderNumbers)) {
    const spans = [{}, ...lookBack.map(({ fromMs, toMs }) => ({ startDate: fromMs, endDate: toMs }))];
    for (const span of spans) {
      const packages = await readAllPages(client, { ...span, orderNumber }, signal);
      const own = packages.filter((entry) => entry.orderNumber === orderNumber);
      found.push(...own);
      if (own.length > 0) break;
    }
  }
  return found;
}

type Turned = {
  readonly packages: readonly MarketplacePackage[];
  readonly totalPages: number;
  readonly totalElements: number | null;
};

async function* readSlice(
  client: TrendyolClient,
  slice: TimeSlice,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplacePackage[]> {
  const query = { startDate: slice.fromMs, endDate: slice.toMs };
  for (let pass = 1; pass <= PASSES; pass += 1) {
    const seen = new Set<string>();
    const first = await readPage(client, { ...query, page: 0 }, signal);
    if ((first.totalElements ?? 0) > PAGE_WINDOW) {
      yield* readHalves(client, slice, signal);
      return;
    }
    let last = first;
    first.packages.forEach(({ packageId }) => seen.add(packageId));
    if (first.packages.length > 0) yield first.packages;
    for (let page = 1; page < Math.min(last.totalPages, PAGE_WINDOW / ORDER_PAGE); page += 1) {
      last = await readPage(client, { ...query, page }, signal);
      last.packages.forEach(({ packageId }) => seen.add(packageId));
      if (last.packages.length > 0) yield last.packages;
    }
    // What changes while pages are turned moves to the end, and the one after it slips onto a page already read.
    if (seen.size >= (last.totalElements ?? 0)) return;
  }
  client.context.logger.warn('orders-fewer-than-counted', { marketplace: 'trendyol', attempts: PASSES });
}

async function* readHalves(
  client: TrendyolClient,
  slice: TimeSlice,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplacePackage[]> {
  const halves = halveSlice(slice, OVERLAP_MS);
  if (halves === null) throw broken('orders', `more than ${PAGE_WINDOW} packages within seconds`);
  for (const half of halves) yield* readSlice(client, half, signal);
}

async function* readStreamSlice(
  client: TrendyolClient,
  slice: TimeSlice,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplacePackage[]> {
  const cursors = new Set<string>();
  const seen = new Set<string>();
  let nextCursor: string | null = null;
  for (let turned = 0; turned < STREAM_PAGES; turned += 1) {
    const page = await readStreamPage(client, slice, nextCursor, signal);
    if (page === 'cursor-refused') break;
    if (page.packages.length > 0) yield page.packages;
    const fresh = page.packages.some(
      ({ packageId, lastModifiedMs }) => !seen.has(`${packageId}@${lastModifiedMs}`),
    );
    page.packages.forEach(({ packageId, lastModifiedMs }) => seen.add(`${packageId}@${lastModifiedMs}`));
    // A page that came before stands in the place of one that did not come.
    if (!fresh && page.packages.length > 0) break;
    if (page.end) return;
    if (page.nextCursor === null || cursors.has(page.nextCursor)) break;
    cursors.add(page.nextCursor);
    nextCursor = page.nextCursor;
  }
  client.context.logger.warn('order-stream-broken', { marketplace: 'trendyol', pages: cursors.size });
  yield* readSlice(client, slice, signal);
}

type StreamPage = {
  readonly packages: readonly MarketplacePackage[];
  readonly end: boolean;
  readonly nextCursor: string | null;
};

async function readStreamPage(
  client: TrendyolClient,
  slice: TimeSlice,
  cursor: string | null,
  signal: AbortSignal | undefined,
): Promise<StreamPage | 'cursor-refused'> {
  const span = { lastModifiedStartDate: slice.fromMs, lastModifiedEndDate: slice.toMs };
  const request = getOrderStream(client.sellerId, cursor === null ? span : { ...span, nextCursor: cursor });
  try {
    const page = await client.read(request, PackagePage, { priority: PRIORITY.orders, signal });
    const end = page.hasMore === false || (page.hasMore === null && page.nextCursor === null);
    return { packages: page.content.map(mapPackage), end, nextCursor: page.nextCursor };
  } catch (error) {
    // A cursor's life is not documented; a strange one is answered 400 (sheet §3.2).
    if (cursor !== null && isProblemError(error) && error.problem.code === 'channel/request-refused')
      return 'cursor-refused';
    throw error;
  }
}

async function readAllPages(
  client: TrendyolClient,
  query: Omit<OrdersQuery, 'page'>,
  signal?: AbortSignal,
): Promise<readonly MarketplacePackage[]> {
  const found: MarketplacePackage[] = [];
  for (let page = 0, pages = 1; page < Math.min(pages, PAGE_WINDOW / ORDER_PAGE); page += 1) {
    const turned = await readPage(client, { ...query, page }, signal);
    pages = turned.totalPages;
    found.push(...turned.packages);
  }
  return found;
}

async function readPage(client: TrendyolClient, query: OrdersQuery, signal?: AbortSignal): Promise<Turned> {
  const answer = await client.read(getOrders(client.sellerId, query), PackagePage, {
    priority: PRIORITY.orders,
    signal,
  });
  return {
    packages: answer.content.map(mapPackage),
    // Without totals: one more page for as long as pages come full.
    totalPages: answer.totalPages ?? query.page + (answer.content.length >= ORDER_PAGE ? 2 : 1),
    totalElements: answer.totalElements,
  };
}

function broken(endpoint: string, detail: string): ProblemError {
  return new ProblemError(problem('channel/not-understood', { marketplace: 'Trendyol', endpoint }, detail));
}
