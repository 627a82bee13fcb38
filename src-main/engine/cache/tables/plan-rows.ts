import type { Database } from 'better-sqlite3';
import type { PlannedChange } from '../../planner/facts.ts';
import { prepared } from '../prepared.ts';
import { deleteSetting, readSetting, writeSetting } from './setting.ts';

/** A row of the channel's plan as it stands, with what a newer plan is compared by. */
export type KeptRow = {
  readonly row: number;
  readonly listingRow: number;
  readonly group: PlannedChange['group'];
  readonly changeId: string;
  readonly reason: string;
  readonly trace: string;
  readonly holds: string;
  readonly brake: string | null;
};

/** Rows of listings whose numbers lie in `(after, upTo]`, in their order. */
export function readKeptRows(
  database: Database,
  range: { readonly channelId: string; readonly after: number; readonly upTo: number },
): readonly KeptRow[] {
  return prepared<[typeof range], KeptRow>(
    database,
    `SELECT row, listing_row AS listingRow, field_group AS "group", change_id AS changeId, reason, trace, holds, brake
     FROM plan_row INDEXED BY plan_row_open
     WHERE listing_row > @after AND listing_row <= @upTo AND until IS NULL AND channel_id = @channelId`,
  ).all(range);
}

/** A change in the words in which it is kept. */
export type ChangeTexts = { readonly trace: string; readonly holds: string };

export function textsOf(change: PlannedChange): ChangeTexts {
  return { trace: JSON.stringify(change.trace), holds: JSON.stringify(change.holds) };
}

/** Whether the row already says what the change says, the brake left aside; its id names every figure. */
export function saysTheSame(kept: KeptRow, change: PlannedChange, texts: ChangeTexts): boolean {
  return (
    kept.changeId === change.changeId &&
    kept.reason === change.reason &&
    kept.holds === texts.holds &&
    kept.trace === texts.trace
  );
}

/** Writes a change that begins with this generation. Returns its row. */
export function insertChange(
  database: Database,
  change: PlannedChange,
  place: ChangeTexts & { readonly listingRow: number; readonly generation: number },
): number {
  const { lastInsertRowid } = prepared<unknown[]>(
    database,
    `INSERT INTO plan_row (since, change_id, channel_id, listing_id, listing_row, field_group, from_quantity, to_quantity,
       from_price_e4, to_price_e4, from_list_price_e4, to_list_price_e4, reason, trace, holds, held, approvable,
       step_percent)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    place.generation,
    change.changeId,
    change.channelId,
    change.listingId,
    place.listingRow,
    change.group,
    change.fromQuantity,
    change.toQuantity,
    change.fromPriceE4,
    change.toPriceE4,
    change.fromListPriceE4,
    change.toListPriceE4,
    change.reason,
    place.trace,
    place.holds,
    change.holds.length > 0 ? 1 : 0,
    change.approvable ? 1 : 0,
    change.stepPercent,
  );
  // A cache has far fewer rows than 2^53.
  return Number(lastInsertRowid);
}

/** The row is no longer part of the plan from this generation on. */
export function endRow(database: Database, row: number, generation: number): void {
  prepared<[number, number]>(database, 'UPDATE plan_row SET until = ? WHERE row = ?').run(generation, row);
}

/** Ends every row of the channel: there is nothing to plan. */
export function endAllRows(database: Database, channelId: string, generation: number): void {
  prepared<[number, string]>(
    database,
    'UPDATE plan_row SET until = ? WHERE channel_id = ? AND until IS NULL',
  ).run(generation, channelId);
}

/** Sets or lifts the brake on a row of the plan that is being written, and tells its listing whether it is held. */
export function writeBrake(
  database: Database,
  change: { readonly row: number; readonly generation: number },
  brake: { readonly hold: string | null; readonly held: boolean; readonly approvable: boolean },
): void {
  const row = rowToChange(database, change);
  prepared<[string | null, number, number, number]>(
    database,
    'UPDATE plan_row SET brake = ?, held = ?, approvable = ? WHERE row = ?',
  ).run(brake.hold, Number(brake.held), Number(brake.approvable), row);
  prepared<[{ row: number }]>(
    database,
    `UPDATE listing SET held = (SELECT max(r.held) FROM plan_row r INDEXED BY plan_row_open
       WHERE r.listing_row = listing.row AND r.until IS NULL)
     WHERE row = (SELECT listing_row FROM plan_row WHERE plan_row.row = @row)`,
  ).run({ row });
}

/** A row that the present plan is read from is never changed: a copy of it takes its place in the next one. */
function rowToChange(
  database: Database,
  { row, generation }: { readonly row: number; readonly generation: number },
): number {
  const ended = prepared<[number, number, number]>(
    database,
    'UPDATE plan_row SET until = ? WHERE row = ? AND since < ?',
  ).run(generation, row, generation).changes;
  if (ended === 0) return row;
  const { lastInsertRowid } = prepared<[number, number]>(
    database,
    `INSERT INTO plan_row (since, change_id, channel_id, listing_id, listing_row, field_group, from_quantity, to_quantity,
       from_price_e4, to_price_e4, from_list_price_e4, to_list_price_e4, reason, trace, holds, brake, held, approvable,
       step_percent)
     SELECT ?, change_id, channel_id, listing_id, listing_row, field_group, from_quantity, to_quantity, from_price_e4,
       to_price_e4, from_list_price_e4, to_list_price_e4, reason, trace, holds, brake, held, approvable, step_percent
     FROM plan_row WHERE row = ?`,
  ).run(generation, row);
  return Number(lastInsertRowid);
}

/** Deletes at most `limit` rows that ended with the present plan or before. Returns how many. */
export function deleteEndedRows(database: Database, channelId: string, limit: number): number {
  return prepared<[{ channelId: string; limit: number }]>(
    database,
    `DELETE FROM plan_row WHERE row IN (SELECT row FROM plan_row INDEXED BY plan_row_ended WHERE channel_id = @channelId
       AND until <= (SELECT generation FROM plan WHERE channel_id = @channelId) LIMIT @limit)`,
  ).run({ channelId, limit }).changes;
}

/** Notes, with the first row that it writes, that a plan is being written. */
export function markUnfinished(database: Database, channelId: string): void {
  writeSetting(database, unfinishedKey(channelId), true);
}

export function clearUnfinished(database: Database, channelId: string): void {
  deleteSetting(database, unfinishedKey(channelId));
}

/** Takes back what a plan has written that did not come to its end. */
export function dropUnfinishedPlan(database: Database, channelId: string): void {
  if (readSetting(database, unfinishedKey(channelId)) === null) return;
  const present = 'coalesce((SELECT generation FROM plan WHERE channel_id = @channelId), 0)';
  for (const sql of [
    `DELETE FROM plan_row WHERE channel_id = @channelId AND since > ${present}`,
    `UPDATE plan_row SET until = NULL WHERE channel_id = @channelId AND until > ${present}`,
  ]) {
    prepared<[{ channelId: string }]>(database, sql).run({ channelId });
  }
  clearUnfinished(database, channelId);
}

function unfinishedKey(channelId: string): string {
  return `plan.unfinished.${channelId}`;
}
