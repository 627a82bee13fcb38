import type { MarketplaceConnection } from '#engine/marketplaces/kit/port.ts';
import type { CallMeter } from '#engine/gateway/port.ts';
import type { Clock } from '#engine/host.ts';

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

/** Where a marketplace differs from most; what is left out is as with the others. */
export type Traits = {
  /** `list-price`, `repeated-body`, `split`, `pick`: what it does not have at all (its manifest says why). */
  readonly without?: readonly ('list-price' | 'repeated-body' | 'split' | 'pick' | 'order-totals')[];
  /** The states that its listings can have. */
  readonly states?: readonly SeedListing['state'][];
  /** Fields of a listing that it shows otherwise than seeded. */
  readonly shown?: (
    seed: SeedListing,
  ) => Partial<Pick<SeedListing, 'stockCode'> & { readonly barcode: string }> &
    Partial<Pick<Shelf, 'listPriceE4'>>;
};

/** A stateful marketplace that is not ours to trust, with our connection to it. */
export type MarketplaceWorld = {
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
