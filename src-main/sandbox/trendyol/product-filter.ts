import { refusal } from './answers.ts';
import { listOf, queryNumber } from './body-fields.ts';
import { cleanBarcode, isOnSale } from './listings.ts';
import { brandOf } from './product-lookups.ts';
import type { Listing } from './state.ts';
import type { Call } from './world.ts';

export type ListingFilter = (listing: Listing) => boolean;

/** The keys that every product list filters by; several of them must all fit. Refuses more than 50 barcodes. */
export function keyFilter(call: Call): ListingFilter {
  const { query } = call;
  const named = namedBarcodes(call);
  const brands = listOf(query, 'brandIds');
  const checks: ListingFilter[] = [
    ...(named ? [(one: Listing) => named.has(one.barcode)] : []),
    ...(brands ? [(one: Listing) => brands.includes(String(brandOf(one.brand).id))] : []),
    ...equals(call, 'stockCode', (one) => one.stockCode),
    ...equals(call, 'productMainId', (one) => one.productMainId),
    ...equals(call, 'contentId', (one) => String(one.contentId)),
    ...equals(call, 'supplierId', () => call.world.state.credentials.sellerId),
  ];
  return (listing) => checks.every((check) => check(listing));
}

/** Clean; null when the question names none. */
export function namedBarcodes(call: Call): ReadonlySet<string> | null {
  const several = listOf(call.query, 'barcodes');
  if (several && several.length > 50) {
    throw refusal(400, 'barcodes.size.exceeded', 'barcodes en fazla 50 olabilir')(call.world.now());
  }
  const one = call.query.get('barcode');
  if (!several && !one) return null;
  return new Set([...(several ?? []), ...(one ? [one] : [])].map(cleanBarcode));
}

function equals(call: Call, name: string, value: (listing: Listing) => string): readonly ListingFilter[] {
  const wanted = call.query.get(name);
  return wanted ? [(one) => value(one) === wanted] : [];
}

/** `notOnSale` stands in the guide only. */
export function statusFilter(call: Call): ListingFilter {
  switch (call.query.get('status')) {
    case null:
    case '':
      return () => true;
    case 'archived':
      return (one) => one.archived;
    case 'blacklisted':
      return (one) => one.blacklisted;
    case 'locked':
      return (one) => one.locked;
    case 'onSale':
      return isOnSale;
    case 'notOnSale':
      return (one) => !isOnSale(one);
    default:
      throw refusal(400, 'invalid.status', 'status geçersiz')(call.world.now());
  }
}

export function dateFilter(call: Call): ListingFilter {
  const from = queryNumber(call.query, 'startDate', 0);
  const to = queryNumber(call.query, 'endDate', Number.MAX_SAFE_INTEGER);
  if (from === null || to === null) {
    throw refusal(400, 'invalid.date', 'startDate ve endDate ms olmalıdır')(call.world.now());
  }
  const byCreation = call.query.get('dateQueryType') === 'VARIANT_CREATED_DATE';
  return (one) => {
    const at = byCreation ? one.createdMs : one.modifiedMs;
    return at >= from && at <= to;
  };
}
