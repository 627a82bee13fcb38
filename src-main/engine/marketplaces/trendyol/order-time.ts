import type { OrderStatus } from '#contract/orders.ts';
import type { WirePackage } from './wire-order.ts';

/** Turkey's clock is three hours ahead of UTC all year round since 2016. */
const SHIFT_MS = 3 * 3_600_000;

type Times = Pick<
  WirePackage,
  'orderDate' | 'originShipmentDate' | 'lastModifiedDate' | 'packageHistories' | 'createdBy'
>;

/**
 * The instant of the order. Trendyol writes `orderDate` as if Turkey's wall clock were UTC, so it lies three hours in
 * the future, while every other time of a package is plain UTC (official sample, 2026; sheet §1.6). The rule:
 *
 * 1. a package of the order itself: shifted when it lies later than the package’s beginning by more than half the shift,
 *    else plain, as test systems send it;
 * 2. any other: shifted, as documented. (A package of a split begins hours after the order and proves nothing.)
 *
 * Null without an `orderDate`.
 */
export function readOrderInstant(times: Times, status: OrderStatus): number | null {
  const { orderDate } = times;
  if (orderDate === null) return null;
  const beginning = beginningOf(times, status);
  const ownPackage =
    times.createdBy === '' || times.createdBy.toLowerCase().replace(/[^a-z]/g, '') === 'ordercreation';
  if (ownPackage && beginning !== null) {
    return orderDate - beginning < SHIFT_MS / 2 ? orderDate : orderDate - SHIFT_MS;
  }
  return orderDate - SHIFT_MS;
}

/** When the package came about, as far as it tells. */
function beginningOf(times: Times, status: OrderStatus): number | null {
  const births = times.packageHistories.flatMap(({ createdDate, status: word }) =>
    createdDate !== null && /^\s*(created|awaiting)\s*$/i.test(word) ? [createdDate] : [],
  );
  if (births.length > 0) return Math.min(...births);
  if (times.originShipmentDate !== null) return times.originShipmentDate;
  // Untouched since: then its last change was its first.
  return status === 'new' || status === 'awaiting' ? times.lastModifiedDate : null;
}
