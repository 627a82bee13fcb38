import { movesFar, planListing } from '../planner/changes.ts';
import type { ChannelFacts, PlannedChange } from '../planner/facts.ts';
import { bulkBrake } from '../planner/guards.ts';
import { writeDesired } from '../cache/tables/plan.ts';
import {
  endAllRows,
  endRow,
  insertChange,
  markUnfinished,
  readKeptRows,
  saysTheSame,
  textsOf,
  writeBrake,
  type KeptRow,
} from '../cache/tables/plan-rows.ts';
import { gatherFacts, type GatheredFacts } from '../cache/tables/planning-facts.ts';
import { transact } from '../cache/transaction.ts';
import type { EngineContext } from '../context.ts';
import { requireChannel } from './require-channel.ts';

/** A plan that is being written, as the generation after the one that is read. */
export type Planning = {
  readonly context: EngineContext;
  readonly channel: ChannelFacts;
  readonly generation: number;
  readonly at: number;
  /** Whether a row of it was written. */
  begun: boolean;
  /** Price changes that move far: what the bulk brake counts. */
  readonly movers: Mover[];
  listings: number;
  changes: number;
  held: number;
  /** Listings with a change that no guard holds. */
  sendable: number;
};

type Mover = {
  readonly changeId: string;
  readonly row: number;
  /** By what the change itself is held for. */
  readonly held: boolean;
  readonly approvable: boolean;
  /** The brake's hold as the row has it now. */
  readonly brake: string | null;
  /** No other change of its listing may be sent: held, it takes the listing out of what would be. */
  readonly alone: boolean;
};

/** Gives everybody else a turn where one is due. */
export type Breath = () => Promise<void>;

/** Listings looked at, or rows written, in one transaction. */
export const CHUNK = 1_000;
const NO_FIGURES = { quantity: null, priceE4: null, listPriceE4: null } as const;
const NOT_PLANNED = { desired: null, changes: [] } as const;

/** Plans every listing of the channel, part by part. */
export async function planAll(planning: Planning, breath: Breath): Promise<void> {
  const { context, channel } = planning;
  const { database } = context;
  const next = gatherFacts(database, channel.channelId);
  for (let after = 0; ;) {
    const chunk = next(after, CHUNK);
    const last = chunk.length < CHUNK;
    const upTo = last ? Number.MAX_SAFE_INTEGER : chunk[chunk.length - 1]!.row;
    transact(database, () => {
      // Removed meanwhile: then there is nothing to plan for.
      requireChannel(context, channel.channelId);
      planChunk(planning, chunk, { after, upTo });
    });
    if (last) return;
    after = upTo;
    await breath();
  }
}

/** Ends the plan that there was: nothing can be planned now. */
export function planNothing(planning: Planning): void {
  const { context, channel, generation } = planning;
  transact(context.database, () => {
    noteBegun(planning);
    endAllRows(context.database, channel.channelId, generation);
  });
}

function noteBegun(planning: Planning): void {
  if (planning.begun) return;
  planning.begun = true;
  markUnfinished(planning.context.database, planning.channel.channelId);
}

/** Plans some listings. Rows that say what is planned stay; what differs ends, and begins anew. */
function planChunk(
  planning: Planning,
  chunk: readonly GatheredFacts[],
  range: { readonly after: number; readonly upTo: number },
): void {
  const { context, channel } = planning;
  const kept = Map.groupBy(
    readKeptRows(context.database, { channelId: channel.channelId, ...range }),
    ({ listingRow }) => listingRow,
  );
  for (const gathered of chunk) {
    planOne(planning, gathered, kept.get(gathered.row) ?? []);
    kept.delete(gathered.row);
  }
  // Of listings that are not planned any more.
  for (const rows of kept.values()) for (const { row } of rows) end(planning, row);
}

function planOne(planning: Planning, gathered: GatheredFacts, kept: readonly KeptRow[]): void {
  const { database } = planning.context;
  const { row, wasDesired, wasHeld } = gathered;
  planning.listings += 1;
  const { desired, changes } = gathered.planned ? planListing(gathered.facts, planning.channel) : NOT_PLANNED;
  for (const old of kept) if (!changes.some(({ group }) => group === old.group)) end(planning, old.row);
  const rows = changes.map((change) =>
    keepOrReplace(planning, change, {
      listingRow: row,
      kept: kept.find(({ group }) => group === change.group),
    }),
  );
  const held = countIn(planning, changes, rows);
  const same =
    wasHeld === held &&
    wasDesired.quantity === (desired?.quantity ?? null) &&
    wasDesired.priceE4 === (desired?.priceE4 ?? null) &&
    wasDesired.listPriceE4 === (desired?.listPriceE4 ?? null);
  if (!same) writeDesired(database, row, { ...(desired ?? NO_FIGURES), held, at: planning.at });
}

type Standing = { readonly row: number; readonly brake: string | null };

/** Returns the row that stands for the change. */
function keepOrReplace(
  planning: Planning,
  change: PlannedChange,
  { listingRow, kept }: { readonly listingRow: number; readonly kept: KeptRow | undefined },
): Standing {
  const texts = textsOf(change);
  if (kept && saysTheSame(kept, change, texts)) return kept;
  if (kept) end(planning, kept.row);
  noteBegun(planning);
  const { generation } = planning;
  const row = insertChange(planning.context.database, change, { ...texts, listingRow, generation });
  return { row, brake: null };
}

function end(planning: Planning, row: number): void {
  noteBegun(planning);
  endRow(planning.context.database, row, planning.generation);
}

/** Returns whether a guard holds any of them, by all that is known before the whole plan is. */
function countIn(planning: Planning, changes: readonly PlannedChange[], rows: readonly Standing[]): boolean {
  if (changes.length === 0) return false;
  const held = changes.filter(({ holds }) => holds.length > 0).length;
  const free = changes.length - held;
  planning.changes += changes.length;
  planning.held += held;
  if (free > 0) planning.sendable += 1;
  for (const [index, change] of changes.entries()) {
    if (!movesFar(change)) continue;
    const { changeId, holds, approvable } = change;
    const alone = holds.length === 0 && free === 1;
    planning.movers.push({ changeId, held: holds.length > 0, approvable, alone, ...rows[index]! });
  }
  return held > 0 || rows.some(({ brake }) => brake !== null);
}

/** Holds what the bulk brake holds, now that the whole plan is known, and lets go what it held before. */
export async function brake(planning: Planning, breath: Breath): Promise<void> {
  const { context, channel, movers, generation } = planning;
  const verdict = bulkBrake(
    movers.map(({ changeId }) => changeId),
    channel,
  );
  const braked = new Set(verdict.held);
  const text = JSON.stringify(verdict.hold);
  const wantedOf = ({ changeId }: Mover): string | null => (braked.has(changeId) ? text : null);
  for (const { held, alone } of movers.filter(({ changeId }) => braked.has(changeId))) {
    if (!held) planning.held += 1;
    if (alone) planning.sendable -= 1;
  }
  const toWrite = movers.filter((mover) => mover.brake !== wantedOf(mover));
  for (let start = 0; start < toWrite.length; start += CHUNK) {
    transact(context.database, () => {
      noteBegun(planning);
      for (const mover of toWrite.slice(start, start + CHUNK)) {
        const hold = wantedOf(mover);
        // Held for nothing else, it becomes one that a person can let through; held for more, that verdict stands.
        const held = mover.held || hold !== null;
        const approvable = mover.held ? mover.approvable : hold !== null;
        writeBrake(context.database, { row: mover.row, generation }, { hold, held, approvable });
      }
    });
    await breath();
  }
}
