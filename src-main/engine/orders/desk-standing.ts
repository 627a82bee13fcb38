import { z } from 'zod';
import { AnyDeskAction } from '#contract/order-desk.ts';
import { OrderStatus } from '#contract/orders.ts';
import type { MarketplacePackage } from '../marketplaces/kit/port.ts';
import { livingLines } from './desk-rules.ts';
import { isOpen, statusRank } from './package-version.ts';
import { reconcile } from './reconcile.ts';
import { standingPackages } from './whole-order.ts';

/**
 * What an action of the order desk was about, and how the order stood when it was sent: by it a lost answer is judged.
 * Kept beside the attempt; nothing personal is in it.
 */
export const DeskStanding = z.object({
  action: AnyDeskAction,
  /** How many pieces the action named. */
  wanted: z.int().min(0),
  status: OrderStatus.nullable(),
  /** Pieces in the package, in the order as a whole, and packages that hold any. */
  pieces: z.int(),
  held: z.int(),
  parcels: z.int(),
  cargo: z.string(),
  dispatchByMs: z.int().nullable(),
});
export type DeskStanding = z.infer<typeof DeskStanding>;

/** How a package and its order stand now; `status` null for a package that exists no more. */
export function standingNow(
  packages: readonly MarketplacePackage[],
  of: Pick<DeskStanding, 'action' | 'wanted'> & { readonly packageId: string },
): DeskStanding {
  const standing = standingPackages(packages);
  const mine = standing.find(({ packageId }) => packageId === of.packageId);
  const pieces = (one: MarketplacePackage): number =>
    livingLines(one).reduce((sum, { quantity }) => sum + quantity, 0);
  return {
    action: of.action,
    wanted: of.wanted,
    status: mine?.status ?? null,
    pieces: mine === undefined ? 0 : pieces(mine),
    held:
      standing.length === 0 ? 0 : reconcile(standing).held.reduce((sum, { quantity }) => sum + quantity, 0),
    parcels: standing.filter((one) => isLive(one.status) && pieces(one) > 0).length,
    cargo: mine?.cargo.provider ?? '',
    dispatchByMs: mine?.dispatchByMs ?? null,
  };
}

/** Reads what {@link DeskStanding} was kept as; null for a row of an older version. */
export function readStanding(value: string): DeskStanding | null {
  try {
    const kept = DeskStanding.safeParse(JSON.parse(value));
    return kept.success ? kept.data : null;
  } catch {
    // Older versions kept the action's name alone, which is no JSON.
    return null;
  }
}

/** The action that an attempt was about, in whichever way it was kept. */
export function actionOfAttempt(value: string): AnyDeskAction | null {
  const named = AnyDeskAction.safeParse(readStanding(value)?.action ?? value);
  return named.success ? named.data : null;
}

/**
 * Whether an action whose answer was lost has arrived, by how the order stands after it. Null where the marketplace does not
 * show it: repeating such a one sets the same thing once more, or is for the merchant to decide.
 */
export function hasArrived(before: DeskStanding, now: DeskStanding): boolean | null {
  const gone = now.status === null;
  switch (before.action) {
    case 'pick':
    case 'invoice':
      return now.status !== null && statusRank(now.status) >= (before.action === 'pick' ? PICKING : INVOICED);
    case 'pack':
      return gone || now.status === 'split' || now.pieces <= before.pieces - before.wanted;
    case 'unpack':
      return gone || (now.status !== 'picking' && now.status !== 'invoiced');
    case 'ship':
      if (now.status === before.status) return false;
      // A part that left gives an order a word of its own on Amazon; elsewhere it tells something else.
      return now.status !== null && statusRank(now.status) >= statusRank('shipped') ? true : null;
    case 'deliver':
      return now.status === 'delivered' || now.status === 'undelivered' || now.status === 'returned';
    case 'cancel':
      return now.held <= before.held - before.wanted;
    case 'split':
      return gone || now.status === 'split' || now.parcels > before.parcels || now.pieces < before.pieces;
    case 'extend':
      // A later day is a sign; the same day is none, because it may be told elsewhere.
      return now.dispatchByMs !== null && now.dispatchByMs > (before.dispatchByMs ?? Infinity) ? true : null;
    case 'change-cargo':
      return now.cargo === before.cargo ? null : true;
    case 'send-invoice':
    case 'delete-invoice':
    case 'boxes':
    case 'labour-cost':
    case 'label':
    case 'change-warehouse':
    case 'service-delivery':
    case 'send-warranty':
    case 'create-return':
      return null;
  }
}

/** Sent twice it says the same thing twice, and no more: the merchant may simply do it again. */
export function setsTheSame(action: AnyDeskAction): boolean {
  return SETTING.has(action);
}

const SETTING: ReadonlySet<AnyDeskAction> = new Set([
  'send-invoice',
  'delete-invoice',
  'boxes',
  'labour-cost',
  'change-cargo',
  'change-warehouse',
  'service-delivery',
  'send-warranty',
]);
const PICKING = statusRank('picking');
const INVOICED = statusRank('invoiced');

function isLive(status: OrderStatus): boolean {
  return isOpen(status) && status !== 'split';
}
