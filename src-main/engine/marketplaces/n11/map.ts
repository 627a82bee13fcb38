import type { ListingState } from '#contract/listings.ts';
import type { MarketplaceListing, MarketplaceOffer } from '../kit/port.ts';
import { readReasons } from './errors.ts';
import type { WireProduct } from './wire.ts';

/** `productStatus` of product-query by its letters (sheet §6.7). */
const STATES: Readonly<Record<string, ListingState>> = {
  active: 'on-sale',
  incatalogapproval: 'waiting-approval',
  inapproval: 'waiting-approval',
  waitingforapproval: 'waiting-approval',
  unapprovedupdate: 'waiting-approval',
  suspended: 'archived',
  catalogrejected: 'rejected',
  rejected: 'rejected',
  prohibited: 'locked',
  unlisted: 'off-sale',
};

/** Null for a row without a stock code: it can't be written to. */
export function mapOffer(product: WireProduct): MarketplaceOffer | null {
  const { stockCode, quantity } = product;
  if (stockCode.trim() === '') return null;
  // A price in another currency is not a price to compare with ours: it is unknown until it is written in TL.
  const inLira = ['', 'TL', 'TRY', '1'].includes(product.currencyType.trim().toUpperCase());
  return {
    externalId: stockCode,
    quantity,
    salePriceE4: inLira ? product.salePrice : null,
    listPriceE4: inLira ? (product.listPrice ?? product.salePrice) : null,
  };
}

export function mapListing(product: WireProduct): MarketplaceListing | null {
  const offer = mapOffer(product);
  if (offer === null) return null;
  const image = product.imageUrls.find((url) => /^https?:\/\/\S+$/i.test(url)) ?? null;
  const reasons = readReasons(product.rejectInfo);
  return {
    ...offer,
    title: product.title,
    stockCode: product.stockCode,
    barcode: product.barcode.trim(),
    groupId: product.productMainId,
    imageUrl: image,
    // Rows carry no address of the product's page.
    productUrl: null,
    state: stateOf(product),
    rawState: [product.status, product.saleStatus, ...reasons].filter((part) => part !== '').join(': '),
  };
}

function stateOf({ status, saleStatus }: WireProduct): ListingState {
  const state = lookUp(STATES, status);
  if (state !== 'on-sale') return state ?? 'other';
  // An empty shelf is still on sale: stock and prices are taken.
  return /^(before_?sale|sale_?closed|1|4)$/i.test(saleStatus.trim()) ? 'off-sale' : 'on-sale';
}

/** By the word's letters alone, not by any language's rules: a Turkish lower case would make another word of `InApproval`. */
export function lookUp<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  const key = word.replace(/[^A-Za-z]/g, '').toLowerCase();
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
