import { isProblemError } from '#contract/problem.ts';
import type { MarketplacePackage, OrderWindow } from '../kit/port.ts';
import { PRIORITY } from '../kit/priority.ts';
import { postOrdersQuery, type OrdersQuery } from './api.ts';
import type { PazaramaClient } from './client.ts';
import { mapOrder } from './map-order.ts';
import { dayText, turkishDay } from './turkish-time.ts';
import { turnNumberedPages } from './turn-pages.ts';
import { OrderPage } from './wire-order.ts';

const DAY_MS = 86_400_000;
/** “At most a month apart”: February too. */
const LONGEST_DAYS = 27;
/** Every reading reads so far back: cancellations and returns show in the order alone, which is found by its own date. */
const LOOK_BACK_DAYS = 30;
/** So far back now and then, for what happens late: a return may begin two weeks after a late delivery. */
const SWEEP_DAYS = 60;
const SWEEP_EVERY_MS = 6 * 3_600_000;
/** How far back an order is looked for by its number with dates, where the number alone finds nothing. */
const NUMBER_LOOK_BACK_DAYS = 60;

type Query = Omit<OrdersQuery, 'pageNumber'>;

/**
 * Orders of the window, each as one package with a status for every line. The service knows the order's own day alone,
 * nothing of what changed: the stream reads the last thirty days anew each time, and every six hours twice as many.
 */
export async function* readOrders(
  client: PazaramaClient,
  window: OrderWindow,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplacePackage[]> {
  if (window.toMs < window.fromMs) throw new RangeError('a window of orders ends before it begins');
  const now = client.context.clock.now();
  const reachesNow = window.by === 'stream' && window.toMs >= now;
  const sweeps = reachesNow && (client.sweep.dueMs === null || now >= client.sweep.dueMs);
  const anewMs = now - (sweeps ? SWEEP_DAYS : LOOK_BACK_DAYS) * DAY_MS;
  const fromMs = reachesNow ? Math.min(window.fromMs, anewMs) : window.fromMs;
  for (const query of slices(turkishDay(fromMs), turkishDay(window.toMs)))
    yield* readPages(client, query, signal);
  // Only a reading that came to its end was one; and a new run begins with one, because nobody remembers the last.
  if (sweeps) client.sweep.dueMs = now + SWEEP_EVERY_MS;
}

/** Newest first, each beginning where the older one ends; an end's own day is not in it, so the last is tomorrow. */
function slices(
  firstDay: number,
  lastDay: number,
): readonly Required<Pick<Query, 'startDate' | 'endDate'>>[] {
  const all = [];
  for (let end = lastDay + 1; end > firstDay; end -= LONGEST_DAYS) {
    const start = Math.max(firstDay, end - LONGEST_DAYS);
    all.push({ startDate: dayText(start), endDate: dayText(end) });
  }
  return all;
}

/** An order that Pazarama does not know (any more: by number it looks six months back) is left out. */
export async function readOrdersByNumber(
  client: PazaramaClient,
  orderNumbers: readonly string[],
  signal?: AbortSignal,
): Promise<readonly MarketplacePackage[]> {
  const found: MarketplacePackage[] = [];
  for (const orderNumber of new Set(orderNumbers)) {
    const order = await readOrder(client, orderNumber, signal);
    if (order !== null) found.push(order);
  }
  return found;
}

/**
 * One order as it stands now; null when Pazarama does not know it. The portal shows the number beside dates, and a program
 * in use sends it alone: alone first, with dates where that finds nothing.
 */
export async function readOrder(
  client: PazaramaClient,
  orderNumber: string,
  signal?: AbortSignal,
): Promise<MarketplacePackage | null> {
  // Numbers are of the type `long` there: anything else is nobody's.
  if (!/^\d{1,18}$/.test(orderNumber)) return null;
  const today = turkishDay(client.context.clock.now());
  const dated = slices(today - NUMBER_LOOK_BACK_DAYS, today);
  for (const query of [{ orderNumber }, ...dated.map((dates) => ({ orderNumber, ...dates }))]) {
    const order = await findIn(client, query, signal);
    if (order !== null) return order;
  }
  return null;
}

async function findIn(
  client: PazaramaClient,
  query: Query,
  signal: AbortSignal | undefined,
): Promise<MarketplacePackage | null> {
  try {
    const page = await readPage(client, { ...query, pageNumber: 1 }, signal);
    return page.find((each) => each.orderNumber === query.orderNumber) ?? null;
  } catch (error) {
    const isNo =
      isProblemError(error) && ['channel/not-found', 'channel/request-refused'].includes(error.problem.code);
    // A number without dates may be refused, and so may one that nobody knows; with dates a refusal means something.
    if (isNo && (query.startDate === undefined || error.problem.code === 'channel/not-found')) return null;
    throw error;
  }
}

function readPages(
  client: PazaramaClient,
  query: Query,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly MarketplacePackage[]> {
  return turnNumberedPages<MarketplacePackage>(client, {
    endpoint: 'orders',
    keyOf: ({ packageId }) => packageId,
    readPage: (pageNumber) => readPage(client, { ...query, pageNumber }, signal),
  });
}

async function readPage(
  client: PazaramaClient,
  query: OrdersQuery,
  signal: AbortSignal | undefined,
): Promise<readonly MarketplacePackage[]> {
  const { data } = await client.read(postOrdersQuery(query), OrderPage, {
    priority: PRIORITY.orders,
    signal,
  });
  const readAtMs = client.context.clock.now();
  return (data ?? []).map((raw) => mapOrder(raw, readAtMs));
}
