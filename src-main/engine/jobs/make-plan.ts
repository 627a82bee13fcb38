import type { ChannelFacts } from '../planner/facts.ts';
import { deleteStaleApprovals } from '../cache/tables/approval.ts';
import type { ChannelRow } from '../cache/tables/channel.ts';
import { currentGeneration, listBraked, writePlan } from '../cache/tables/plan.ts';
import { clearUnfinished, deleteEndedRows, dropUnfinishedPlan } from '../cache/tables/plan-rows.ts';
import { countLinked } from '../cache/tables/planning-facts.ts';
import { readStoreRow } from '../cache/tables/store.ts';
import { transact } from '../cache/transaction.ts';
import type { EngineContext } from '../context.ts';
import { estimateSendMs } from './estimate-send.ts';
import { inPlanTurn } from './plan-queue.ts';
import { requireChannel } from './require-channel.ts';
import { brake, CHUNK, planAll, planNothing, type Breath, type Planning } from './write-plan.ts';

/** Counted from the rows that were just written. `requests` carry what no guard holds. */
export type PlanFigures = {
  readonly listings: number;
  readonly changes: number;
  readonly held: number;
  readonly requests: number;
};

/** So long may one part of a plan keep everybody else waiting, in milliseconds. */
const TURN_MS = 25;

/**
 * Plans a channel anew (step ②) from what the cache holds. A long plan is made in parts, between which everybody else gets
 * a turn; it takes the place of the last one whole, in one moment. Nothing is planned while no shop is connected, or before
 * the channel's listings were read: what is not known can't be compared.
 */
export function makePlan(context: EngineContext, channelId: string): Promise<PlanFigures> {
  return inPlanTurn(context, channelId, () => plan(context, channelId));
}

async function plan(context: EngineContext, channelId: string): Promise<PlanFigures> {
  const { database, host, events } = context;
  const breath = breathing(context);
  const row = requireChannel(context, channelId);
  transact(database, () => dropUnfinishedPlan(database, channelId));
  host.reach('2-plan:before');
  const planning = begin(context, row);
  if (readStoreRow(database) !== null && row.listingsReadAt !== null) await planAll(planning, breath);
  else planNothing(planning);
  await brake(planning, breath);
  const figures = takePlace(planning, row);
  host.reach('2-plan:after');
  events.changed('plan', 'listings');
  await clearOldRows(context, channelId, breath);
  return figures;
}

function breathing({ host }: EngineContext): Breath {
  let since = host.clock.monotonic();
  return async () => {
    if (host.clock.monotonic() - since < TURN_MS) return;
    await host.clock.sleep(0);
    since = host.clock.monotonic();
  };
}

async function clearOldRows(context: EngineContext, channelId: string, breath: Breath): Promise<void> {
  for (;;) {
    if (deleteEndedRows(context.database, channelId, CHUNK) < CHUNK) return;
    await breath();
  }
}

/** The moment in which the new plan becomes the channel's. */
function takePlace(planning: Planning, { channelId, marketplace }: ChannelRow): PlanFigures {
  const { context, listings, changes, held } = planning;
  const { database } = context;
  const manifest = context.channels.manifestOf(marketplace);
  const requests = Math.ceil(planning.sendable / manifest.limits.itemsPerRequest);
  transact(database, () => {
    requireChannel(context, channelId);
    const lastRead = readStoreRow(database)?.lastRead;
    const row = {
      channelId,
      computedAt: planning.at,
      storeReadAt: lastRead ? Date.parse(lastRead.at) : null,
      requests,
      estimatedMs: estimateSendMs(manifest, requests),
    };
    writePlan(database, row, planning.generation);
    deleteStaleApprovals(database, channelId);
    if (planning.begun) clearUnfinished(database, channelId);
  });
  return { listings, changes, held, requests };
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
    braked: new Set(listBraked(context.database, row.channelId)),
  };
}

function begin(context: EngineContext, row: ChannelRow): Planning {
  return {
    context,
    channel: channelFacts(context, row),
    generation: currentGeneration(context.database, row.channelId) + 1,
    at: context.host.clock.now(),
    begun: false,
    movers: [],
    listings: 0,
    changes: 0,
    held: 0,
    sendable: 0,
  };
}
