import type { OrderStatus } from '#contract/orders.ts';

/** Words of lines and packages, by their letters alone (sheet §4.1). */
const STATUS: Readonly<Record<string, OrderStatus>> = {
  open: 'new',
  unpacked: 'new',
  packaged: 'picking',
  readytoship: 'picking',
  intransit: 'shipped',
  shipped: 'shipped',
  delivered: 'delivered',
  undelivered: 'undelivered',
  // Made after delivery; what becomes of it stands among the claims.
  claimcreated: 'delivered',
  cancelledbymerchant: 'unsupplied',
  cancelledbycustomer: 'cancelled',
  cancelledbysap: 'cancelled',
  cancelled: 'cancelled',
};

/** A word nobody knows yet is `other`, never a guess; the raw word is kept beside it. */
export function mapStatus(word: string): OrderStatus {
  // Not by any language's rules: a Turkish lower case would make another word of `InTransit`.
  const key = word.replace(/[^A-Za-z]/g, '').toLowerCase();
  return Object.hasOwn(STATUS, key) ? STATUS[key]! : 'other';
}

export function isCancelled(status: OrderStatus): boolean {
  return status === 'cancelled' || status === 'unsupplied';
}

const RANKS: Readonly<Partial<Record<OrderStatus, number>>> = {
  awaiting: 0,
  new: 1,
  other: 2,
  picking: 3,
  shipped: 5,
  undelivered: 6,
  delivered: 7,
};

export function rankOf(status: OrderStatus): number {
  return RANKS[status] ?? 0;
}

/** The state of a parcel by its lines: the least advanced of those that are not cancelled; `cancelled` where all are. */
export function leastOf(statuses: readonly OrderStatus[]): OrderStatus {
  const live = statuses.filter((status) => !isCancelled(status));
  if (live.length > 0) return live.reduce((least, each) => (rankOf(each) < rankOf(least) ? each : least));
  return statuses.length > 0 && statuses.every((status) => status === 'unsupplied')
    ? 'unsupplied'
    : 'cancelled';
}
