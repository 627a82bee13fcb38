import { inventBuyer } from '../trendyol/buyers.ts';
import type { Buyer } from '../trendyol/state.ts';
import { CARRIERS } from './catalogue-data.ts';
import { isOnSale, toKurus } from './listings.ts';
import { nextNumber, type N11Line, type N11Package, type PackageStatus } from './state.ts';
import type { N11World } from './world.ts';

export type Pieces = { readonly orderLineId: number; readonly quantity: number };

export type BuyWish = {
  /** Left out: one product that is on sale, by chance. */
  readonly lines?: readonly {
    readonly stockCode: string;
    readonly quantity: number;
    /** Lira for one piece, where it is not the product's price (or there is no such product). */
    readonly price?: number;
    /** Lira off all pieces: by the seller, and by n11. */
    readonly sellerDiscount?: number;
    readonly mallDiscount?: number;
    readonly title?: string;
  }[];
  readonly buyer?: Partial<Buyer>;
  readonly corporate?: boolean;
  readonly pickUpPoint?: boolean;
  readonly micro?: boolean;
  /** “Konuma Özel Teslimat”: the API then shows no package id. */
  readonly withoutId?: boolean;
  readonly carrierId?: number;
  readonly orderedMs?: number;
  readonly oversell?: 'refused' | 'allowed';
};

/** A customer's order: takes the pieces off n11's own shelf and makes one package. */
export function buy(world: N11World, wish: BuyWish): N11Package {
  const lines = wish.lines ?? randomLines(world);
  if (lines.length === 0) throw new RangeError('nothing is on sale');
  if (wish.oversell !== 'allowed') requireStock(world, lines);
  const orderedMs = wish.orderedMs ?? world.now();
  const key = String(nextNumber(world.state, 'package'));
  const carrier = CARRIERS.find(({ id }) => id === wish.carrierId) ?? CARRIERS[1];
  const made: N11Package = {
    key,
    shownId: wish.withoutId === true ? null : key,
    orderNumber: String(nextNumber(world.state, 'order')),
    customerId: nextNumber(world.state, 'customer'),
    orderedMs,
    buyer: { ...inventBuyer(world.random), ...wish.buyer },
    corporate: wish.corporate ?? false,
    pickUpPoint: wish.pickUpPoint ?? false,
    micro: wish.micro ?? false,
    agreedDeliveryMs: orderedMs + 3 * 86_400_000,
    carrier: { id: carrier.id, name: carrier.name },
    lines: lines.map((line) => makeLine(world, line)),
    status: 'Created',
    lastModifiedMs: orderedMs,
    history: [{ atMs: orderedMs, status: 'Created' }],
  };
  for (const { stockCode, quantity } of lines) {
    const listing = world.state.listings.get(stockCode);
    if (listing) listing.quantity = Math.max(0, listing.quantity - quantity);
  }
  world.state.packages.set(key, made);
  return made;
}

type WishedLine = NonNullable<BuyWish['lines']>[number];

function requireStock(world: N11World, lines: readonly WishedLine[]): void {
  const wanted = new Map<string, number>();
  for (const { stockCode, quantity } of lines) wanted.set(stockCode, (wanted.get(stockCode) ?? 0) + quantity);
  for (const [stockCode, quantity] of wanted) {
    const listing = world.state.listings.get(stockCode);
    if (!listing || !isOnSale(listing)) throw new RangeError(`not on sale: ${stockCode}`);
    if (listing.quantity < quantity) throw new RangeError(`only ${listing.quantity} left of ${stockCode}`);
  }
}

function randomLines(world: N11World): readonly WishedLine[] {
  const onSale = [...world.state.listings.values()].filter(isOnSale);
  const chosen = onSale[Math.floor(world.random.fraction() * onSale.length)];
  return chosen ? [{ stockCode: chosen.stockCode, quantity: 1 }] : [];
}

function makeLine(world: N11World, wish: WishedLine): N11Line {
  if (!Number.isInteger(wish.quantity) || wish.quantity < 1)
    throw new RangeError('quantity must be 1 or more');
  const listing = world.state.listings.get(wish.stockCode);
  return {
    orderLineId: nextNumber(world.state, 'line'),
    productId: listing?.n11ProductId ?? nextNumber(world.state, 'product'),
    stockCode: wish.stockCode,
    productName: wish.title ?? listing?.title ?? wish.stockCode,
    size: listing?.attributes.find(({ name }) => name === 'Beden')?.value ?? '',
    quantity: wish.quantity,
    priceKurus: wish.price === undefined ? (listing?.saleKurus ?? 0) : toKurus(wish.price),
    sellerDiscountKurus: toKurus(wish.sellerDiscount ?? 0),
    mallDiscountKurus: toKurus(wish.mallDiscount ?? 0),
    vatRate: listing?.vatRate ?? 20,
  };
}

export function setStatus(one: N11Package, status: PackageStatus, atMs: number): void {
  one.status = status;
  one.lastModifiedMs = Math.max(one.lastModifiedMs, atMs);
  one.history = [...one.history, { atMs, status }];
}

/**
 * Dissolves a package into groups of its pieces, and into one more of what no group names; `unsupplied` pieces become a
 * package of their own. Line ids stay (portal, May 2026).
 */
export function dissolve(
  world: N11World,
  one: N11Package,
  into: {
    readonly groups: readonly (readonly Pieces[])[];
    readonly dropped?: readonly Pieces[];
    readonly as?: PackageStatus;
  },
): readonly N11Package[] {
  const left = new Map(one.lines.map(({ orderLineId, quantity }) => [orderLineId, quantity]));
  const take = ({ orderLineId, quantity }: Pieces): void => {
    const rest = (left.get(orderLineId) ?? 0) - quantity;
    if (!Number.isInteger(quantity) || quantity < 1 || rest < 0)
      throw new RangeError(`not so many pieces of ${orderLineId}`);
    left.set(orderLineId, rest);
  };
  const dropped = into.dropped ?? [];
  [...into.groups.flat(), ...dropped].forEach(take);
  const rest = [...left].flatMap(([orderLineId, quantity]) =>
    quantity > 0 ? [{ orderLineId, quantity }] : [],
  );
  const groups = [...into.groups, rest].filter((group) => group.length > 0);
  const status = one.status;
  const atMs = world.now();
  setStatus(one, 'Unpacked', atMs);
  return [
    ...groups.map((pieces) => partOf(world, one, { pieces, status, atMs })),
    ...(dropped.length === 0
      ? []
      : [partOf(world, one, { pieces: dropped, status: into.as ?? 'UnSupplied', atMs })]),
  ];
}

function partOf(
  world: N11World,
  whole: N11Package,
  of: { readonly pieces: readonly Pieces[]; readonly status: PackageStatus; readonly atMs: number },
): N11Package {
  const key = String(nextNumber(world.state, 'package'));
  const made: N11Package = {
    ...whole,
    key,
    shownId: key,
    lines: of.pieces.map((pieces) => shareOf(whole, pieces)),
    status: of.status,
    lastModifiedMs: of.atMs,
    history: [...whole.history.slice(0, 1), { atMs: of.atMs, status: of.status }],
  };
  world.state.packages.set(key, made);
  return made;
}

function shareOf(whole: N11Package, { orderLineId, quantity }: Pieces): N11Line {
  const line = whole.lines.find((each) => each.orderLineId === orderLineId)!; // dissolve() has counted its pieces.
  const share = (kurus: number): number => Math.round((kurus * quantity) / line.quantity);
  return {
    ...line,
    quantity,
    sellerDiscountKurus: share(line.sellerDiscountKurus),
    mallDiscountKurus: share(line.mallDiscountKurus),
  };
}

/** The customer cancels before shipping: all of it, or some pieces. */
export function cancel(
  world: N11World,
  one: N11Package,
  pieces: readonly Pieces[] | null,
): readonly N11Package[] {
  if (one.status !== 'Created' && one.status !== 'Picking')
    throw new RangeError(`a customer can't cancel a package that is ${one.status}`);
  const all = one.lines.every(
    ({ orderLineId, quantity }) =>
      pieces === null || pieces.some((each) => each.orderLineId === orderLineId && each.quantity >= quantity),
  );
  if (!all) return dissolve(world, one, { groups: [], dropped: pieces!, as: 'Cancelled' });
  setStatus(one, 'Cancelled', world.now());
  return [one];
}
