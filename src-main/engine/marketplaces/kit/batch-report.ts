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
};

export type BatchReportItem = {
  readonly externalId: string;
  readonly state: 'done' | 'failed' | 'open';
  readonly quantity: number | null;
  readonly salePriceE4: number | null;
  readonly listPriceE4: number | null;
  readonly problem: Problem | null;
};
