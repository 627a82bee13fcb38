import type { MarketplacePackage, OrderWindow } from '../kit/port.ts';
import { PRIORITY } from '../kit/priority.ts';
import { sliceTime } from '../kit/time-slices.ts';
import { getOrders, ORDER_PAGE, type OrdersQuery } from './api.ts';
import type { N11Client } from './client.ts';
import { childOf, kinshipOf, linkOrder, rememberDissolved } from './link-splits.ts';
import { mapPackage } from './map-order.ts';
import { promisedRows, turnPages, type NumberedPage } from './turn-pages.ts';
import { PackagePage } from './wire-order.ts';

const DAY_MS = 86_400_000;
/** Longer spans are cut to fifteen days without a word (production, 10 Oct 2026); a day less to be sure. */
export const LONGEST_WINDOW_MS = 14 * DAY_MS;
const SLICE_OVERLAP_MS = 3 * 3_600_000;
/** How far before a window a split is looked for whose successors change in it: from order to the end of a return. */
const SPLIT_LOOK_BACK_MS = 60 * DAY_MS;
/** How far back an order is looked for by its number, when the answer without dates (about 15 days) lacks it. */
const NUMBER_LOOK_BACK_MS = 60 * DAY_MS;
/** How often all recent orders are read whatever changed. */
const SWEEP_EVERY_MS = 6 * 3_600_000;
/** Orders read by number at the same time. */
const AT_ONCE = 6;

type Query = Omit<OrdersQuery, 'page'>;

/**
 * Packages changed in the window, each with what it stands for after a split. What the documents say of `orderByField` is
 * not certain (sheet §12), and nothing may rest on it: cancellations of recent orders are read by the order's own date as
 * well, and so are all recent orders every few hours, and by `window` those that were ordered in it.
 */
export async function* readOrders(
  client: N11Client,
  window: OrderWindow,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplacePackage[]> {
  if (window.toMs < window.fromMs) throw new RangeError('a window of orders ends before it begins');
  await learnSplits(client, window, signal);
  const told = new Map<string, string>();
  const { queries, sweeps } = queriesFor(client, window);
  for (const query of queries) {
    for await (const packages of readLinked(client, query, signal)) {
      const fresh = packages.filter(({ packageId, raw }) => told.get(packageId) !== raw);
      fresh.forEach(({ packageId, raw }) => told.set(packageId, raw));
      if (fresh.length > 0) yield fresh;
    }
  }
  // Only a reading that came to its end was one; and a new run begins with one, because nobody remembers the last.
  if (sweeps) client.sweep.dueMs = client.context.clock.now() + SWEEP_EVERY_MS;
}

function queriesFor(
  client: N11Client,
  window: OrderWindow,
): { readonly queries: readonly Query[]; readonly sweeps: boolean } {
  const slices = sliceTime(window, LONGEST_WINDOW_MS, SLICE_OVERLAP_MS);
  const ordered = slices.map(({ fromMs, toMs }) => ({ startDate: fromMs, endDate: toMs }));
  const changed = ordered.map((dates) => ({ ...dates, orderByField: 'true' }));
  if (window.by === 'window') return { queries: [...changed, ...ordered], sweeps: false };
  const recent = { startDate: window.toMs - LONGEST_WINDOW_MS, endDate: window.toMs };
  // What dissolved comes first: what came of it is told with it.
  const dissolved = { ...recent, status: 'Unpacked' };
  const { sweep } = client;
  if (sweep.dueMs === null || client.context.clock.now() >= sweep.dueMs)
    return { queries: [dissolved, ...changed, recent], sweeps: true };
  const ended = ['Cancelled', 'UnSupplied'].map((status) => ({ ...recent, status }));
  return { queries: [dissolved, ...changed, ...ended], sweeps: false };
}

/** All packages of these orders. An order that n11 does not know is left out. */
export async function readOrdersByNumber(
  client: N11Client,
  orderNumbers: readonly string[],
  signal?: AbortSignal,
): Promise<readonly MarketplacePackage[]> {
  const wanted = [...new Set(orderNumbers)];
  const found: (readonly MarketplacePackage[])[] = [];
  for (let from = 0; from < wanted.length; from += AT_ONCE) {
    const some = wanted.slice(from, from + AT_ONCE);
    found.push(...(await Promise.all(some.map((number) => readOrder(client, number, signal)))));
  }
  return found.flat();
}

async function readOrder(
  client: N11Client,
  orderNumber: string,
  signal: AbortSignal | undefined,
): Promise<readonly MarketplacePackage[]> {
  const recent = await collectPackages(client, { orderNumber }, signal);
  const found = recent.length > 0 ? recent : await findOlder(client, orderNumber, signal);
  const own = found.filter((each) => each.orderNumber === orderNumber);
  rememberDissolved(client.dissolved, own);
  return linkOrder(own);
}

async function findOlder(
  client: N11Client,
  orderNumber: string,
  signal: AbortSignal | undefined,
): Promise<readonly MarketplacePackage[]> {
  const now = client.context.clock.now();
  const back = { fromMs: now - NUMBER_LOOK_BACK_MS, toMs: now };
  const slices = sliceTime(back, LONGEST_WINDOW_MS, SLICE_OVERLAP_MS).toReversed();
  for (const { fromMs, toMs } of slices) {
    const query = { orderNumber, startDate: fromMs, endDate: toMs };
    const found = await collectPackages(client, query, signal);
    if (found.length > 0) return found;
  }
  return [];
}

/** One package as it stands now; null when n11 does not know it (any more). */
export async function readPackage(
  client: N11Client,
  of: { readonly packageId: string; readonly orderNumber: string | null },
  signal?: AbortSignal,
): Promise<MarketplacePackage | null> {
  const packages =
    of.orderNumber === null
      ? await collectPackages(client, { packageIds: of.packageId }, signal)
      : await readOrdersByNumber(client, [of.orderNumber], signal);
  return packages.find(({ packageId }) => packageId === of.packageId) ?? null;
}

/** Reads what dissolved since long before the window: once as far back as needed, then only what is new. */
async function learnSplits(
  client: N11Client,
  window: OrderWindow,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { dissolved } = client;
  const wantedFrom = window.fromMs - SPLIT_LOOK_BACK_MS;
  const known = dissolved.knownFromMs !== null && dissolved.knownFromMs <= wantedFrom;
  const span = { fromMs: known ? window.fromMs - SLICE_OVERLAP_MS : wantedFrom, toMs: window.toMs };
  for (const { fromMs, toMs } of sliceTime(span, LONGEST_WINDOW_MS, SLICE_OVERLAP_MS)) {
    const query = { startDate: fromMs, endDate: toMs, orderByField: 'true', status: 'Unpacked' };
    rememberDissolved(dissolved, await collectPackages(client, query, signal));
  }
  dissolved.knownFromMs = Math.min(dissolved.knownFromMs ?? wantedFrom, wantedFrom);
}

async function* readLinked(
  client: N11Client,
  query: Query,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly MarketplacePackage[]> {
  for await (const packages of readPages(client, query, signal)) {
    const { dissolved } = client;
    rememberDissolved(dissolved, packages);
    const clear: MarketplacePackage[] = [];
    const unclear: MarketplacePackage[] = [];
    for (const each of packages) {
      const kinship = kinshipOf(dissolved, each);
      if (kinship === 'unclear') unclear.push(each);
      else clear.push(kinship === 'none' ? each : childOf(kinship.parent, each));
    }
    if (clear.length > 0) yield clear;
    for (const [orderNumber, some] of Map.groupBy(unclear, (each) => each.orderNumber))
      yield await readWhole(client, orderNumber, some, signal);
  }
}

/** Everything of one order, with what was just read of it: the two were read at different moments. */
async function readWhole(
  client: N11Client,
  orderNumber: string,
  some: readonly MarketplacePackage[],
  signal: AbortSignal | undefined,
): Promise<readonly MarketplacePackage[]> {
  const known = client.dissolved.byOrder.get(orderNumber)?.values() ?? [];
  const whole = new Map([...known, ...some].map((each) => [each.packageId, each]));
  for (const each of await readOrder(client, orderNumber, signal)) whole.set(each.packageId, each);
  return linkOrder([...whole.values()]);
}

async function collectPackages(
  client: N11Client,
  query: Query,
  signal: AbortSignal | undefined,
): Promise<readonly MarketplacePackage[]> {
  const found: MarketplacePackage[] = [];
  for await (const packages of readPages(client, query, signal)) found.push(...packages);
  return found;
}

function readPages(
  client: N11Client,
  query: Query,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly MarketplacePackage[]> {
  return turnPages<MarketplacePackage>(client, {
    endpoint: 'orders',
    keyOf: ({ packageId }) => packageId,
    untilNothingNew: true,
    readPage: async (page): Promise<NumberedPage<MarketplacePackage>> => {
      const answer = await client.read(getOrders({ ...query, page }), PackagePage, {
        priority: PRIORITY.orders,
        signal,
      });
      const size = answer.size !== null && answer.size > 0 ? Math.min(ORDER_PAGE, answer.size) : ORDER_PAGE;
      const rows = answer.content.map(mapPackage);
      return { rows, received: rows.length, size, total: promisedRows(answer, size) };
    },
  });
}
