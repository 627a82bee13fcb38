import { isProblemError } from '#contract/problem.ts';
import type { OrderStatus } from '#contract/orders.ts';
import type { z } from 'zod';
import type { TimeWindow } from '../kit/after-sales.ts';
import { PRIORITY } from '../kit/priority.ts';
import { sliceTime } from '../kit/time-slices.ts';
import {
  getAwaitingLines,
  getCancelledLines,
  getMovingPackages,
  getOpenLines,
  getPackages,
  OPEN_PAGE,
  PACKAGE_PAGE,
  THIN_PAGE,
  type MovingFeed,
} from './api-orders.ts';
import type { HepsiburadaClient } from './client.ts';
import { turnPages } from './paging.ts';
import type { HepsiburadaRequest } from './request.ts';
import { camelKeys, readList, type WireList } from './wire.ts';
import { WireAwaiting, WireCancelled, WireMoving, WireOpenLine, WirePackage } from './wire-order.ts';

const MINUTE_MS = 60_000;
/** A day, less a minute at both ends: bounds are cut to whole minutes, and what is longer than a day loses its end. */
const PACKAGE_SLICE_MS = 24 * 60 * MINUTE_MS - 2 * MINUTE_MS;

/** A row as sent and as read. */
export type FeedRow<T> = { readonly raw: unknown; readonly wire: T };

type Feed<T extends z.ZodType> = {
  readonly limit: number;
  readonly shape: T;
  readonly requestOf: (offset: number) => HepsiburadaRequest;
  /** The same question in other words, where the first ones are refused. */
  readonly otherwise?: (offset: number) => HepsiburadaRequest;
  readonly keyOf: (wire: z.output<T>) => string | null;
};

/** Lines that are paid and in no package, of any age. */
export function openLines(client: HepsiburadaClient, signal?: AbortSignal) {
  return readFeed(client, signal, {
    limit: OPEN_PAGE,
    shape: WireOpenLine,
    requestOf: (offset) => getOpenLines(client.merchantId, offset),
    keyOf: ({ id }) => id,
  });
}

export function awaitingLines(client: HepsiburadaClient, signal?: AbortSignal) {
  return readFeed(client, signal, {
    limit: THIN_PAGE,
    shape: WireAwaiting,
    requestOf: (offset) => getAwaitingLines(client.merchantId, offset),
    keyOf: ({ id }) => id,
  });
}

/** Cancelled lines of the last month. */
export function cancelledLines(client: HepsiburadaClient, signal?: AbortSignal) {
  return readFeed(client, signal, {
    limit: THIN_PAGE,
    shape: WireCancelled,
    requestOf: (offset) => getCancelledLines(client.merchantId, offset),
    // A line may be cancelled piece by piece.
    keyOf: ({ lineItemId, cancelDate, quantity }) =>
      lineItemId === null ? null : `${lineItemId} ${cancelDate ?? ''} ${quantity ?? ''}`,
  });
}

export const MOVING: readonly { readonly feed: MovingFeed; readonly status: OrderStatus }[] = [
  { feed: 'shipped', status: 'shipped' },
  { feed: 'undelivered', status: 'undelivered' },
  { feed: 'delivered', status: 'delivered' },
];

/** Packages of the last month that were shipped, delivered or came back. */
export function movingPackages(client: HepsiburadaClient, feed: MovingFeed, signal?: AbortSignal) {
  return readFeed(client, signal, {
    limit: THIN_PAGE,
    shape: WireMoving,
    requestOf: (offset) => getMovingPackages(client.merchantId, feed, offset),
    keyOf: ({ packageNumber }) => packageNumber,
  });
}

/** Packages of the window, day by day: a longer question is cut to its first day. */
export async function* packagesIn(
  client: HepsiburadaClient,
  window: TimeWindow,
  signal?: AbortSignal,
): AsyncGenerator<readonly FeedRow<WirePackage>[]> {
  const span = { fromMs: floorMinute(window.fromMs), toMs: floorMinute(window.toMs) + MINUTE_MS };
  for (const slice of sliceTime(span, PACKAGE_SLICE_MS, 2 * MINUTE_MS)) {
    yield* readFeed(client, signal, {
      limit: PACKAGE_PAGE,
      shape: WirePackage,
      requestOf: (offset) => getPackages(client.merchantId, slice, offset),
      otherwise: (offset) => getPackages(client.merchantId, slice, offset, true),
      keyOf: ({ packageNumber }) => packageNumber,
    });
  }
}

function floorMinute(instantMs: number): number {
  return Math.floor(instantMs / MINUTE_MS) * MINUTE_MS;
}

/**
 * A feed that only adds to what the others tell. Refused as it is asked for, it is left out with a warning: it must not
 * keep new orders from coming in.
 */
export async function* leaveOutRefused<T>(
  client: HepsiburadaClient,
  feed: AsyncIterable<readonly T[]>,
): AsyncGenerator<readonly T[]> {
  try {
    yield* feed;
  } catch (error) {
    if (!isProblemError(error) || error.problem.code !== 'channel/request-refused') throw error;
    const endpoint = String(error.problem.params['endpoint'] ?? '');
    client.context.logger.warn('order-feed-refused', { marketplace: 'hepsiburada', endpoint });
  }
}

/** Pages of one feed. "Nothing found" may be a 404 (sheet §1.4). Rows that are no objects are counted and left out. */
async function* readFeed<T extends z.ZodType>(
  client: HepsiburadaClient,
  signal: AbortSignal | undefined,
  feed: Feed<T>,
): AsyncGenerator<readonly FeedRow<z.output<T>>[]> {
  const { endpoint } = feed.requestOf(0);
  yield* turnPages(client, {
    endpoint,
    limit: feed.limit,
    readPage: async (offset) => {
      const list = await readFeedPage(client, feed, offset, signal);
      const rows = list.rows.flatMap((raw) => {
        const parsed = feed.shape.safeParse(camelKeys(raw));
        return parsed.success ? [{ raw, wire: parsed.data }] : [];
      });
      const bad = list.rows.length - rows.length;
      if (bad > 0)
        client.context.logger.warn('rows-not-understood', { marketplace: 'hepsiburada', count: bad });
      return {
        rows,
        keys: rows.map(({ wire }, index) => feed.keyOf(wire) ?? `${offset}-${index}`),
        total: list.total === null ? null : list.total - bad,
        came: list.rows.length,
      };
    },
  });
}

async function readFeedPage(
  client: HepsiburadaClient,
  { requestOf, otherwise }: Pick<Feed<z.ZodType>, 'requestOf' | 'otherwise'>,
  offset: number,
  signal?: AbortSignal,
): Promise<WireList> {
  const request = requestOf(offset);
  try {
    return readList(request, await client.ask(request, { priority: PRIORITY.orders, signal }));
  } catch (error) {
    const code = isProblemError(error) ? error.problem.code : null;
    if (code === 'channel/not-found') return { rows: [], total: 0 };
    if (code !== 'channel/request-refused' || otherwise === undefined) throw error;
    return readFeedPage(client, { requestOf: otherwise }, offset, signal);
  }
}
