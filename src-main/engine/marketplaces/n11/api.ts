import { toMarketplaceNumber } from '#common/money.ts';
import type { GatewayRequest } from '../../gateway/port.ts';
import { exactInteger } from '../kit/exact-json.ts';
import type { OfferUpdate } from '../kit/port.ts';
import type { N11Endpoint } from './endpoints.ts';

/** A REST request without what only the moment of sending knows. */
export type N11Request = Pick<GatewayRequest, 'method' | 'path' | 'query' | 'body'> & {
  readonly endpoint: N11Endpoint;
};

/** At most 250 (portal, Sep 2026; 251 is refused, seen 10 Oct 2026). */
export const LISTING_PAGE = 250;
/** What an older copy of the page names; used where the newer figure is refused. */
export const OLD_LISTING_PAGE = 50;
export const ORDER_PAGE = 100;
export const TASK_PAGE = 1_000;
/** Names whoever sends in every task; the same text each time (portal, 2026). */
const INTEGRATOR = 'MesChainSync';

export type ProductsQuery = {
  readonly id?: string;
  readonly stockCode?: string;
  readonly page: number;
  readonly size: number;
};

export function getProducts(query: ProductsQuery): N11Request {
  return get('products', '/ms/product-query', query);
}

/** Absolute values; what is null is left out, and stays as it is over there. */
export function postOffers(items: readonly OfferUpdate[]): N11Request {
  return postTask('price-stock-update', 'price-stock-update', items.map(offerRow));
}

function offerRow({ externalId, quantity, salePriceE4, listPriceE4 }: OfferUpdate): TaskRow {
  const stock = quantity === null ? {} : { quantity };
  if (salePriceE4 === null) return { stockCode: externalId, ...stock };
  // Prices are taken as a pair only.
  const listPrice = toMarketplaceNumber(listPriceE4 ?? salePriceE4);
  return {
    stockCode: externalId,
    listPrice,
    salePrice: toMarketplaceNumber(salePriceE4),
    ...stock,
    currencyType: 'TL',
  };
}

export type TaskRow = { readonly stockCode: string; readonly [field: string]: unknown };

export function postTask(
  endpoint: N11Endpoint,
  task: 'price-stock-update' | 'product-create' | 'product-update' | 'product-delete',
  skus: readonly TaskRow[],
): N11Request {
  const body = { payload: { integrator: INTEGRATOR, skus } };
  return { endpoint, method: 'POST', path: `/ms/product/tasks/${task}`, body };
}

export function getTask(taskId: string, page: number): N11Request {
  const body = { taskId: exactInteger(taskId), pageable: { page, size: TASK_PAGE } };
  return { endpoint: 'task-details', method: 'POST', path: '/ms/product/task-details/page-query', body };
}

export function getCategories(): N11Request {
  return get('categories', '/cdn/categories', {});
}

export function getCategoryAttributes(categoryId: string): N11Request {
  return get('category-attributes', `/cdn/category/${segment(categoryId)}/attribute`, {});
}

export type OrdersQuery = {
  readonly startDate?: number;
  readonly endDate?: number;
  readonly status?: string;
  readonly orderNumber?: string;
  readonly packageIds?: string;
  /** `true`: the dates mean the last change (portal); left out: the order's own. */
  readonly orderByField?: string;
  readonly page: number;
};

/** Oldest first, so that what changes while pages are turned moves to pages that are still to come. */
export function getOrders(query: OrdersQuery): N11Request {
  return get('orders', '/rest/delivery/v1/shipmentPackages', {
    ...query,
    size: ORDER_PAGE,
    orderByDirection: 'ASC',
  });
}

export function putPicking(lineIds: readonly string[]): N11Request {
  const body = { lines: lineIds.map((id) => ({ lineId: exactInteger(id) })), status: 'Picking' };
  return { endpoint: 'order-update', method: 'PUT', path: '/rest/order/v1/update', body };
}

export function postSplit(groups: readonly (readonly string[])[]): N11Request {
  const body = { splitGroups: groups.map((ids) => ({ orderLineIds: ids.map(exactInteger) })) };
  const path = '/rest/delivery/v1/splitCombinePackage';
  return { endpoint: 'package-split', method: 'POST', path, body };
}

type Pieces = { readonly lineId: string; readonly quantity: number };

export function postQuantitySplit(
  groups: readonly (readonly Pieces[])[],
  cancelled: readonly (Pieces & { readonly reasonId: string })[],
): N11Request {
  const body = {
    splitPackages: groups.map((pieces) => ({
      packageDetails: pieces.map(({ lineId, quantity }) => ({
        orderLineId: exactInteger(lineId),
        // Plural in name, a number in the only example (portal, Sep 2026).
        quantities: quantity,
      })),
    })),
    cancelledItems: cancelled.map(({ lineId, quantity, reasonId }) => ({
      orderLineId: exactInteger(lineId),
      quantity,
      cancelReasonId: exactInteger(reasonId),
    })),
  };
  const path = '/rest/delivery/v1/splitPackageByQuantity';
  return { endpoint: 'package-quantity-split', method: 'POST', path, body };
}

/** `amountE4` without VAT. */
export function putLabourCost(lineId: string, amountE4: number, vatRate: number): N11Request {
  const totalLaborCostExcludingVAT = toMarketplaceNumber(amountE4);
  const detail = { orderLineId: exactInteger(lineId), totalLaborCostExcludingVAT, laborVatRate: vatRate };
  const body = { laborCostDetails: [detail] };
  return { endpoint: 'labour-costs', method: 'PUT', path: '/rest/order/v1/labor-costs', body };
}

export function putCollectionRequest(
  packageId: string,
  lineIds: readonly string[],
  facts: { readonly boxes: number; readonly desi: number; readonly carrier: string },
): N11Request {
  const collectionRequestDetails = lineIds.map((lineId) => ({
    id: packageId,
    orderLineId: exactInteger(lineId),
    boxQuantity: facts.boxes,
    desi: facts.desi,
    shipmentCompany: facts.carrier,
  }));
  const path = '/rest/delivery/v1/collectionRequest';
  return { endpoint: 'collection-request', method: 'PUT', path, body: { collectionRequestDetails } };
}

function get(endpoint: N11Endpoint, path: string, query: NonNullable<GatewayRequest['query']>): N11Request {
  return { endpoint, method: 'GET', path, query };
}

/** One path part. A dot alone would be resolved away by servers and proxies. */
function segment(text: string): string {
  if (text === '' || text === '.' || text === '..')
    throw new TypeError('an empty id can’t be part of an address');
  return encodeURIComponent(text);
}
