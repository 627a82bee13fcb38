import type { Database } from 'better-sqlite3';
import { foldKey } from '#common/turkish-text.ts';
import {
  countListingsWith,
  findCandidates,
  type MatchCandidate,
  type MatchColumn,
  type UnlinkedListing,
} from '../cache/tables/listing-link.ts';
import { looseBarcode } from './codes.ts';
import type { Finding, Ground, ListingCodes } from './match.ts';

/** More candidates than this help nobody to choose; two are enough to know that it is not certain. */
const MOST = 8;

type ListingToMatch = Pick<UnlinkedListing, 'barcode' | 'stockCode' | 'title'>;

/** Every variant of the shop that a listing may be, by any of its values. */
export function findVariantsFor(database: Database, listing: ListingToMatch): readonly Finding[] {
  const found: Finding[] = [];
  const add = (
    column: MatchColumn,
    value: string,
    as: { readonly ground: Ground; readonly exact: boolean },
  ): void => {
    for (const candidate of findCandidates(database, column, { value, limit: MOST })) {
      found.push({ ...as, ...codesOf(candidate) });
    }
  };
  add('barcode', listing.barcode, { ground: 'barcode', exact: true });
  add('stock_code', listing.stockCode, { ground: 'stock-code', exact: true });
  add('model', listing.stockCode, { ground: 'model', exact: true });
  if (listing.barcode !== '')
    add('loose_barcode', looseBarcode(listing.barcode), { ground: 'barcode', exact: false });
  if (found.length === 0) add('title_fold', foldKey(listing.title), { ground: 'title', exact: true });
  return found;
}

/** A listing's codes, and whether another listing of the channel carries them too. */
export function codesOfListing(database: Database, channelId: string, listing: ListingToMatch): ListingCodes {
  const { barcode, stockCode } = listing;
  const shared = (column: 'barcode' | 'stock_code', value: string): boolean =>
    value !== '' && countListingsWith(database, channelId, { column, value }) > 1;
  return {
    barcode,
    stockCode,
    barcodeShared: shared('barcode', barcode),
    stockCodeShared: shared('stock_code', stockCode),
  };
}

function codesOf({ variantId, barcode, stockCode }: MatchCandidate): Omit<Finding, 'ground' | 'exact'> {
  return { variantId, barcode, stockCode };
}
