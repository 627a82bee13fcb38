import { inChunks } from '../kit/batches.ts';
import type { ListingKeys, MarketplaceListing } from '../kit/port.ts';
import { PRIORITY, type TrendyolClient } from './client.ts';
import { mapContent } from './map.ts';
import { readApprovedRows, readUnapprovedListings } from './read-listings.ts';
import { BARCODES_PER_CALL } from './api.ts';

/**
 * Listings by barcode, Trendyol's key. Approved ones are asked for by name; whether the list of the others takes names is
 * not documented (sheet §2.8), and it is short: it is read until everything was met.
 */
export async function findListings(
  client: TrendyolClient,
  keys: readonly ListingKeys[],
  signal?: AbortSignal,
): Promise<readonly MarketplaceListing[]> {
  const wanted = new Set(keys.map(({ barcode }) => barcode).filter((barcode) => barcode !== ''));
  const found = new Map<string, MarketplaceListing>();
  for (const barcodes of inChunks([...wanted], BARCODES_PER_CALL)) {
    const rows = await readApprovedRows(client, barcodes, { priority: PRIORITY.listings, signal });
    for (const { content } of rows.values())
      for (const listing of mapContent(content))
        if (wanted.has(listing.externalId)) found.set(listing.externalId, listing);
  }
  if (found.size === wanted.size) return [...found.values()];
  for await (const rows of readUnapprovedListings(client, signal)) {
    for (const listing of rows)
      if (wanted.has(listing.externalId) && !found.has(listing.externalId))
        found.set(listing.externalId, listing);
    if (found.size === wanted.size) break;
  }
  return [...found.values()];
}
