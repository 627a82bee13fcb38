import type { OrderStatus } from '#contract/orders.ts';
import type { SalesOrderRow } from '../cache/tables/sales-order.ts';
import type { MarketplacePackage } from '../marketplaces/kit/port.ts';
import type { LedgerRow } from './ledger-rows.ts';
import { isOpen } from './package-version.ts';
import type { ReconciledOrder } from './reconcile.ts';

/** Statuses that say for certain that something still has to be sent. */
const TO_BE_SENT: ReadonlySet<OrderStatus> = new Set<OrderStatus>(['awaiting', 'new', 'picking', 'invoiced']);

/**
 * An order of the last day before the first reading had changed within what that reading looked at, so that one which
 * turns up later is younger, whatever the two clocks say: taken for history, its stock would be sold a second time.
 */
const CLOCKS_APART_MS = 86_400_000;

/**
 * How an order stood before this look at it. `undecided` is one that only waited for a part of it to be understood or
 * seen; nothing was asked of the shop for it.
 */
export type EarlierStanding = 'new' | 'undecided' | 'history' | 'taken';

export function standingOf(existing: SalesOrderRow | null): EarlierStanding {
  if (existing === null) return 'new';
  if (existing.importState === 'history') return 'history';
  if (existing.importAttempts > 0 || existing.storeOrderId !== null) return 'taken';
  return existing.importState === 'quarantined' || existing.status === 'split' ? 'undecided' : 'taken';
}

/**
 * Whether an order was on its way, done or cancelled before its channel was connected. The shop's stock shows what was
 * sent before then, so such an order is kept to be looked at and neither written to the shop nor taken off its stock.
 *
 * While the first reading of a channel goes on, that is every order with nothing left to send; a word nobody knows may
 * mean that there is. Afterwards, an order from before that reading which turns up for the first time already closed is
 * history, too: its last change lay outside what that reading looked at. Once history, an order comes back only when a
 * package of it certainly has to be sent.
 */
export function isHistory(
  order: ReconciledOrder,
  packages: readonly MarketplacePackage[],
  earlier: {
    readonly standing: EarlierStanding;
    /** See `ChannelRow.ordersFirstReadAt`. */
    readonly firstReadAt: number | null;
  },
): boolean {
  if (earlier.standing === 'taken') return false;
  if (earlier.standing === 'history')
    return !isOpen(order.status) || !packages.some(({ status }) => TO_BE_SENT.has(status));
  if (isOpen(order.status)) return false;
  const orderedAt = Math.min(...packages.map(({ orderedAtMs }) => orderedAtMs));
  return earlier.firstReadAt === null || orderedAt <= earlier.firstReadAt - CLOCKS_APART_MS;
}

/** What history took is in the shop's stock already: nothing of it is reserved, and nothing is to be written. */
export function asWritten(rows: readonly LedgerRow[]): readonly LedgerRow[] {
  return rows.map((row) => ({ ...row, written: row.held }));
}
