import type { ShopperOrder, ShopperSide } from '../shopper-side.ts';
import type { AmazonHand } from './hand.ts';
import { shelfOf, textIn } from './listing-changes.ts';
import type { Order } from './state.ts';

/** What customers do here, in the words common to all marketplaces. Nobody can ask: Amazon shows sellers no questions. */
export function amazonShoppers(hand: AmazonHand): ShopperSide {
  return {
    shelf: () =>
      hand
        .listings()
        .filter(({ issues, asin }) => issues.length === 0 && asin !== '')
        .map((listing) => ({
          code: listing.sku,
          title: textIn(listing.attributes, 'item_name'),
          quantity: shelfOf(listing).quantity,
        })),
    buy: ({ lines, oversell }) =>
      seen(
        hand.buy({
          lines: lines.map(({ code, quantity }) => ({ sku: code, quantity })),
          ...(oversell ? { oversell } : {}),
        }),
      ),
    orders: () => hand.orders().map(seen),
    cancel: ({ orderNumber, lines }) =>
      hand.cancel(
        orderNumber,
        lines?.map(({ lineId }) => lineId),
      ),
    carry: ({ orderNumber, to }) => {
      const word = { shipped: 'SHIPPED', delivered: 'DELIVERED', undelivered: 'UNDELIVERABLE' } as const;
      hand.carry(orderNumber, word[to]);
    },
    return: ({ orderNumber, reason }) => ({
      returnId: hand.returnOrder(orderNumber, reason ?? 'UNWANTED_ITEM'),
    }),
  };
}

function seen(order: Order): ShopperOrder {
  const live = order.items.filter(({ cancelled }) => !cancelled);
  return {
    orderNumber: order.orderId,
    state: stateOf(order),
    lines: live.map(({ orderItemId, sku, quantity }) => ({ lineId: orderItemId, code: sku, quantity })),
  };
}

function stateOf({ status, packages }: Order): ShopperOrder['state'] {
  if (status === 'CANCELLED') return 'cancelled';
  if (status !== 'SHIPPED') return status === 'PARTIALLY_SHIPPED' ? 'other' : 'open';
  if (packages.every((one) => one.status === 'DELIVERED')) return 'delivered';
  return packages.some((one) => one.status === 'UNDELIVERABLE') ? 'undelivered' : 'shipped';
}
