import type { OfferLimits } from '../kit/port.ts';

/** The seller portal's pages (2026), but for what its comment says. */
export const pazaramaLimits: OfferLimits = {
  itemsPerRequest: 3_000,
  draftsPerRequest: 500,
  // `int` and no more is said of it: a bound of our own that no shop reaches.
  maxQuantity: 999_999,
  maxTitleLength: 100,
  sameBodyWindowMs: 0,
};
