import { isProblemError, problem, ProblemError, type Problem } from '#contract/problem.ts';
import type { StoreReport } from '#contract/shop.ts';
import type { EngineContext } from '../context.ts';
import { transact } from '../cache/transaction.ts';
import { findChannel, type ChannelRow } from '../cache/tables/channel.ts';
import { inboxRowsOfOrder } from '../cache/tables/inbox.ts';
import { insertOrderEvent } from '../cache/tables/order-event.ts';
import { matchSoldLine, orderVariant } from '../cache/tables/order-match.ts';
import {
  beginImport,
  dueOrderIds,
  findSalesOrder,
  recordImport,
  recordImportFailure,
  type SalesOrderRow,
} from '../cache/tables/sales-order.ts';
import {
  ledgerRows,
  lowerCachedStock,
  readProductAgain,
  replaceLedgerRows,
} from '../cache/tables/stock-ledger.ts';
import { readStoreRow } from '../cache/tables/store.ts';
import type { MarketplacePackage } from '../marketplaces/kit/port.ts';
import type { NewStoreOrder, OrderMark, StoreOrder, StorePort, WriteOptions } from '../store/port.ts';
import { concernsWholeShop, importRetryDelay } from './import-retry.ts';
import type { LedgerRow } from './ledger-rows.ts';
import { reconcile, type ReconciledOrder } from './reconcile.ts';
import { openPackage } from './sealed-package.ts';
import { matchStoreLines, newStoreOrder, type LineVariant } from './store-order.ts';
import { askForStatus } from './shop-api/ask-for-status.ts';
import { requireAtRest, wasAsked } from './shop-api/order-path.ts';
import { isMapped } from './status-ladder.ts';
import type { TimelineStep } from './timeline.ts';

export type WriteBackResult = {
  /** Orders that are in the shop for the first time since this was called. */
  readonly imported: readonly string[];
  readonly failed: readonly string[];
  /** What is wrong with the shop as a whole; the orders that are left wait for it. */
  readonly shopProblem: Problem | null;
};

type Scope = {
  /** Null writes the orders of every channel. */
  readonly channelId: string | null;
  /** Only this order, when given. */
  readonly orderId?: string;
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number) => void;
};

/**
 * Step ⑩. Brings the shop in line with every order that is due: writes new ones, corrects quantities, cancels what holds
 * nothing any more. One order that fails never stops the others; a shop that can't be reached leaves all of them waiting,
 * with their stock reserved.
 */
export async function writeOrdersToStore(context: EngineContext, scope: Scope): Promise<WriteBackResult> {
  const due = dueOrderIds(context.database, {
    channelId: scope.channelId,
    now: context.host.clock.now(),
  }).filter((orderId) => scope.orderId === undefined || scope.orderId === orderId);
  if (due.length === 0) return { imported: [], failed: [], shopProblem: null };
  const opened = await openStore(context);
  if ('problem' in opened) return { imported: [], failed: [], shopProblem: opened.problem };
  const imported: string[] = [];
  const failed: string[] = [];
  for (const [index, orderId] of due.entries()) {
    if (scope.signal.aborted) break;
    scope.progress(index, due.length);
    const outcome = await writeOne(context, opened, orderId);
    if (outcome.kind === 'imported') imported.push(orderId);
    if (outcome.kind === 'failed') failed.push(orderId);
    if (outcome.kind === 'shop-down') return { imported, failed, shopProblem: outcome.problem };
  }
  scope.progress(due.length, due.length);
  return { imported, failed, shopProblem: null };
}

type Shop = {
  readonly store: StorePort;
  readonly settings: WriteOptions['settings'];
  readonly report: StoreReport;
};

async function openStore(context: EngineContext): Promise<Shop | { readonly problem: Problem }> {
  const row = readStoreRow(context.database);
  if (row === null) return { problem: problem('store/not-connected') };
  try {
    return { store: await context.store.open(), settings: row.settings, report: row.report };
  } catch (error) {
    if (isProblemError(error)) return { problem: error.problem };
    throw error;
  }
}

type Outcome =
  | { readonly kind: 'imported' | 'updated' | 'unchanged' | 'failed' }
  | { readonly kind: 'shop-down'; readonly problem: Problem };

async function writeOne(context: EngineContext, shop: Shop, orderId: string): Promise<Outcome> {
  const order = findSalesOrder(context.database, orderId);
  if (!order?.dirty) return { kind: 'unchanged' };
  try {
    return await bringInLine(context, shop, order);
  } catch (error) {
    // An order whose writing meets a bug of ours must not stop the others either; it is named in the log and shown.
    if (!isProblemError(error)) {
      context.host.logger.error('order-not-written', {
        orderId,
        error: error instanceof Error ? error.name : 'unknown',
        stack: error instanceof Error ? (error.stack ?? '') : '',
      });
    } else if (error.problem.code.startsWith('cache/')) {
      throw error;
    }
    const reason = isProblemError(error)
      ? error.problem
      : problem('order/store-write-failed', { orderNumber: order.orderNumber });
    return noteFailure(context, order, reason);
  } finally {
    context.events.changed('orders');
  }
}

function noteFailure(context: EngineContext, order: SalesOrderRow, reason: Problem): Outcome {
  const { database, host } = context;
  const current = findSalesOrder(database, order.orderId);
  const wholeShop = concernsWholeShop(reason.code);
  // What went wrong after the record was made did not go wrong with the order: it is in the shop.
  if (current?.dirty) {
    const now = host.clock.now();
    const tries = Math.max(1, current.importAttempts);
    transact(database, () => {
      recordImportFailure(database, {
        orderId: order.orderId,
        importState: wholeShop ? current.importState : 'failed',
        notBefore: wholeShop ? now : now + importRetryDelay(tries, host.random.fraction()),
        problem: reason,
      });
      if (!wholeShop) tell(context, order, 'shop-write-failed', reason.code);
    });
  }
  return wholeShop ? { kind: 'shop-down', problem: reason } : { kind: 'failed' };
}

function tell(context: EngineContext, order: SalesOrderRow, text: TimelineStep, detail: string): void {
  insertOrderEvent(context.database, {
    orderId: order.orderId,
    at: context.host.clock.now(),
    side: 'shop',
    text,
    detail,
  });
}

/** Everything that one order's writing needs. */
type Work = {
  readonly context: EngineContext;
  readonly shop: Shop;
  readonly order: SalesOrderRow;
  readonly packages: readonly MarketplacePackage[];
  readonly reconciled: ReconciledOrder;
  readonly rows: readonly LedgerRow[];
  readonly mark: OrderMark;
  readonly options: WriteOptions;
};

async function bringInLine(context: EngineContext, shop: Shop, order: SalesOrderRow): Promise<Outcome> {
  const work = prepare(context, shop, order);
  const holds = work.rows.some((row) => row.held > 0);
  const known = order.storeOrderId !== null ? null : await findEarlierAttempt(work);
  const storeOrderId = order.storeOrderId ?? known?.storeOrderId ?? null;
  if (storeOrderId === null) {
    requireAtRest(context, order);
    if (!holds) return settleWithoutShop(work, 'cancelled');
    if (work.reconciled.awaiting) return settleWithoutShop(work, 'reserved');
    return { kind: record(work, await writeNew(work), 'written-to-shop') };
  }
  if (known) record(work, known, 'written-to-shop');
  const current = known ? { ...work, rows: ledgerRows(context.database, order.orderId) } : work;
  if (!holds) {
    const comment = commentFor(work);
    const cancelled = await shop.store.cancelOrder(storeOrderId, { ...work.options, comment });
    return { kind: record(current, cancelled, 'shop-order-cancelled') };
  }
  return changeLines(current, storeOrderId, known !== null);
}

function prepare(context: EngineContext, shop: Shop, order: SalesOrderRow): Work {
  const channel = findChannel(context.database, order.channelId);
  if (!channel) throw new RangeError('an order of a channel that is gone');
  const packages = inboxRowsOfOrder(context.database, order.channelId, order.orderNumber)
    .filter((row) => row.problem === null)
    .map((row) => openPackage(context.vault, row, row.rawSealed));
  return {
    context,
    shop,
    order,
    packages,
    reconciled: reconcile(packages),
    rows: rematch(context, order, packages),
    mark: markOf(channel, order.orderNumber),
    // Without a signal: an order that is being written is finished, whoever cancels; cancelling falls between two.
    options: { settings: shop.settings, reach: (point) => context.host.reach(point) },
  };
}

/**
 * By the seller's account where it is known, so that a profile begun anew, or a second channel of the same account, finds
 * the orders that are in the shop already instead of writing them again.
 */
function markOf(channel: ChannelRow, orderNumber: string): OrderMark {
  return { marketplace: channel.marketplace, channelId: channel.account ?? channel.channelId, orderNumber };
}

/** A line that matched nothing when it came in may match now: the shop was read, or a person linked the listing. */
function rematch(
  context: EngineContext,
  order: SalesOrderRow,
  packages: readonly MarketplacePackage[],
): readonly LedgerRow[] {
  const { database, host } = context;
  const lines = packages.flatMap((each) => each.lines);
  const rows = ledgerRows(database, order.orderId).map((row) => {
    if (row.variantId !== null || row.storeLineId !== null || row.written > 0) return row;
    const stockCode = lines.find((line) => line.barcode === row.barcode)?.stockCode ?? '';
    const variantId = matchSoldLine(database, {
      channelId: order.channelId,
      barcode: row.barcode,
      stockCode,
    });
    return { ...row, variantId };
  });
  transact(database, () => replaceLedgerRows(database, order.orderId, rows, host.clock.now()));
  return rows;
}

/** The shop may have the order although nothing here says so: the program ended between its answer and our record. */
async function findEarlierAttempt(work: Work): Promise<StoreOrder | null> {
  if (work.order.importAttempts === 0) return null;
  const found = await work.shop.store.findOrder(work.mark, work.options);
  // What the shop's own API has set has no history row of this program yet.
  if (found === null || !wasAsked(work.context, work.order.orderId)) return found;
  return work.shop.store.writeOrder(asNewOrder(work, holding(work)), work.options);
}

function settleWithoutShop({ context, order }: Work, importState: 'cancelled' | 'reserved'): Outcome {
  const { database, host } = context;
  recordImport(database, {
    orderId: order.orderId,
    importState,
    storeOrderId: null,
    dirty: false,
    at: host.clock.now(),
    notBefore: 0,
    problem: null,
  });
  return { kind: 'unchanged' };
}

async function writeNew(work: Work): Promise<StoreOrder> {
  const { context, order, shop } = work;
  beginImport(context.database, order.orderId);
  const asked = asNewOrder(work, holding(work));
  const written = await shop.store.writeOrder(asked, work.options);
  if (!written.awaitsStatus) return written;
  const { orderId } = order;
  const { storeOrderId } = written;
  await askForStatus(context, shop, { orderId, storeOrderId, comment: asked.comment });
  const after = await shop.store.writeOrder(asked, work.options);
  if (after.awaitsStatus) {
    throw new ProblemError(problem('store/api-refused', {}, 'the order still stands at status 0'));
  }
  return after;
}

function holding({ rows }: Work): readonly LedgerRow[] {
  return rows.filter((row) => row.held > 0);
}

function asNewOrder(work: Work, rows: readonly LedgerRow[]): NewStoreOrder {
  const { context, order, mark } = work;
  const channel = findChannel(context.database, order.channelId);
  return newStoreOrder({
    mark,
    marketplaceName: context.channels.manifestOf(mark.marketplace).name,
    channelName: channel?.name ?? '',
    shopView: channel?.shopView,
    orderedAt: order.orderedAt,
    packages: work.packages,
    order: work.reconciled,
    rows,
    variants: variantsOf(work),
  });
}

function variantsOf({ context, rows }: Work): ReadonlyMap<string, LineVariant> {
  const variants = new Map<string, LineVariant>();
  for (const { variantId } of rows) {
    if (variantId === null) continue;
    const variant = orderVariant(context.database, variantId);
    if (variant) variants.set(variantId, variant);
  }
  return variants;
}

async function changeLines(work: Work, storeOrderId: string, justFound: boolean): Promise<Outcome> {
  const changed = work.rows.filter((row) => row.storeLineId !== null && row.held !== row.written);
  if (changed.length === 0) {
    const homeless = work.rows.some((row) => row.held !== row.written);
    return { kind: justFound ? 'imported' : finishWithout(work, homeless) };
  }
  const lines = changed.map((row) => ({ storeLineId: row.storeLineId!, quantity: row.held }));
  const stored = await work.shop.store.setOrderLines(storeOrderId, lines, {
    ...work.options,
    comment: commentFor(work),
  });
  const kind = record(work, stored, 'shop-lines-changed');
  return { kind: justFound ? 'imported' : kind };
}

/** Units for which the shop's order has no line stay reserved and are shown: a person has to look. */
function finishWithout({ context, order }: Work, homeless: boolean): 'failed' | 'unchanged' {
  recordImport(context.database, {
    orderId: order.orderId,
    importState: order.importState,
    storeOrderId: order.storeOrderId,
    dirty: false,
    at: context.host.clock.now(),
    notBefore: 0,
    problem: homeless ? problem('order/wrong-state', { orderNumber: order.orderNumber, side: 'shop' }) : null,
  });
  return homeless ? 'failed' : 'unchanged';
}

function commentFor(work: Work): string {
  return `${work.context.channels.manifestOf(work.mark.marketplace).name} · ${work.order.orderNumber} · ${work.reconciled.rawStatus}`;
}

/**
 * Makes what the shop answered durable: the ledger's written side, the shop's ids, the state. The cached stock is lowered
 * by what the shop took in the same transaction, because from here on the order no longer counts as reserved.
 */
function record(
  work: Work,
  stored: StoreOrder,
  step: Extract<TimelineStep, 'written-to-shop' | 'shop-lines-changed' | 'shop-order-cancelled'>,
): 'imported' | 'updated' {
  const { context, order } = work;
  const { database, host } = context;
  const at = host.clock.now();
  const rows = writtenRows(work, stored);
  const cancelled = step === 'shop-order-cancelled';
  // The merchant may have closed it in the shop: then the shop has given its stock back, and the order is not covered.
  const abandoned = !cancelled && !isCovered(work, stored);
  transact(database, () => {
    replaceLedgerRows(database, order.orderId, rows, at);
    bookCachedStock(work, rows);
    recordImport(database, {
      orderId: order.orderId,
      importState: cancelled ? 'cancelled' : 'imported',
      storeOrderId: stored.storeOrderId,
      dirty: !abandoned && rows.some((row) => row.held !== row.written && row.storeLineId !== null),
      at,
      notBefore: 0,
      problem: abandoned
        ? problem('order/wrong-state', { orderNumber: order.orderNumber, side: 'shop' })
        : remark(order),
    });
    tell(context, order, abandoned ? 'shop-order-not-holding' : step, stored.storeOrderId);
  });
  host.reach('10-store-write:after-record');
  return order.storeOrderId === null ? 'imported' : 'updated';
}

/** The order's goods are accounted for: taken, or given back by a status that the merchant's own mapping chose. */
function isCovered({ shop }: Work, stored: StoreOrder): boolean {
  return stored.holdsStock || isMapped(stored.statusId, shop.settings);
}

/** A remark about the amounts outlives the writing; a failed try does not. */
function remark(order: SalesOrderRow): Problem | null {
  return order.problem?.code === 'order/total-differs' ? order.problem : null;
}

function writtenRows(work: Work, stored: StoreOrder): readonly LedgerRow[] {
  const byId = new Map(stored.lines.map((line) => [line.storeLineId, line]));
  const holdingRows = holding(work);
  // An order found again may have been written with lines that hold nothing any more.
  const candidates = stored.lines.length === holdingRows.length ? holdingRows : work.rows;
  const given = new Map(asNewOrder(work, candidates).lines.map((line) => [line.lineKey, line]));
  const open = candidates.filter((row) => row.storeLineId === null);
  const taken = new Set(work.rows.map((row) => row.storeLineId));
  const found = matchStoreLines(
    open.map((row) => ({ row, line: given.get(row.lineKey)! })),
    stored.lines.filter((line) => !taken.has(line.storeLineId)),
  );
  return work.rows.map((row) => {
    const line = row.storeLineId === null ? found.get(row.lineKey) : byId.get(row.storeLineId);
    if (!line) return row;
    return { ...row, storeLineId: line.storeLineId, written: isCovered(work, stored) ? line.quantity : 0 };
  });
}

/** Lower at once; a raise waits for the next reading, which may show that the shop gave nothing back. */
function bookCachedStock(work: Work, rows: readonly LedgerRow[]): void {
  const before = new Map(work.rows.map((row) => [row.lineKey, row.written]));
  for (const row of rows) {
    const moved = row.written - (before.get(row.lineKey) ?? 0);
    if (row.variantId === null || moved === 0) continue;
    if (moved > 0) lowerCachedStock(work.context.database, { variantId: row.variantId, quantity: moved });
    else readProductAgain(work.context.database, row.variantId);
  }
}
