/** Why a variant may be what a listing is; best first. */
export type Ground = 'barcode' | 'stock-code' | 'model' | 'title';

export const GROUNDS: readonly Ground[] = ['barcode', 'stock-code', 'model', 'title'];

/** A variant found by one of its values. `exact` is false where only the loose form of the barcode is the same. */
export type Finding = {
  readonly variantId: string;
  readonly ground: Ground;
  readonly exact: boolean;
  readonly barcode: string;
  readonly stockCode: string;
};

export type ListingCodes = {
  readonly barcode: string;
  readonly stockCode: string;
  /** Other listings of the channel that carry the same code: then it names none of them for certain. */
  readonly barcodeShared: boolean;
  readonly stockCodeShared: boolean;
};

export type Candidate = {
  readonly variantId: string;
  readonly grounds: readonly Ground[];
  readonly certain: boolean;
};

/** What a listing may be, best candidate first, at most one of them certain. */
export function matchListing(listing: ListingCodes, findings: readonly Finding[]): readonly Candidate[] {
  const byVariant = Map.groupBy(findings, ({ variantId }) => variantId);
  const sure = certainVariant(listing, findings);
  return [...byVariant.entries()]
    .map(([variantId, found]) => ({
      variantId,
      grounds: GROUNDS.filter((ground) => found.some((finding) => finding.ground === ground)),
      certain: variantId === sure?.variantId,
    }))
    .sort((left, right) => rank(left) - rank(right));
}

/**
 * The one variant that a listing certainly is, and by which ground, or null. Certain is: exactly one variant of the
 * shop carries exactly this barcode (else exactly this stock code, else exactly this model), no other listing of the
 * channel carries it too, and nothing else the two say contradicts it.
 */
export function certainVariant(
  listing: ListingCodes,
  findings: readonly Finding[],
): { readonly variantId: string; readonly ground: 'barcode' | 'stock-code' } | null {
  const byBarcode = exactOnes(findings, 'barcode');
  const byStockCode = exactOnes(findings, 'stock-code');
  const [first] = byBarcode;
  if (first !== undefined) {
    const contradicted =
      byStockCode.length > 0 && !byStockCode.some(({ variantId }) => variantId === first.variantId);
    return byBarcode.length === 1 && !listing.barcodeShared && !contradicted
      ? { variantId: first.variantId, ground: 'barcode' }
      : null;
  }
  const [only] = byStockCode;
  if (only === undefined || byStockCode.length > 1 || listing.stockCodeShared) return null;
  return agreesOnBarcode(listing, only) ? { variantId: only.variantId, ground: 'stock-code' } : null;
}

/** The one variant whose model is the listing's stock code, where the merchant said that this is how it is. */
export function variantByModel(listing: ListingCodes, findings: readonly Finding[]): string | null {
  const byModel = exactOnes(findings, 'model');
  const [only] = byModel;
  if (only === undefined || byModel.length > 1 || listing.stockCodeShared) return null;
  const better = findings.some(
    ({ ground, exact, variantId }) =>
      exact && (ground === 'barcode' || ground === 'stock-code') && variantId !== only.variantId,
  );
  return !better && agreesOnBarcode(listing, only) ? only.variantId : null;
}

/** Two barcodes that differ say that these are two things; a missing one says nothing. */
function agreesOnBarcode(listing: ListingCodes, finding: Finding): boolean {
  return listing.barcode === '' || finding.barcode === '' || listing.barcode === finding.barcode;
}

function exactOnes(findings: readonly Finding[], ground: Ground): readonly Finding[] {
  return findings.filter((finding) => finding.ground === ground && finding.exact);
}

function rank(candidate: Candidate): number {
  const [best] = candidate.grounds;
  return (candidate.certain ? 0 : 10) + (best === undefined ? GROUNDS.length : GROUNDS.indexOf(best));
}
