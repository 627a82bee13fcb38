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

/** Results are kept for about so long (portal, 2026); afterwards they can't be asked for. */
export const RESULTS_KEPT_MS = 4 * 3_600_000;
