import { getBatch } from './batches.ts';
import { getOrders, getOrderStream } from './order-reads.ts';
import {
  postMultiSplit,
  postQuantitySplit,
  postSplit,
  postSplitPackages,
  putCargoProvider,
  putPackageStatus,
  putUnsupplied,
} from './package-actions.ts';
import { postPriceAndInventory } from './price-and-inventory.ts';
import {
  getAddresses,
  getAttributeValues,
  getBrandByName,
  getBrands,
  getCargoProviders,
  getCategories,
  getCategoryAttributes,
} from './product-lookups.ts';
import { getApproved, getApprovedInventory, getBaseInfo, getUnapproved } from './product-reads.ts';
import { ORDERS, PACKAGE, PRODUCTS, route, type Route } from './route.ts';
import { AFTER_SALES_ROUTES } from './routes-after-sales.ts';
import { CATALOGUE_ROUTES } from './routes-catalogue.ts';
import { DESK_ROUTES } from './routes-desk.ts';
import { postTestOrder, putTestStatus } from './stage-helpers.ts';

export type { Route } from './route.ts';

export const ROUTES: readonly Route[] = [
  route('GET', `${PRODUCTS}/products/approved`, 'products-approved', 'product-read', getApproved),
  route(
    'GET',
    `${PRODUCTS}/products/approved/inventory-and-price`,
    'approved-inventory',
    'product-read',
    getApprovedInventory,
  ),
  route('GET', `${PRODUCTS}/products/unapproved`, 'products-unapproved', 'product-read', getUnapproved),
  route('GET', `${PRODUCTS}/product/{barcode}`, 'product-base', 'product-read', getBaseInfo),
  route(
    'GET',
    `${PRODUCTS}/products/batch-requests/{batchRequestId}`,
    'batch-result',
    'product-read',
    getBatch,
  ),
  route(
    'POST',
    '/inventory/sellers/{sellerId}/products/price-and-inventory',
    'price-and-inventory',
    'inventory-write',
    postPriceAndInventory,
  ),
  route('GET', '/product/brands', 'brands', 'product-read', getBrands),
  route('GET', '/product/brands/by-name', 'brand-by-name', 'product-read', getBrandByName),
  route('GET', '/product/product-categories', 'categories', 'product-read', getCategories),
  route(
    'GET',
    '/product/categories/{categoryId}/attributes',
    'category-attributes',
    'product-read',
    getCategoryAttributes,
  ),
  route(
    'GET',
    '/product/categories/{categoryId}/attributes/{attributeId}/values',
    'attribute-values',
    'product-read',
    getAttributeValues,
  ),
  route('GET', '/product/lookup/cargo-providers', 'cargo-providers', 'product-read', getCargoProviders),
  route('GET', '/sellers/{sellerId}/addresses', 'addresses', 'product-read', getAddresses),
  route('GET', `${ORDERS}/v2/orders`, 'orders', 'orders-read', getOrders),
  route('GET', `${ORDERS}/orders/stream`, 'orders-stream', 'orders-stream', getOrderStream),
  route('PUT', PACKAGE, 'package-status', 'package-status', putPackageStatus),
  route('PUT', `${PACKAGE}/items/unsupplied`, 'package-unsupplied', 'package-change', putUnsupplied),
  route('POST', `${PACKAGE}/split`, 'package-split', 'package-change', postSplit),
  route('POST', `${PACKAGE}/multi-split`, 'package-multi-split', 'package-change', postMultiSplit),
  route('POST', `${PACKAGE}/quantity-split`, 'package-quantity-split', 'package-change', postQuantitySplit),
  route('POST', `${PACKAGE}/split-packages`, 'package-split-packages', 'package-change', postSplitPackages),
  route('PUT', `${PACKAGE}/cargo-providers`, 'package-cargo', 'package-change', putCargoProvider),
  route('POST', '/test/order/orders/core', 'test-order', 'none', postTestOrder),
  route(
    'PUT',
    '/test/order/sellers/{sellerId}/shipment-packages/{packageId}/status',
    'test-status',
    'none',
    putTestStatus,
  ),
  ...CATALOGUE_ROUTES,
  ...DESK_ROUTES,
  ...AFTER_SALES_ROUTES,
];

/**
 * Generations that ended on 15 Oct 2026. What a closed one answers since then is not known; during its brown-outs it
 * was 426, and a program must not call it.
 */
export const CLOSED_PATHS: readonly { readonly method: string; readonly path: string }[] = [
  { method: 'GET', path: `${ORDERS}/orders` },
  { method: 'GET', path: `${PRODUCTS}/products` },
  { method: 'POST', path: `${PRODUCTS}/products` },
  { method: 'PUT', path: `${PRODUCTS}/products` },
  { method: 'GET', path: '/product/product-categories/{categoryId}/attributes' },
];

/** The named parts when `path` fits the template, else null. Parts come decoded. */
export function fitPath(template: string, path: string): Readonly<Record<string, string>> | null {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (!part.startsWith('{')) {
      if (part !== value) return null;
    } else {
      if (value === '') return null;
      params[part.slice(1, -1)] = decoded(value);
    }
  }
  return params;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
