import type { ListingKeys, MarketplaceListing } from '../kit/port.ts';
import { PRIORITY } from '../kit/priority.ts';
import type { N11Client } from './client.ts';
import { mapListing } from './map.ts';
import { readProductsByCode } from './read-listings.ts';

/** A product is N11's by its stock code alone; those that wait or were rejected stand in the same list (sheet §6.7). */
export async function findListings(
  client: N11Client,
  keys: readonly ListingKeys[],
  signal?: AbortSignal,
): Promise<readonly MarketplaceListing[]> {
  const codes = keys.map(({ stockCode }) => stockCode).filter((code) => code !== '');
  const products = await readProductsByCode(client, codes, { priority: PRIORITY.listings, signal });
  return [...products.values()].flatMap((product) => mapListing(product) ?? []);
}
