import type { ListingState } from '#contract/listings.ts';
import type { MarketplaceListing, MarketplaceOffer } from '../kit/port.ts';
import type { WireProduct } from './wire.ts';

/** `state` of a product that is not approved (portal, 2026). */
const STATES: Readonly<Record<number, ListingState>> = {
  1: 'waiting-approval',
  2: 'waiting-approval',
  3: 'on-sale',
  6: 'rejected',
  7: 'waiting-approval',
};
const OFF_SALE = 10;

/** Null for a row without a barcode: it can't be written to. */
export function mapOffer(product: WireProduct): MarketplaceOffer | null {
  const externalId = product.code.trim();
  if (externalId === '') return null;
  return {
    externalId,
    quantity: product.stockCount,
    salePriceE4: product.salePrice,
    listPriceE4: product.listPrice ?? product.salePrice,
  };
}

export function mapListing(product: WireProduct, approved: boolean): MarketplaceListing | null {
  const offer = mapOffer(product);
  if (offer === null) return null;
  const images = product.images.map(({ imageUrl, imageurl }) => imageUrl || imageurl);
  return {
    ...offer,
    title: product.displayName || product.name,
    stockCode: product.stockCode.trim(),
    barcode: offer.externalId,
    groupId: product.groupCode.trim(),
    imageUrl: images.find((url) => /^https?:\/\/\S+$/i.test(url)) ?? null,
    // Rows carry no address of the product's page.
    productUrl: null,
    state: stateOf(product, approved),
    rawState: [approved ? 'approved' : 'unapproved', product.state, product.status, product.waitingApproveExp]
      .filter((part) => part !== '' && part !== null)
      .join(': '),
  };
}

/** Approved rows carry 0 or 3 there: the list that they stand in says it. */
function stateOf({ state, productStatus }: WireProduct, approved: boolean): ListingState {
  if (approved) return productStatus === OFF_SALE ? 'archived' : 'on-sale';
  return (state === null ? undefined : STATES[state]) ?? 'other';
}
