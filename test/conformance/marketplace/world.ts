import type { MarketplaceConnection } from '#engine/marketplaces/kit/port.ts';
import type { CallMeter } from '#engine/gateway/port.ts';
import type { Clock } from '#engine/host.ts';

/** What a listing shows to buyers, from the marketplace's own books. */
export type Shelf = { readonly quantity: number; readonly salePriceE4: number; readonly listPriceE4: number };

export type SeedListing = Shelf & {
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
