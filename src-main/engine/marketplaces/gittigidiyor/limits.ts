import type { OfferLimits } from '../kit/port.ts';

/**
 * Nothing was published about any of these but the page of 100 rows (sheet §12). The figures are this program's own: small
 * groups, since every item is a request of its own; no body is refused for being sent twice.
 */
export const gittigidiyorLimits: OfferLimits = {
  itemsPerRequest: 25,
  draftsPerRequest: 10,
  maxQuantity: 100_000,
  maxTitleLength: 100,
  sameBodyWindowMs: 0,
};
