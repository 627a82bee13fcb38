import type { Problem } from '#contract/problem.ts';

/** What came of handing in one request. */
export type SubmitResult =
  | { readonly kind: 'accepted'; readonly batchId: string }
  /** The same body within the marketplace's window: nothing was done, plan again and leave out what is unchanged. */
  | { readonly kind: 'same-request-repeated'; readonly raw: string }
  | { readonly kind: 'refused'; readonly problem: Problem };

export type BatchReport = {
  readonly final: boolean;
  readonly items: readonly BatchReportItem[];
  /** The marketplace says that it is still at work on it: that some items are not named yet means nothing. */
  readonly underWay?: boolean;
};

export type BatchReportItem = {
  readonly externalId: string;
  readonly state: 'done' | 'failed' | 'open';
  readonly quantity: number | null;
  readonly salePriceE4: number | null;
  readonly listPriceE4: number | null;
  readonly problem: Problem | null;
  /**
   * Set where the marketplace turned out to keep the goods itself: the stock was left out of what was sent, and `state` is
   * about the rest of the item.
   */
  readonly stockHeldBy?: 'marketplace';
};
