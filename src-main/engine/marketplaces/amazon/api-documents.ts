import { isoTime, segment, type Account, type AmazonRequest } from './api.ts';

/** Feeds and reports (2021-06-30), orders (2026-01-01, shipment v0) and finances (2024-06-19). */

/** The upload must carry exactly this content type (sheet §7). */
export const FEED_CONTENT_TYPE = 'application/json; charset=UTF-8';

export function createFeedDocument(): AmazonRequest {
  const body = { contentType: FEED_CONTENT_TYPE };
  return { endpoint: 'feed-document', method: 'POST', path: '/feeds/2021-06-30/documents', body };
}

export function createFeed({ site }: Account, inputFeedDocumentId: string): AmazonRequest {
  const body = {
    feedType: 'JSON_LISTINGS_FEED',
    marketplaceIds: [site.marketplaceId],
    inputFeedDocumentId,
  };
  return { endpoint: 'create-feed', method: 'POST', path: '/feeds/2021-06-30/feeds', body };
}

export function getFeed(feedId: string): AmazonRequest {
  return { endpoint: 'get-feed', method: 'GET', path: `/feeds/2021-06-30/feeds/${segment(feedId)}` };
}

export function getFeedDocument(documentId: string): AmazonRequest {
  const path = `/feeds/2021-06-30/documents/${segment(documentId)}`;
  return { endpoint: 'feed-result', method: 'GET', path };
}

export type ReportWish = {
  readonly reportType: string;
  readonly fromMs?: number;
  readonly toMs?: number;
};

export function createReport({ site }: Account, wish: ReportWish): AmazonRequest {
  const body = {
    reportType: wish.reportType,
    marketplaceIds: [site.marketplaceId],
    ...(wish.fromMs === undefined ? {} : { dataStartTime: isoTime(wish.fromMs) }),
    ...(wish.toMs === undefined ? {} : { dataEndTime: isoTime(wish.toMs) }),
  };
  return { endpoint: 'create-report', method: 'POST', path: '/reports/2021-06-30/reports', body };
}

export function getReport(reportId: string): AmazonRequest {
  return { endpoint: 'get-report', method: 'GET', path: `/reports/2021-06-30/reports/${segment(reportId)}` };
}

export function getReportDocument(documentId: string): AmazonRequest {
  const path = `/reports/2021-06-30/documents/${segment(documentId)}`;
  return { endpoint: 'report-document', method: 'GET', path };
}

/** Personal data come by the app's roles: what a role does not allow is left out without a word (sheet §8.1). */
const ORDER_DATA = 'BUYER,RECIPIENT,PROCEEDS,PROMOTION,CANCELLATION,FULFILLMENT,PACKAGES,TAX';

export type OrderSearch = {
  readonly lastUpdatedAfterMs: number;
  readonly lastUpdatedBeforeMs?: number;
  readonly paginationToken?: string;
  readonly maxResults?: number;
};

/** Orders that the merchant ships: Amazon's own shipments (FBA) leave the shop's stock alone. */
export function searchOrders({ site }: Account, search: OrderSearch): AmazonRequest {
  return {
    endpoint: 'orders',
    method: 'GET',
    path: '/orders/2026-01-01/orders',
    query: {
      marketplaceIds: site.marketplaceId,
      lastUpdatedAfter: isoTime(search.lastUpdatedAfterMs),
      lastUpdatedBefore:
        search.lastUpdatedBeforeMs === undefined ? undefined : isoTime(search.lastUpdatedBeforeMs),
      fulfilledBy: 'MERCHANT',
      maxResultsPerPage: search.maxResults ?? 100,
      includedData: ORDER_DATA,
      // "Repeat all other parameters" beside it.
      paginationToken: search.paginationToken,
    },
  };
}

export function getOrder(orderId: string): AmazonRequest {
  return {
    endpoint: 'order',
    method: 'GET',
    path: `/orders/2026-01-01/orders/${segment(orderId)}`,
    query: { includedData: ORDER_DATA },
  };
}

export type ShipmentWords = {
  readonly orderId: string;
  readonly packageReferenceId: string;
  readonly carrierCode: string;
  readonly carrierName: string | null;
  readonly trackingNumber: string;
  readonly shippedAtMs: number;
  readonly items: readonly { readonly orderItemId: string; readonly quantity: number }[];
};

export function confirmShipment({ site }: Account, shipment: ShipmentWords): AmazonRequest {
  const { packageReferenceId, carrierCode, carrierName, trackingNumber, shippedAtMs, items } = shipment;
  return {
    endpoint: 'shipment',
    method: 'POST',
    path: `/orders/v0/orders/${segment(shipment.orderId)}/shipmentConfirmation`,
    body: {
      marketplaceId: site.marketplaceId,
      packageDetail: {
        packageReferenceId,
        carrierCode,
        ...(carrierName === null ? {} : { carrierName }),
        trackingNumber,
        shipDate: isoTime(shippedAtMs),
        orderItems: items,
      },
    },
  };
}

export function listTransactions(
  { site }: Account,
  query: { readonly postedAfterMs: number; readonly postedBeforeMs: number; readonly nextToken?: string },
): AmazonRequest {
  return {
    endpoint: 'transactions',
    method: 'GET',
    path: '/finances/2024-06-19/transactions',
    query: {
      postedAfter: isoTime(query.postedAfterMs),
      postedBefore: isoTime(query.postedBeforeMs),
      marketplaceId: site.marketplaceId,
      nextToken: query.nextToken,
    },
  };
}
