import type { OfferLimits } from '../kit/port.ts';

export const hepsiburadaLimits: OfferLimits = {
  // "≤ 4,000 SKUs per request" (sheet §1.5).
  itemsPerRequest: 4_000,
  // "Fewer than 100 items per file advised" (sheet §1.5).
  draftsPerRequest: 99,
  // No upper bound is documented; more than this is a slip of the keyboard in a small shop.
  maxQuantity: 100_000,
  // Not documented; Hepsiburada answers with its own reason where a title is too long.
  maxTitleLength: 255,
  // No refusal of a repeated body is known.
  sameBodyWindowMs: 0,
};
