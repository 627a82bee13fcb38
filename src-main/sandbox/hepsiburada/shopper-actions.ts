import type { ShopperOrder, ShopperSide } from '../shopper-side.ts';
import type { HepsiburadaHand } from './hand.ts';
import { isSalable } from './listings-service.ts';
import type { LineStatus, Order } from './state.ts';
import type { HepsiburadaWorld } from './world.ts';

const STATES: Readonly<Record<LineStatus, ShopperOrder['state']>> = {
  Open: 'open',
  Unpacked: 'open',
  Packaged: 'open',
  InTransit: 'shipped',
  Delivered: 'delivered',
  Undelivered: 'undelivered',
  ClaimCreated: 'returned',
  CancelledByMerchant: 'cancelled',
  CancelledByCustomer: 'cancelled',
};

/** The customers' side of Hepsiburada. What was not packed when the carrier comes is packed first, as Hepsiburada does, and was paid for before. */
export function hepsiburadaShoppers(
  { state }: HepsiburadaWorld,
  hand: Pick<
    HepsiburadaHand,
    'listings' | 'buy' | 'orders' | 'cancel' | 'carry' | 'pack' | 'pay' | 'claim' | 'ask'
  >,
): ShopperSide {
  return {
    shelf: () =>
      hand
        .listings()
        .filter(isSalable)
        .map(({ merchantSku, stock }) => ({
          code: merchantSku,
          title: state.products.get(merchantSku.toUpperCase())?.title ?? merchantSku,
          quantity: stock,
        })),
    buy: ({ lines, oversell }) => {
      const wanted = lines.map(({ code, quantity }) => ({ merchantSku: code, quantity }));
      return orderOf(hand.buy({ lines: wanted, ...(oversell ? { oversell } : {}) }));
    },
    orders: () => hand.orders().map(orderOf),
    cancel: ({ orderNumber, lines }) => {
      if (!lines) return hand.cancel(orderNumber);
      for (const { lineId, quantity } of lines) hand.cancel(orderNumber, { lineId, quantity });
    },
    carry: ({ orderNumber, to }) => {
      const order = state.orders.get(orderNumber);
      const open = order?.lines.some(({ status }) => status === 'Open' || status === 'Unpacked') ?? false;
      if (to === 'shipped' && order?.paid === false) hand.pay(orderNumber);
      if (to === 'shipped' && open) hand.pack(orderNumber);
      hand.carry(
        orderNumber,
        to === 'shipped' ? 'InTransit' : to === 'delivered' ? 'Delivered' : 'Undelivered',
      );
    },
    return: ({ orderNumber, lines, reason }) => {
      const order = state.orders.get(orderNumber);
      const lineId = lines?.[0]?.lineId ?? order?.lines.find(({ status }) => status === 'Delivered')?.id;
      if (lineId === undefined) throw new RangeError(`nothing of ${orderNumber} was delivered`);
      const quantity = lines?.[0]?.quantity;
      const wish = {
        ...(reason === undefined ? {} : { reason }),
        ...(quantity === undefined ? {} : { quantity }),
      };
      return { returnId: hand.claim(lineId, wish).number };
    },
    ask: ({ code, text }) => ({ questionId: String(hand.ask(code, text)) }),
  };
}

/** A partly moved order counts as what its slowest standing line is. */
function orderOf(order: Order): ShopperOrder {
  const standing = order.lines.filter(({ status }) => STATES[status] !== 'cancelled');
  const states = standing.map(({ status }) => STATES[status]);
  const slowest = (['open', 'shipped'] as const).find((state) => states.includes(state));
  return {
    orderNumber: order.orderNumber,
    state: slowest ?? states[0] ?? 'cancelled',
    lines: standing.map(({ id, merchantSku, quantity }) => ({ lineId: id, code: merchantSku, quantity })),
  };
}
