import type { ListingState } from '#contract/listings.ts';
import type { WireListing, WireProduct } from './wire-listing.ts';

export type State = { readonly state: ListingState; readonly rawState: string };

/**
 * What a listing row says. Without stock or price a listing is closed by itself (`StockIsLessThanOrEqualToZero`,
 * `PriceIsLessThanOrEqualToZero`): it still takes both, so it counts as on sale; anything else that holds it back does not.
 */
export function listingState(listing: WireListing): State {
  const reasons = [...listing.deactivationReasons, ...listing.lockReasons, ...listing.freezeReasons].filter(
    (reason) => reason !== '',
  );
  const raw = (word: string): string => (reasons.length === 0 ? word : `${word}: ${reasons.join(', ')}`);
  if (listing.isLocked || listing.isFrozen)
    return { state: 'locked', rawState: raw(listing.isLocked ? 'locked' : 'frozen') };
  if (listing.isSuspended) return { state: 'off-sale', rawState: raw('suspended') };
  if (listing.isSalable !== false) return { state: 'on-sale', rawState: 'salable' };
  const empty = reasons.length > 0 && reasons.every((reason) => /LessThanOrEqualToZero$/i.test(reason));
  if (empty) return { state: 'on-sale', rawState: raw('not salable') };
  // What the seller took off sale; the reason's wording is not documented.
  const byHand = reasons.some((reason) => /merchant|deactivat/i.test(reason)) || reasons.length === 0;
  return { state: byHand ? 'archived' : 'off-sale', rawState: raw('not salable') };
}

const PRODUCT_STATES: Readonly<Record<string, ListingState>> = {
  WAITING: 'waiting-approval',
  IN_EXTERNAL_PROGRESS: 'waiting-approval',
  PRE_MATCHED: 'waiting-approval',
  MATCHED: 'on-sale',
  MATCHED_WITH_STAGED: 'on-sale',
  CREATED: 'waiting-approval',
  MISSING_INFO: 'rejected',
  REJECTED: 'rejected',
  BLOCKED: 'rejected',
};

/** What the catalogue says of a product that has no listing (yet). */
export function productState(product: WireProduct): State {
  const word = product.status || product.productStatus;
  const key = word.trim().toUpperCase();
  const state = Object.hasOwn(PRODUCT_STATES, key) ? PRODUCT_STATES[key]! : 'other';
  const why = [
    ...product.rejectReasons,
    ...product.rejectReasonsMessages,
    ...product.validationResults.map(({ attributeName, message }) => `${attributeName} ${message}`.trim()),
  ].filter((text) => text !== '');
  // Matched, and yet without a listing: it was deleted there, or is not opened yet.
  const settled = state === 'on-sale' ? 'off-sale' : state;
  return { state: settled, rawState: why.length === 0 ? word : `${word}: ${why.join(', ')}` };
}
