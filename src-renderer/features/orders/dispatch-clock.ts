import type { OrderRow, OrderStatus } from '#contract/orders.ts';
import type { Tone } from '../../ui/state-dot.tsx';

/** Statuses in which the parcel is still here: only then does the clock run. */
const STILL_HERE: ReadonlySet<OrderStatus> = new Set<OrderStatus>([
  'awaiting',
  'new',
  'picking',
  'invoiced',
  'split',
  'other',
]);
const SOON_MS = 4 * 3_600_000;

export type DispatchClock =
  | { readonly kind: 'late' | 'left'; readonly tone: Tone; readonly milliseconds: number }
  | { readonly kind: 'none' | 'done' };

/**
 * How long until a parcel must be with the carrier. `now` in epoch ms. An order becomes late here the moment its
 * time has passed, without waiting to be read again.
 */
export function dispatchClock(
  order: Pick<OrderRow, 'status' | 'dispatchBy' | 'late'>,
  now: number,
): DispatchClock {
  if (!STILL_HERE.has(order.status)) return { kind: 'done' };
  if (order.dispatchBy === null) return { kind: 'none' };
  const left = Date.parse(order.dispatchBy) - now;
  if (order.late || left < 0) return { kind: 'late', tone: 'failing', milliseconds: Math.max(0, -left) };
  return { kind: 'left', tone: left < SOON_MS ? 'waiting' : 'info', milliseconds: left };
}
