import { exactInteger } from '../kit/exact-json.ts';
import { get, productsPath, segment, write, type TrendyolRequest } from './request.ts';

/** "A page holds at least 1,000; smaller sizes are not honoured" (brands page, 2026). */
export const BRAND_PAGE = 1_000;
export const VALUE_PAGE = 1_000;
export const BUY_BOX_BARCODES = 10;

export function getBrands(page: number): TrendyolRequest {
  return get('brands', '/integration/product/brands', { page, size: BRAND_PAGE });
}

export function getBrandsByName(name: string): TrendyolRequest {
  return get('brand-by-name', '/integration/product/brands/by-name', { name });
}

export function getCategories(): TrendyolRequest {
  return get('categories', '/integration/product/product-categories');
}

export function getCategoryAttributes(categoryId: string): TrendyolRequest {
  const path = `/integration/product/categories/${segment(categoryId)}/attributes`;
  return get('category-attributes', path);
}

export function getAttributeValues(categoryId: string, attributeId: string, page: number): TrendyolRequest {
  const path = `/integration/product/categories/${segment(categoryId)}/attributes/${segment(attributeId)}/values`;
  return get('attribute-values', path, { page, size: VALUE_PAGE });
}

export function getCargoProviders(): TrendyolRequest {
  return get('cargo-providers', '/integration/product/lookup/cargo-providers');
}

export function getAddresses(sellerId: string): TrendyolRequest {
  return get('addresses', `/integration/sellers/${segment(sellerId)}/addresses`);
}

/** The five services that take whole products, by what they do. */
const PRODUCT_PATHS = {
  'product-create': 'v2/products',
  'unapproved-update': 'products/unapproved-bulk-update',
  'content-update': 'products/content-bulk-update',
  'variant-update': 'products/variant-bulk-update',
  'delivery-update': 'products/delivery-info-bulk-update',
} as const;
export type ProductWrite = keyof typeof PRODUCT_PATHS;

export function postProducts(
  sellerId: string,
  kind: ProductWrite,
  items: readonly unknown[],
): TrendyolRequest {
  return write(kind, 'POST', productsPath(sellerId, PRODUCT_PATHS[kind]), { items });
}

/** Sets it, whichever way it was: no toggle (archive page, 2026). */
export function putArchived(
  sellerId: string,
  barcodes: readonly string[],
  archived: boolean,
): TrendyolRequest {
  const items = barcodes.map((barcode) => ({ barcode, archived }));
  return write('product-archive', 'PUT', productsPath(sellerId, 'products/archive-state'), { items });
}

export function putUnlock(sellerId: string, barcodes: readonly string[]): TrendyolRequest {
  const items = barcodes.map((barcode) => ({ barcode }));
  return write('product-unlock', 'PUT', productsPath(sellerId, 'products/unlock'), { items });
}

/** DELETE with a body, as documented. */
export function deleteProducts(sellerId: string, barcodes: readonly string[]): TrendyolRequest {
  const items = barcodes.map((barcode) => ({ barcode }));
  return write('product-delete', 'DELETE', productsPath(sellerId, 'products'), { items });
}

export function postBuyBox(sellerId: string, barcodes: readonly string[]): TrendyolRequest {
  return write('buybox', 'POST', productsPath(sellerId, 'products/buybox-information'), { barcodes });
}

/** Pages begin at 1 in the sample (audits page, 2026); the newest come first, so the first page is enough. */
export function getUpdateAudits(sellerId: string, contentId: string): TrendyolRequest {
  return get('update-audits', productsPath(sellerId, `products/${segment(contentId)}/update-audits`));
}

export type VideoWish = {
  readonly title: string;
  readonly description: string;
  readonly videoUrl: string;
  readonly contentIds: readonly string[];
};

export function postVideo(sellerId: string, video: VideoWish): TrendyolRequest {
  return write('video-create', 'POST', `/integration/video/sellers/${segment(sellerId)}/videos`, {
    title: video.title,
    description: video.description,
    videoUrl: video.videoUrl,
    productContentIds: video.contentIds,
    videoContentType: 'PRODUCT_PROMOTION',
  });
}

export function getVideos(sellerId: string, page: number, size: number): TrendyolRequest {
  return get('videos', `/integration/video/sellers/${segment(sellerId)}/videos`, { page, size });
}

export function postBrand(
  sellerId: string,
  name: string,
  images: readonly { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array }[],
): TrendyolRequest {
  const files = images.map((image) => ({
    name: 'images',
    fileName: image.name,
    contentType: image.mediaType,
    content: image.bytes,
  }));
  const content = { kind: 'multipart' as const, parts: [{ name: 'name', content: name }, ...files] };
  return { endpoint: 'brand-create', method: 'POST', path: productsPath(sellerId, 'brands'), content };
}

export function getBaseInfo(sellerId: string, barcode: string): TrendyolRequest {
  return get('product-base', productsPath(sellerId, `product/${segment(barcode)}`));
}

const DOMESTIC: ReadonlySet<string> = new Set(['TR', 'AZ']);

/** Where neighbourhoods stand: below their city in the reference (Nov 2026), perhaps right below the country elsewhere. */
export type NeighbourhoodPath = 'below-city' | 'below-country';

/** Countries; then cities, districts and neighbourhoods, each below the id of the one before. */
export function getPlaces(
  path: readonly string[],
  neighbourhoods: NeighbourhoodPath = 'below-city',
): TrendyolRequest {
  const [country, city, district] = path;
  if (path.length > 3) throw new RangeError('nothing is below a neighbourhood');
  const root = '/integration/member/countries';
  if (country === undefined) return get('places', root);
  const base = `${root}/${DOMESTIC.has(country) ? 'domestic/' : ''}${segment(country)}/cities`;
  if (city === undefined) return get('places', base);
  const districts = `${base}/${segment(city)}/districts`;
  if (district === undefined) return get('places', districts);
  const districtsHome =
    neighbourhoods === 'below-city' ? districts : `${root}/domestic/${segment(country)}/districts`;
  return get('places', `${districtsHome}/${segment(district)}/neighborhoods`);
}

/** Ids as numbers with every digit, as the services write them themselves. */
export function numericId(id: string): unknown {
  return exactInteger(id);
}
