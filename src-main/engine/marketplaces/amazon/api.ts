import type { GatewayRequest } from '../../gateway/port.ts';
import type { AmazonEndpoint } from './endpoints.ts';
import type { AmazonSite } from './sites.ts';

/** A request without what only the moment of sending knows. */
export type AmazonRequest = Pick<GatewayRequest, 'method' | 'path' | 'query' | 'body' | 'host'> & {
  readonly endpoint: AmazonEndpoint;
};

/** Whose listings, and in which shop. */
export type Account = { readonly sellerId: string; readonly site: AmazonSite };

/** At most this many per page and per list of identifiers (model listingsItems_2021-08-01). */
export const LISTING_PAGE = 20;
/** What a search can page through, however much it finds. */
export const LISTING_REACH = 1_000;
const LISTING_DATA = 'summaries,attributes,issues,offers,fulfillmentAvailability,relationships';

export function getParticipations(): AmazonRequest {
  return { endpoint: 'participations', method: 'GET', path: '/sellers/v1/marketplaceParticipations' };
}

export type ListingSearch = {
  readonly skus?: readonly string[];
  readonly createdAfterMs?: number;
  readonly createdBeforeMs?: number;
  readonly pageToken?: string;
  readonly pageSize?: number;
};

export function searchListings({ sellerId, site }: Account, search: ListingSearch): AmazonRequest {
  const { skus, createdAfterMs, createdBeforeMs, pageToken, pageSize = LISTING_PAGE } = search;
  return {
    endpoint: 'search-listings',
    method: 'GET',
    path: `/listings/2021-08-01/items/${segment(sellerId)}`,
    query: {
      marketplaceIds: site.marketplaceId,
      issueLocale: site.locale,
      includedData: LISTING_DATA,
      identifiers: skus?.join(','),
      identifiersType: skus ? 'SKU' : undefined,
      createdAfter: createdAfterMs === undefined ? undefined : isoTime(createdAfterMs),
      createdBefore: createdBeforeMs === undefined ? undefined : isoTime(createdBeforeMs),
      // By SKU, so that a listing that changes while pages are turned stays where it is.
      sortBy: 'sku',
      sortOrder: 'ASC',
      pageSize,
      pageToken,
    },
  };
}

export function getListing(account: Account, sku: string): AmazonRequest {
  return {
    endpoint: 'get-listing',
    method: 'GET',
    path: itemPath(account, sku),
    query: {
      marketplaceIds: account.site.marketplaceId,
      issueLocale: account.site.locale,
      includedData: LISTING_DATA,
    },
  };
}

export type Patch = {
  readonly op: 'add' | 'replace' | 'merge' | 'delete';
  readonly path: string;
  readonly value: readonly Readonly<Record<string, unknown>>[];
};

/** `PRODUCT` is the generic type that is right for price and stock of whatever product (sheet §4, §6.2). */
export const GENERIC_TYPE = 'PRODUCT';

export function patchListing(
  account: Account,
  endpoint: 'patch-offer' | 'patch-content',
  change: { readonly sku: string; readonly productType: string; readonly patches: readonly Patch[] },
): AmazonRequest {
  return {
    endpoint,
    method: 'PATCH',
    path: itemPath(account, change.sku),
    query: writeQuery(account),
    body: { productType: change.productType, patches: change.patches },
  };
}

export type ListingBody = {
  readonly productType: string;
  readonly requirements: 'LISTING' | 'LISTING_PRODUCT_ONLY' | 'LISTING_OFFER_ONLY';
  readonly attributes: Readonly<Record<string, unknown>>;
};

export function putListing(account: Account, sku: string, body: ListingBody): AmazonRequest {
  return {
    endpoint: 'put-listing',
    method: 'PUT',
    path: itemPath(account, sku),
    query: writeQuery(account),
    body,
  };
}

/** Judged as if it were written; nothing is (sheet §6). */
export function previewListing(account: Account, sku: string, body: ListingBody): AmazonRequest {
  const query = { ...writeQuery(account), mode: 'VALIDATION_PREVIEW' };
  return { endpoint: 'preview-listing', method: 'PUT', path: itemPath(account, sku), query, body };
}

export function deleteListing(account: Account, sku: string): AmazonRequest {
  const { marketplaceId, locale } = account.site;
  return {
    endpoint: 'delete-listing',
    method: 'DELETE',
    path: itemPath(account, sku),
    query: { marketplaceIds: marketplaceId, issueLocale: locale },
  };
}

export function getRestrictions(account: Account, asin: string, condition: string): AmazonRequest {
  return {
    endpoint: 'restrictions',
    method: 'GET',
    path: '/listings/2021-08-01/restrictions',
    query: {
      asin,
      sellerId: account.sellerId,
      marketplaceIds: account.site.marketplaceId,
      conditionType: condition,
      reasonLocale: account.site.locale,
    },
  };
}

export function searchProductTypes({ site }: Account, keywords?: string): AmazonRequest {
  return {
    endpoint: 'product-types',
    method: 'GET',
    path: '/definitions/2020-09-01/productTypes',
    query: { marketplaceIds: site.marketplaceId, keywords, locale: site.locale },
  };
}

export function getProductType({ sellerId, site }: Account, productType: string): AmazonRequest {
  return {
    endpoint: 'product-type',
    method: 'GET',
    path: `/definitions/2020-09-01/productTypes/${segment(productType)}`,
    query: {
      sellerId,
      marketplaceIds: site.marketplaceId,
      requirements: 'LISTING',
      requirementsEnforced: 'ENFORCED',
      productTypeVersion: 'LATEST',
      locale: site.locale,
    },
  };
}

export function searchCatalogue(
  { site }: Account,
  query: { readonly identifiers?: string; readonly identifiersType?: string; readonly keywords?: string },
): AmazonRequest {
  return {
    endpoint: 'catalogue-search',
    method: 'GET',
    path: '/catalog/2022-04-01/items',
    query: {
      marketplaceIds: site.marketplaceId,
      ...query,
      includedData: 'summaries,identifiers,productTypes,images',
      locale: site.locale,
      pageSize: 20,
    },
  };
}

export function getInventory({ site }: Account, skus: readonly string[], nextToken?: string): AmazonRequest {
  return {
    endpoint: 'inventory',
    method: 'GET',
    path: '/fba/inventory/v1/summaries',
    query: {
      details: true,
      granularityType: 'Marketplace',
      granularityId: site.marketplaceId,
      sellerSkus: skus.join(','),
      marketplaceIds: site.marketplaceId,
      // Lives for 30 seconds, with the other parameters as they were.
      nextToken,
    },
  };
}

const SUMMARY_URI = '/products/pricing/2022-05-01/items/competitiveSummary';

export function postCompetitiveSummary({ site }: Account, asins: readonly string[]): AmazonRequest {
  const requests = asins.map((asin) => ({
    asin,
    marketplaceId: site.marketplaceId,
    includedData: ['featuredBuyingOptions', 'lowestPricedOffers'],
    lowestPricedOffersInputs: [{ itemCondition: 'New', offerType: 'Consumer' }],
    method: 'GET',
    uri: SUMMARY_URI,
  }));
  return { endpoint: 'buy-box', method: 'POST', path: `/batches${SUMMARY_URI}`, body: { requests } };
}

export type FeeQuestion = { readonly sku: string; readonly price: number };

/** Up to 20 estimates in one call (model productFeesV0). */
export function postFeesEstimate({ site }: Account, questions: readonly FeeQuestion[]): AmazonRequest {
  return {
    endpoint: 'fees-estimate',
    method: 'POST',
    path: '/products/fees/v0/feesEstimate',
    body: questions.map(({ sku, price }) => ({
      FeesEstimateRequest: {
        MarketplaceId: site.marketplaceId,
        IsAmazonFulfilled: false,
        Identifier: sku,
        PriceToEstimateFees: { ListingPrice: { CurrencyCode: site.currency, Amount: price } },
      },
      IdType: 'SellerSKU',
      IdValue: sku,
    })),
  };
}

function writeQuery({ site }: Account): NonNullable<GatewayRequest['query']> {
  return { marketplaceIds: site.marketplaceId, includedData: 'issues', issueLocale: site.locale };
}

function itemPath({ sellerId }: Account, sku: string): string {
  return `/listings/2021-08-01/items/${segment(sellerId)}/${segment(sku)}`;
}

/** The listing that a path is about; null for another path. */
export function skuOfPath(path: string): string | null {
  const match = /^\/listings\/2021-08-01\/items\/[^/]+\/([^/]+)$/.exec(path);
  return match ? decodeURIComponent(match[1]!) : null;
}

/** UTC to the second, as in all samples. */
export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** One path part: SKUs may hold `/`, `+` and blanks. A dot alone would be resolved away by servers and proxies. */
export function segment(text: string): string {
  if (text === '' || text === '.' || text === '..')
    throw new TypeError('an empty id can’t be part of an address');
  return encodeURIComponent(text);
}
