import { toMarketplaceNumber } from '#common/money.ts';
import type { OfferUpdate } from '../kit/port.ts';
import { get, segment, write, type HepsiburadaRequest } from './request.ts';

/** Listings are asked for by at most 50 SKUs at once (sheet §3). */
export const SKUS_PER_CALL = 50;
/** The buy-box service takes ten, and listings on sale alone (guide, as read in Aug 2026). */
export const BUY_BOX_SKUS = 10;
export const LISTING_PAGE = 100;

export type OfferUploadKind = 'inventory' | 'stock' | 'price';
export type UploadKind = OfferUploadKind | 'shipping-info';

/** What `shipping-info-uploads` takes of a listing (sheet §3); what is left out stays as it is. */
export type ShippingInfo = {
  readonly merchantSku: string;
  /** Days until it is handed to cargo: part of this service alone since Jan 2024. */
  readonly dispatchTime?: number;
  readonly shippingProfileName?: string;
  readonly cargoCompany1?: string;
};

/** The path word is `merchantid` in lower case: this host answers 400 to any other spelling (SIT, May 2026). */
const of = (kind: string, merchantId: string): string => `/${kind}/merchantid/${segment(merchantId)}`;

export function getListings(merchantId: string, offset: number, limit = LISTING_PAGE): HepsiburadaRequest {
  return get('listings', 'listing', of('listings', merchantId), { offset, limit });
}

export function getListingsBySku(merchantId: string, merchantSkus: readonly string[]): HepsiburadaRequest {
  const query = { offset: 0, limit: LISTING_PAGE, merchantSkuList: merchantSkus.join(',') };
  return get('listings', 'listing', of('listings', merchantId), query);
}

/** Absolute values under the seller's own SKU. A kind carries exactly the fields that it is named after (sheet §3). */
export function postUpload(
  merchantId: string,
  kind: OfferUploadKind,
  items: readonly OfferUpdate[],
): HepsiburadaRequest {
  const body = items.map(({ externalId, quantity, salePriceE4 }) => ({
    merchantSku: externalId,
    ...(kind === 'stock' || salePriceE4 === null ? {} : { price: toMarketplaceNumber(salePriceE4) }),
    ...(kind === 'price' || quantity === null ? {} : { availableStock: quantity }),
  }));
  const to = { endpoint: `${kind}-upload`, host: 'listing' } as const;
  return write(to, 'POST', `${of('listings', merchantId)}/${kind}-uploads`, body);
}

export function postShippingInfo(merchantId: string, items: readonly ShippingInfo[]): HepsiburadaRequest {
  const to = { endpoint: 'shipping-info-upload', host: 'listing' } as const;
  return write(to, 'POST', `${of('listings', merchantId)}/shipping-info-uploads`, items);
}

export function getUpload(merchantId: string, kind: UploadKind, uploadId: string): HepsiburadaRequest {
  const path = `${of('listings', merchantId)}/${kind}-uploads/id/${segment(uploadId)}`;
  return get('upload-result', 'listing', path);
}

export function postActivation(
  merchantId: string,
  hbSku: string,
  onSale: 'activate' | 'deactivate',
): HepsiburadaRequest {
  const to = { endpoint: `listing-${onSale}`, host: 'listing' } as const;
  return write(to, 'POST', `${of('listings', merchantId)}/sku/${segment(hbSku)}/${onSale}`);
}

export function deleteListing(
  merchantId: string,
  listing: { readonly hbSku: string; readonly merchantSku: string },
): HepsiburadaRequest {
  const path = `${of('listings', merchantId)}/sku/${segment(listing.hbSku)}/merchantsku/${segment(listing.merchantSku)}`;
  return write({ endpoint: 'listing-delete', host: 'listing' }, 'DELETE', path);
}

export function postUnlock(merchantId: string, hbSkus: readonly string[]): HepsiburadaRequest {
  const to = { endpoint: 'listing-unlock', host: 'listing' } as const;
  return write(to, 'POST', `${of('listings', merchantId)}/bulk-unlock`, { hbSkuList: hbSkus });
}

export function getBuyBox(merchantId: string, hbSkus: readonly string[]): HepsiburadaRequest {
  return get('buy-box', 'listing', of('buybox-orders', merchantId), { skuList: hbSkus.join(',') });
}

export function getCommissions(merchantId: string, hbSkus: readonly string[]): HepsiburadaRequest {
  return get('commissions', 'listing', of('commissions', merchantId), { skuList: hbSkus.join(',') });
}
