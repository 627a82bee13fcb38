import { inventBuyer } from '../trendyol/buyers.ts';
import type { Buyer } from '../trendyol/state.ts';
import { isOnSale, toKurus } from './products.ts';
import type { ItemStatus, PazaramaClaim, PazaramaItem, PazaramaOrder, PazaramaQuestion } from './state.ts';
import type { PazaramaWorld } from './world.ts';

export type BuyWish = {
  /** Left out: one product that is on sale, by chance. */
  readonly lines?: readonly {
    readonly code: string;
    readonly quantity: number;
    /** Lira for one piece, where it is not the product's price (or there is no such product). */
    readonly price?: number;
    readonly title?: string;
  }[];
  readonly buyer?: Partial<Buyer>;
  readonly corporate?: boolean;
  readonly orderedMs?: number;
  readonly oversell?: 'refused' | 'allowed';
};
type WishedLine = NonNullable<BuyWish['lines']>[number];

/** A customer's order: takes the pieces off Pazarama's own shelf. */
export function buy(world: PazaramaWorld, wish: BuyWish): PazaramaOrder {
  const { state, random } = world;
  const lines = wish.lines ?? randomLines(world);
  if (lines.length === 0) throw new RangeError('nothing is on sale');
  if (wish.oversell !== 'allowed') requireStock(world, lines);
  state.counters.order += 1;
  const made: PazaramaOrder = {
    orderNumber: state.counters.order,
    orderId: random.uuid(),
    orderedMs: wish.orderedMs ?? world.now(),
    buyer: { ...inventBuyer(random), ...wish.buyer },
    corporate: wish.corporate ?? false,
    items: lines.map((line) => makeItem(world, line)),
  };
  for (const { code, quantity } of lines) {
    const listing = state.listings.get(code);
    if (listing) listing.quantity = Math.max(0, listing.quantity - quantity);
  }
  state.orders.set(made.orderNumber, made);
  return made;
}

function requireStock(world: PazaramaWorld, lines: readonly WishedLine[]): void {
  const wanted = new Map<string, number>();
  for (const { code, quantity } of lines) wanted.set(code, (wanted.get(code) ?? 0) + quantity);
  for (const [code, quantity] of wanted) {
    const listing = world.state.listings.get(code);
    if (!listing || !isOnSale(listing)) throw new RangeError(`not on sale: ${code}`);
    if (listing.quantity < quantity) throw new RangeError(`only ${listing.quantity} left of ${code}`);
  }
}

function randomLines(world: PazaramaWorld): readonly WishedLine[] {
  const onSale = [...world.state.listings.values()].filter(isOnSale);
  const chosen = onSale[Math.floor(world.random.fraction() * onSale.length)];
  return chosen ? [{ code: chosen.code, quantity: 1 }] : [];
}

function makeItem(world: PazaramaWorld, wish: WishedLine): PazaramaItem {
  if (!Number.isInteger(wish.quantity) || wish.quantity < 1)
    throw new RangeError('quantity must be 1 or more');
  const listing = world.state.listings.get(wish.code);
  return {
    orderItemId: world.random.uuid(),
    code: wish.code,
    stockCode: listing?.stockCode ?? '',
    title: wish.title ?? listing?.title ?? wish.code,
    quantity: wish.quantity,
    saleKurus: wish.price === undefined ? (listing?.saleKurus ?? 0) : toKurus(wish.price),
    vatRate: listing?.vatRate ?? 20,
    status: 'received',
    carrierId: null,
    trackingNumber: null,
    trackingUrl: null,
  };
}

export function itemsOf(
  order: PazaramaOrder,
  orderItemIds: readonly string[] | undefined,
): readonly PazaramaItem[] {
  if (orderItemIds === undefined) return order.items;
  const own = order.items.filter(({ orderItemId }) => orderItemIds.includes(orderItemId));
  if (own.length < orderItemIds.length) throw new RangeError('not a line of that order');
  return own;
}

/**
 * The customer cancels: at once while an item was only received, else by asking for it (portal, 2026, “Sipariş Akışı”).
 * Items that were shipped are refused.
 */
export function cancel(
  world: PazaramaWorld,
  order: PazaramaOrder,
  orderItemIds?: readonly string[],
): readonly PazaramaClaim[] {
  const items = itemsOf(order, orderItemIds).filter(
    ({ status }) => status === 'received' || status === 'preparing',
  );
  if (items.length === 0) throw new RangeError('nothing of it can be cancelled any more');
  return items.flatMap((item) => {
    if (item.status === 'received') {
      item.status = 'cancelled';
      return [];
    }
    item.status = 'cancelAsked';
    return [claim(world, { order, item, kind: 'cancel', reason: 'Vazgeçtim' })];
  });
}

export function askForReturn(
  world: PazaramaWorld,
  order: PazaramaOrder,
  wish: { readonly orderItemId: string; readonly reason?: string },
): PazaramaClaim {
  const [item] = itemsOf(order, [wish.orderItemId]);
  if (item?.status !== 'delivered') throw new RangeError('only what was delivered comes back');
  item.status = 'returnAsked';
  return claim(world, { order, item, kind: 'return', reason: wish.reason ?? 'Ürünün parçası eksik' });
}

function claim(
  world: PazaramaWorld,
  of: {
    readonly order: PazaramaOrder;
    readonly item: PazaramaItem;
    readonly kind: PazaramaClaim['kind'];
    readonly reason: string;
  },
): PazaramaClaim {
  const made: PazaramaClaim = {
    refundId: world.random.uuid(),
    kind: of.kind,
    orderNumber: of.order.orderNumber,
    orderItemId: of.item.orderItemId,
    reason: of.reason,
    requestedMs: world.now(),
    status: 1,
    rejectType: null,
    description: '',
    pictures: 0,
  };
  world.state.claims.set(made.refundId, made);
  return made;
}

export function setItemStatus(
  order: PazaramaOrder,
  status: ItemStatus,
  orderItemIds?: readonly string[],
): void {
  for (const item of itemsOf(order, orderItemIds)) item.status = status;
}

export function ask(world: PazaramaWorld, code: string, text: string): PazaramaQuestion {
  if (!world.state.listings.has(code)) throw new RangeError(`no product ${code}`);
  const made: PazaramaQuestion = {
    questionId: world.random.uuid(),
    code,
    text,
    askedMs: world.now(),
    answer: null,
    answeredMs: null,
  };
  world.state.questions.set(made.questionId, made);
  return made;
}
