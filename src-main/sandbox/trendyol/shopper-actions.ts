import type { ShopperOrder, ShopperSide } from '../shopper-side.ts';
import type { TrendyolHand } from './hand.ts';
import { isOnSale } from './listings.ts';
import type { PackageStatus, TrendyolPackage } from './state.ts';

const STATES: Partial<Readonly<Record<PackageStatus, ShopperOrder['state']>>> = {
  Awaiting: 'open',
  Created: 'open',
  Picking: 'open',
  Invoiced: 'open',
  Shipped: 'shipped',
  AtCollectionPoint: 'shipped',
  Delivered: 'delivered',
  UnDelivered: 'undelivered',
  Returned: 'returned',
  Cancelled: 'cancelled',
  UnSupplied: 'cancelled',
};
const CARRIED: Readonly<Record<'shipped' | 'delivered' | 'undelivered', PackageStatus>> = {
  shipped: 'Shipped',
  delivered: 'Delivered',
  undelivered: 'UnDelivered',
};
/** Invoiced packages can't be cancelled any more, though they still wait for the carrier. */
const CANCELLABLE: readonly PackageStatus[] = ['Awaiting', 'Created', 'Picking'];

type Hand = Pick<
  TrendyolHand,
  'listings' | 'buy' | 'packages' | 'cancel' | 'setPackageStatus' | 'returnGoods' | 'ask'
>;

/** The customers' side of Trendyol; an order is the packages that stand for it now. */
export function trendyolShoppers(hand: Hand): ShopperSide {
  const packagesOf = (orderNumber: string): readonly TrendyolPackage[] =>
    hand.packages().filter((one) => one.orderNumber === orderNumber && one.status !== 'UnPacked');
  return {
    shelf: () =>
      hand
        .listings()
        .filter(isOnSale)
        .map(({ barcode, title, quantity }) => ({ code: barcode, title, quantity })),
    buy: ({ lines, oversell }) => {
      const wanted = lines.map(({ code, quantity }) => ({ barcode: code, quantity }));
      const made = hand.buy({ lines: wanted, ...(oversell ? { oversell } : {}) });
      return orderOf(made.orderNumber, [made]);
    },
    orders: () => {
      const standing = hand.packages().filter(({ status }) => status !== 'UnPacked');
      const orders = Map.groupBy(standing, ({ orderNumber }) => orderNumber);
      return [...orders].map(([orderNumber, packages]) => orderOf(orderNumber, packages));
    },
    cancel: ({ orderNumber, lines }) => {
      const open = packagesOf(orderNumber).filter(({ status }) => CANCELLABLE.includes(status));
      if (open.length === 0) throw new RangeError(`nothing of ${orderNumber} can be cancelled any more`);
      for (const one of open) {
        const own = lines?.filter(({ lineId }) => one.lines.some((line) => String(line.lineId) === lineId));
        if (own?.length === 0) continue;
        const pieces = own?.map(({ lineId, quantity }) => ({ lineId: Number(lineId), quantity }));
        hand.cancel(one.packageId, ...(pieces ? [pieces] : []));
      }
    },
    carry: ({ orderNumber, to }) => {
      const from = to === 'shipped' ? 'open' : 'shipped';
      const moving = packagesOf(orderNumber).filter(({ status }) => STATES[status] === from);
      if (moving.length === 0) throw new RangeError(`nothing of ${orderNumber} is ${from}`);
      for (const { packageId } of moving) hand.setPackageStatus(packageId, CARRIED[to]);
    },
    return: ({ orderNumber, lines, reason }) => {
      const pieces = lines?.map(({ lineId, quantity }) => ({ lineId: Number(lineId), quantity }));
      const claim = hand.returnGoods({
        orderNumber,
        ...(pieces ? { pieces } : {}),
        ...(reason === undefined ? {} : { reason }),
      });
      return { returnId: claim.claimId };
    },
    ask: ({ code, text }) => ({ questionId: String(hand.ask(code, text).questionId) }),
  };
}

/** A partly moved order counts as what its slowest standing package is. */
function orderOf(orderNumber: string, packages: readonly TrendyolPackage[]): ShopperOrder {
  const standing = packages.filter(({ status }) => STATES[status] !== 'cancelled');
  const states = standing.map(({ status }) => STATES[status] ?? 'other');
  const open = standing.some(({ status }) => CANCELLABLE.includes(status));
  const state = open ? 'open' : (states.find((each) => each === 'shipped') ?? states[0] ?? 'cancelled');
  return {
    orderNumber,
    // Invoiced by the seller and not yet with the carrier: no customer can do anything to it.
    state: state === 'open' && !open ? 'other' : state,
    lines: standing.flatMap(({ lines }) =>
      lines
        .filter(({ status }) => STATES[status] !== 'cancelled')
        .map(({ lineId, barcode, quantity }) => ({ lineId: String(lineId), code: barcode, quantity })),
    ),
  };
}
