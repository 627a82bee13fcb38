import type { ShopperOrder, ShopperSide } from '../shopper-side.ts';
import type { PazaramaHand } from './hand.ts';
import { isOnSale } from './products.ts';
import type { ItemStatus, PazaramaOrder } from './state.ts';

const STATES: Readonly<Record<ItemStatus, ShopperOrder['state']>> = {
  received: 'open',
  preparing: 'open',
  cancelAsked: 'open',
  shipped: 'shipped',
  inStore: 'shipped',
  atPoint: 'shipped',
  delivered: 'delivered',
  undelivered: 'undelivered',
  cancelled: 'cancelled',
  unsupplied: 'cancelled',
  returnAsked: 'delivered',
  returnAccepted: 'returned',
  returnRefused: 'delivered',
  refunded: 'returned',
};

/** The customers' side of Pazarama. A line is cancelled and comes back whole: its pieces have one status. */
export function pazaramaShoppers(hand: Omit<PazaramaHand, 'actions' | 'truth'>): ShopperSide {
  const find = (orderNumber: string): PazaramaOrder => {
    const order = hand.order(Number(orderNumber));
    if (!order) throw new RangeError(`no order ${orderNumber}`);
    return order;
  };
  return {
    shelf: () =>
      hand
        .listings()
        .filter(isOnSale)
        .map(({ code, title, quantity }) => ({ code, title, quantity })),
    buy: (wish) => orderOf(hand.buy(wish)),
    orders: () => hand.orders().map(orderOf),
    cancel: ({ orderNumber, lines }) => {
      const order = find(orderNumber);
      const wanted = lines?.map(({ lineId }) => lineId);
      const open = order.items
        .filter(({ status }) => status === 'received' || status === 'preparing')
        .map(({ orderItemId }) => orderItemId);
      hand.cancel(order.orderNumber, wanted ? open.filter((id) => wanted.includes(id)) : open);
    },
    carry: ({ orderNumber, to }) => {
      const order = find(orderNumber);
      const from = to === 'shipped' ? 'open' : 'shipped';
      const moving = order.items
        .filter(({ status }) => STATES[status] === from && status !== 'cancelAsked')
        .map(({ orderItemId }) => orderItemId);
      if (moving.length === 0) throw new RangeError(`nothing of ${orderNumber} is ${from}`);
      hand.setItemStatus(order.orderNumber, to, moving);
    },
    return: ({ orderNumber, lines, reason }) => {
      const order = find(orderNumber);
      const item = order.items.find(
        ({ status, orderItemId }) =>
          status === 'delivered' && (!lines || lines.some(({ lineId }) => lineId === orderItemId)),
      );
      if (!item) throw new RangeError(`nothing of ${orderNumber} was delivered`);
      const { orderItemId } = item;
      const { refundId } = hand.askForReturn(order.orderNumber, {
        orderItemId,
        ...(reason ? { reason } : {}),
      });
      return { returnId: refundId };
    },
    ask: ({ code, text }) => ({ questionId: hand.ask(code, text).questionId }),
  };
}

/** A partly moved order counts as what its slowest living line is. */
function orderOf({ orderNumber, items }: PazaramaOrder): ShopperOrder {
  const living = items.filter(({ status }) => STATES[status] !== 'cancelled');
  const states = living.map(({ status }) => STATES[status]);
  const state = (['open', 'shipped', 'undelivered', 'delivered'] as const).find((each) =>
    states.includes(each),
  );
  return {
    orderNumber: String(orderNumber),
    state: state ?? states[0] ?? 'cancelled',
    lines: living.map(({ orderItemId, code, quantity }) => ({ lineId: orderItemId, code, quantity })),
  };
}
