import { formatDecimalE4 } from '#common/money.ts';
import { findChannel, writeChannelConfirmed, writeListingsReadAt } from '../cache/tables/channel.ts';
import { addListingEvent } from '../cache/tables/listing-event.ts';
import {
  findListing,
  findListingByExternalId,
  listUnseen,
  writeConfirmed,
  writeListing,
  writeListingGone,
  writeListingSeen,
  type ListingRecord,
  type OfferFigures,
} from '../cache/tables/listing.ts';
import { listStale, noteStaleRead } from '../cache/tables/listing-stale.ts';
import { supersedeGivenUp, supersedeWaiting } from '../cache/tables/outbox.ts';
import { newId } from '../cache/new-id.ts';
import { transact } from '../cache/transaction.ts';
import type { EngineContext } from '../context.ts';
import { proposeLinks } from '../linking/propose.ts';
import type { MarketplaceListing, MarketplaceOffer } from '../marketplaces/kit/port.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import type { ReadOptions } from './read-store.ts';

export type ListingsReading = {
  readonly seen: number;
  readonly added: number;
  /** Listings whose stock or price somebody else changed. */
  readonly changed: number;
  readonly gone: number;
};

/** At most this many rows are written in one transaction. */
const CHUNK = 500;

type Taking = {
  readonly context: EngineContext;
  readonly channelId: string;
  seen: number;
  added: number;
  changed: number;
};

/**
 * Takes over every listing of a channel as the marketplace shows it now: that is what `confirmed` means. Listings that
 * a whole reading did not meet are asked for by name before they are called gone. Afterwards, listings that are linked
 * to nothing are compared with the shop anew.
 */
export async function readListings(
  context: EngineContext,
  channelId: string,
  { signal, progress }: ReadOptions = {},
): Promise<ListingsReading> {
  const { database, host, events } = context;
  const row = findChannel(database, channelId);
  if (row === null) throw new ProblemError(problem('channel/not-known', { channelId }));
  const { connection } = context.channels.open(channelId);
  const startedAt = host.clock.now();
  const stale = listStale(database, channelId);
  const taking: Taking = { context, channelId, seen: 0, added: 0, changed: 0 };
  for await (const page of connection.readListings(signal)) {
    signal?.throwIfAborted();
    for (let start = 0; start < page.length; start += CHUNK)
      takePage(taking, page.slice(start, start + CHUNK));
    progress?.(taking.seen, null);
  }
  const gone = await settleUnseen(taking, startedAt, signal);
  transact(database, () => {
    writeListingsReadAt(database, channelId, startedAt);
    writeChannelConfirmed(database, channelId, host.clock.now());
    noteStaleRead(database, stale, startedAt);
  });
  proposeLinks(database, channelId);
  const { seen, added, changed } = taking;
  host.logger.info('listings-read', { channelId, seen, added, changed, gone });
  events.changed('listings', 'links', 'channels');
  return { seen, added, changed, gone };
}

/**
 * Keeps what the marketplace shows of listings that are already known (a read-back), and notes what somebody else
 * changed. Offers of listings that are not known here are left out. Returns how many somebody else changed.
 */
export function takeOffers(
  context: EngineContext,
  channelId: string,
  offers: readonly MarketplaceOffer[],
): number {
  const { database } = context;
  return transact(database, () => {
    const at = context.host.clock.now();
    let changed = 0;
    for (const offer of offers) {
      const before = findListingByExternalId(database, channelId, offer.externalId);
      if (before !== null && confirm(context, { before, offer, at, by: 'marketplace' })) changed += 1;
    }
    return changed;
  });
}

/** Takes over some listings as the marketplace shows them now; what is not among them is left alone. */
export function takeListings(
  context: EngineContext,
  channelId: string,
  listings: readonly MarketplaceListing[],
): void {
  if (listings.length === 0) return;
  const taking: Taking = { context, channelId, seen: 0, added: 0, changed: 0 };
  for (let start = 0; start < listings.length; start += CHUNK)
    takePage(taking, listings.slice(start, start + CHUNK));
  if (taking.added > 0) proposeLinks(context.database, channelId);
  context.events.changed('listings', 'links');
}

function takePage(taking: Taking, page: readonly MarketplaceListing[]): void {
  const { context, channelId } = taking;
  const { database, host } = context;
  transact(database, () => {
    const at = host.clock.now();
    for (const listing of page) {
      const newListingId = newId(host.random);
      const { listingId, isNew } = writeListing(database, { channelId, listing, newListingId, at });
      const before = findListing(database, listingId);
      if (before === null) throw new Error('a listing that was just written is not there');
      if (confirm(context, { before, offer: listing, at, by: 'marketplace' })) taking.changed += 1;
      if (isNew) taking.added += 1;
      taking.seen += 1;
    }
  });
}

/** Writes what is shown. True when it differs from what was confirmed before and is not what was sent since. */
function confirm(
  context: EngineContext,
  entry: {
    readonly before: ListingRecord;
    readonly offer: MarketplaceOffer;
    readonly at: number;
    readonly by: string;
  },
): boolean {
  const { before, offer, at, by } = entry;
  const { listingId } = before;
  const shown: OfferFigures = {
    quantity: offer.quantity,
    priceE4: offer.salePriceE4,
    listPriceE4: offer.listPriceE4,
  };
  writeConfirmed(context.database, { listingId, ...shown, stockHeldBy: offer.stockHeldBy, at });
  if (offer.stockHeldBy === 'marketplace') {
    // Its stock is not ours to change any more: what was meant for it is not waited for, nor told as a failure.
    const key = { channelId: before.channelId, listingId, group: 'stock', at } as const;
    supersedeWaiting(context.database, key);
    supersedeGivenUp(context.database, key);
  }
  let foreign = false;
  for (const field of ['quantity', 'priceE4', 'listPriceE4'] as const) {
    const was = before.confirmed[field];
    const is = shown[field];
    if (was === null || is === null || was === is || before.sent[field] === is) continue;
    foreign = true;
    addListingEvent(context.database, {
      listingId,
      at,
      event: 'marketplace-changed',
      field: FIELD_NAMES[field],
      from: figureText(field, was),
      to: figureText(field, is),
      by,
    });
  }
  return foreign;
}

const FIELD_NAMES = { quantity: 'stock', priceE4: 'price', listPriceE4: 'listPrice' } as const;

function figureText(field: keyof OfferFigures, value: number): string {
  return field === 'quantity' ? String(value) : formatDecimalE4(value).slice(0, -2);
}

/** A page may be lost between two others: what was not met is asked for by name. */
async function settleUnseen(taking: Taking, startedAt: number, signal?: AbortSignal): Promise<number> {
  const { context, channelId } = taking;
  const { database, host } = context;
  const { connection } = context.channels.open(channelId);
  const unseen = listUnseen(database, channelId, startedAt);
  let gone = 0;
  for (let start = 0; start < unseen.length; start += CHUNK) {
    const chunk = unseen.slice(start, start + CHUNK);
    const offers = await connection.readOffers(
      chunk.map(({ externalId }) => externalId),
      signal,
    );
    takeOffers(context, channelId, offers);
    const found = new Set(offers.map(({ externalId }) => externalId));
    transact(database, () => {
      for (const { listingId, externalId } of chunk) {
        if (found.has(externalId)) writeListingSeen(database, listingId, host.clock.now());
        else {
          writeListingGone(database, listingId);
          gone += 1;
        }
      }
    });
  }
  return gone;
}
