import type { OrderStatus } from '#contract/orders.ts';

/**
 * How far along a package is. Decides between two versions of a package that carry the same marketplace time, and
 * which of several packages speaks for the order.
 */
const RANKS: Readonly<Record<OrderStatus, number>> = {
  awaiting: 0,
  new: 1,
  // A word that nobody knows yet is as likely to be early as late: it must not overtake a known one.
  other: 2,
  picking: 3,
  invoiced: 4,
  shipped: 5,
  'at-collection-point': 6,
  undelivered: 7,
  delivered: 8,
  returned: 9,
  split: 10,
  unsupplied: 11,
  cancelled: 12,
};

export function statusRank(status: OrderStatus): number {
  return RANKS[status];
}

export type PackageVersion = {
  readonly status: OrderStatus;
  readonly lastModifiedMs: number;
  readonly rawHash: string;
};

/**
 * Whether `candidate` replaces `known`. The marketplace's own time decides, then how far along the package is, then,
 * so that every order of arrival ends the same, the hash of what was received.
 */
export function isNewerVersion(candidate: PackageVersion, known: PackageVersion): boolean {
  if (candidate.lastModifiedMs !== known.lastModifiedMs)
    return candidate.lastModifiedMs > known.lastModifiedMs;
  const ranks = statusRank(candidate.status) - statusRank(known.status);
  if (ranks !== 0) return ranks > 0;
  return candidate.rawHash > known.rawHash;
}

/** Statuses in which the goods are gone or promised. An unknown status holds: giving back too early oversells. */
export function holdsStock(status: OrderStatus): boolean {
  // A return does not give stock back by itself: the goods may be damaged, and the merchant books them in the shop.
  return status !== 'cancelled' && status !== 'unsupplied';
}

const OPEN: ReadonlySet<OrderStatus> = new Set<OrderStatus>([
  'awaiting',
  'new',
  'picking',
  'invoiced',
  'split',
  'other',
]);

/** Whether the parcel has not left yet: the merchant still has something to do, and a clock may run. */
export function isOpen(status: OrderStatus): boolean {
  return OPEN.has(status);
}
