import { z } from 'zod';
import type { SandboxMarketplace } from '../marketplace.ts';
import { buy, BuyWish, fail, openClaim, seedOne, SeedWish, type ClaimWish } from './deeds.ts';
import { match } from './matching.ts';
import { cancelLine, dissolve, makeParcel, moveParcel } from './parcels.ts';
import type { HepsiburadaRules } from './rules.ts';
import type { Claim, Listing, Order, Parcel, Product } from './state.ts';
import { settleDue } from './uploads.ts';
import { nextNumber, type HepsiburadaWorld } from './world.ts';

/** What can be done to it by hand, from tests and from the control interface. */
export type HepsiburadaHand = {
  readonly actions: SandboxMarketplace['actions'];
  readonly truth: () => unknown;
  readonly seedListings: (wishes: readonly SeedWish[]) => void;
  readonly listings: () => readonly Listing[];
  readonly listing: (merchantSku: string) => Listing | null;
  readonly products: () => readonly Product[];
  readonly orders: () => readonly Order[];
  readonly parcels: () => readonly Parcel[];
  readonly buy: (wish: BuyWish) => Order;
  readonly pay: (orderNumber: string) => void;
  /** An order that was never paid is gone without a word; its pieces are back on the shelf. */
  readonly giveUp: (orderNumber: string) => void;
  readonly pack: (orderNumber: string) => Parcel;
  readonly unpack: (packageNumber: string) => void;
  /** Cancels what the customer still can; `quantity` of one line, or everything. */
  readonly cancel: (
    orderNumber: string,
    piece?: { readonly lineId: string; readonly quantity?: number },
  ) => void;
  readonly carry: (orderNumber: string, to: 'InTransit' | 'Delivered' | 'Undelivered') => void;
  readonly claim: (lineId: string, wish?: ClaimWish) => Claim;
  readonly ask: (merchantSku: string, text: string) => number;
  readonly approve: (merchantSku: string) => void;
  readonly reject: (merchantSku: string, reason: string) => void;
};

export function hepsiburadaHand(
  world: HepsiburadaWorld,
  {
    setRules,
    changed,
  }: { readonly setRules: (change: Partial<HepsiburadaRules>) => void; readonly changed: () => void },
): HepsiburadaHand {
  const { state } = world;
  const orderOf = (orderNumber: string): Order =>
    state.orders.get(orderNumber) ?? fail(`no order ${orderNumber}`);
  const productOf = (sku: string): Product => state.products.get(sku) ?? fail(`no product ${sku}`);
  const parcelsOf = (orderNumber: string): readonly Parcel[] =>
    [...state.parcels.values()].filter(
      (each) => each.orderNumbers.includes(orderNumber) && each.status !== 'Unpacked',
    );
  const noted = <T>(value: T): T => {
    changed();
    return value;
  };
  const hand: Omit<HepsiburadaHand, 'actions'> = {
    truth: () => {
      settleDue(world);
      return {
        listings: [...state.listings.values()],
        products: [...state.products.values()],
        orders: [...state.orders.values()],
        parcels: [...state.parcels.values()],
        claims: [...state.claims.values()],
        questions: [...state.questions.values()],
      };
    },
    seedListings: (wishes) => {
      for (const wish of wishes) seedOne(world, SeedWish.parse(wish));
      changed();
    },
    listings: () => [...state.listings.values()],
    listing: (merchantSku) => {
      settleDue(world);
      return state.listings.get(merchantSku) ?? null;
    },
    products: () => [...state.products.values()],
    orders: () => [...state.orders.values()],
    parcels: () => [...state.parcels.values()],
    buy: (wish) => noted(buy(world, BuyWish.parse(wish))),
    pay: (orderNumber) => {
      orderOf(orderNumber).paid = true;
      changed();
    },
    giveUp: (orderNumber) => {
      const order = orderOf(orderNumber);
      if (order.paid) throw new RangeError(`${orderNumber} is paid`);
      for (const { merchantSku, quantity } of order.lines) {
        const listing = state.listings.get(merchantSku);
        if (listing) listing.stock += quantity;
      }
      state.orders.delete(orderNumber);
      changed();
    },
    pack: (orderNumber) => {
      const order = orderOf(orderNumber);
      const open = order.lines.filter(({ status }) => status === 'Open' || status === 'Unpacked');
      if (open.length === 0) throw new RangeError(`nothing of ${orderNumber} is open`);
      return noted(
        makeParcel(
          world,
          open.map((line) => ({ order, line, quantity: line.quantity })),
        ),
      );
    },
    unpack: (packageNumber) => {
      const parcel = state.parcels.get(packageNumber);
      if (parcel?.status !== 'Open') throw new RangeError(`${packageNumber} can’t be unpacked`);
      dissolve(world, parcel);
      changed();
    },
    cancel: (orderNumber, piece) => {
      const order = orderOf(orderNumber);
      const can = order.lines.filter(
        ({ status, id }) =>
          ['Open', 'Unpacked', 'Packaged'].includes(status) && (piece === undefined || id === piece.lineId),
      );
      if (can.length === 0) throw new RangeError(`nothing of ${orderNumber} can be cancelled any more`);
      for (const line of can)
        cancelLine(world, { order, line }, 'CancelledByCustomer', piece?.quantity ?? line.quantity);
      changed();
    },
    carry: (orderNumber, to) => {
      const from = to === 'InTransit' ? 'Open' : 'InTransit';
      const moving = parcelsOf(orderNumber).filter(({ status }) => status === from);
      if (moving.length === 0) throw new RangeError(`nothing of ${orderNumber} is ${from}`);
      for (const parcel of moving) moveParcel(world, parcel, to);
      changed();
    },
    claim: (lineId, wish = {}) => noted(openClaim(world, lineId, wish)),
    ask: (merchantSku, text) => {
      const number = nextNumber(world);
      const nowMs = world.now();
      state.questions.set(String(number), {
        number,
        createdMs: nowMs,
        modifiedMs: nowMs,
        merchantSku,
        text,
        answer: null,
      });
      return noted(number);
    },
    approve: (merchantSku) => {
      match(world, productOf(merchantSku));
      changed();
    },
    reject: (merchantSku, reason) => {
      Object.assign(productOf(merchantSku), { status: 'REJECTED', rejectReasons: [reason] });
      changed();
    },
  };
  return { ...hand, actions: actionsOf(hand, setRules) };
}

const Named = z.strictObject({ orderNumber: z.string() });
const Sku = z.strictObject({ merchantSku: z.string() });

function actionsOf(
  hand: Omit<HepsiburadaHand, 'actions'>,
  setRules: (change: Partial<HepsiburadaRules>) => void,
): SandboxMarketplace['actions'] {
  return {
    seed: (input) => hand.seedListings(z.array(SeedWish).parse(input)),
    buy: (input) => hand.buy(BuyWish.parse(input)),
    pay: (input) => hand.pay(Named.parse(input).orderNumber),
    giveUp: (input) => hand.giveUp(Named.parse(input).orderNumber),
    pack: (input) => hand.pack(Named.parse(input).orderNumber),
    unpack: (input) => hand.unpack(z.strictObject({ packageNumber: z.string() }).parse(input).packageNumber),
    cancel: (input) => {
      const { orderNumber, lineId, quantity } = Named.extend({
        lineId: z.string().optional(),
        quantity: z.int().optional(),
      }).parse(input);
      hand.cancel(
        orderNumber,
        lineId === undefined ? undefined : { lineId, ...(quantity === undefined ? {} : { quantity }) },
      );
    },
    carry: (input) => {
      const { orderNumber, to } = Named.extend({
        to: z.enum(['InTransit', 'Delivered', 'Undelivered']),
      }).parse(input);
      hand.carry(orderNumber, to);
    },
    claim: (input) => {
      const { lineId, reason } = z
        .strictObject({ lineId: z.string(), reason: z.string().default('Other') })
        .parse(input);
      return hand.claim(lineId, { reason });
    },
    ask: (input) => {
      const { merchantSku, text } = Sku.extend({ text: z.string() }).parse(input);
      return hand.ask(merchantSku, text);
    },
    approve: (input) => hand.approve(Sku.parse(input).merchantSku),
    reject: (input) => {
      const { merchantSku, reason } = Sku.extend({ reason: z.string() }).parse(input);
      hand.reject(merchantSku, reason);
    },
    rules: (input) => {
      const milliseconds = z.int().min(0);
      const wish = z.strictObject({
        uploadDelayMs: milliseconds.optional(),
        uploadOpenPolls: milliseconds.optional(),
        autoPackMs: milliseconds.nullable().optional(),
        matchAfterMs: milliseconds.nullable().optional(),
      });
      setRules(
        Object.fromEntries(Object.entries(wish.parse(input)).filter(([, value]) => value !== undefined)),
      );
    },
  };
}
