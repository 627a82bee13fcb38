import { z } from 'zod';
import type { SandboxMarketplace } from '../marketplace.ts';
import { settleDue } from './batches.ts';
import { buy, type BuyWish } from './buy.ts';
import { afterSalesHand, type AfterSalesHand } from './hand-after-sales.ts';
import {
  AskWish,
  BarcodeWish,
  ClaimStatusWish,
  NewListing,
  RefuseAnswerWish,
  RejectWish,
  ReturnWish,
  PackageWish,
  CancelWish,
  OrderWish,
  RulesWish,
  SplitWish,
  StatusWish,
} from './hand-inputs.ts';
import { seedListings, toLira, type SeedListing } from './listings.ts';
import { packageJson } from './package-json.ts';
import { dropPieces, setStatus, splitPackage, type LinePieces } from './replace-package.ts';
import type { TrendyolRules } from './rules.ts';
import type { Batch, Listing, PackageStatus, TrendyolPackage } from './state.ts';
import type { TrendyolWorld } from './world.ts';

/** What can be done to the sandbox's Trendyol from outside its API: by tests, the demo and the control interface. */
export type TrendyolHand = Pick<SandboxMarketplace, 'actions' | 'truth'> &
  AfterSalesHand & {
    /** Puts listings there or changes what they show, as the seller's panel would. */
    readonly seedListings: (seeds: readonly SeedListing[]) => readonly Listing[];
    readonly removeListing: (barcode: string) => boolean;
    readonly listing: (barcode: string) => Listing | null;
    readonly listings: () => readonly Listing[];
    readonly batches: () => readonly Batch[];
    readonly packages: () => readonly TrendyolPackage[];
    /** A customer buys. Throws `RangeError` for what is not on the shelf (unless overselling is allowed). */
    readonly buy: (wish?: BuyWish) => TrendyolPackage;
    /** The customer cancels the whole package or some pieces of it; returns what stands in its place. */
    readonly cancel: (packageId: number, pieces?: readonly LinePieces[]) => readonly TrendyolPackage[];
    /** `atMs`: when it happened; left out, now. */
    readonly setPackageStatus: (packageId: number, status: PackageStatus, atMs?: number) => void;
    readonly splitPackage: (
      packageId: number,
      groups: readonly (readonly LinePieces[])[],
    ) => readonly TrendyolPackage[];
    readonly setRules: (change: Partial<TrendyolRules>) => void;
    readonly rules: () => TrendyolRules;
  };

const CANCELLABLE: readonly PackageStatus[] = ['Awaiting', 'Created', 'Picking'];

export function trendyolActions(
  world: TrendyolWorld,
  host: { readonly setRules: (change: Partial<TrendyolRules>) => void; readonly changed: () => void },
): TrendyolHand {
  /** Batches whose time has come take effect first; what was done is kept. */
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
  const hand: Omit<TrendyolHand, 'actions'> = {
    seedListings: (seeds) => act(() => seedListings(world, seeds)),
    removeListing: (barcode) => act(() => world.state.listings.delete(barcode)),
    listing: (barcode) => look(() => world.state.listings.get(barcode) ?? null),
    listings: () => look(() => [...world.state.listings.values()]),
    batches: () => look(() => [...world.state.batches.values()]),
    packages: () => look(() => [...world.state.packages.values()]),
    buy: (wish = {}) => act(() => buy(world, wish)),
    cancel: (packageId, pieces) => act(() => cancel(world, { packageId, pieces: pieces ?? null })),
    setPackageStatus: (packageId, status, atMs) =>
      act(() => setStatus(world, packageOf(world, packageId), { status, atMs: atMs ?? world.now() })),
    splitPackage: (packageId, groups) => act(() => splitPackage(world, packageOf(world, packageId), groups)),
    setRules: (change) => act(() => host.setRules(change)),
    rules: world.rules,
    ...afterSalesHand(world, act),
    truth: () => look(() => truthOf(world)),
  };
  return { ...hand, actions: actionsOf(world, hand) };
}

function actionsOf(world: TrendyolWorld, hand: Omit<TrendyolHand, 'actions'>): TrendyolHand['actions'] {
  const shown = (packages: readonly TrendyolPackage[]): unknown =>
    packages.map((one) => packageJson(world, one));
  return {
    'seed-listings': (input) => hand.seedListings(z.array(NewListing).parse(input)).map(listingTruth),
    'remove-listings': (input) => z.array(z.string()).parse(input).filter(hand.removeListing),
    buy: (input) => shown([hand.buy(OrderWish.parse(input ?? {}))]),
    cancel: (input) => {
      const wish = CancelWish.parse(input);
      return shown(hand.cancel(wish.packageId, wish.lines));
    },
    'set-status': (input) => {
      const wish = StatusWish.parse(input);
      hand.setPackageStatus(wish.packageId, wish.status);
      return shown([packageOf(world, wish.packageId)]);
    },
    split: (input) => {
      const wish = SplitWish.parse(input);
      return shown(hand.splitPackage(wish.packageId, wish.groups));
    },
    package: (input) => packageJson(world, packageOf(world, PackageWish.parse(input).packageId)),
    approve: (input) => hand.approve(BarcodeWish.parse(input).barcode),
    reject: (input) => {
      const { barcode, reason } = RejectWish.parse(input);
      hand.reject(barcode, reason);
    },
    return: (input) => {
      const { lines, ...wish } = ReturnWish.parse(input);
      return hand.returnGoods({ ...wish, ...(lines ? { pieces: lines } : {}) });
    },
    claimStatus: (input) => {
      const { claimId, status } = ClaimStatusWish.parse(input);
      hand.setClaimStatus(claimId, status);
    },
    ask: (input) => {
      const { barcode, text } = AskWish.parse(input);
      return hand.ask(barcode, text);
    },
    refuseAnswer: (input) => {
      const { questionId, reason } = RefuseAnswerWish.parse(input);
      return hand.refuseAnswer(questionId, reason);
    },
    rules: (input) => {
      hand.setRules(RulesWish.parse(input ?? {}));
      return hand.rules();
    },
  };
}

function cancel(
  world: TrendyolWorld,
  wish: { readonly packageId: number; readonly pieces: readonly LinePieces[] | null },
): readonly TrendyolPackage[] {
  const one = packageOf(world, wish.packageId);
  if (!CANCELLABLE.includes(one.status))
    throw new RangeError(`a customer can't cancel a package that is ${one.status}`);
  const pieces = wish.pieces ?? one.lines.map(({ lineId, quantity }) => ({ lineId, quantity }));
  return dropPieces(world, one, { pieces, as: 'Cancelled', by: 'Customer', reason: 'Vazgeçtim' });
}

function packageOf(world: TrendyolWorld, packageId: number): TrendyolPackage {
  const one = world.state.packages.get(packageId);
  if (!one) throw new RangeError(`no package ${packageId}`);
  return one;
}

function truthOf(world: TrendyolWorld): unknown {
  return {
    sellerId: world.state.credentials.sellerId,
    rules: world.rules(),
    listings: [...world.state.listings.values()].map(listingTruth),
    packages: [...world.state.packages.values()].map((one) => packageJson(world, one)),
    batches: [...world.state.batches.values()],
    productBatches: [...world.state.productBatches.values()],
    claims: [...world.state.claims.values()],
    questions: [...world.state.questions.values()],
    desks: Object.fromEntries([...world.state.packages].map(([packageId, { desk }]) => [packageId, desk])),
  };
}

/** Money in lira, as the API shows it, beside the exact kuruş. */
function listingTruth(listing: Listing): unknown {
  return { ...listing, salePrice: toLira(listing.saleKurus), listPrice: toLira(listing.listKurus) };
}
