import type { SandboxAnswer } from '../exchange.ts';
import { getClaims, getQuestions, postRefundAnswer, putAnswer, putCancelAnswer } from './after-sales.ts';
import { getProductResult, getResults, postBatch } from './batches.ts';
import {
  getBrands,
  getCategoryTree,
  getCategoryWithAttributes,
  getSellerDelivery,
} from './catalogue-data.ts';
import { getOrders, postInvoice, putItemStatus, putOrderStatus } from './orders-service.ts';
import { getByCursor, getFlagged } from './products.ts';
import type { Call } from './world.ts';

export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: RegExp;
  readonly endpoint: string;
  readonly handle: (call: Call) => SandboxAnswer;
};

function route(method: Route['method'], path: string, endpoint: string, handle: Route['handle']): Route {
  return { method, path: new RegExp(`^${path}$`), endpoint, handle };
}

/** The endpoints by the names that faults go by. */
export const ROUTES: readonly Route[] = [
  route('GET', '/product/products', 'products', getFlagged),
  route('GET', '/product/products/(approved|unapproved)', 'products', getByCursor),
  route('POST', '/product/updateStock-v2', 'stock-update', (call) => postBatch(call, 'stock')),
  route('POST', '/product/updatePrice-v2', 'price-update', (call) => postBatch(call, 'price')),
  route('POST', '/product/bulkUpdateProductStatusFromApi', 'product-status', (call) =>
    postBatch(call, 'status'),
  ),
  route('POST', '/product/create', 'product-create', (call) => postBatch(call, 'products')),
  route('GET', '/product/getProductBatchResult', 'product-results', getProductResult),
  route('GET', '/listing-state/batch-id/([^/]+)/lake-projections', 'listing-results', getResults),
  route('GET', '/category/getCategoryTree', 'categories', getCategoryTree),
  route('GET', '/category/getCategoryWithAttributes', 'category-attributes', getCategoryWithAttributes),
  route('GET', '/brand/getBrands', 'brands', getBrands),
  route('GET', '/sellerRegister/getSellerDelivery', 'seller-delivery', getSellerDelivery),
  route('POST', '/order/getOrdersForApi', 'orders', getOrders),
  route('PUT', '/order/updateOrderStatusList', 'order-status', putOrderStatus),
  route('PUT', '/order/updateOrderStatus', 'order-item-status', putItemStatus),
  route('POST', '/order/invoice-link', 'invoice-link', postInvoice),
  route('POST', '/order/getRefund', 'returns', (call) => getClaims(call, 'return')),
  route('POST', '/order/updateRefund', 'return-answer', postRefundAnswer),
  route('POST', '/order/api/cancel/items', 'cancel-requests', (call) => getClaims(call, 'cancel')),
  route('PUT', '/order/api/cancel', 'cancel-answer', putCancelAnswer),
  route('POST', '/QuestionAnswer/getApprovalAnswersByMerchantSearch', 'questions', getQuestions),
  route('PUT', '/QuestionAnswer/sellerAnswer', 'question-answer', putAnswer),
];
