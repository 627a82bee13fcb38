import type { ImportState } from '#contract/orders.ts';
import type { Problem } from '#contract/problem.ts';
import type { EngineContext } from '../context.ts';
import { inboxRowsOfOrder, type InboxRow } from '../cache/tables/inbox.ts';
import { findChannel } from '../cache/tables/channel.ts';
import { insertOrderEvent } from '../cache/tables/order-event.ts';
import { matchSoldLine } from '../cache/tables/order-match.ts';
import {
  findSalesOrderByNumber,
  replaceOrderLines,
  upsertSalesOrder,
  type SalesOrderRow,
} from '../cache/tables/sales-order.ts';
import { ledgerRows, replaceLedgerRows } from '../cache/tables/stock-ledger.ts';
import type { MarketplacePackage } from '../marketplaces/kit/port.ts';
import { asWritten, isHistory, standingOf } from './history.ts';
import { followHolds, type LedgerRow } from './ledger-rows.ts';
import { reconcile, type HeldLine, type ReconciledOrder } from './reconcile.ts';
import { openPackage } from './sealed-package.ts';
import { sealBuyer } from './sealed-buyer.ts';
import type { TimelineStep } from './timeline.ts';
import { totalDifference } from './understand.ts';
import { standingPackages } from './whole-order.ts';

export type RefreshOutcome = {
  readonly orderId: string;
  readonly readAgain: boolean;
  readonly variantIds: readonly string[];
};

type Request = {
  readonly channelId: string;
  readonly orderNumber: string;
  readonly because: 'package-changed' | 'seen-again';
};

/**
 * Works the order out anew from all its packages and writes order, lines and ledger. Runs inside the transaction of
 * whoever changed a package. What is held is known the moment this commits: planning subtracts it from then on.
 */
export function refreshOrder(context: EngineContext, request: Request): RefreshOutcome {
  const { database } = context;
  const existing = findSalesOrderByNumber(database, request.channelId, request.orderNumber);
  if (existing && request.because === 'seen-again') {
    return { orderId: existing.orderId, readAgain: false, variantIds: [] };
  }
  const inbox = inboxRowsOfOrder(database, request.channelId, request.orderNumber);
  const packages = inbox.map((row) => ({ row, received: openPackage(context.vault, row, row.rawSealed) }));
  const understood = standingPackages(
    packages.filter(({ row }) => row.problem === null).map(({ received }) => received),
  );
  const orderId = existing?.orderId ?? context.host.random.uuid();
  const quarantine = inbox.find((row) => row.problem !== null)?.problem ?? null;
  const newest = newestOf(understood.length > 0 ? understood : packages.map(({ received }) => received));
  if (!newest) throw new RangeError('an order without packages');
  if (understood.length === 0)
    return quarantineOrder(context, { orderId, existing, newest, fault: quarantine, inbox });
  return writeOrder(context, { ...request, orderId, existing, understood, newest, quarantine });
}

type Writing = Request & {
  readonly orderId: string;
  readonly existing: SalesOrderRow | null;
  readonly understood: readonly MarketplacePackage[];
  readonly newest: MarketplacePackage;
  readonly quarantine: Problem | null;
};

function writeOrder(context: EngineContext, writing: Writing): RefreshOutcome {
  const { database, host, vault } = context;
  const { orderId, existing, understood, newest } = writing;
  const order = reconcile(understood);
  const standing = standingOf(existing);
  const firstReadAt = findChannel(database, writing.channelId)?.ordersFirstReadAt ?? null;
  const history = writing.quarantine === null && isHistory(order, understood, { standing, firstReadAt });
  // Rows of what was history say nothing about the shop: an order that comes back begins anew.
  const before = existing && standing !== 'history' ? ledgerRows(database, orderId) : [];
  const open = ledgerFor(context, writing, order, before);
  const rows = history ? asWritten(open) : open;
  const state = history ? HISTORY : shopSide(writing, order, rows);
  upsertSalesOrder(database, {
    orderId,
    channelId: writing.channelId,
    orderNumber: writing.orderNumber,
    status: order.status,
    rawStatus: order.rawStatus,
    ...state,
    totalE4: order.totalE4 > 0 ? order.totalE4 : understood.reduce((sum, each) => sum + each.totalE4, 0),
    currency: newest.currency,
    orderedAt: Math.min(...understood.map((each) => each.orderedAtMs)),
    dispatchBy: earliest(understood.map((each) => each.dispatchByMs)),
    lastModifiedMs: order.lastModifiedMs,
    buyerSealed: sealBuyer(vault, orderId, newest),
    city: newest.shipping.city,
    firstSeenAt: existing?.firstSeenAt ?? host.clock.now(),
  });
  replaceOrderLines(database, orderId, linesOf(context, writing));
  replaceLedgerRows(database, orderId, rows, host.clock.now());
  tellTimeline(context, writing, order, { before, rows, history });
  return {
    orderId,
    readAgain:
      order.incomplete ||
      (before.length > 0 && understood.some((each) => isFreshlyClosed(context, each, existing))),
    variantIds: movedVariants(before, history ? [] : rows),
  };
}

function newestOf(packages: readonly MarketplacePackage[]): MarketplacePackage | null {
  const [first, ...rest] = packages;
  if (!first) return null;
  return rest.reduce((newest, each) => (each.lastModifiedMs > newest.lastModifiedMs ? each : newest), first);
}

function ledgerFor(
  context: EngineContext,
  writing: Writing,
  order: ReconciledOrder,
  before: readonly LedgerRow[],
): readonly LedgerRow[] {
  const { existing } = writing;
  const begun = existing !== null && (existing.importAttempts > 0 || existing.storeOrderId !== null);
  const rows = followHolds({
    held: order.held,
    rows: before,
    keepLines: begun ? 'keep-lines' : 'replace-lines',
  });
  return rows.map((row) => {
    // What the shop has taken stays booked on the variant that it was taken from.
    if (row.written > 0 || row.storeLineId !== null) return row;
    const stockCode = stockCodeOf(order.held, writing.understood, row.barcode);
    const variantId = matchSoldLine(context.database, {
      channelId: writing.channelId,
      barcode: row.barcode,
      stockCode,
    });
    return { ...row, variantId };
  });
}

function stockCodeOf(
  held: readonly HeldLine[],
  packages: readonly MarketplacePackage[],
  barcode: string,
): string {
  const line =
    held.find((each) => each.barcode === barcode) ??
    packages.flatMap((each) => each.lines).find((each) => each.barcode === barcode);
  return line?.stockCode ?? '';
}

const HISTORY: ShopSide = { importState: 'history', dirty: false, problem: null };

type ShopSide = {
  readonly importState: ImportState;
  readonly dirty: boolean;
  readonly problem: Problem | null;
};

/** What the shop still has to be told. */
function shopSide(writing: Writing, order: ReconciledOrder, rows: readonly LedgerRow[]): ShopSide {
  const { existing, quarantine } = writing;
  const differs = rows.some((row) => row.held !== row.written);
  const difference =
    writing.understood.map((each) => totalDifference(each)).find((each) => each !== null) ?? null;
  const kept = existing && existing.dirty ? existing.problem : null;
  const problem = quarantine ?? kept ?? difference;
  if (existing?.storeOrderId) return { importState: existing.importState, dirty: differs, problem };
  if (quarantine !== null) return { importState: 'quarantined', dirty: false, problem };
  const mayBeThere = existing !== null && existing.importAttempts > 0;
  if (order.held.length === 0 && !mayBeThere)
    return { importState: 'cancelled', dirty: false, problem: null };
  if (order.awaiting && !mayBeThere) return { importState: 'reserved', dirty: false, problem };
  return { importState: existing?.importState === 'failed' ? 'failed' : 'waiting', dirty: true, problem };
}

function linesOf(context: EngineContext, writing: Writing): Parameters<typeof replaceOrderLines>[2] {
  return writing.understood.flatMap((each) =>
    each.lines.map((line) => ({
      packageId: each.packageId,
      lineId: line.lineId,
      barcode: line.barcode,
      stockCode: line.stockCode,
      title: line.title,
      quantity: line.quantity,
      unitPriceE4: line.unitPriceE4,
      vatRateE4: line.vatRateE4,
      status: line.status,
      variantId: matchSoldLine(context.database, {
        channelId: writing.channelId,
        barcode: line.barcode,
        stockCode: line.stockCode,
      }),
    })),
  );
}

/** What replaces a package is made within moments; a reading that begins later than this meets it by itself. */
const REPLACED_WITHIN_MS = 10 * 60 * 1_000;

/** Something that held stock was just taken back or split: what stands for it may exist and not have come to us yet. */
function isFreshlyClosed(
  context: EngineContext,
  received: MarketplacePackage,
  existing: SalesOrderRow | null,
): boolean {
  if (context.host.clock.now() - received.lastModifiedMs > REPLACED_WITHIN_MS) return false;
  if (received.status !== 'cancelled' && received.status !== 'unsupplied' && received.status !== 'split')
    return false;
  return existing === null || received.lastModifiedMs > existing.lastModifiedMs;
}

function earliest(instants: readonly (number | null)[]): number | null {
  const known = instants.filter((each) => each !== null);
  return known.length === 0 ? null : Math.min(...known);
}

function movedVariants(before: readonly LedgerRow[], after: readonly LedgerRow[]): readonly string[] {
  const open = new Map<string, number>();
  for (const row of before)
    if (row.variantId) open.set(row.variantId, (open.get(row.variantId) ?? 0) - row.held);
  for (const row of after)
    if (row.variantId) open.set(row.variantId, (open.get(row.variantId) ?? 0) + row.held);
  return [...open].filter(([, moved]) => moved !== 0).map(([variantId]) => variantId);
}

function tellTimeline(
  context: EngineContext,
  { orderId, existing }: Writing,
  order: ReconciledOrder,
  ledger: {
    readonly before: readonly LedgerRow[];
    readonly rows: readonly LedgerRow[];
    readonly history: boolean;
  },
): void {
  const at = context.host.clock.now();
  const { history } = ledger;
  const tell = (text: TimelineStep, detail: string): void =>
    insertOrderEvent(context.database, { orderId, at, side: 'marketplace', text, detail });
  const units = (rows: readonly LedgerRow[]): number => rows.reduce((sum, row) => sum + row.held, 0);
  if (!existing) tell(history ? 'kept-as-history' : 'received', order.rawStatus);
  else if (existing.rawStatus !== order.rawStatus)
    tell('status-changed', `${existing.rawStatus} → ${order.rawStatus}`);
  if (existing && !history && units(ledger.before) !== units(ledger.rows)) {
    tell('lines-changed', `${units(ledger.before)} → ${units(ledger.rows)}`);
  }
}

function quarantineOrder(
  context: EngineContext,
  input: {
    readonly orderId: string;
    readonly existing: SalesOrderRow | null;
    readonly newest: MarketplacePackage;
    readonly fault: Problem | null;
    readonly inbox: readonly InboxRow[];
  },
): RefreshOutcome {
  const { orderId, existing, newest, fault } = input;
  const at = context.host.clock.now();
  const whole = (value: number, fallback: number): number => (Number.isSafeInteger(value) ? value : fallback);
  upsertSalesOrder(context.database, {
    orderId,
    channelId: input.inbox[0]!.channelId,
    orderNumber: newest.orderNumber,
    status: newest.status,
    rawStatus: newest.rawStatus,
    importState: 'quarantined',
    totalE4: whole(newest.totalE4, 0),
    currency: newest.currency,
    orderedAt: whole(newest.orderedAtMs, at),
    dispatchBy: newest.dispatchByMs,
    lastModifiedMs: whole(newest.lastModifiedMs, at),
    buyerSealed: sealBuyer(context.vault, orderId, newest),
    city: newest.shipping.city,
    dirty: false,
    firstSeenAt: existing?.firstSeenAt ?? at,
    problem: fault,
  });
  insertOrderEvent(context.database, {
    orderId,
    at,
    side: 'program',
    text: 'quarantined' satisfies TimelineStep,
    detail: String(fault?.params['fields'] ?? ''),
  });
  return { orderId, readAgain: false, variantIds: [] };
}
