import type { AuditDifference, AuditResult } from '#contract/sync.ts';
import { isProblemError, problem, ProblemError, type Problem } from '#contract/problem.ts';
import { formatDecimalE4 } from '#common/money.ts';
import { findChannel } from '../cache/tables/channel.ts';
import { linkedListingOffers, type ListingOffer } from '../cache/tables/listing-offer.ts';
import { newestOutboxRow, type OutboxRow } from '../cache/tables/outbox.ts';
import { heldGroups } from '../cache/tables/plan-untried.ts';
import type { EngineContext } from '../context.ts';
import type { MarketplaceListing } from '../marketplaces/kit/port.ts';
import { makePlan } from './make-plan.ts';
import { readStore } from './read-store.ts';
import { withShop } from './shop-lock.ts';

/** What a marketplace has been given this recently may not show yet. */
const LAG_MS = 2 * 60 * 1_000;
const CHUNK = 2_000;
const DIFFERENCES_SHOWN = 5_000;

/**
 * Reads the shop, reads everything back from the marketplace and compares the two, listing by listing, and says of
 * every difference where it comes from. Changes neither of them: what it finds is what the next sync will meet. While
 * the shop can't be read, its last reading is what is meant, and the result says so.
 */
export async function auditChannel(
  context: EngineContext,
  channelId: string,
  signal?: AbortSignal,
): Promise<AuditResult> {
  const { database } = context;
  const channel = findChannel(database, channelId);
  if (!channel) throw new ProblemError(problem('channel/not-known', { channelId }));
  const storeProblem = await readShop(context, signal);
  const shown = await readEverything(context, channelId, signal);
  // What is meant, by the shop's newest reading: an older plan would call yesterday's figures right.
  await makePlan(context, channelId);
  const held = heldGroups(database, channelId);
  const differences: AuditDifference[] = [];
  let compared = 0;
  let equal = 0;
  for (let afterId = ''; ;) {
    const chunk = linkedListingOffers(database, { channelId, afterId, limit: CHUNK });
    for (const listing of chunk.filter((each) => !each.frozen)) {
      const found = compare(context, { channelId, listing, shown: shown.get(listing.externalId), held });
      compared += 1;
      if (found.length === 0) equal += 1;
      else if (differences.length < DIFFERENCES_SHOWN) differences.push(...found);
    }
    if (chunk.length < CHUNK) break;
    afterId = chunk.at(-1)!.listingId;
  }
  return { channelId, channelName: channel.name, compared, equal, storeProblem, differences };
}

async function readShop(context: EngineContext, signal?: AbortSignal): Promise<Problem | null> {
  try {
    await withShop(context, () => readStore(context, signal ? { signal } : {}));
    return null;
  } catch (error) {
    if (!isProblemError(error) || !error.problem.code.startsWith('store/')) throw error;
    return error.problem;
  }
}

type Shown = Pick<MarketplaceListing, 'quantity' | 'salePriceE4' | 'listPriceE4'>;

/** Only the figures are kept of each listing: a hundred thousand of them fit into a few megabytes. */
async function readEverything(
  context: EngineContext,
  channelId: string,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Shown>> {
  const { connection } = context.channels.open(channelId);
  const shown = new Map<string, Shown>();
  for await (const page of connection.readListings(signal)) {
    for (const { externalId, quantity, salePriceE4, listPriceE4 } of page) {
      shown.set(externalId, { quantity, salePriceE4, listPriceE4 });
    }
    signal?.throwIfAborted();
  }
  return shown;
}

type Comparison = {
  readonly channelId: string;
  readonly listing: ListingOffer;
  readonly shown: Shown | undefined;
  readonly held: ReadonlySet<string>;
};

function compare(context: EngineContext, comparison: Comparison): readonly AuditDifference[] {
  const { listing, shown } = comparison;
  const base = { listingId: listing.listingId, barcode: listing.barcode, title: listing.title };
  if (!shown) {
    return [
      { ...base, kind: 'missing-on-marketplace', field: 'listing', meant: listing.externalId, shown: null },
    ];
  }
  const { desired, confirmed } = listing;
  const differences: AuditDifference[] = [];
  const look = (
    field: 'quantity' | 'price' | 'listPrice',
    meant: number | null,
    seen: number | null,
    known: number | null,
  ): void => {
    if (meant === null || meant === seen) return;
    const text = (value: number | null): string | null =>
      value === null
        ? null
        : field === 'quantity'
          ? String(value)
          : formatDecimalE4(value).replace(/00$/, '');
    const kind = classify(context, comparison, { field, meant, seen, known });
    differences.push({ ...base, kind, field, meant: text(meant), shown: text(seen) });
  };
  look('quantity', desired.quantity, shown.quantity, confirmed.quantity);
  look('price', desired.priceE4, shown.salePriceE4, confirmed.priceE4);
  // A reading that does not tell the list price says nothing about it.
  if (shown.listPriceE4 !== null)
    look('listPrice', desired.listPriceE4, shown.listPriceE4, confirmed.listPriceE4);
  return differences;
}

type Figure = {
  readonly field: 'quantity' | 'price' | 'listPrice';
  readonly meant: number;
  readonly seen: number | null;
  readonly known: number | null;
};

function classify(
  context: EngineContext,
  { channelId, listing, held }: Comparison,
  figure: Figure,
): AuditDifference['kind'] {
  const group = figure.field === 'quantity' ? 'stock' : 'price';
  // What we had confirmed and is no longer shown was changed over there, whatever is planned about it.
  const changedThere = figure.known !== null && figure.known !== figure.seen && figure.known === figure.meant;
  const newest = newestOutboxRow(context.database, { channelId, listingId: listing.listingId, group });
  const sameValue = newest !== null && valueOf(newest, figure.field) === figure.meant;
  if (newest && sameValue) {
    if (newest.state === 'dead' || newest.state === 'failed') return 'refused';
    if (newest.state === 'unknown') return 'unknown-outcome';
    if (newest.state === 'sent' || newest.state === 'leased') return 'lag';
    const age = context.host.clock.now() - (listing.sentAt ?? 0);
    if (newest.state === 'done' && age < LAG_MS) return 'lag';
  }
  if (changedThere) return 'changed-by-hand';
  return held.has(`${listing.listingId}|${group}`) ? 'held' : 'not-sent';
}

function valueOf(row: OutboxRow, field: Figure['field']): number | null {
  return { quantity: row.quantity, price: row.priceE4, listPrice: row.listPriceE4 }[field];
}
