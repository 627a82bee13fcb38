import { get, jsonFile, segment, write, type HepsiburadaRequest } from './request.ts';

/** Pages of the catalogue: the pages disagree on the most (100, 1,000, 2,000; sheet §8); 1,000 was seen to work. */
export const CATALOGUE_PAGE = 1_000;
export const PRODUCT_PAGE = 100;

const API = '/product/api';
const TICKETS = '/ticket-api/api/integrator';

/** `leaf` "has to be true" by the official description; the inner nodes come with false where they come at all. */
export function getCategories(page: number, leaf: boolean, size = CATALOGUE_PAGE): HepsiburadaRequest {
  const query = { leaf, status: 'ACTIVE', available: true, version: 1, page, size };
  return get('categories', 'catalogue', `${API}/categories/get-all-categories`, query);
}

export function getAttributes(categoryId: string): HepsiburadaRequest {
  const path = `${API}/categories/${segment(categoryId)}/attributes`;
  return get('attributes', 'catalogue', path, { version: 1 });
}

/** `attribute` in the singular: the plural is a 404 (SIT, Aug 2026). */
export function getAttributeValues(
  categoryId: string,
  attributeId: string,
  page: number,
): HepsiburadaRequest {
  const path = `${API}/categories/${segment(categoryId)}/attribute/${segment(attributeId)}/values`;
  return get('attribute-values', 'catalogue', path, { version: 5, page, size: CATALOGUE_PAGE });
}

export function getProducts(
  merchantId: string,
  query: {
    readonly page: number;
    readonly size?: number;
    readonly merchantSku?: string;
    readonly barcode?: string;
  },
): HepsiburadaRequest {
  const path = `${API}/products/all-products-of-merchant/${segment(merchantId)}`;
  return get('products', 'catalogue', path, { size: PRODUCT_PAGE, ...query });
}

export function postImport(products: readonly unknown[]): HepsiburadaRequest {
  return {
    endpoint: 'product-import',
    host: 'catalogue',
    method: 'POST',
    path: `${API}/products/import`,
    query: { version: 1 },
    content: jsonFile(products),
  };
}

export function postFastListing(rows: readonly unknown[]): HepsiburadaRequest {
  return write({ endpoint: 'fast-listing', host: 'catalogue' }, 'POST', `${API}/products/fastlisting`, rows);
}

export function getImportStatus(trackingId: string, page: number): HepsiburadaRequest {
  const query = { page, size: PRODUCT_PAGE, version: 1 };
  return get('import-status', 'catalogue', `${API}/products/status/${segment(trackingId)}`, query);
}

export function postDeleteProcess(merchantId: string, merchantSkus: readonly string[]): HepsiburadaRequest {
  const body = merchantSkus.map((merchantSku) => ({ merchant: merchantId, merchantSku }));
  const to = { endpoint: 'product-delete', host: 'catalogue' } as const;
  return write(to, 'POST', `${API}/products/delete-process`, body);
}

export function getDeleteProcess(trackingId: string): HepsiburadaRequest {
  return get('delete-status', 'catalogue', `${API}/products/delete-process/${segment(trackingId)}`);
}

export function postContentUpdate(merchantId: string, items: readonly unknown[]): HepsiburadaRequest {
  return {
    endpoint: 'content-update',
    host: 'catalogue',
    method: 'POST',
    path: `${TICKETS}/import`,
    query: { version: 1 },
    content: jsonFile({ merchantId, items }),
  };
}

export function getContentStatus(trackingId: string, page: number): HepsiburadaRequest {
  const query = { version: 1, page, size: PRODUCT_PAGE };
  return get('content-status', 'catalogue', `${TICKETS}/status/${segment(trackingId)}`, query);
}
