import { formatDecimalE4 } from '#common/money.ts';
import type { XmlContent } from '../kit/xml.ts';
import type { GittiGidiyorEndpoint } from './endpoints.ts';
import type { GittiGidiyorService } from './services.ts';

/** One call without what only the moment of sending knows. Endpoints are named after their operations. */
export type GittiGidiyorCall = {
  readonly service: GittiGidiyorService;
  readonly endpoint: GittiGidiyorEndpoint;
  /** Between `time` and `lang`, in their documented order. */
  readonly params: Readonly<Record<string, XmlContent>>;
  /** How many of the stock in `params` are sold already; see `withNotes`. */
  readonly soldBefore?: number;
  /** The variants that a price of the product is for; see `withNotes`. */
  readonly variantIds?: readonly string[];
  /** The sale price that a list price will stand beside, in 1/10000; see `withNotes`. */
  readonly besidePriceE4?: number | null;
};

/** "rowCount (≤ 100)" (sheet §5, §6.1). For sales only "≥ 1" is known. */
export const PAGE_ROWS = 100;

const PRODUCT = 'IndividualProductService';
const SALE = 'IndividualSaleService';
const CARGO = 'IndividualCargoService';

export type ListStatus = 'A' | 'L' | 'S' | 'U';

/** Active, waiting, sold and unsold products page by page (sheet §6.1). */
export function getProducts(status: ListStatus, startOffSet: number, rowCount = PAGE_ROWS): GittiGidiyorCall {
  return {
    service: PRODUCT,
    endpoint: 'getProducts',
    params: { startOffSet, rowCount, status, withData: true },
  };
}

export function getProduct(id: { readonly productId?: string; readonly itemId?: string }): GittiGidiyorCall {
  return {
    service: PRODUCT,
    endpoint: 'getProduct',
    params: { productId: id.productId ?? '', itemId: id.itemId ?? '' },
  };
}

export function getProductVariants(productId: string): GittiGidiyorCall {
  return {
    service: PRODUCT,
    endpoint: 'getProductVariants',
    params: { productId, itemId: '', variantId: '', variantStockCode: '' },
  };
}

export function getStockAndPrice(productIds: readonly string[]): GittiGidiyorCall {
  return {
    service: PRODUCT,
    endpoint: 'getStockAndPrice',
    params: { productIdList: { item: [...productIds] }, itemIdList: '' },
  };
}

/** `product` as {@link import('./product-body.ts').productBody} makes it. */
export function insertAndActivateProduct(itemId: string, product: XmlContent): GittiGidiyorCall {
  return {
    service: PRODUCT,
    endpoint: 'insertAndActivateProduct',
    params: { itemId, product, forceToSpecEntry: true, nextDateOption: false },
  };
}

export function updateProduct(
  id: { readonly productId: string; readonly itemId: string },
  product: XmlContent,
  state: { readonly onSale: boolean; readonly soldBefore: number },
): GittiGidiyorCall {
  return {
    service: PRODUCT,
    endpoint: 'updateProduct',
    params: {
      itemId: id.itemId,
      productId: id.productId,
      product,
      onSale: state.onSale,
      forceToSpecEntry: true,
      nextDateOption: false,
    },
    soldBefore: state.soldBefore,
  };
}

/** `variantIds`: those of a product with variants, which all have this one price. */
export function updatePrice(
  productId: string,
  priceE4: number,
  variantIds: readonly string[] = [],
): GittiGidiyorCall {
  return {
    service: PRODUCT,
    endpoint: 'updatePrice',
    params: { productId, itemId: '', price: lira(priceE4), cancelBid: false },
    variantIds,
  };
}

export function updateMarketPrice(
  productId: string,
  priceE4: number,
  beside: { readonly salePriceE4: number | null; readonly variantIds?: readonly string[] },
): GittiGidiyorCall {
  return {
    service: PRODUCT,
    endpoint: 'updateMarketPrice',
    params: { productId, marketPrice: lira(priceE4) },
    variantIds: beside.variantIds ?? [],
    besidePriceE4: beside.salePriceE4,
  };
}

/** "For a product that has sales send soldCount + new quantity; 0 closes the listing" (sheet §6.2). */
export function updateStock(productId: string, quantity: number, sold: number): GittiGidiyorCall {
  const total = quantity === 0 ? 0 : quantity + sold;
  return {
    service: PRODUCT,
    endpoint: 'updateStock',
    params: { productId, itemId: '', stock: total, cancelBid: false },
    ...(total === quantity ? {} : { soldBefore: sold }),
  };
}

export function updateStockAndActivateProduct(productId: string, quantity: number): GittiGidiyorCall {
  return {
    service: PRODUCT,
    endpoint: 'updateStockAndActivateProduct',
    params: { productId, itemId: '', stock: quantity },
  };
}

export function updateVariantStock(
  id: { readonly productId: string; readonly variantId: string },
  quantity: number,
  sold: number,
): GittiGidiyorCall {
  const total = quantity === 0 ? 0 : quantity + sold;
  return {
    service: PRODUCT,
    endpoint: 'updateVariantStock',
    params: { productId: id.productId, itemId: '', variantId: id.variantId, stock: total },
    ...(total === quantity ? {} : { soldBefore: sold }),
  };
}

export function productListCall(
  endpoint: 'finishEarlyProducts' | 'relistProducts' | 'deleteProducts',
  productIds: readonly string[],
): GittiGidiyorCall {
  return {
    service: PRODUCT,
    endpoint,
    params: { productIdList: { item: [...productIds] }, itemIdList: '' },
  };
}

export const SALE_STATUSES = ['P', 'S', 'I', 'C', 'T', 'O', 'R'] as const;
export type SaleStatus = (typeof SALE_STATUSES)[number];

/** Newest action first, which is what ends a reading at the window's beginning (sheet §7.1, sample in §8). */
export function getPagedSales(
  byStatus: SaleStatus,
  pageNumber: number,
  pageSize = PAGE_ROWS,
): GittiGidiyorCall {
  return {
    service: SALE,
    endpoint: 'getPagedSales',
    params: { pageNumber, pageSize, withData: true, byStatus, byUser: '', orderBy: 'A', orderType: 'D' },
  };
}

export function getSale(saleCode: string): GittiGidiyorCall {
  return { service: SALE, endpoint: 'getSale', params: { saleCode } };
}

export function getReasonsToCancelSale(): GittiGidiyorCall {
  return { service: SALE, endpoint: 'getReasonsToCancelSale', params: {} };
}

export function cancelSale(saleCode: string, reasonId: string): GittiGidiyorCall {
  return { service: SALE, endpoint: 'cancelSale', params: { saleCode, reasonId } };
}

export function giveApprovalForRemandedItem(saleCode: string): GittiGidiyorCall {
  return { service: SALE, endpoint: 'giveApprovalForRemandedItem', params: { saleCode } };
}

export function getCargoCompany(): GittiGidiyorCall {
  return { service: CARGO, endpoint: 'getCargoCompany', params: {} };
}

/** `userType` S: the seller (sheet §7.1). */
export function sendCargoInformation(of: {
  readonly saleCode: string;
  readonly trackingNumber: string;
  readonly carrier: string;
  readonly link: string;
}): GittiGidiyorCall {
  return {
    service: CARGO,
    endpoint: 'sendCargoInformation',
    params: {
      saleCode: of.saleCode,
      cargoPostCode: of.trackingNumber,
      cargoCompany: of.carrier,
      cargoBranch: '',
      followUpUrl: of.link,
      userType: 'S',
    },
  };
}

export function getCategories(startOffSet: number): GittiGidiyorCall {
  return {
    service: 'CategoryService',
    endpoint: 'getCategories',
    params: { startOffSet, rowCount: PAGE_ROWS, withSpecs: false, withDeepest: true, withCatalog: true },
  };
}

export function categoryCall(
  endpoint: 'getCategorySpecs' | 'getCategoryVariantSpecs' | 'getRequiredCategorySpecs',
  categoryCode: string,
): GittiGidiyorCall {
  const service = endpoint === 'getRequiredCategorySpecs' ? 'CategoryV2Service' : 'CategoryService';
  return { service, endpoint, params: { categoryCode } };
}

/** Two decimals with a dot (sample in sheet §6.3). */
export function lira(amountE4: number): string {
  if (!Number.isSafeInteger(amountE4) || amountE4 <= 0 || amountE4 % 100 !== 0)
    throw new RangeError(`not a price in whole kuruş: ${amountE4}`);
  return formatDecimalE4(amountE4).slice(0, -2);
}
