import type { ProductFilter } from '#contract/products.ts';
import type { ProductStanding } from './product-standing.ts';

/** The chips of the list, each as one bit of a product's flags. A product that the shop does not have has none. */
export const PRODUCT_FLAGS = {
  all: 1,
  pending: 2,
  conflict: 4,
  refused: 8,
  enabled: 16,
  disabled: 32,
  'out-of-stock': 64,
  'no-barcode': 128,
  'no-image': 256,
  'not-listed': 512,
} as const satisfies Readonly<Record<ProductFilter, number>>;

/** Combinations of flags. */
export const COMBINATIONS = 1_024;

const PASSES: Readonly<Record<ProductFilter, (product: ProductStanding) => boolean>> = {
  all: () => true,
  pending: ({ edits }) => edits.pending > 0,
  conflict: ({ edits }) => edits.conflict > 0,
  refused: ({ edits }) => edits.refused > 0,
  enabled: ({ enabled }) => enabled,
  disabled: ({ enabled }) => !enabled,
  'out-of-stock': ({ quantity }) => quantity <= 0,
  'no-barcode': ({ barcode }) => !barcode,
  'no-image': ({ image }) => !image,
  'not-listed': ({ listed }) => !listed,
};

export const PRODUCT_FILTERS = Object.keys(PRODUCT_FLAGS) as readonly ProductFilter[];

export function productFlags(product: ProductStanding): number {
  if (!product.living) return 0;
  return PRODUCT_FILTERS.reduce(
    (flags, filter) => flags | (PASSES[filter](product) ? PRODUCT_FLAGS[filter] : 0),
    0,
  );
}
