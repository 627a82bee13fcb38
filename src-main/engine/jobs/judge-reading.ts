import type { EarlierVariant } from '../cache/tables/variant.ts';
import type { StoreProduct } from '../store/port.ts';

/** A stock that grew to this and by this factor is more likely a barcode or a price in the wrong column. */
const IMPLAUSIBLE_QUANTITY = 10_000;
const IMPLAUSIBLE_GROWTH = 100;

export type ReadingVerdict = {
  /** Worth a second look before it is believed. */
  readonly surprising: boolean;
  /** Variants whose stock rose beyond belief: written, and kept from being raised until it is seen again. */
  readonly doubts: ReadonlySet<string>;
};

/**
 * Compares a reading with what was known. Surprising is what half-saved products look like: a price that became zero,
 * a variant that is missing, a stock that fell to nothing on every variant at once; and a stock beyond belief.
 */
export function judgeReading(product: StoreProduct, earlier: readonly EarlierVariant[]): ReadingVerdict {
  const now = new Map(product.variants.map((variant) => [variant.variantId, variant]));
  const doubts = new Set<string>();
  let surprising = false;
  for (const before of earlier) {
    const after = now.get(before.variantId);
    if (after === undefined) {
      surprising = true;
      continue;
    }
    if (before.priceE4 > 0 && after.priceE4 <= 0) surprising = true;
    if (isImplausible(before, after.quantity)) {
      surprising = true;
      doubts.add(before.variantId);
    }
  }
  return { surprising: surprising || product.variants.length === 0, doubts };
}

/** A doubt that was noted in an earlier reading and is read again as it was is a doubt no longer. */
function isImplausible(before: EarlierVariant, quantity: number): boolean {
  if (before.quantity === quantity) return false;
  return quantity >= IMPLAUSIBLE_QUANTITY && quantity >= IMPLAUSIBLE_GROWTH * Math.max(1, before.quantity);
}
