import type { ListingFilter } from '#contract/listings.ts';

/**
 * The bits of `listing.flags`, as the generated column in migration 0010 adds them up. A filter of the page is one bit;
 * what has none is answered in another way.
 */
export const LISTING_FLAGS = {
  differs: 1,
  held: 2,
  unlinked: 4,
  proposed: 8,
  'out-of-stock': 16,
  frozen: 32,
} as const satisfies Partial<Record<ListingFilter, number>>;

export type FlagFilter = keyof typeof LISTING_FLAGS;

export function isFlagFilter(filter: ListingFilter): filter is FlagFilter {
  return Object.hasOwn(LISTING_FLAGS, filter);
}
