import type { ListingState } from '#contract/listings.ts';
import { normaliseCode } from '#common/turkish-text.ts';
import type { MarketplaceListing, MarketplaceOffer } from '../kit/port.ts';
import type { ApprovedContent, ApprovedVariant, UnapprovedProduct } from './wire.ts';

/** The variants of one approved content as listings. Those without a barcode can't be written to and are left out. */
export function mapContent(content: ApprovedContent): readonly MarketplaceListing[] {
  const several = content.variants.length > 1;
  return content.variants.flatMap((variant) => {
    const offer = mapOffer(variant);
    if (offer === null) return [];
    const { state, rawState } = approvedState(variant);
    const option = several ? optionText(variant) : '';
    return [
      {
        ...offer,
        title: option === '' ? content.title : `${content.title}, ${option}`,
        stockCode: variant.stockCode,
        barcode: offer.externalId,
        groupId: content.productMainId,
        imageUrl: webAddress(content.images[0]?.url ?? ''),
        productUrl: webAddress(variant.productUrl),
        state,
        rawState,
      },
    ];
  });
}

/** Stock and price of one variant, from whichever place this list has them in. */
export function mapOffer(variant: ApprovedVariant): MarketplaceOffer | null {
  if (variant.barcode === null || normaliseCode(variant.barcode) === '') return null;
  return {
    externalId: variant.barcode,
    quantity: variant.stock?.quantity ?? variant.quantity,
    salePriceE4: variant.price?.salePrice ?? variant.salePrice,
    listPriceE4: variant.price?.listPrice ?? variant.listPrice,
  };
}

export function mapUnapproved(product: UnapprovedProduct): MarketplaceListing | null {
  if (product.barcode === null) return null;
  const reasons = product.rejectReasonDetails
    .map(({ rejectReason }) => rejectReason)
    .filter((reason) => reason !== '');
  return {
    externalId: product.barcode,
    quantity: product.quantity,
    salePriceE4: product.salePrice,
    listPriceE4: product.listPrice,
    title: product.title,
    stockCode: product.stockCode,
    barcode: product.barcode,
    groupId: product.productMainId,
    imageUrl: webAddress(product.images[0]?.url ?? product.media[0]?.url ?? ''),
    productUrl: null,
    state: unapprovedState(product.status, reasons.length),
    rawState: [product.status, ...reasons].filter((part) => part !== '').join(': '),
  };
}

/** What is missing from a listing that the light list may know. */
export function lacksOffer(offer: MarketplaceOffer): boolean {
  return offer.quantity === null || offer.salePriceE4 === null || offer.listPriceE4 === null;
}

/** The known values of `better`, and those of `known` where it has none. */
export function completeOffer<T extends MarketplaceOffer>(known: T, better: MarketplaceOffer | undefined): T {
  if (!better) return known;
  return {
    ...known,
    quantity: better.quantity ?? known.quantity,
    salePriceE4: better.salePriceE4 ?? known.salePriceE4,
    listPriceE4: better.listPriceE4 ?? known.listPriceE4,
  };
}

function approvedState(variant: ApprovedVariant): {
  readonly state: ListingState;
  readonly rawState: string;
} {
  if (variant.archived ?? variant.isArchived) return { state: 'archived', rawState: 'archived' };
  if (variant.blacklisted ?? variant.isBlacklisted) return { state: 'locked', rawState: 'blacklisted' };
  if (variant.locked ?? variant.isLocked) {
    return {
      state: 'locked',
      rawState: variant.lockReason === '' ? 'locked' : `locked: ${variant.lockReason}`,
    };
  }
  const onSale = variant.onSale ?? variant.isOnSale;
  // Approved and nothing said against it: stock and price are taken, whether or not the flag is there.
  if (onSale === null) return { state: 'on-sale', rawState: 'approved' };
  return onSale ? { state: 'on-sale', rawState: 'onSale' } : { state: 'off-sale', rawState: 'notOnSale' };
}

function unapprovedState(status: string, reasons: number): ListingState {
  const word = status.toLowerCase();
  if (word.includes('reject') || (word === '' && reasons > 0)) return 'rejected';
  if (word.includes('pending') || word.includes('waiting') || word === '') return 'waiting-approval';
  return 'other';
}

function optionText(variant: ApprovedVariant): string {
  return variant.attributes
    .map(({ attributeValue, attributeValueName }) => (attributeValue || attributeValueName).trim())
    .filter((value) => value !== '')
    .join(' / ');
}

function webAddress(text: string): string | null {
  return /^https?:\/\/[^\s]+$/i.test(text) ? text : null;
}
