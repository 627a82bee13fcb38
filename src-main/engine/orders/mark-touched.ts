import { matchSoldLine } from '../cache/tables/order-match.ts';
import { markStale } from '../cache/tables/listing-stale.ts';
import type { EngineContext } from '../context.ts';
import type { MarketplacePackage } from '../marketplaces/kit/port.ts';
import { holdsStock } from './package-version.ts';

/**
 * A marketplace lowers its own listing when it sells and may raise it when it takes a sale back, and tells nobody. So a
 * package that sells something else than before marks the channel's listings of those goods, in the transaction that
 * takes the package in: their confirmed figures are out of date until they were read again.
 *
 * @param before the package as it was known, or null when it is new.
 */
export function markTouched(
  context: EngineContext,
  channelId: string,
  versions: { readonly before: MarketplacePackage | null; readonly after: MarketplacePackage },
): void {
  const { before, after } = versions;
  if (before !== null && soldText(before) === soldText(after)) return;
  const lines = [...(before?.lines ?? []), ...after.lines];
  const variantIds = lines.flatMap(({ barcode, stockCode }) => {
    const variantId = matchSoldLine(context.database, { channelId, barcode, stockCode });
    return variantId === null ? [] : [variantId];
  });
  const barcodes = lines.map(({ barcode }) => barcode).filter((barcode) => barcode !== '');
  markStale(context.database, {
    channelId,
    barcodes: [...new Set(barcodes)],
    variantIds: [...new Set(variantIds)],
    at: context.host.clock.now(),
  });
}

/** What of which goods a package has sold, as one text that is the same only if all of it is. */
function soldText({ status, lines }: MarketplacePackage): string {
  const sold = new Map<string, number>();
  for (const line of lines) {
    const holds = holdsStock(status) && holdsStock(line.status);
    sold.set(line.barcode, (sold.get(line.barcode) ?? 0) + (holds ? line.quantity : 0));
  }
  return JSON.stringify([...sold].sort(([left], [right]) => (left < right ? -1 : 1)));
}
