import { toMarketplaceNumber } from '#common/money.ts';
import type { GatewayRequest } from '../../gateway/port.ts';
import { exactInteger } from '../kit/exact-json.ts';
import type { OfferUpdate } from '../kit/port.ts';
import type { PazaramaEndpoint } from './endpoints.ts';

/** A request without what only the moment of sending knows. */
export type PazaramaRequest = Pick<GatewayRequest, 'method' | 'path' | 'query' | 'body'> & {
  readonly endpoint: PazaramaEndpoint;
};

/** `Size` is at most 100 (portal, 2026). */
export const LISTING_PAGE = 100;
/** The portal's own example; a bound is not written. */
export const ORDER_PAGE = 500;
/** As many as one request can have sent. */
export const RESULT_PAGE = 3_000;
export const BRAND_PAGE = 100;
export const CLAIM_PAGE = 100;
export const QUESTION_PAGE = 50;

type Approval = 'approved' | 'unapproved';

/** By cursor: the list was split in two (portal, Oct 2026). Field names of queries begin with capitals. */
export function getProductsByCursor(
  approval: Approval,
  query: { readonly cursor?: string; readonly code?: string },
): PazaramaRequest {
  const { cursor: Cursor, code: Code } = query;
  const path = `/product/products/${approval}`;
  return get('products', path, { Size: LISTING_PAGE, ...(Cursor && { Cursor }), ...(Code && { Code }) });
}

/** By number, from 1, as the list was before. */
export function getProductsByPage(
  approval: Approval,
  query: { readonly page: number; readonly code?: string },
): PazaramaRequest {
  const { page: Page, code: Code } = query;
  return get('products', '/product/products', {
    Approved: approval === 'approved',
    Page,
    Size: LISTING_PAGE,
    ...(Code && { Code }),
  });
}

/** Stock alone: a price beside it would overwrite one that was changed in the panel. */
export function postStock(items: readonly OfferUpdate[]): PazaramaRequest {
  const rows = items.map(({ externalId, quantity }) => ({ code: externalId, stockCount: quantity }));
  return post('stock-update', '/product/updateStock-v2', { items: rows });
}

/** Both prices are wanted: without a list price of its own the sale price stands in both fields. */
export function postPrices(items: readonly OfferUpdate[]): PazaramaRequest {
  const rows = items.map(({ externalId, salePriceE4, listPriceE4 }) => ({
    code: externalId,
    listPrice: toMarketplaceNumber(listPriceE4 ?? salePriceE4!),
    salePrice: toMarketplaceNumber(salePriceE4!),
  }));
  return post('price-update', '/product/updatePrice-v2', { items: rows });
}

/** Taken off sale (10) and put on sale (1). */
export function postProductStatus(codes: readonly string[], productStatus: 1 | 10): PazaramaRequest {
  const productItems = codes.map((code) => ({ code, productStatus }));
  return post('product-status', '/product/bulkUpdateProductStatusFromApi', { productItems });
}

/** `lakeType` 1 is for changes of what is on sale; stock and prices are asked for without it. */
export function getListingResults(batchId: string, page: number, lakeType?: 1): PazaramaRequest {
  const path = `/listing-state/batch-id/${segment(batchId)}/lake-projections`;
  return get('listing-results', path, { page, pageSize: RESULT_PAGE, ...(lakeType && { lakeType }) });
}

export function postProducts(products: readonly unknown[]): PazaramaRequest {
  return post('product-create', '/product/create', { products });
}

export function getProductResults(batchId: string): PazaramaRequest {
  return get('product-results', '/product/getProductBatchResult', { BatchRequestId: batchId });
}

export function getCategories(): PazaramaRequest {
  return get('categories', '/category/getCategoryTree', {});
}

export function getCategoryAttributes(categoryId: string): PazaramaRequest {
  return get('category-attributes', '/category/getCategoryWithAttributes', { Id: categoryId });
}

export function getBrands(page: number, name: string): PazaramaRequest {
  return get('brands', '/brand/getBrands', { Page: page, Size: BRAND_PAGE, ...(name && { name }) });
}

export function getSellerDelivery(): PazaramaRequest {
  return get('seller-delivery', '/sellerRegister/getSellerDelivery', {});
}

export type OrdersQuery = {
  readonly orderNumber?: string;
  /** Days in Turkey, `YYYY-MM-DD`; the end's own day is not in it, and both are at most a month apart. */
  readonly startDate?: string;
  readonly endDate?: string;
  readonly pageNumber: number;
};

export function postOrdersQuery({ orderNumber, ...query }: OrdersQuery): PazaramaRequest {
  const number = orderNumber === undefined ? {} : { orderNumber: exactInteger(orderNumber) };
  return post('orders', '/order/getOrdersForApi', { pageSize: ORDER_PAGE, ...query, ...number });
}

/** All lines of an order at once: “from received to being prepared” (portal, 2026). */
export function putOrderStatus(orderNumber: string, status: 12): PazaramaRequest {
  const body = { orderNumber: exactInteger(orderNumber), status };
  return { endpoint: 'order-status', method: 'PUT', path: '/order/updateOrderStatusList', body };
}

export type ItemStatus =
  | { readonly status: 12 | 13 }
  | {
      readonly status: 5;
      readonly deliveryType: number;
      readonly shippingTrackingNumber: string;
      readonly trackingUrl?: string;
      readonly cargoCompanyId: string;
    };

export function putItemStatus(orderNumber: string, orderItemId: string, to: ItemStatus): PazaramaRequest {
  const body = { orderNumber: exactInteger(orderNumber), item: { orderItemId, ...to } };
  return { endpoint: 'order-item-status', method: 'PUT', path: '/order/updateOrderStatus', body };
}

/** For the whole order: company and tracking number null (portal, 2026). `orderid` is written like this. */
export function postInvoiceLink(orderId: string, link: string): PazaramaRequest {
  const body = { invoiceLink: link, orderid: orderId, deliveryCompanyId: null, trackingNumber: null };
  return post('invoice-link', '/order/invoice-link', body);
}

export type ClaimsQuery = {
  /** Days in Turkey, `YYYY-MM-DD`. */
  readonly requestStartDate: string;
  readonly requestEndDate: string;
  readonly pageNumber: number;
};

/** `refundStatus` null is for all of them, as the portal's example for cancellations has it. */
export function postReturnsQuery(query: ClaimsQuery): PazaramaRequest {
  return post('returns', '/order/getRefund', { pageSize: CLAIM_PAGE, refundStatus: null, ...query });
}

export function postCancelRequestsQuery(query: ClaimsQuery): PazaramaRequest {
  const body = { pageSize: CLAIM_PAGE, refundStatus: null, ...query, orderNumber: null };
  return post('cancel-requests', '/order/api/cancel/items', body);
}

export type ReturnDecision =
  | { readonly status: 2 }
  | {
      readonly status: 3;
      readonly refundRejectType: number;
      readonly description: string;
      readonly documentObjects?: readonly { readonly name: string; readonly bytes: string }[];
    };

export function postReturnAnswer(refundId: string, decision: ReturnDecision): PazaramaRequest {
  return post('return-answer', '/order/updateRefund', { refundId, ...decision });
}

export function putCancelAnswer(refundId: string, status: 2 | 3): PazaramaRequest {
  const body = { refundId, status };
  return { endpoint: 'cancel-answer', method: 'PUT', path: '/order/api/cancel', body };
}

export function postQuestionsQuery(span: {
  readonly questionStartDate: string;
  readonly questionEndDate: string;
  readonly pageIndex: number;
}): PazaramaRequest {
  const path = '/QuestionAnswer/getApprovalAnswersByMerchantSearch';
  const anything = { barcode: null, topicId: null, questionStatus: null };
  return post('questions', path, { ...anything, ...span, pageSize: QUESTION_PAGE });
}

export function putQuestionAnswer(questionId: string, text: string): PazaramaRequest {
  const body = { questionId, text };
  return { endpoint: 'question-answer', method: 'PUT', path: '/QuestionAnswer/sellerAnswer', body };
}

function get(
  endpoint: PazaramaEndpoint,
  path: string,
  query: NonNullable<GatewayRequest['query']>,
): PazaramaRequest {
  return { endpoint, method: 'GET', path, query };
}

function post(endpoint: PazaramaEndpoint, path: string, body: unknown): PazaramaRequest {
  return { endpoint, method: 'POST', path, body };
}

/** One path part. A dot alone would be resolved away by servers and proxies. */
function segment(text: string): string {
  if (text === '' || text === '.' || text === '..')
    throw new TypeError('an empty id can’t be part of an address');
  return encodeURIComponent(text);
}
