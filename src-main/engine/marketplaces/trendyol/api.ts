import type { Acknowledgement, OfferUpdate } from '../kit/port.ts';
import { exactInteger } from '../kit/exact-json.ts';
import { toMarketplaceNumber } from '#common/money.ts';
import { get, segment, type TrendyolRequest } from './request.ts';

export type { TrendyolRequest } from './request.ts';

export const LISTING_PAGE = 100;
export const UNAPPROVED_PAGE = 1_000;
export const BARCODES_PER_CALL = 50;
export const ORDER_PAGE = 200;
/** page × size at most this, of products and of packages alike. */
export const PAGE_WINDOW = 10_000;

export type PageOf = { readonly page: number } | { readonly nextPageToken: string };

export function getApproved(sellerId: string, at: PageOf, size = LISTING_PAGE): TrendyolRequest {
  return get('products-approved', `/integration/product/sellers/${segment(sellerId)}/products/approved`, {
    ...at,
    size,
  });
}

export function getApprovedByBarcode(
  sellerId: string,
  barcodes: readonly string[],
  page: number,
): TrendyolRequest {
  const query = { barcodes: barcodes.join(','), page, size: LISTING_PAGE };
  return get(
    'products-approved',
    `/integration/product/sellers/${segment(sellerId)}/products/approved`,
    query,
  );
}

export function getUnapproved(sellerId: string, at: PageOf): TrendyolRequest {
  const path = `/integration/product/sellers/${segment(sellerId)}/products/unapproved`;
  return get('products-unapproved', path, { ...at, size: UNAPPROVED_PAGE });
}

export function getOffers(
  sellerId: string,
  query: { readonly barcodes?: readonly string[]; readonly page: number; readonly size: number },
): TrendyolRequest {
  const path = `/integration/product/sellers/${segment(sellerId)}/products/approved/inventory-and-price`;
  return get('offers-approved', path, {
    barcodes: query.barcodes?.join(','),
    page: query.page,
    size: query.size,
  });
}

/** Absolute values; what is null is left out, and stays as it is over there. */
export function postOffers(sellerId: string, items: readonly OfferUpdate[]): TrendyolRequest {
  const path = `/integration/inventory/sellers/${segment(sellerId)}/products/price-and-inventory`;
  const body = {
    items: items.map(({ externalId, quantity, salePriceE4, listPriceE4 }) => ({
      barcode: externalId,
      ...(quantity === null ? {} : { quantity }),
      ...(salePriceE4 === null ? {} : { salePrice: toMarketplaceNumber(salePriceE4) }),
      ...(listPriceE4 === null ? {} : { listPrice: toMarketplaceNumber(listPriceE4) }),
    })),
  };
  return { endpoint: 'price-and-inventory', method: 'POST', path, body };
}

export function getBatch(sellerId: string, batchId: string): TrendyolRequest {
  const path = `/integration/product/sellers/${segment(sellerId)}/products/batch-requests/${segment(batchId)}`;
  return get('batch-result', path, {});
}

export type OrdersQuery = {
  readonly startDate?: number;
  readonly endDate?: number;
  readonly orderNumber?: string;
  readonly shipmentPackageIds?: string;
  readonly page: number;
  readonly size?: number;
};

/** Oldest change first, so that what changes while pages are turned moves to pages that are still to come. */
export function getOrders(
  sellerId: string,
  { page, size = ORDER_PAGE, ...query }: OrdersQuery,
): TrendyolRequest {
  const order = { orderByField: 'PackageLastModifiedDate', orderByDirection: 'ASC' };
  return get('orders', `/integration/order/sellers/${segment(sellerId)}/v2/orders`, {
    ...query,
    page,
    size,
    ...order,
  });
}

export function getOrderStream(
  sellerId: string,
  query: {
    readonly lastModifiedStartDate: number;
    readonly lastModifiedEndDate: number;
    readonly nextCursor?: string;
  },
): TrendyolRequest {
  return get('orders-stream', `/integration/order/sellers/${segment(sellerId)}/orders/stream`, {
    ...query,
    size: ORDER_PAGE,
  });
}

export type PackageStatus =
  { readonly status: 'Picking' } | { readonly status: 'Invoiced'; readonly invoiceNumber: string };

export function putPackageStatus(
  sellerId: string,
  { packageId, lines }: Pick<Acknowledgement, 'packageId' | 'lines'>,
  change: PackageStatus,
): TrendyolRequest {
  const body = {
    lines: lines.map(({ lineId, quantity }) => ({ lineId: exactInteger(lineId), quantity })),
    params: change.status === 'Invoiced' ? { invoiceNumber: change.invoiceNumber } : {},
    status: change.status,
  };
  const path = `/integration/order/sellers/${segment(sellerId)}/shipment-packages/${segment(packageId)}`;
  return { endpoint: 'package-status', method: 'PUT', path, body };
}
