import type { MarketplacePackage, OrderWindow } from '../kit/port.ts';
import type { HepsiburadaClient } from './client.ts';
import {
  awaitingLines,
  cancelledLines,
  leaveOutRefused,
  MOVING,
  movingPackages,
  openLines,
  packagesIn,
  type FeedRow,
} from './order-feeds.ts';
import { OrderReading, ordersOf } from './order-reading.ts';
import type { WireAwaiting, WireMoving } from './wire-order.ts';

/** Whether the feeds' days are Turkey's or UTC is not certain (sheet §8 item 6). */
const ZONE_SHIFT_MS = 3 * 3_600_000;

/**
 * Parcels changed in the window. The feeds only tell which orders to look at, because each of them knows a part; every
 * order is then read whole, by its number. What is not packed or not paid yet is read whatever its age. An order that
 * can't be read now holds up no other; the reading ends with its problem, so that it is asked for again.
 */
export async function* readOrders(
  client: HepsiburadaClient,
  window: OrderWindow,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplacePackage[]> {
  if (window.toMs < window.fromMs) throw new RangeError('a window of orders ends before it begins');
  const reading = new OrderReading(client, signal);
  // What waited for its payment before the program was started again.
  for (const { received, missed } of window.awaiting ?? []) {
    if (client.awaiting.get(received.orderNumber) !== undefined) continue;
    client.awaiting.set(received.orderNumber, received);
    if (missed) client.missed.set(received.orderNumber, true);
  }
  for await (const rows of openLines(client, signal)) {
    rows.forEach(({ wire, raw }) => reading.meetOpen(wire.orderNumber, raw));
    yield* reading.take(rows.flatMap(({ wire }) => wire.orderNumber ?? []));
  }
  for await (const rows of packagesIn(client, window, signal)) {
    rows.forEach(({ wire }) => reading.meet(wire));
    yield* reading.take(rows.flatMap(({ wire }) => ordersOf(wire)));
  }
  const since = window.fromMs - ZONE_SHIFT_MS;
  for await (const rows of leaveOutRefused(client, cancelledLines(client, signal))) {
    const recent = rows.filter(({ wire }) => (wire.cancelDate ?? since) >= since);
    recent.forEach(({ wire }) => reading.meetCancelled(wire));
    yield* reading.take(recent.flatMap(({ wire }) => wire.orderNumber ?? []));
  }
  for (const { feed, status } of MOVING) {
    for await (const rows of leaveOutRefused(client, movingPackages(client, feed, signal))) {
      const recent = rows.filter(
        // A carrier may report late: what this run knows as less far along is read whatever its day.
        ({ wire }) => movedAt(wire, since) >= since || reading.isBehind(wire, status),
      );
      yield* reading.take(recent.flatMap(({ wire }) => reading.meetMoving(wire, status)));
    }
  }
  yield* readAwaiting(client, reading, signal);
  reading.throwFailure();
}

/** Orders that wait for payment, and what became of those that waited before: paid, or given up without a word. */
async function* readAwaiting(
  client: HepsiburadaClient,
  reading: OrderReading,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplacePackage[]> {
  const rows: FeedRow<WireAwaiting>[] = [];
  for await (const page of awaitingLines(client, signal)) rows.push(...page);
  const waiting = reading.awaiting(rows);
  if (waiting.length > 0) yield waiting;
  const still = new Set(waiting.map(({ orderNumber }) => orderNumber));
  const before = [...client.awaiting.values()].map(({ orderNumber }) => orderNumber);
  const over = before.filter((orderNumber) => !still.has(orderNumber));
  yield* reading.take(over);
  const given = reading.givenUp(over);
  if (given.length > 0) yield given;
}

/** All parcels of these orders. An order that nobody knows is left out; one that waits for payment is looked for, too. */
export async function readOrdersByNumber(
  client: HepsiburadaClient,
  orderNumbers: readonly string[],
  signal?: AbortSignal,
): Promise<readonly MarketplacePackage[]> {
  const reading = new OrderReading(client, signal);
  const found: MarketplacePackage[] = [];
  for await (const page of reading.take(orderNumbers)) found.push(...page);
  // One that can't be read now holds up no other; alone, its problem is the answer.
  if (found.length === 0) reading.throwFailure();
  const missing = new Set(orderNumbers.filter((number) => !reading.knows(number)));
  if (missing.size === 0) return found;
  const rows: FeedRow<WireAwaiting>[] = [];
  for await (const page of awaitingLines(client, signal)) rows.push(...page);
  const wanted = rows.filter(({ wire }) => wire.orderNumber !== null && missing.has(wire.orderNumber));
  return [...found, ...reading.awaiting(wanted)];
}

function movedAt(row: WireMoving, unknown: number): number {
  return row.deliveredDate ?? row.undeliveredDate ?? row.shippedDate ?? unknown;
}
