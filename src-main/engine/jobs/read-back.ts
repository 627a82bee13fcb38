import { addListingEvent } from '../cache/tables/listing-event.ts';
import { listingOffers, type ListingOffer } from '../cache/tables/listing-offer.ts';
import { listStale, noteStaleRead } from '../cache/tables/listing-stale.ts';
import { writeChannelConfirmed } from '../cache/tables/channel.ts';
import {
  moveRows,
  newestOutboxRow,
  outboxRowsInState,
  returnToWaiting,
  type OutboxRow,
} from '../cache/tables/outbox.ts';
import { transact } from '../cache/transaction.ts';
import type { ChannelSession } from '../context.ts';
import type { MarketplaceOffer } from '../marketplaces/kit/port.ts';
import { problem } from '#contract/problem.ts';
import { formatDecimalE4 } from '#common/money.ts';
import { confirmReported, showsRow, tellHistory } from './confirm.ts';
import { MAX_TRIES } from './retry-policy.ts';
import type { RunScope } from './run-scope.ts';

/** How long the marketplace's own reading may lag behind its own "done", tried in these steps. */
const LAG_STEPS_MS: readonly number[] = [0, 2_000, 4_000, 8_000, 16_000];

/** One reading holds so many listings; the adapter cuts it into calls of its own size. */
const CHUNK = 500;

export type ReadBackResult = {
  /** Listings that still show something else than what was sent: the next plan starts from that. */
  readonly differing: readonly string[];
};

/**
 * Step ⑧, second half. Reads from the marketplace what was just sent, and whatever is unknown, and believes only that:
 * equal is done, different goes back in line. A difference is looked at again for half a minute before it counts,
 * because a marketplace may show late what it has already reported as done.
 */
export async function readBack(
  run: RunScope,
  session: ChannelSession,
  listingIds: ReadonlySet<string>,
): Promise<ReadBackResult> {
  const wanted = new Set(listingIds);
  for (const row of outboxRowsInState(run.context.database, session.channelId, 'unknown'))
    wanted.add(row.listingId);
  let open = [...wanted];
  const total = open.length;
  for (const [step, wait] of LAG_STEPS_MS.entries()) {
    if (open.length === 0) break;
    if (wait > 0) await run.context.host.clock.sleep(wait, run.signal);
    const patience = step < LAG_STEPS_MS.length - 1 ? 'look-again' : 'believe';
    const differing: string[] = [];
    for (let start = 0; start < open.length; start += CHUNK) {
      differing.push(
        ...(await readChunk(run, session, { listingIds: open.slice(start, start + CHUNK), patience })),
      );
      run.progress('confirm', total - open.length + Math.min(start + CHUNK, open.length), total);
    }
    open = differing;
  }
  return { differing: open };
}

type Chunk = {
  readonly listingIds: readonly string[];
  /** `look-again` leaves what differs open; `believe` takes the reading as it is. */
  readonly patience: 'look-again' | 'believe';
};

/** Returns the listings that do not show what was sent. */
async function readChunk(run: RunScope, session: ChannelSession, chunk: Chunk): Promise<readonly string[]> {
  const { database, host, events } = run.context;
  const wanted = new Set(chunk.listingIds);
  const listings = listingOffers(database, chunk.listingIds);
  const begunAt = host.clock.now();
  const stale = listStale(database, session.channelId).filter(({ listingId }) => wanted.has(listingId));
  const offers = await session.connection.readOffers(
    listings.map((listing) => listing.externalId),
    run.signal,
  );
  const shown = new Map(offers.map((offer) => [offer.externalId, offer]));
  const unknown = unknownRows(run, session.channelId, chunk.listingIds);
  const differing = transact(database, () => {
    const open = listings.filter((listing) => {
      const offer = shown.get(listing.externalId);
      return !settleListing(run, {
        listing,
        offer,
        unknown: unknown.get(listing.listingId) ?? [],
        patience: chunk.patience,
        session,
      });
    });
    const differing = new Set(open.map(({ externalId }) => externalId));
    // What still differs is looked at again, and is not taken over before.
    const read = stale.filter(
      ({ externalId }) =>
        shown.has(externalId) && (chunk.patience === 'believe' || !differing.has(externalId)),
    );
    noteStaleRead(database, read, begunAt);
    writeChannelConfirmed(database, session.channelId, host.clock.now());
    host.reach('8-confirm:before-commit');
    return open.map((listing) => listing.listingId);
  });
  host.reach('8-confirm:after-commit');
  events.changed('listings', 'activity');
  return differing;
}

function unknownRows(
  run: RunScope,
  channelId: string,
  listingIds: readonly string[],
): ReadonlyMap<string, readonly OutboxRow[]> {
  const wanted = new Set(listingIds);
  const groups = new Map<string, OutboxRow[]>();
  for (const row of outboxRowsInState(run.context.database, channelId, 'unknown')) {
    if (!wanted.has(row.listingId)) continue;
    groups.set(row.listingId, [...(groups.get(row.listingId) ?? []), row]);
  }
  return groups;
}

type Settling = {
  readonly listing: ListingOffer;
  readonly offer: MarketplaceOffer | undefined;
  readonly unknown: readonly OutboxRow[];
  readonly patience: Chunk['patience'];
  /** Whose word it is. */
  readonly session: ChannelSession;
};

/** Returns whether nothing is left to find out about the listing. */
function settleListing(run: RunScope, settling: Settling): boolean {
  const { context } = run;
  const { listing, offer, unknown, patience } = settling;
  const { marketplace, name } = settling.session.manifest;
  const at = context.host.clock.now();
  if (!offer) {
    if (patience === 'look-again') return unknown.length === 0;
    // The marketplace does not know it any more: nothing will tell what became of it, so a person has to look.
    const why = problem('channel/not-found', {
      marketplace: name,
      externalId: listing.externalId,
    });
    moveRows(context.database, 'dead', { outboxIds: unknown.map((row) => row.outboxId), at, problem: why });
    return true;
  }
  const settled = unknown.filter((row) => showsRow(row, offer));
  moveRows(context.database, 'done', { outboxIds: settled.map((row) => row.outboxId), at });
  for (const row of settled) tellHistory(context, row, 'confirmed');
  const open = unknown.filter((row) => !settled.includes(row));
  const drifted = driftOf(listing, offer, marketplace);
  if ((open.length > 0 || drifted.length > 0) && patience === 'look-again') {
    if (drifted.length === 0) confirmReported(context, listing.listingId, offer);
    return false;
  }
  for (const row of open) sendAgain(run, row, at);
  for (const change of drifted)
    addListingEvent(context.database, { ...change, listingId: listing.listingId, at });
  confirmReported(context, listing.listingId, offer);
  return open.length === 0 && drifted.length === 0;
}

/** An unknown outcome that turned out as "not done" goes back in line with its value; claiming looks whether it still stands. */
function sendAgain(run: RunScope, row: OutboxRow, at: number): void {
  const { database } = run.context;
  const newest = newestOutboxRow(database, row);
  if (newest && newest.outboxId !== row.outboxId && newest.createdAt >= row.createdAt) {
    moveRows(database, 'superseded', { outboxIds: [row.outboxId], at });
  } else if (row.attempts >= MAX_TRIES) {
    moveRows(database, 'dead', { outboxIds: [row.outboxId], at, problem: row.problem });
  } else {
    returnToWaiting(database, {
      outboxIds: [row.outboxId],
      at,
      notBefore: at,
      countsAs: 'tried',
      problem: row.problem,
    });
  }
}

type Drift = {
  readonly event: 'marketplace-changed';
  readonly field: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly by: string;
};

/** Figures that the marketplace had reported otherwise. */
function driftOf({ confirmed }: ListingOffer, offer: MarketplaceOffer, by: string): readonly Drift[] {
  const changed = (field: string, from: string | null, to: string | null): Drift => ({
    event: 'marketplace-changed',
    field,
    from,
    to,
    by,
  });
  const money = (amountE4: number | null): string | null =>
    amountE4 === null ? null : formatDecimalE4(amountE4);
  const drift: Drift[] = [];
  if (differs(confirmed.quantity, offer.quantity)) {
    drift.push(changed('stock', String(confirmed.quantity), String(offer.quantity)));
  }
  if (differs(confirmed.priceE4, offer.salePriceE4)) {
    drift.push(changed('price', money(confirmed.priceE4), money(offer.salePriceE4)));
  }
  if (differs(confirmed.listPriceE4, offer.listPriceE4)) {
    drift.push(changed('listPrice', money(confirmed.listPriceE4), money(offer.listPriceE4)));
  }
  return drift;
}

/** A view that says nothing about a figure does not contradict it. */
function differs(known: number | null, shown: number | null): boolean {
  return known !== null && shown !== null && known !== shown;
}
