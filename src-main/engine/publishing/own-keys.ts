import { foldKey } from '#common/turkish-text.ts';
import type { ListingKeys, Manifest, MarketplaceListing } from '../marketplaces/kit/port.ts';

type CodeRule = Pick<Manifest, 'stockCodesAnyCase'>;

/** What a stock code is compared by: as it is typed, or without case where the marketplace keeps none. */
export function codeKey({ stockCodesAnyCase }: CodeRule, stockCode: string): string {
  return stockCodesAnyCase === true ? foldKey(stockCode) : stockCode;
}

/** The spellings under which a marketplace may show a stock code: capitals by the English and by the Turkish rule. */
export function codeSpellings({ stockCodesAnyCase }: CodeRule, stockCode: string): readonly string[] {
  if (stockCodesAnyCase !== true) return [stockCode];
  return [...new Set([stockCode, stockCode.toUpperCase(), stockCode.toLocaleUpperCase('tr')])];
}

/** Which of these listings is the goods' own, by barcode or stock code; undefined where none is. */
export function ownListing(
  rule: CodeRule,
  listings: readonly MarketplaceListing[],
  { stockCode, barcode }: ListingKeys,
): MarketplaceListing | undefined {
  const code = codeKey(rule, stockCode);
  return listings.find(
    (listing) =>
      (barcode !== '' && (listing.barcode === barcode || listing.externalId === barcode)) ||
      (code !== '' &&
        (codeKey(rule, listing.stockCode) === code || codeKey(rule, listing.externalId) === code)),
  );
}
