import type { ProblemCode } from '#contract/problem.ts';
import type { ListingState } from '#contract/listings.ts';
import type { ListingDraft } from '#engine/marketplaces/kit/catalogue.ts';
import type { MarketplaceAdapter, MarketplaceConnection } from '#engine/marketplaces/kit/port.ts';
import type { CallMeter } from '#engine/gateway/port.ts';
import type { Clock } from '#engine/host.ts';
import type { ShopperSide } from '../../../src-main/sandbox/shopper-side.ts';
import type { CallKind, TappedRequest } from './tap.ts';

/** What a listing shows to buyers, from the marketplace's own books. */
export type Shelf = {
  readonly quantity: number;
  readonly salePriceE4: number;
  /** Null where offers have no list price. */
  readonly listPriceE4: number | null;
};

export type SeedListing = Omit<Shelf, 'listPriceE4'> & {
  readonly listPriceE4: number;
  readonly externalId: string;
  readonly stockCode: string;
  readonly title: string;
  readonly state: 'on-sale' | 'archived' | 'locked' | 'waiting-approval' | 'rejected';
};

export type Trouble =
  | 'rate-limit'
  | 'server-error'
  | 'html'
  | 'reset-before'
  | 'timeout-before'
  | 'lost-answer'
  | 'timeout-after'
  | 'garbage-json'
  | 'truncated-body'
  | 'partial-rejection'
  | 'batch-lost'
  | 'duplicate-page'
  | 'overlapping-page'
  | 'repeated-cursor'
  | 'wrong-total'
  | 'unknown-word'
  | 'missing-field';

/** What not every marketplace has. */
export type Need =
  | 'list-price'
  | 'repeated-body'
  | 'split'
  | 'pick'
  | 'order-totals'
  /** Orders of several different products. */
  | 'many-lines'
  /** Batches whose items the marketplace itself can refuse one by one, after it took the whole. */
  | 'partial-rejection'
  /** Access by a token that is fetched and renewed. */
  | 'session'
  /** Keys that no address holds. */
  | 'keys-outside-addresses';

/** Where a marketplace differs from most; what is left out is as with the others. */
export type Traits = {
  /** What it does not have at all, each with the reason in words: printed in place of what is not asked of it. */
  readonly without?: Readonly<Partial<Record<Need, string>>>;
  /** The states that its listings can have. */
  readonly states?: readonly SeedListing['state'][];
  readonly wire: 'json' | 'soap';
  /** Every row of the adapter's table of refusals. */
  readonly errorTable: readonly {
    readonly sign: RegExp;
    readonly code?: ProblemCode;
    readonly tr: unknown;
    readonly en: unknown;
  }[];
  /** A new listing that lacks nothing, for marketplaces where listings are created. */
  readonly draft?: (world: MarketplaceWorld) => ListingDraft | Promise<ListingDraft>;
  /** How long the marketplace takes to tell of returns and money, in milliseconds; left out: no time at all. */
  readonly tellsAfterMs?: number;
  /** How long after a sale its money is booked, in milliseconds; left out: at once. */
  readonly bookedAfterMs?: number;
  /** What a line of an order names a product by, where it is not the seed's own code. */
  readonly lineCode?: (externalId: string) => string;
  /** Fields of a listing that it shows otherwise than seeded. */
  readonly shown?: (
    seed: SeedListing,
  ) => Partial<Pick<SeedListing, 'stockCode'> & { readonly barcode: string; readonly state: ListingState }> &
    Partial<Pick<Shelf, 'listPriceE4'>>;
};

/** A stateful marketplace that is not ours to trust, with our connection to it. */
export type MarketplaceWorld = {
  readonly adapter: MarketplaceAdapter;
  readonly credentials: Readonly<Record<string, string>>;
  /** Where it answers; a tap is put in front of it for what happens on the way. */
  readonly baseUrl: string;
  /** What a request is for, by its path (or its body, for SOAP). */
  readonly callOf: (request: Pick<TappedRequest, 'method' | 'path' | 'body'>) => CallKind;
  /** What its customers do. */
  readonly shoppers: ShopperSide;
  /** The key of a seeded listing, where the marketplace gives one of its own; left out: the seed's `externalId`. */
  readonly idOf?: (externalId: string) => string;
  readonly connection: MarketplaceConnection;
  /** A connection to the same place with credentials it does not know. */
  readonly stranger: MarketplaceConnection;
  readonly clock: Clock;
  readonly meters: readonly CallMeter[];
  readonly seed: (listings: readonly SeedListing[]) => void;
  readonly shelf: (externalId: string) => Shelf | null;
  readonly buy: (lines: readonly { readonly externalId: string; readonly quantity: number }[]) => {
    readonly packageId: string;
    readonly orderNumber: string;
  };
  readonly cancel: (packageId: string) => void;
  /** What customers sent back reaches the seller; left out: it is there at once. */
  readonly returnsArrive?: () => void;
  readonly split: (packageId: string) => void;
  readonly packageStatus: (packageId: string) => string;
  /** Takes the trouble until it is cleared; `count` ends it by itself. */
  readonly trouble: (
    kind: Trouble,
    options?: {
      readonly count?: number;
      readonly probability?: number;
      readonly on?: 'offers' | 'orders' | 'listings' | 'batch';
    },
  ) => void;
  /** How often troubles have struck. */
  readonly struck: () => number;
  readonly requestsSeen: () => number;
  readonly close: () => Promise<void>;
};
