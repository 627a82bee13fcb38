import type { ItemRecord } from '../../cache/tables/publish-run.ts';
import type { ChannelSession, EngineContext } from '../../context.ts';
import type { ListingKeys, MarketplaceListing } from '../../marketplaces/kit/port.ts';
import { ownListing } from '../../publishing/own-keys.ts';
import { takeListings } from '../read-listings.ts';

/**
 * Which of these goods the marketplace has, by its own answer of now, and takes what it shows into the cache. By name where
 * it can be asked so; else its whole list tells, as far as it has to be read.
 */
export async function findOurs(
  context: EngineContext,
  session: ChannelSession,
  of: { readonly items: readonly ItemRecord[]; readonly signal: AbortSignal },
): Promise<ReadonlyMap<string, MarketplaceListing>> {
  const found = new Map<string, MarketplaceListing>();
  if (of.items.length === 0) return found;
  const { connection, manifest, channelId } = session;
  const match = (listings: readonly MarketplaceListing[]): void => {
    for (const item of of.items) {
      const own = found.has(item.itemId) ? undefined : ownListing(manifest, listings, keysOf(item));
      if (own !== undefined) found.set(item.itemId, own);
    }
  };
  if (connection.findListings) {
    match(await connection.findListings(of.items.map(keysOf), of.signal));
  } else {
    for await (const page of connection.readListings(of.signal)) {
      match(page);
      if (found.size === of.items.length) break;
    }
  }
  takeListings(context, channelId, [...new Set(found.values())]);
  return found;
}

/** The keys that went out with the draft; before that, those that the goods had when it was asked for. */
function keysOf({ draft, stockCode, barcode }: ItemRecord): ListingKeys {
  return draft === null ? { stockCode, barcode } : { stockCode: draft.stockCode, barcode: draft.barcode };
}
