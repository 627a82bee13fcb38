import type { ChannelFacts } from '../planner/facts.ts';
import { desiredFigures } from '../planner/desired.ts';
import { findChannel } from '../cache/tables/channel.ts';
import { claimableRows, companionRows, leaseRows, moveRows, type OutboxRow } from '../cache/tables/outbox.ts';
import { gatherOne, type GatheredFacts } from '../cache/tables/planning-facts.ts';
import { transact } from '../cache/transaction.ts';
import { channelFacts } from './make-plan.ts';
import { LEASE_MS } from './offers-intent.ts';
import type { RunScope } from './run-scope.ts';

export type Claimed = {
  readonly rows: readonly OutboxRow[];
  /** Rows whose value is no longer the one that is wanted: the listing has to be planned anew. */
  readonly overtaken: readonly string[];
};

/**
 * Step ④. Takes the most urgent changes for one request, at most `itemsPerRequest` listings, and looks at each against
 * the facts as they stand now: what is no longer wanted is dropped here and planned anew, never sent.
 */
export function claim(run: RunScope, channelId: string, itemsPerRequest: number): Claimed {
  const { database, host } = run.context;
  const channel = findChannel(database, channelId);
  // Paused while it was being sent: what is in line stays there.
  if (!channel || channel.paused) return { rows: [], overtaken: [] };
  const claimed = transact(database, () => {
    const at = host.clock.now();
    const candidates = pickCandidates(run, channelId, itemsPerRequest, at);
    const facts = channelFacts(run.context, channel);
    const overtaken = candidates.filter(
      (row) => !isStillWanted(row, gatherOne(database, row.listingId), facts),
    );
    moveRows(database, 'superseded', { outboxIds: overtaken.map((row) => row.outboxId), at });
    const gone = new Set(overtaken.map((row) => row.outboxId));
    const rows = candidates.filter((row) => !gone.has(row.outboxId));
    const outboxIds = rows.map((row) => row.outboxId);
    const taken = leaseRows(database, { outboxIds, owner: run.owner, until: at + LEASE_MS, at });
    if (taken !== rows.length)
      throw new RangeError('rows that were read in this transaction could not be leased');
    host.reach('4-claim:before-commit');
    return { rows, overtaken: [...gone] };
  });
  host.reach('4-claim:after-commit');
  return claimed;
}

function pickCandidates(
  run: RunScope,
  channelId: string,
  itemsPerRequest: number,
  now: number,
): readonly OutboxRow[] {
  const { database } = run.context;
  // Each listing has at most two rows that wait, so this is enough for a full request.
  const urgent = claimableRows(database, { channelId, now, limit: 2 * itemsPerRequest });
  const listings = new Set<string>();
  for (const row of urgent) if (listings.size < itemsPerRequest) listings.add(row.listingId);
  if (listings.size === 0) return [];
  const companions = companionRows(database, { channelId, now, listingIds: [...listings] });
  return companions.toSorted(
    (left, right) =>
      left.priority - right.priority || left.createdAt - right.createdAt || compare(left, right),
  );
}

function compare(left: OutboxRow, right: OutboxRow): number {
  return left.outboxId < right.outboxId ? -1 : 1;
}

/** Whether what the row would send is still what the listing should show, or at least errs on the safe side. */
export function isStillWanted(
  row: OutboxRow,
  gathered: GatheredFacts | null,
  channel: ChannelFacts,
): boolean {
  if (!gathered?.planned || gathered.facts.variant === null || gathered.facts.frozen) return false;
  const desired = desiredFigures(gathered.facts, gathered.facts.variant, channel);
  if (row.group === 'price')
    return row.priceE4 === desired.priceE4 && row.listPriceE4 === desired.listPriceE4;
  // More than is wanted now would oversell. Less is safe, and the next plan raises it.
  return row.quantity !== null && desired.quantity !== null && row.quantity <= desired.quantity;
}
