import { jsonAnswer, Refusal, type SandboxAnswer } from '../exchange.ts';
import { ATTRIBUTES, CATEGORIES, categoryJson } from './catalogue-data.ts';
import { getProducts } from './listings.ts';
import {
  getPackages,
  postQuantitySplit,
  postSplit,
  putCollection,
  putLabourCosts,
  putOrderUpdate,
} from './orders-service.ts';
import { postTask, postTaskDetails } from './tasks.ts';
import type { Call } from './world.ts';

export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: RegExp;
  readonly endpoint: string;
  readonly handle: (call: Call) => SandboxAnswer;
};

const DELIVERY = '/rest/delivery/v1';
const exactly = (path: string): RegExp => new RegExp(`^${path}$`);

/** The REST endpoints by the names that faults go by. */
export const ROUTES: readonly Route[] = [
  { method: 'GET', path: exactly('/ms/product-query'), endpoint: 'products', handle: getProducts },
  {
    method: 'POST',
    path: exactly('/ms/product/tasks/price-stock-update'),
    endpoint: 'price-stock-update',
    handle: (call) => postTask(call, 'SKU_UPDATE'),
  },
  {
    method: 'POST',
    path: exactly('/ms/product/tasks/product-create'),
    endpoint: 'product-create',
    handle: (call) => postTask(call, 'PRODUCT_CREATE'),
  },
  {
    method: 'POST',
    path: exactly('/ms/product/tasks/product-update'),
    endpoint: 'product-update',
    handle: (call) => postTask(call, 'PRODUCT_UPDATE'),
  },
  {
    method: 'POST',
    path: exactly('/ms/product/tasks/product-delete'),
    endpoint: 'product-delete',
    handle: (call) => postTask(call, 'PRODUCT_DELETE'),
  },
  {
    method: 'POST',
    path: exactly('/ms/product/task-details/page-query'),
    endpoint: 'task-details',
    handle: postTaskDetails,
  },
  {
    method: 'GET',
    path: exactly('/cdn/categories'),
    endpoint: 'categories',
    handle: () => jsonAnswer(200, { categories: CATEGORIES.map((each) => categoryJson(each, null)) }),
  },
  {
    method: 'GET',
    path: /^\/cdn\/category\/([^/]+)\/attribute$/,
    endpoint: 'category-attributes',
    handle: getAttributes,
  },
  { method: 'GET', path: exactly(`${DELIVERY}/shipmentPackages`), endpoint: 'orders', handle: getPackages },
  {
    method: 'PUT',
    path: exactly('/rest/order/v1/update'),
    endpoint: 'order-update',
    handle: putOrderUpdate,
  },
  {
    method: 'POST',
    path: exactly(`${DELIVERY}/splitCombinePackage`),
    endpoint: 'package-split',
    handle: postSplit,
  },
  {
    method: 'POST',
    path: exactly(`${DELIVERY}/splitPackageByQuantity`),
    endpoint: 'package-quantity-split',
    handle: postQuantitySplit,
  },
  {
    method: 'PUT',
    path: exactly('/rest/order/v1/labor-costs'),
    endpoint: 'labour-costs',
    handle: putLabourCosts,
  },
  {
    method: 'PUT',
    path: exactly(`${DELIVERY}/collectionRequest`),
    endpoint: 'collection-request',
    handle: putCollection,
  },
];

/** Attributes with all their values; a category that is no leaf is refused in `/cdn`'s own form. */
function getAttributes({ parts }: Call): SandboxAnswer {
  const categoryId = Number(parts[0]);
  const attributes = ATTRIBUTES.get(categoryId);
  if (!attributes)
    throw new Refusal(
      jsonAnswer(400, { errorCode: 'invalidInput', errorMessage: 'Kategori bulunamadı ya da yaprak değil' }),
    );
  return jsonAnswer(200, {
    id: categoryId,
    name: 'Kategori',
    categoryAttributes: attributes.map((attribute, index) => ({
      ...attribute,
      categoryId,
      isN11Grouping: false,
      attributeOrder: index + 1,
    })),
  });
}
