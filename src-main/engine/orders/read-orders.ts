import { problem, ProblemError } from '#contract/problem.ts';
import type { EngineContext } from '../context.ts';
import { findChannel, writeOrdersFirstRead, writeOrdersUntil } from '../cache/tables/channel.ts';
import { awaitedOrders, noteMet, type AwaitedOrder } from '../cache/tables/awaited-order.ts';
import { inboxRowsOfOrder } from '../cache/tables/inbox.ts';
import { openSplitOrderNumbers } from '../cache/tables/split-order.ts';
import type { MarketplaceConnection, MarketplacePackage } from '../marketplaces/kit/port.ts';
import { orderWindows } from './order-windows.ts';
import { openPackage } from './sealed-package.ts';
import { takeIn, type TakenIn } from './take-in.ts';

/** Whole orders read again in one run: enough for a busy day's cancellations, and no flood of single calls. */
const READ_AGAIN_LIMIT = 200;

/** A split whose successors did not turn up in so long won't be asked for again; its stock stays held. */
const SPLIT_ASKED_FOR_MS = 3 * 24 * 60 * 60 * 1_000;

export type OrdersRead = {
  readonly orderIds: ReadonlySet<string>;
  /** Variants of which orders now hold more or less than before. */
  readonly variantIds: ReadonlySet<string>;
};

/**
 * Reads every package that changed since the last time, page by page, and takes each page in. The cursor moves only
 * after all pages up to it are safely in; a run that ends early reads them again, which changes nothing.
 */
export async function readOrdersOfChannel(
  context: EngineContext,
  channelId: string,
  options: { readonly signal: AbortSignal; readonly progress: (done: number) => void },
): Promise<OrdersRead> {
  const channel = findChannel(context.database, channelId);
  if (!channel) throw new ProblemError(problem('channel/not-known', { channelId }));
  const { connection, manifest } = context.channels.open(channelId);
  const now = context.host.clock.now();
  const gathered = new Gathered();
  const awaited = awaitedBefore(context, channelId);
  const awaiting = awaited.flatMap(({ packages, missedAt }) =>
    packages.map((received) => ({ received, missed: missedAt !== null })),
  );
  const windows = orderWindows({
    now,
    cursorMs: channel.ordersUntilMs,
    historyMs: manifest.orderHistoryMs,
    windowMs: manifest.orderWindowMs,
  });
  for (const [index, window] of windows.entries()) {
    // Asked for once in a reading, by its last window: what was paid meanwhile is in the pages by then.
    const asked = { ...window, by: 'stream', ...(index === windows.length - 1 ? { awaiting } : {}) } as const;
    for await (const page of connection.readOrders(asked, options.signal)) {
      gathered.add(takeIn(context, channelId, page));
      options.progress(gathered.orderIds.size);
      options.signal.throwIfAborted();
    }
    // Never beyond the present: the window's end lies ahead of it, and what is still to come has not been read.
    writeOrdersUntil(context.database, channelId, Math.min(window.toMs, now));
  }
  for (const { orderId } of awaited)
    noteMet(context.database, { orderId, met: gathered.orderIds.has(orderId), at: now });
  await readAgain(context, channelId, connection, { gathered, signal: options.signal });
  writeOrdersFirstRead(context.database, channelId, now);
  return gathered;
}

type Awaited = AwaitedOrder & { readonly packages: readonly MarketplacePackage[] };

/** Orders that waited for their payment when they were last read. */
function awaitedBefore(context: EngineContext, channelId: string): readonly Awaited[] {
  const { database, vault } = context;
  return awaitedOrders(database, channelId).map((order) => ({
    ...order,
    packages: inboxRowsOfOrder(database, channelId, order.orderNumber)
      .filter(({ status, problem: fault }) => status === 'awaiting' && fault === null)
      .map((row) => openPackage(vault, row, row.rawSealed)),
  }));
}

/**
 * Reads whole orders again where a package was closed or split: what replaces it may not have been in the pages, and
 * until it is known the order would hold too much or too little.
 */
async function readAgain(
  context: EngineContext,
  channelId: string,
  connection: MarketplaceConnection,
  { gathered, signal }: { readonly gathered: Gathered; readonly signal: AbortSignal },
): Promise<void> {
  const since = context.host.clock.now() - SPLIT_ASKED_FOR_MS;
  for (const orderNumber of openSplitOrderNumbers(context.database, {
    channelId,
    since,
    limit: READ_AGAIN_LIMIT,
  })) {
    gathered.toReadAgain.add(orderNumber);
  }
  const numbers = [...gathered.toReadAgain].slice(0, READ_AGAIN_LIMIT);
  if (numbers.length === 0) return;
  gathered.add(takeIn(context, channelId, await connection.readOrdersByNumber(numbers, signal)));
}

class Gathered implements OrdersRead {
  readonly orderIds = new Set<string>();
  readonly variantIds = new Set<string>();
  readonly toReadAgain = new Set<string>();

  add(taken: TakenIn): void {
    for (const orderId of taken.orderIds) this.orderIds.add(orderId);
    for (const variantId of taken.variantIds) this.variantIds.add(variantId);
    for (const orderNumber of taken.toReadAgain) this.toReadAgain.add(orderNumber);
  }
}
