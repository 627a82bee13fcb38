/** A listing is a product, or one variant of a product: `productId` or `productId/variantId`. */
export type ListingId = { readonly productId: string; readonly variantId: string | null };

export function variantListingId(productId: string, variantId: string): string {
  return `${productId}/${variantId}`;
}

export function readListingId(externalId: string): ListingId {
  const at = externalId.indexOf('/');
  return at < 0
    ? { productId: externalId, variantId: null }
    : { productId: externalId.slice(0, at), variantId: externalId.slice(at + 1) };
}
