import { z } from 'zod';
import type { SandboxMarketplace } from '../marketplace.ts';
import { settleDue } from './batches.ts';
import { ask, askForReturn, buy, cancel, setItemStatus, type BuyWish } from './deeds.ts';
import { orderJson } from './order-json.ts';
import { seedListings, type SeedListing } from './products.ts';
import {
  ITEM_STATUSES,
  PRODUCT_STATES,
  type ItemStatus,
  type PazaramaClaim,
  type PazaramaListing,
  type PazaramaOrder,
  type PazaramaQuestion,
  type ProductState,
} from './state.ts';
import type { PazaramaRules, PazaramaWorld } from './world.ts';

/** What can be done to the sandbox's Pazarama from outside its API: by tests, the demo and the control interface. */
export type PazaramaHand = Pick<SandboxMarketplace, 'actions' | 'truth'> & {
  readonly seedListings: (seeds: readonly SeedListing[]) => void;
  readonly listing: (code: string) => PazaramaListing | null;
  readonly listings: () => readonly PazaramaListing[];
  readonly order: (orderNumber: number) => PazaramaOrder | null;
  readonly orders: () => readonly PazaramaOrder[];
  readonly claims: () => readonly PazaramaClaim[];
  readonly questions: () => readonly PazaramaQuestion[];
  /** Link by order id. */
  readonly invoices: () => ReadonlyMap<string, string>;
  /** A customer buys. Throws `RangeError` for what is not on the shelf (unless overselling is allowed). */
  readonly buy: (wish?: BuyWish) => PazaramaOrder;
  readonly cancel: (orderNumber: number, orderItemIds?: readonly string[]) => readonly PazaramaClaim[];
  readonly setItemStatus: (orderNumber: number, status: ItemStatus, orderItemIds?: readonly string[]) => void;
  readonly askForReturn: (
    orderNumber: number,
    wish: { readonly orderItemId: string; readonly reason?: string },
  ) => PazaramaClaim;
  readonly ask: (code: string, text: string) => PazaramaQuestion;
  /** Every token that was given out is no longer good. */
  readonly endTokens: () => void;
  readonly setRules: (change: Partial<PazaramaRules>) => void;
};

const SeedWish = z.strictObject({
  code: z.string().min(1).max(500),
  stockCode: z.string().max(100).exactOptional(),
  groupCode: z.string().max(10).exactOptional(),
  title: z.string().max(250).exactOptional(),
  quantity: z.int().min(0).exactOptional(),
  salePrice: z.number().exactOptional(),
  listPrice: z.number().exactOptional(),
  vatRate: z.int().exactOptional(),
  state: z.enum(Object.keys(PRODUCT_STATES) as ProductState[]).exactOptional(),
  offSale: z.boolean().exactOptional(),
});
const OrderWish = z.strictObject({
  lines: z
    .array(
      z.strictObject({
        code: z.string().min(1),
        quantity: z.int().min(1),
        price: z.number().min(0).exactOptional(),
        title: z.string().exactOptional(),
      }),
    )
    .exactOptional(),
  corporate: z.boolean().exactOptional(),
  orderedMs: z.int().exactOptional(),
  oversell: z.enum(['refused', 'allowed']).exactOptional(),
});
const Named = z.strictObject({ orderNumber: z.int() });
const WithItems = Named.extend({ orderItemIds: z.array(z.string()).exactOptional() });
const StatusWish = WithItems.extend({ status: z.enum(Object.keys(ITEM_STATUSES) as ItemStatus[]) });
const ReturnWish = Named.extend({ orderItemId: z.string(), reason: z.string().exactOptional() });
const AskWish = z.strictObject({ code: z.string(), text: z.string().max(2_000) });
const RulesWish = z.strictObject({
  batchDelayMs: z.int().min(0).exactOptional(),
  lists: z.enum(['split', 'flagged']).exactOptional(),
  token: z.enum(['wrapped', 'plain']).exactOptional(),
  results: z.enum(['flat', 'nested']).exactOptional(),
  ordersPerPage: z.int().min(1).exactOptional(),
  numberAlone: z.enum(['answered', 'refused']).exactOptional(),
  rateLimits: z.enum(['kept', 'off']).exactOptional(),
});

export function pazaramaHand(
  world: PazaramaWorld,
  host: { readonly setRules: (change: Partial<PazaramaRules>) => void; readonly changed: () => void },
): PazaramaHand {
  const { state } = world;
  /** Uploads whose time has come take effect first; what was done is kept. */
  const act = <T>(action: () => T): T => {
    settleDue(world);
    const result = action();
    host.changed();
    return result;
  };
  const look = <T>(action: () => T): T => {
    settleDue(world);
    return action();
  };
  const orderOf = (orderNumber: number): PazaramaOrder => {
    const order = state.orders.get(orderNumber);
    if (!order) throw new RangeError(`no order ${orderNumber}`);
    return order;
  };
  const hand: Omit<PazaramaHand, 'actions'> = {
    seedListings: (seeds) => act(() => seedListings(world, seeds)),
    listing: (code) => look(() => state.listings.get(code) ?? null),
    listings: () => look(() => [...state.listings.values()]),
    order: (orderNumber) => state.orders.get(orderNumber) ?? null,
    orders: () => [...state.orders.values()],
    claims: () => [...state.claims.values()],
    questions: () => [...state.questions.values()],
    invoices: () => state.invoices,
    buy: (wish = {}) => act(() => buy(world, wish)),
    cancel: (orderNumber, ids) => act(() => cancel(world, orderOf(orderNumber), ids)),
    setItemStatus: (orderNumber, status, ids) => act(() => setItemStatus(orderOf(orderNumber), status, ids)),
    askForReturn: (orderNumber, wish) => act(() => askForReturn(world, orderOf(orderNumber), wish)),
    ask: (code, text) => act(() => ask(world, code, text)),
    endTokens: () => act(() => state.tokens.clear()),
    setRules: (change) => act(() => host.setRules(change)),
    truth: () => look(() => truthOf(world)),
  };
  return { ...hand, actions: actionsOf(world, hand) };
}

function actionsOf(world: PazaramaWorld, hand: Omit<PazaramaHand, 'actions'>): PazaramaHand['actions'] {
  const shown = (orderNumber: number): unknown => {
    const order = hand.order(orderNumber);
    return order && orderJson(order);
  };
  return {
    'seed-listings': (input) => {
      const seeds = z.array(SeedWish).parse(input);
      hand.seedListings(seeds);
      return seeds.map(({ code }) => hand.listing(code));
    },
    /** All that wait for approval are approved, as Pazarama's own people would. */
    approve: () => {
      const waiting = hand.listings().filter(({ state }) => state === 'waiting' || state === 'changed');
      hand.seedListings(waiting.map(({ code }) => ({ code, state: 'approved' })));
      return waiting.length;
    },
    buy: (input) => shown(hand.buy(OrderWish.parse(input ?? {})).orderNumber),
    cancel: (input) => {
      const { orderNumber, orderItemIds } = WithItems.parse(input);
      hand.cancel(orderNumber, orderItemIds);
      return shown(orderNumber);
    },
    'set-status': (input) => {
      const { orderNumber, status, orderItemIds } = StatusWish.parse(input);
      hand.setItemStatus(orderNumber, status, orderItemIds);
      return shown(orderNumber);
    },
    return: (input) => {
      const { orderNumber, ...wish } = ReturnWish.parse(input);
      return hand.askForReturn(orderNumber, wish);
    },
    ask: (input) => {
      const { code, text } = AskWish.parse(input);
      return hand.ask(code, text);
    },
    'end-tokens': () => hand.endTokens(),
    rules: (input) => {
      hand.setRules(RulesWish.parse(input ?? {}));
      return world.rules();
    },
  };
}

function truthOf(world: PazaramaWorld): unknown {
  const { state } = world;
  return {
    rules: world.rules(),
    listings: [...state.listings.values()].map((listing) => ({
      ...listing,
      salePrice: listing.saleKurus / 100,
      listPrice: listing.listKurus / 100,
    })),
    orders: [...state.orders.values()].map((order) => orderJson(order)),
    batches: [...state.batches.values()],
    claims: [...state.claims.values()],
    questions: [...state.questions.values()],
    invoices: Object.fromEntries(state.invoices),
  };
}
