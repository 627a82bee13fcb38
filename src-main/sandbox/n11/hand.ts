import { z } from 'zod';
import type { SandboxMarketplace } from '../marketplace.ts';
import { seedListings, type SeedListing } from './listings.ts';
import { packageJson } from './package-json.ts';
import { buy, cancel, dissolve, setStatus, type BuyWish, type Pieces } from './packages.ts';
import {
  nextNumber,
  PACKAGE_STATUSES,
  PRODUCT_STATUSES,
  type N11Claim,
  type N11Listing,
  type N11Package,
  type N11Question,
  type PackageStatus,
} from './state.ts';
import { settleDue } from './tasks.ts';
import type { N11Rules, N11World } from './world.ts';

/** What can be done to the sandbox's N11 from outside its API: by tests, the demo and the control interface. */
export type N11Hand = Pick<SandboxMarketplace, 'actions' | 'truth'> & {
  readonly seedListings: (seeds: readonly SeedListing[]) => readonly N11Listing[];
  readonly listing: (stockCode: string) => N11Listing | null;
  readonly listings: () => readonly N11Listing[];
  readonly packages: () => readonly N11Package[];
  readonly questions: () => readonly N11Question[];
  readonly claims: () => readonly N11Claim[];
  readonly invoices: () => ReadonlyMap<string, string>;
  readonly labourCosts: () => ReadonlyMap<number, number>;
  readonly collections: () => ReadonlyMap<string, { readonly boxes: number; readonly desi: number }>;
  /** A customer buys. Throws `RangeError` for what is not on the shelf (unless overselling is allowed). */
  readonly buy: (wish?: BuyWish) => N11Package;
  readonly cancel: (key: string, pieces?: readonly Pieces[]) => readonly N11Package[];
  readonly setPackageStatus: (key: string, status: PackageStatus, atMs?: number) => void;
  readonly split: (key: string, groups: readonly (readonly Pieces[])[]) => readonly N11Package[];
  readonly ask: (stockCode: string, text: string) => N11Question;
  /** The customer asks to send goods back, or to cancel before shipping. */
  readonly claim: (wish: ClaimWish) => N11Claim;
  readonly setRules: (change: Partial<N11Rules>) => void;
};

export type ClaimWish = {
  readonly kind: N11Claim['kind'];
  readonly key: string;
  readonly orderLineId: number;
  readonly quantity: number;
  readonly reason?: string;
  readonly note?: string;
};

const SeedWish = z.strictObject({
  stockCode: z.string().min(1).max(255),
  title: z.string().max(1_000).exactOptional(),
  barcode: z.string().max(80).nullable().exactOptional(),
  productMainId: z.string().max(255).exactOptional(),
  categoryId: z.int().exactOptional(),
  catalogId: z.int().exactOptional(),
  quantity: z.int().exactOptional(),
  salePrice: z.number().exactOptional(),
  listPrice: z.number().exactOptional(),
  vatRate: z.int().exactOptional(),
  status: z.enum(PRODUCT_STATUSES).exactOptional(),
});
const PiecesWish = z.array(z.strictObject({ orderLineId: z.int(), quantity: z.int().min(1) }));
const OrderWish = z.strictObject({
  lines: z
    .array(
      z.strictObject({
        stockCode: z.string().min(1),
        quantity: z.int().min(1),
        price: z.number().min(0).exactOptional(),
        sellerDiscount: z.number().min(0).exactOptional(),
        mallDiscount: z.number().min(0).exactOptional(),
        title: z.string().exactOptional(),
      }),
    )
    .exactOptional(),
  corporate: z.boolean().exactOptional(),
  pickUpPoint: z.boolean().exactOptional(),
  micro: z.boolean().exactOptional(),
  withoutId: z.boolean().exactOptional(),
  orderedMs: z.int().exactOptional(),
  oversell: z.enum(['refused', 'allowed']).exactOptional(),
});
const ClaimInput = z.strictObject({
  kind: z.enum(['return', 'cancel']),
  packageId: z.string(),
  orderLineId: z.int(),
  quantity: z.int().min(1),
  reason: z.string().exactOptional(),
  note: z.string().exactOptional(),
});
const RulesWish = z.strictObject({
  taskDelayMs: z.int().min(0).exactOptional(),
  restRefusal: z.enum(['json-400', 'text-403']).exactOptional(),
  queuedStatus: z.union([z.literal(200), z.literal(400)]).exactOptional(),
  rateLimits: z.enum(['kept', 'off']).exactOptional(),
});

export function n11Hand(
  world: N11World,
  host: { readonly setRules: (change: Partial<N11Rules>) => void; readonly changed: () => void },
): N11Hand {
  const { state } = world;
  /** Tasks whose time has come take effect first; what was done is kept. */
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
  const hand: Omit<N11Hand, 'actions'> = {
    seedListings: (seeds) => act(() => seedListings(world, seeds)),
    listing: (stockCode) => look(() => state.listings.get(stockCode) ?? null),
    listings: () => look(() => [...state.listings.values()]),
    packages: () => look(() => [...state.packages.values()]),
    questions: () => [...state.questions.values()],
    claims: () => [...state.claims.values()],
    invoices: () => state.invoices,
    labourCosts: () => state.labourCosts,
    collections: () => state.collections,
    buy: (wish = {}) => act(() => buy(world, wish)),
    cancel: (key, pieces) => act(() => cancel(world, packageOf(world, key), pieces ?? null)),
    setPackageStatus: (key, status, atMs) =>
      act(() => setStatus(packageOf(world, key), status, atMs ?? world.now())),
    split: (key, groups) => act(() => splitByHand(world, key, groups)),
    ask: (stockCode, text) => act(() => ask(world, stockCode, text)),
    claim: (wish) => act(() => claim(world, wish)),
    setRules: (change) => act(() => host.setRules(change)),
    truth: () => look(() => truthOf(world)),
  };
  return { ...hand, actions: actionsOf(world, hand) };
}

function actionsOf(world: N11World, hand: Omit<N11Hand, 'actions'>): N11Hand['actions'] {
  const shown = (packages: readonly N11Package[]): unknown => packages.map((one) => packageJson(world, one));
  const named = z.strictObject({ packageId: z.string() });
  return {
    'seed-listings': (input) => hand.seedListings(z.array(SeedWish).parse(input)),
    buy: (input) => shown([hand.buy(OrderWish.parse(input ?? {}))]),
    cancel: (input) => {
      const wish = named.extend({ lines: PiecesWish.exactOptional() }).parse(input);
      return shown(hand.cancel(wish.packageId, wish.lines));
    },
    'set-status': (input) => {
      const wish = named.extend({ status: z.enum(PACKAGE_STATUSES) }).parse(input);
      hand.setPackageStatus(wish.packageId, wish.status);
      return shown([packageOf(world, wish.packageId)]);
    },
    split: (input) => {
      const wish = named.extend({ groups: z.array(PiecesWish) }).parse(input);
      return shown(hand.split(wish.packageId, wish.groups));
    },
    ask: (input) => {
      const wish = z.strictObject({ stockCode: z.string(), text: z.string().max(2_000) }).parse(input);
      return hand.ask(wish.stockCode, wish.text);
    },
    claim: (input) => {
      const { packageId, ...wish } = ClaimInput.parse(input);
      return hand.claim({ ...wish, key: packageId });
    },
    rules: (input) => {
      hand.setRules(RulesWish.parse(input ?? {}));
      return world.rules();
    },
  };
}

function packageOf({ state }: N11World, key: string): N11Package {
  const one = state.packages.get(key);
  if (!one) throw new RangeError(`no package ${key}`);
  return one;
}

function splitByHand(
  world: N11World,
  key: string,
  groups: readonly (readonly Pieces[])[],
): readonly N11Package[] {
  const one = packageOf(world, key);
  if (one.status !== 'Picking') throw new RangeError(`a package that is ${one.status} can't be split`);
  return dissolve(world, one, { groups });
}

function ask(world: N11World, stockCode: string, text: string): N11Question {
  const listing = world.state.listings.get(stockCode);
  if (!listing) throw new RangeError(`no product ${stockCode}`);
  const made: N11Question = {
    id: nextNumber(world.state, 'question'),
    productId: listing.n11ProductId,
    productTitle: listing.title,
    question: text,
    fullName: 'Örnek Alıcı',
    askedMs: world.now(),
    answer: null,
    answeredMs: null,
  };
  world.state.questions.set(made.id, made);
  return made;
}

function claim(world: N11World, wish: ClaimWish): N11Claim {
  const one = packageOf(world, wish.key);
  const line = one.lines.find(({ orderLineId }) => orderLineId === wish.orderLineId);
  if (!line || line.quantity < wish.quantity) throw new RangeError('not so many pieces of that line');
  const fits =
    wish.kind === 'return' ? one.status === 'Delivered' : ['Created', 'Picking'].includes(one.status);
  if (!fits) throw new RangeError(`a package that is ${one.status} can't be claimed for that`);
  const made: N11Claim = {
    id: nextNumber(world.state, 'claim'),
    kind: wish.kind,
    packageKey: one.key,
    orderLineId: wish.orderLineId,
    quantity: wish.quantity,
    reason: wish.reason ?? 'Vazgeçtim',
    note: wish.note ?? '',
    requestedMs: world.now(),
    status: wish.kind === 'return' ? 'APPROVAL_WAITING' : 'REQUESTED',
    decidedMs: null,
    denyReasonId: null,
    denyNote: '',
  };
  world.state.claims.set(made.id, made);
  return made;
}

function truthOf(world: N11World): unknown {
  const { state } = world;
  return {
    rules: world.rules(),
    listings: [...state.listings.values()].map((listing) => ({
      ...listing,
      salePrice: listing.saleKurus / 100,
      listPrice: listing.listKurus / 100,
    })),
    packages: [...state.packages.values()].map((one) => packageJson(world, one)),
    tasks: [...state.tasks.values()],
    questions: [...state.questions.values()],
    claims: [...state.claims.values()],
    invoices: Object.fromEntries(state.invoices),
  };
}
