import { z } from 'zod';
import { issue, setStock, shelfOf } from './listing-changes.ts';
import { book, makeListing, makeOrder, type BuyWish, type SeedListing } from './make.ts';
import { statusOf } from './orders.ts';
import type { AmazonRules } from './rules.ts';
import type { Listing, Order } from './state.ts';
import { nextNumber, type AmazonWorld } from './world.ts';

export type { BuyWish, SeedListing } from './make.ts';

/** What a person (or a test) does to this Amazon from outside the API. */
export type AmazonHand = {
  readonly seedListings: (seeds: readonly SeedListing[]) => number;
  readonly listings: () => readonly Listing[];
  readonly listing: (sku: string) => { readonly quantity: number; readonly priceKurus: number } | null;
  readonly orders: () => readonly Order[];
  readonly buy: (wish: BuyWish) => Order;
  /** Payment cleared: buyer and money are known from here on. */
  readonly pay: (orderId: string) => void;
  readonly cancel: (orderId: string, orderItemIds?: readonly string[]) => void;
  readonly carry: (orderId: string, to: 'SHIPPED' | 'DELIVERED' | 'UNDELIVERABLE') => void;
  readonly returnOrder: (orderId: string, reason: string) => string;
  readonly suppress: (sku: string, code: string, message: string) => void;
  readonly setRules: (change: Partial<AmazonRules>) => void;
  readonly actions: Readonly<Record<string, (input: unknown) => unknown>>;
  readonly truth: () => unknown;
};

export function amazonHand(
  world: AmazonWorld,
  {
    setRules,
    changed,
  }: { readonly setRules: (change: Partial<AmazonRules>) => void; readonly changed: () => void },
): AmazonHand {
  const { state } = world;
  const orderOf = (orderId: string): Order => {
    const order = state.orders[orderId];
    if (!order) throw new RangeError(`no order ${orderId}`);
    return order;
  };
  const touch = (order: Order): void => {
    order.updatedAt = world.now();
    changed();
  };
  const hand: Omit<AmazonHand, 'actions'> = {
    seedListings: (seeds) => {
      for (const seed of seeds) state.listings[seed.sku] = makeListing(world, seed);
      changed();
      return seeds.length;
    },
    listings: () => Object.values(state.listings),
    listing: (sku) => {
      const listing = state.listings[sku];
      return listing ? shelfOf(listing) : null;
    },
    orders: () => Object.values(state.orders),
    buy: (wish) => {
      const order = makeOrder(world, wish);
      changed();
      return order;
    },
    pay: (orderId) => {
      const order = orderOf(orderId);
      if (order.status !== 'PENDING') throw new RangeError(`${order.status} can't be paid`);
      order.status = 'UNSHIPPED';
      touch(order);
    },
    cancel: (orderId, orderItemIds) => {
      const order = orderOf(orderId);
      for (const item of order.items) {
        if (item.cancelled || (orderItemIds && !orderItemIds.includes(item.orderItemId))) continue;
        if (item.shipped > 0) throw new RangeError('what is shipped can’t be cancelled');
        item.cancelled = true;
        const listing = state.listings[item.sku];
        if (listing && order.fulfilledBy === 'MERCHANT')
          setStock(listing, shelfOf(listing).quantity + item.quantity);
      }
      const next = statusOf(order);
      if (order.status !== 'PENDING' || next === 'CANCELLED') order.status = next;
      touch(order);
    },
    carry: (orderId, to) => {
      const order = orderOf(orderId);
      if (order.packages.length === 0) {
        if (order.status !== 'UNSHIPPED') throw new RangeError(`${order.status} can't be shipped`);
        const items = order.items
          .filter(({ cancelled }) => !cancelled)
          .map(({ orderItemId, quantity }) => ({ orderItemId, quantity }));
        order.packages.push({
          packageReferenceId: '1',
          carrier: 'Yurtiçi Kargo',
          trackingNumber: `TR${nextNumber(world)}`,
          shipTime: new Date(world.now()).toISOString(),
          status: to,
          items,
        });
        for (const item of order.items) if (!item.cancelled) item.shipped = item.quantity;
        order.status = 'SHIPPED';
      }
      for (const one of order.packages) one.status = to;
      const goodsKurus = order.items.reduce((sum, item) => sum + item.shipped * item.unitKurus, 0);
      if (to === 'SHIPPED') book(world, order, { type: 'Shipment', goodsKurus });
      touch(order);
    },
    returnOrder: (orderId, reason) => {
      const order = orderOf(orderId);
      const item = order.items.find(({ shipped }) => shipped > 0);
      if (!item) throw new RangeError('nothing of it was shipped');
      const rma = `D${nextNumber(world)}RMA`;
      const { sku, asin, title, shipped: quantity } = item;
      state.returns.push({
        rma,
        orderId,
        sku,
        asin,
        title,
        quantity,
        reason,
        at: world.now(),
        status: 'Approved',
      });
      changed();
      return rma;
    },
    suppress: (sku, code, message) => {
      const listing = state.listings[sku];
      if (!listing) throw new RangeError(`no listing ${sku}`);
      listing.issues = [{ ...issue(code, message, [], []), suppresses: true }];
      listing.updatedAt = world.now();
      changed();
    },
    setRules,
    truth: () => ({
      listings: Object.fromEntries(Object.values(state.listings).map((one) => [one.sku, shelfOf(one)])),
      orders: state.orders,
      returns: state.returns,
    }),
  };
  return { ...hand, actions: actionsOf(hand) };
}

const Buy = z.strictObject({
  lines: z.array(z.strictObject({ sku: z.string(), quantity: z.int().min(1) })).min(1),
  oversell: z.enum(['refused', 'allowed']).exactOptional(),
  pending: z.boolean().exactOptional(),
  business: z.boolean().exactOptional(),
  shipping: z.number().min(0).exactOptional(),
});
const OfOrder = z.strictObject({ orderId: z.string(), orderItemIds: z.array(z.string()).exactOptional() });
const Carry = z.strictObject({ orderId: z.string(), to: z.enum(['SHIPPED', 'DELIVERED', 'UNDELIVERABLE']) });
const Return = z.strictObject({ orderId: z.string(), reason: z.string() });
const Suppress = z.strictObject({ sku: z.string(), code: z.string(), message: z.string() });
const Rules = z.strictObject({
  applyDelayMs: z.number().min(0).exactOptional(),
  workDelayMs: z.number().min(0).exactOptional(),
  tokenLivesMs: z.number().min(1_000).exactOptional(),
  personalData: z.boolean().exactOptional(),
  forgetsUnknownCarriers: z.boolean().exactOptional(),
  zipsResults: z.boolean().exactOptional(),
});

function actionsOf(hand: Omit<AmazonHand, 'actions'>): AmazonHand['actions'] {
  return {
    buy: (input) => hand.buy(Buy.parse(input)),
    pay: (input) => hand.pay(OfOrder.parse(input).orderId),
    cancel: (input) => {
      const { orderId, orderItemIds } = OfOrder.parse(input);
      hand.cancel(orderId, orderItemIds);
    },
    carry: (input) => {
      const { orderId, to } = Carry.parse(input);
      hand.carry(orderId, to);
    },
    return: (input) => {
      const { orderId, reason } = Return.parse(input);
      return { rma: hand.returnOrder(orderId, reason) };
    },
    suppress: (input) => {
      const { sku, code, message } = Suppress.parse(input);
      hand.suppress(sku, code, message);
    },
    rules: (input) => hand.setRules(Rules.parse(input)),
  };
}
