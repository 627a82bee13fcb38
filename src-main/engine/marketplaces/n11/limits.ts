import type { OfferLimits } from '../kit/port.ts';

/** Portal, Sep 2026, but for what its comment says. */
export const n11Limits: OfferLimits = {
  itemsPerRequest: 1_000,
  draftsPerRequest: 1_000,
  maxQuantity: 999_999,
  // Undocumented for REST; the SOAP manual (v5.2, 2020) has 65.
  maxTitleLength: 65,
  // The same content is refused while its first task is queued, which the answer says; there is no window to wait out.
  sameBodyWindowMs: 0,
};
