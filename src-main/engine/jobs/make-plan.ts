import { movesFar, planListing } from '../planner/changes.ts';
import type { ChannelFacts } from '../planner/facts.ts';
import { bulkBrake } from '../planner/guards.ts';
import { deleteStaleApprovals } from '../cache/tables/approval.ts';
import { findChannel, type ChannelRow } from '../cache/tables/channel.ts';
import {
  addHold,
  countChanges,
  deleteChanges,
  insertChange,
  listHeldBy,
  writeDesired,
  writeListingHeldByChange,
  writePlan,
} from '../cache/tables/plan.ts';
import { countLinked, gatherFacts, type GatheredFacts } from '../cache/tables/planning-facts.ts';
import { readStoreRow } from '../cache/tables/store.ts';
import { transact } from '../cache/transaction.ts';
import type { EngineContext } from '../context.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import { estimateSendMs } from './estimate-send.ts';

/** Counted from the rows that were just written. `requests` carry what no guard holds. */
export type PlanFigures = {
  readonly listings: number;
  readonly changes: number;
  readonly held: number;
  readonly requests: number;
};

type Planning = {
  readonly context: EngineContext;
  readonly channel: ChannelFacts;
  readonly at: number;
  /** Ids of price changes that move far: what the bulk brake counts. */
  readonly movers: string[];
  listings: number;
};

const CHUNK = 5_000;
const NO_FIGURES = { quantity: null, priceE4: null, listPriceE4: null } as const;
const NOT_PLANNED = { desired: null, changes: [] } as const;

/**
 * Plans a channel anew (step ②) from what the cache holds and replaces its last plan, in one transaction. Nothing is
 * planned while no shop is connected, or before the channel's listings were read: what is not known can't be compared.
 */
export function makePlan(context: EngineContext, channelId: string): PlanFigures {
  const { database, host, events } = context;
  const row = findChannel(database, channelId);
  if (row === null) throw new ProblemError(problem('channel/not-known', { channelId }));
  const storeRow = readStoreRow(database);
  const manifest = context.channels.manifestOf(row.marketplace);
  host.reach('2-plan:before');
  const figures = transact(database, () => {
    const planning = begin(context, row);
    deleteChanges(database, channelId);
    if (storeRow !== null && row.listingsReadAt !== null) planAll(planning);
    brake(planning);
    const { changes, held, sendable } = countChanges(database, channelId);
    const requests = Math.ceil(sendable / manifest.limits.itemsPerRequest);
    deleteStaleApprovals(database, channelId);
    writePlan(database, {
      channelId,
      computedAt: planning.at,
      storeReadAt: storeRow?.lastRead ? Date.parse(storeRow.lastRead.at) : null,
      requests,
      estimatedMs: estimateSendMs(manifest, requests),
    });
    return { listings: planning.listings, changes, held, requests };
  });
  host.reach('2-plan:after');
  events.changed('plan', 'listings');
  return figures;
}

/** What the planner may know of a channel as a whole. */
export function channelFacts(context: EngineContext, row: ChannelRow): ChannelFacts {
  const { limits, currency } = context.channels.manifestOf(row.marketplace);
  return {
    channelId: row.channelId,
    currency,
    rules: row.rules,
    maxQuantity: limits.maxQuantity,
    itemsPerRequest: limits.itemsPerRequest,
    linkedListings: countLinked(context.database, row.channelId),
    braked: new Set(listHeldBy(context.database, row.channelId, 'price/bulk-brake')),
  };
}

function begin(context: EngineContext, row: ChannelRow): Planning {
  return {
    context,
    channel: channelFacts(context, row),
    at: context.host.clock.now(),
    movers: [],
    listings: 0,
  };
}

function planAll(planning: Planning): void {
  const next = gatherFacts(planning.context.database, planning.channel.channelId);
  let afterRow = 0;
  for (;;) {
    const chunk = next(afterRow, CHUNK);
    for (const gathered of chunk) planOne(planning, gathered);
    if (chunk.length < CHUNK) return;
    afterRow = chunk[chunk.length - 1]!.row;
  }
}

function planOne(planning: Planning, gathered: GatheredFacts): void {
  const { database } = planning.context;
  const { row, wasDesired, wasHeld } = gathered;
  planning.listings += 1;
  const { desired, changes } = gathered.planned ? planListing(gathered.facts, planning.channel) : NOT_PLANNED;
  let held = false;
  for (const change of changes) {
    insertChange(database, change);
    held ||= change.holds.length > 0;
    if (movesFar(change)) planning.movers.push(change.changeId);
  }
  const same =
    wasHeld === held &&
    wasDesired.quantity === (desired?.quantity ?? null) &&
    wasDesired.priceE4 === (desired?.priceE4 ?? null) &&
    wasDesired.listPriceE4 === (desired?.listPriceE4 ?? null);
  if (!same) writeDesired(database, row, { ...(desired ?? NO_FIGURES), held, at: planning.at });
}

/** Holds what the bulk brake holds, now that the whole plan is known. */
function brake({ context, channel, movers }: Planning): void {
  const { held, hold } = bulkBrake(movers, channel);
  for (const changeId of held) {
    addHold(context.database, changeId, hold);
    writeListingHeldByChange(context.database, changeId);
  }
}
