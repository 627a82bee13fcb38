import type { LinkState } from '#contract/listings.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import { findListing } from '../cache/tables/listing.ts';
import { addListingEvent } from '../cache/tables/listing-event.ts';
import { writeLink, writeLinkState } from '../cache/tables/listing-link.ts';
import { isLivingVariant } from '../cache/tables/variant.ts';
import { transact } from '../cache/transaction.ts';
import type { EngineContext } from '../context.ts';
import { certainLink, proposeLinks, unlinkedChunks, type LinkRule } from './propose.ts';

type LinkParts = Pick<EngineContext, 'database' | 'host' | 'events'>;

/** Links every listing that is certainly one variant of the shop. Returns how many that were. */
export function linkCertain(parts: LinkParts, channelId: string, by: LinkRule): number {
  // Barcodes first: a listing that has a variant's barcode is more certainly it than one that has its stock code.
  const linked =
    by === 'any'
      ? linkAll(parts, channelId, 'barcode') + linkAll(parts, channelId, 'stock-code')
      : linkAll(parts, channelId, by);
  if (linked > 0) parts.events.changed('links', 'listings', 'channels', 'products');
  return linked;
}

function linkAll(parts: LinkParts, channelId: string, by: LinkRule): number {
  const { database, host } = parts;
  let linked = 0;
  for (const chunk of unlinkedChunks(database, channelId)) {
    transact(database, () => {
      const at = host.clock.now();
      for (const listing of chunk) {
        const link = certainLink(database, channelId, listing, by);
        if (link === null) continue;
        writeLink(database, { listingId: listing.listingId, variantId: link.variantId, by: link.ground, at });
        addLinkEvent(parts, { listingId: listing.listingId, to: link.variantId, by: link.ground, at });
        linked += 1;
      }
    });
  }
  return linked;
}

/** Links exactly the pairs that a person named. Throws when one of them does not exist; then none is linked. */
export function linkChosen(
  parts: LinkParts,
  channelId: string,
  links: readonly { readonly listingId: string; readonly variantId: string }[],
): number {
  const { database, host, events } = parts;
  transact(database, () => {
    const at = host.clock.now();
    for (const { listingId, variantId } of links) {
      const listing = findListing(database, listingId);
      if (listing?.channelId !== channelId)
        throw new ProblemError(problem('listing/not-known', { listingId }));
      if (!isLivingVariant(database, variantId)) {
        throw new ProblemError(problem('listing/variant-not-known', { variantId }));
      }
      writeLink(database, { listingId, variantId, by: 'merchant', at });
      addLinkEvent(parts, { listingId, to: variantId, by: 'merchant', at });
    }
  });
  events.changed('links', 'listings', 'channels', 'products');
  return links.length;
}

/** Puts listings aside, or brings them back. Returns how many changed; a linked one is unlinked by being put aside. */
export function setIgnored(
  parts: LinkParts,
  listingIds: readonly string[],
  state: Extract<LinkState, 'ignored' | 'unlinked'>,
): number {
  const { database, events } = parts;
  const channels = new Set<string>();
  const changed = transact(database, () => {
    let count = 0;
    for (const listingId of listingIds) {
      const listing = knownListing(parts, listingId);
      const applies = state === 'ignored' ? listing.linkState !== 'ignored' : listing.linkState === 'ignored';
      if (!applies) continue;
      writeLinkState(database, listingId, state);
      if (listing.variantId !== null) noteUnlinked(parts, listingId, listing.variantId);
      channels.add(listing.channelId);
      count += 1;
    }
    return count;
  });
  if (state === 'unlinked') for (const channelId of channels) proposeLinks(database, channelId);
  events.changed('links', 'listings', 'channels', 'products');
  return changed;
}

/** Takes a listing off its variant. Returns how many that changed: 0 when it was linked to nothing. */
export function unlink(parts: LinkParts, listingId: string): number {
  const { database, events } = parts;
  const listing = knownListing(parts, listingId);
  if (listing.variantId === null) return 0;
  const { variantId } = listing;
  transact(database, () => {
    writeLinkState(database, listingId, 'unlinked');
    noteUnlinked(parts, listingId, variantId);
  });
  proposeLinks(database, listing.channelId);
  events.changed('links', 'listings', 'channels', 'products');
  return 1;
}

function knownListing({ database }: LinkParts, listingId: string) {
  const listing = findListing(database, listingId);
  if (listing === null) throw new ProblemError(problem('listing/not-known', { listingId }));
  return listing;
}

function noteUnlinked({ database, host }: LinkParts, listingId: string, variantId: string): void {
  addListingEvent(database, {
    listingId,
    at: host.clock.now(),
    event: 'unlinked',
    field: 'link',
    from: variantId,
    to: null,
    by: 'merchant',
  });
}

function addLinkEvent(
  { database }: LinkParts,
  link: { readonly listingId: string; readonly to: string; readonly by: string; readonly at: number },
): void {
  addListingEvent(database, {
    listingId: link.listingId,
    at: link.at,
    event: 'linked',
    field: 'link',
    from: null,
    to: link.to,
    by: link.by,
  });
}
