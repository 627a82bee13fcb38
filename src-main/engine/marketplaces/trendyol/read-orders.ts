import { isProblemError, problem, ProblemError } from '#contract/problem.ts';
import type { MarketplacePackage, OrderWindow } from '../kit/port.ts';
import { halveSlice, sliceTime, type TimeSlice } from '../kit/time-slices.ts';
import { getOrders, getOrderStream, ORDER_PAGE, PAGE_WINDOW, type OrdersQuery } from './api.ts';
import { PRIORITY, type TrendyolClient } from './client.ts';
import { trendyolManifest } from './manifest.ts';
import { mapPackage } from './map-order.ts';
import { PackagePage } from './wire.ts';

const OVERLAP_MS = 1_000;
/**
 * The services' windows are described as "GMT+3" (sheet §1.6). Should they be meant so, what changed within the last
 * three hours lies in their future, and a window that ends now would miss it.
 */
const ZONE_SHIFT_MS = 3 * 3_600_000;
/** A slice is read again when fewer packages came than were counted; a count that always lies ends here. */
const PASSES = 3;
const STREAM_PAGES = 5_000;
/** A day less than the week that a question without dates covers. */
const UNDATED_MS = 6 * 86_400_000;

/**
 * Packages changed in the window, oldest slice first. How far the window reaches beyond what is wanted is the caller's
 * decision (at least three hours at both ends: {@link ZONE_SHIFT_MS}). By `stream` a slice comes newest first, as
 * Trendyol sorts it; a stream that breaks (a cursor or page that repeats, a cursor that is refused) is finished by
 * `window`, so that nothing is passed over.
 */
export async function* readOrders(
  client: TrendyolClient,
  window: OrderWindow,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplacePackage[]> {
  if (window.toMs < window.fromMs) throw new RangeError('a window of orders ends before it begins');
  for (const slice of sliceTime(window, trendyolManifest.orderWindowMs, OVERLAP_MS)) {
    if (window.by === 'window') yield* readSlice(client, slice, signal);
    else yield* readStreamSlice(client, slice, signal);
  }
}

/** All packages of these orders, each once, as far back as the service reaches. */
export async function readOrdersByNumber(
  client: TrendyolClient,
  orderNumbers: readonly string[],
  signal?: AbortSignal,
): Promise<readonly MarketplacePackage[]> {
  const found: MarketplacePackage[] = [];
  for (const orderNumber of new Set(orderNumbers)) {
    found.push(...(await readOrder(client, orderNumber, signal)));
  }
  return found;
}

/**
 * Without dates the service looks back a week (sheet §3.1), perhaps also with a number: when nothing was found, or the
 * order is older, or a package is named that is missing, the earlier weeks are asked for as well.
 */
async function readOrder(
  client: TrendyolClient,
  orderNumber: string,
  signal?: AbortSignal,
): Promise<readonly MarketplacePackage[]> {
  const found = new Map<string, MarketplacePackage>();
  const take = async (span: Omit<OrdersQuery, 'page' | 'orderNumber'>): Promise<void> => {
    for (const entry of await readAllPages(client, { ...span, orderNumber }, signal)) {
      const known = found.get(entry.packageId);
      const newer = !known || known.lastModifiedMs <= entry.lastModifiedMs;
      if (newer && entry.orderNumber === orderNumber) found.set(entry.packageId, entry);
    }
  };
  await take({});
  const now = client.context.clock.now();
  const packages = [...found.values()];
  const recent = packages.length > 0 && packages.every(({ orderedAtMs }) => orderedAtMs > now - UNDATED_MS);
  const whole = packages.every(({ replaces }) => replaces.every((id) => found.has(id)));
  if (recent && whole) return packages;
  const span = { fromMs: now - trendyolManifest.orderHistoryMs, toMs: now + ZONE_SHIFT_MS };
  for (const { fromMs, toMs } of sliceTime(span, trendyolManifest.orderWindowMs, OVERLAP_MS)) {
    await take({ startDate: fromMs, endDate: toMs });
  }
  return [...found.values()];
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
    let counted = first.totalElements ?? 0;
    if (counted > PAGE_WINDOW) {
      yield* readHalves(client, slice, signal);
      return;
    }
    let last = first;
    first.packages.forEach(({ packageId }) => seen.add(packageId));
    if (first.packages.length > 0) yield first.packages;
    for (let page = 1; page < Math.min(last.totalPages, PAGE_WINDOW / ORDER_PAGE); page += 1) {
      last = await readPage(client, { ...query, page }, signal);
      last.packages.forEach(({ packageId }) => seen.add(packageId));
      counted = Math.max(counted, last.totalElements ?? 0);
      if (last.packages.length > 0) yield last.packages;
    }
    if (last.totalElements === null && last.totalPages > PAGE_WINDOW / ORDER_PAGE) {
      yield* readHalves(client, slice, signal);
      return;
    }
    // What changes while pages are turned moves to the end, or out of a window that has passed, and the one after it slips
    // onto a page already read: a count that shrinks on the way tells so as well.
    if (seen.size >= counted) return;
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

/**
 * Newest change first: what changes while pages are turned moves in front of the page that was read first. So the front
 * is looked at again after every reading of more than one page.
 */
async function* readStreamSlice(
  client: TrendyolClient,
  slice: TimeSlice,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplacePackage[]> {
  const seen = new Set<string>();
  for (let pass = 1; pass <= PASSES; pass += 1) {
    const turned = yield* turnStream(client, { slice, seen, until: pass === 1 ? 'end' : 'known' }, signal);
    if (turned === 'broken') {
      yield* readSlice(client, slice, signal);
      return;
    }
    if (turned === 1) return;
  }
  client.context.logger.warn('order-stream-restless', { marketplace: 'trendyol', attempts: PASSES });
}

type Turning = {
  readonly slice: TimeSlice;
  /** Package and instant of its change, of everything that was read. */
  readonly seen: Set<string>;
  /** To the end, or to the first page that holds something known: everything behind it is known, too. */
  readonly until: 'end' | 'known';
};

/** Returns how many pages were turned, or `broken` when the stream went in a circle or refused its own cursor. */
async function* turnStream(
  client: TrendyolClient,
  { slice, seen, until }: Turning,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplacePackage[], number | 'broken'> {
  const cursors = new Set<string>();
  let nextCursor: string | null = null;
  for (let turned = 1; turned <= STREAM_PAGES; turned += 1) {
    const page = await readStreamPage(client, slice, nextCursor, signal);
    if (page === 'cursor-refused') break;
    if (page.packages.length > 0) yield page.packages;
    const keys = page.packages.map(({ packageId, lastModifiedMs }) => `${packageId}@${lastModifiedMs}`);
    const known = keys.filter((key) => seen.has(key)).length;
    for (const key of keys) seen.add(key);
    if (until === 'known' && known > 0) return turned;
    // A page that came before stands in the place of one that did not come.
    if (known === keys.length && keys.length > 0) break;
    if (page.end) return turned;
    if (page.nextCursor === null || cursors.has(page.nextCursor)) break;
    cursors.add(page.nextCursor);
    nextCursor = page.nextCursor;
  }
  client.context.logger.warn('order-stream-broken', { marketplace: 'trendyol', pages: cursors.size });
  return 'broken';
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
