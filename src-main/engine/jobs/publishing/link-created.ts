import { createdWithoutListing, writeItemListing } from '../../cache/tables/publish-run.ts';
import { listingOfVariant, listingWithKey } from '../../cache/tables/shop-goods.ts';
import type { EngineContext } from '../../context.ts';
import { linkChosen } from '../../linking/link.ts';
import { codeSpellings } from '../../publishing/own-keys.ts';

/**
 * Links what was created to the variant that it was made of, as soon as the marketplace shows it: publishing it was the
 * merchant's own word. Nothing is taken from a variant or a listing that is linked already.
 */
export function linkCreated(context: EngineContext, channelId: string): void {
  const { database } = context;
  const created = createdWithoutListing(database, channelId);
  if (created.length === 0) return;
  const { manifest } = context.channels.open(channelId);
  const links = created.flatMap((item) => {
    if (item.variantId === null) return [];
    const { barcode } = item;
    const stockCodes = codeSpellings(manifest, item.stockCode);
    const listing = listingWithKey(database, channelId, { stockCodes, barcode });
    if (listing === null) return [];
    writeItemListing(database, item.itemId, listing.listingId);
    const linked = listingOfVariant(database, channelId, item.variantId);
    return linked === null ? [{ listingId: listing.listingId, variantId: item.variantId }] : [];
  });
  if (links.length > 0) linkChosen(context, channelId, links);
}
