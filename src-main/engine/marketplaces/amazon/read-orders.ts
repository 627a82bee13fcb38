import { isProblemError } from '#contract/problem.ts';
import type { MarketplacePackage, OrderWindow } from '../kit/port.ts';
import { PRIORITY } from '../kit/priority.ts';
import { getOrder, searchOrders, type OrderSearch } from './api-documents.ts';
import { broken, type AmazonClient } from './client.ts';
import { isShippedByAmazon, mapOrder } from './map-order.ts';
import { OneOrder, OrderSearchPage } from './wire-order.ts';

/** "At least two minutes before the time of the request" (model orders_2026-01-01); the rest is for clocks that differ. */
const YOUNGEST_BOUND_MS = 3 * 60_000;
/** Orders "up to 2 years old" (sheet §8.1), less a day. */
const OLDEST_BOUND_MS = 729 * 86_400_000;
/** "An Amazon-defined order identifier, in 3-7-7 format" (model ordersV0). */
const ORDER_NUMBER = /^[A-Z\d]\d{2}-\d{7}-\d{7}$/;
const MOST_PAGES = 2_000;
const PASSES = 3;

/**
 * Orders that changed in the window and that the merchant ships, page by page. An upper bound within the last minutes is left
 * out: Amazon refuses it, and what is newer does no harm. A token that is refused (it lives for 24 hours) or leads in a circle
 * begins the window again.
 */
export async function* readOrders(
  client: AmazonClient,
  window: OrderWindow,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplacePackage[]> {
  const now = client.context.clock.now();
  // A window that lies ahead has nothing in it, and a lower bound in the future is refused.
  if (window.fromMs > now) return;
  const search: OrderSearch = {
    lastUpdatedAfterMs: Math.max(Math.min(window.fromMs, now - YOUNGEST_BOUND_MS), now - OLDEST_BOUND_MS),
    ...(window.toMs <= now - YOUNGEST_BOUND_MS ? { lastUpdatedBeforeMs: boundOf(window) } : {}),
  };
  for (let pass = 1; pass <= PASSES; pass += 1) {
    if ((yield* turnPages(client, search, signal)) === 'end') return;
    client.context.logger.warn('orders-begun-again', { marketplace: 'amazon', attempts: pass });
  }
  throw broken('orders', 'the pages have no end');
}

/** To the second, upwards: the bound is counted in. */
function boundOf({ toMs }: OrderWindow): number {
  return Math.ceil(toMs / 1_000) * 1_000;
}

async function* turnPages(
  client: AmazonClient,
  search: OrderSearch,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplacePackage[], 'end' | 'broken'> {
  const tokens = new Set<string>();
  let paginationToken: string | null = null;
  while (tokens.size < MOST_PAGES) {
    const page = await readPage(
      client,
      paginationToken === null ? search : { ...search, paginationToken },
      signal,
    );
    if (page === 'token-refused') return 'broken';
    const packages = page.orders.filter((raw) => !isShippedByAmazon(raw)).map(mapOrder);
    if (packages.length > 0) yield packages;
    tellMissingAddresses(client, packages);
    const next = page.pagination?.nextToken ?? null;
    if (next === null) return 'end';
    if (tokens.has(next)) return 'broken';
    tokens.add(next);
    paginationToken = next;
  }
  return 'broken';
}

async function readPage(client: AmazonClient, search: OrderSearch, signal?: AbortSignal) {
  try {
    return await client.read(searchOrders(client, search), OrderSearchPage, {
      priority: PRIORITY.orders,
      signal,
    });
  } catch (error) {
    const refused = isProblemError(error) && error.problem.code === 'channel/request-refused';
    if (refused && search.paginationToken !== undefined) return 'token-refused';
    throw error;
  }
}

/** Addresses come only to apps with the restricted role: said in the log, by number, for nobody can see what is missing. */
function tellMissingAddresses({ context }: AmazonClient, packages: readonly MarketplacePackage[]): void {
  const without = packages.filter(
    ({ status, shipping }) => (status === 'new' || status === 'picking') && shipping.address === '',
  );
  if (without.length > 0)
    context.logger.warn('orders-without-address', { marketplace: 'amazon', orders: without.length });
}

/** The named orders; what Amazon does not know, or ships itself, is left out. */
export async function readOrdersByNumber(
  client: AmazonClient,
  orderNumbers: readonly string[],
  signal?: AbortSignal,
): Promise<readonly MarketplacePackage[]> {
  const found: MarketplacePackage[] = [];
  for (const orderNumber of new Set(orderNumbers)) {
    const order = await readOrder(client, orderNumber, signal);
    if (order !== null && !isShippedByAmazon(order)) found.push(mapOrder(order));
  }
  return found;
}

/** The order as it came; null when there is none of that number, or none that could have been one. */
export async function readOrder(
  client: AmazonClient,
  orderNumber: string,
  signal?: AbortSignal,
): Promise<unknown> {
  if (orderNumber.trim() === '') return null;
  try {
    const { order } = await client.read(getOrder(orderNumber), OneOrder, {
      priority: PRIORITY.orders,
      signal,
    });
    return order ?? null;
  } catch (error) {
    if (!isProblemError(error)) throw error;
    if (error.problem.code === 'channel/not-found') return null;
    // A 400 says that the number is no order's only where it has not the shape of one: else the question itself was refused.
    const noOrder = error.problem.code === 'channel/request-refused' && !ORDER_NUMBER.test(orderNumber);
    if (noOrder) return null;
    throw error;
  }
}
