import type { ShopperOrder, ShopperSide } from '../shopper-side.ts';
import type { N11Hand } from './hand.ts';
import { isOnSale } from './listings.ts';
import type { N11Package, PackageStatus } from './state.ts';

const STATES: Readonly<Record<PackageStatus, ShopperOrder['state']>> = {
  Created: 'open',
  Picking: 'open',
  Shipped: 'shipped',
  Delivered: 'delivered',
  Cancelled: 'cancelled',
  UnSupplied: 'cancelled',
  Unpacked: 'other',
};

/** The customers' side of N11; an order is the packages that stand for it now. */
export function n11Shoppers(hand: Omit<N11Hand, 'actions' | 'truth'>): ShopperSide {
  const packagesOf = (orderNumber: string): readonly N11Package[] =>
    hand.packages().filter((one) => one.orderNumber === orderNumber && one.status !== 'Unpacked');
  return {
    shelf: () =>
      hand
        .listings()
        .filter(isOnSale)
        .map(({ stockCode, title, quantity }) => ({ code: stockCode, title, quantity })),
    buy: ({ lines, oversell }) => {
      const wanted = lines.map(({ code, quantity }) => ({ stockCode: code, quantity }));
      const made = hand.buy({ lines: wanted, ...(oversell ? { oversell } : {}) });
      return orderOf(made.orderNumber, [made]);
    },
    orders: () => {
      const standing = hand.packages().filter(({ status }) => status !== 'Unpacked');
      const orders = Map.groupBy(standing, ({ orderNumber }) => orderNumber);
      return [...orders].map(([orderNumber, packages]) => orderOf(orderNumber, packages));
    },
    cancel: ({ orderNumber, lines }) => {
      const open = packagesOf(orderNumber).filter(({ status }) => STATES[status] === 'open');
      if (open.length === 0) throw new RangeError(`nothing of ${orderNumber} can be cancelled any more`);
      for (const one of open) {
        const pieces = lines
          ?.filter(({ lineId }) => one.lines.some(({ orderLineId }) => String(orderLineId) === lineId))
          .map(({ lineId, quantity }) => ({ orderLineId: Number(lineId), quantity }));
        if (pieces?.length === 0) continue;
        hand.cancel(one.key, ...(pieces ? [pieces] : []));
        // Line ids outlive a split: the pieces that were named are gone with the first package that had them.
        if (pieces) return;
      }
    },
    carry: ({ orderNumber, to }) => {
      // N11 has no word for it: the parcel stays on its way.
      if (to === 'undelivered') return;
      const from = to === 'shipped' ? 'open' : 'shipped';
      const moving = packagesOf(orderNumber).filter(({ status }) => STATES[status] === from);
      if (moving.length === 0) throw new RangeError(`nothing of ${orderNumber} is ${from}`);
      for (const { key } of moving) hand.setPackageStatus(key, to === 'shipped' ? 'Shipped' : 'Delivered');
    },
    return: ({ orderNumber, lines, reason }) => {
      const delivered = packagesOf(orderNumber).filter(({ status }) => status === 'Delivered');
      const wanted = lines?.[0];
      for (const { key, lines: own } of delivered) {
        const line = own.find(
          ({ orderLineId }) => wanted === undefined || String(orderLineId) === wanted.lineId,
        );
        if (!line) continue;
        const quantity = Math.min(wanted?.quantity ?? line.quantity, line.quantity);
        const { orderLineId } = line;
        const made = hand.claim({
          kind: 'return',
          key,
          orderLineId,
          quantity,
          ...(reason ? { reason } : {}),
        });
        return { returnId: String(made.id) };
      }
      throw new RangeError(`nothing of ${orderNumber} was delivered`);
    },
    ask: ({ code, text }) => ({ questionId: String(hand.ask(code, text).id) }),
  };
}

/** A partly moved order counts as what its slowest standing package is. */
function orderOf(orderNumber: string, packages: readonly N11Package[]): ShopperOrder {
  const standing = packages.filter(({ status }) => STATES[status] !== 'cancelled');
  const states = standing.map(({ status }) => STATES[status]);
  const state = (['open', 'shipped', 'delivered'] as const).find((each) => states.includes(each));
  return {
    orderNumber,
    state: state ?? states[0] ?? 'cancelled',
    lines: standing.flatMap(({ lines }) =>
      lines.map(({ orderLineId, stockCode, quantity }) => ({
        lineId: String(orderLineId),
        code: stockCode,
        quantity,
      })),
    ),
  };
}
