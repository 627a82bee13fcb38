import type { SandboxAnswer } from '../exchange.ts';
import { getDocumentBody, getFeed, getStored, postDocument, postFeed, putDocument } from './feeds.ts';
import { deleteItem, getItem, patchItem, putItem, searchItems } from './listings.ts';
import {
  getInventory,
  getParticipations,
  getProductType,
  getProductTypes,
  getRestrictions,
  postCompetitiveSummary,
  postFees,
  searchCatalogue,
} from './lookups.ts';
import { confirmShipment, getOrder, searchOrders } from './orders.ts';
import { getReport, getTransactions, postReport } from './reports.ts';
import type { Call } from './world.ts';

export type Route = {
  readonly method: string;
  /** `{name}` stands for one part of the path. */
  readonly path: string;
  readonly endpoint: string;
  readonly handle: (call: Call) => SandboxAnswer;
  /** Presigned addresses know no token. */
  readonly open?: boolean;
};

const ITEMS = '/listings/2021-08-01/items/{sellerId}';
const FEEDS = '/feeds/2021-06-30';
const REPORTS = '/reports/2021-06-30';

export const ROUTES: readonly Route[] = [
  route('GET', '/sellers/v1/marketplaceParticipations', 'participations', getParticipations),
  route('GET', ITEMS, 'search-listings', searchItems),
  route('GET', `${ITEMS}/{sku}`, 'get-listing', getItem),
  route('PUT', `${ITEMS}/{sku}`, 'put-listing', putItem),
  route('PATCH', `${ITEMS}/{sku}`, 'patch-listing', patchItem),
  route('DELETE', `${ITEMS}/{sku}`, 'delete-listing', deleteItem),
  route('GET', '/listings/2021-08-01/restrictions', 'restrictions', getRestrictions),
  route('GET', '/definitions/2020-09-01/productTypes', 'product-types', getProductTypes),
  route('GET', '/definitions/2020-09-01/productTypes/{productType}', 'product-type', getProductType),
  route('GET', '/catalog/2022-04-01/items', 'catalogue-search', searchCatalogue),
  route('POST', `${FEEDS}/documents`, 'feed-document', postDocument),
  route('POST', `${FEEDS}/feeds`, 'create-feed', postFeed),
  route('GET', `${FEEDS}/feeds/{feedId}`, 'get-feed', getFeed),
  route('GET', `${FEEDS}/documents/{documentId}`, 'feed-result', (call) => getStored(call, 'feedDocumentId')),
  route('POST', `${REPORTS}/reports`, 'create-report', postReport),
  route('GET', `${REPORTS}/reports/{reportId}`, 'get-report', getReport),
  route('GET', `${REPORTS}/documents/{documentId}`, 'report-document', (call) =>
    getStored(call, 'reportDocumentId'),
  ),
  route('GET', '/orders/2026-01-01/orders', 'orders', searchOrders),
  route('GET', '/orders/2026-01-01/orders/{orderId}', 'order', getOrder),
  route('POST', '/orders/v0/orders/{orderId}/shipmentConfirmation', 'shipment', confirmShipment),
  route('GET', '/fba/inventory/v1/summaries', 'inventory', getInventory),
  route(
    'POST',
    '/batches/products/pricing/2022-05-01/items/competitiveSummary',
    'buy-box',
    postCompetitiveSummary,
  ),
  route('POST', '/products/fees/v0/feesEstimate', 'fees-estimate', postFees),
  route('GET', '/finances/2024-06-19/transactions', 'transactions', getTransactions),
  { ...route('PUT', '/documents/{documentId}', 'document-upload', putDocument), open: true },
  { ...route('GET', '/documents/{documentId}', 'document-download', getDocumentBody), open: true },
];

function route(method: string, path: string, endpoint: string, handle: Route['handle']): Route {
  return { method, path, endpoint, handle };
}

export function findRoute(request: {
  readonly method: string;
  readonly path: string;
}): { readonly route: Route; readonly params: Readonly<Record<string, string>> } | null {
  for (const one of ROUTES) {
    const params = one.method === request.method ? fit(one.path, request.path) : null;
    if (params) return { route: one, params };
  }
  return null;
}

function fit(template: string, path: string): Readonly<Record<string, string>> | null {
  const [wanted, given] = [template.split('/'), path.split('/')];
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined && part !== given[index]) return null;
    if (name !== undefined) {
      if (given[index] === '') return null;
      params[name] = decodeURIComponent(given[index]!);
    }
  }
  return params;
}
