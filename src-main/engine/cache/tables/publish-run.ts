import type { Database } from 'better-sqlite3';
import type { Problem } from '#contract/problem.ts';
import type { PublishAction, PublishFault, PublishItemState, PublishRun } from '#contract/publishing.ts';
import type { ListingDraft } from '../../marketplaces/kit/catalogue.ts';
import { prepared } from '../prepared.ts';

export type RunRecord = {
  readonly runId: string;
  readonly channelId: string;
  readonly action: PublishAction;
  readonly by: string;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly problem: Problem | null;
};

export type ItemRecord = {
  readonly itemId: string;
  readonly runId: string;
  readonly channelId: string;
  readonly action: PublishAction;
  readonly variantId: string | null;
  readonly listingId: string | null;
  readonly externalId: string;
  readonly stockCode: string;
  readonly barcode: string;
  readonly title: string;
  readonly state: PublishItemState;
  readonly draft: ListingDraft | null;
  readonly faults: readonly PublishFault[];
  readonly problem: Problem | null;
  readonly attemptId: string | null;
  readonly batchId: string | null;
  readonly notBefore: number;
  readonly tries: number;
  readonly updatedAt: number;
};

type RawRun = Omit<RunRecord, 'problem'> & { readonly problem: string | null };
type RawItem = Omit<ItemRecord, 'draft' | 'faults' | 'problem'> & {
  readonly draft: string | null;
  readonly faults: string;
  readonly problem: string | null;
};

const RUN = `run_id AS runId, channel_id AS channelId, action, by, started_at AS startedAt, finished_at AS finishedAt,
  problem`;
const ITEM = `item_id AS itemId, run_id AS runId, channel_id AS channelId, action, variant_id AS variantId,
  listing_id AS listingId, external_id AS externalId, stock_code AS stockCode, barcode, title, state, draft, faults,
  problem, attempt_id AS attemptId, batch_id AS batchId, not_before AS notBefore, tries, updated_at AS updatedAt`;

// The JSON of both was written by this program only.
function toRun(raw: RawRun): RunRecord {
  return { ...raw, problem: raw.problem === null ? null : (JSON.parse(raw.problem) as Problem) };
}

function toItem(raw: RawItem): ItemRecord {
  return {
    ...raw,
    draft: raw.draft === null ? null : (JSON.parse(raw.draft) as ListingDraft),
    faults: JSON.parse(raw.faults) as PublishFault[],
    problem: raw.problem === null ? null : (JSON.parse(raw.problem) as Problem),
  };
}

export function insertRun(
  database: Database,
  run: Pick<RunRecord, 'runId' | 'channelId' | 'action' | 'by' | 'startedAt'>,
): void {
  prepared<[typeof run]>(
    database,
    `INSERT INTO publish_run (run_id, channel_id, action, by, started_at)
     VALUES (@runId, @channelId, @action, @by, @startedAt)`,
  ).run(run);
}

export function findRun(database: Database, runId: string): RunRecord | null {
  const raw = prepared<[string], RawRun>(database, `SELECT ${RUN} FROM publish_run WHERE run_id = ?`).get(
    runId,
  );
  return raw ? toRun(raw) : null;
}

/** Runs of a channel that have not come to their end, oldest first. */
export function openRuns(database: Database, channelId: string): readonly RunRecord[] {
  return prepared<[string], RawRun>(
    database,
    `SELECT ${RUN} FROM publish_run WHERE channel_id = ? AND finished_at IS NULL ORDER BY row`,
  )
    .all(channelId)
    .map(toRun);
}

export function runWindow(
  database: Database,
  query: { readonly channelId: string | null; readonly offset: number; readonly limit: number },
): { readonly rows: readonly RunRecord[]; readonly total: number } {
  const rows = prepared<[typeof query], RawRun>(
    database,
    `SELECT ${RUN} FROM publish_run WHERE @channelId IS NULL OR channel_id = @channelId
     ORDER BY row DESC LIMIT @limit OFFSET @offset`,
  )
    .all(query)
    .map(toRun);
  const total = prepared<[string | null, string | null], number>(
    database,
    'SELECT count(*) FROM publish_run WHERE ? IS NULL OR channel_id = ?',
  )
    .pluck()
    .get(query.channelId, query.channelId);
  return { rows, total: total ?? 0 };
}

export function finishRun(database: Database, runId: string, at: number): void {
  prepared<[number, string]>(
    database,
    'UPDATE publish_run SET finished_at = coalesce(finished_at, ?) WHERE run_id = ?',
  ).run(at, runId);
}

/** What keeps a run from going on; null once it does. */
export function writeRunProblem(database: Database, runId: string, value: Problem | null): void {
  prepared<[string | null, string]>(database, 'UPDATE publish_run SET problem = ? WHERE run_id = ?').run(
    value === null ? null : JSON.stringify(value),
    runId,
  );
}

export function countItems(database: Database, runId: string): PublishRun['counts'] {
  const counts = { waiting: 0, sent: 0, done: 0, failed: 0, unknown: 0, held: 0 };
  const rows = prepared<[string], { state: PublishItemState; count: number }>(
    database,
    'SELECT state, count(*) AS count FROM publish_item WHERE run_id = ? GROUP BY state',
  ).all(runId);
  for (const { state, count } of rows) counts[state] = count;
  return counts;
}

export function insertItem(database: Database, item: ItemRecord): void {
  prepared<[Record<string, string | number | null>]>(
    database,
    `INSERT INTO publish_item (item_id, run_id, channel_id, action, variant_id, listing_id, external_id, stock_code,
       barcode, title, state, draft, faults, problem, attempt_id, batch_id, not_before, tries, updated_at)
     VALUES (@itemId, @runId, @channelId, @action, @variantId, @listingId, @externalId, @stockCode,
       @barcode, @title, @state, @draft, @faults, @problem, @attemptId, @batchId, @notBefore, @tries, @updatedAt)`,
  ).run({
    ...item,
    draft: item.draft === null ? null : JSON.stringify(item.draft),
    faults: JSON.stringify(item.faults),
    problem: item.problem === null ? null : JSON.stringify(item.problem),
  });
}

export function itemsInState(
  database: Database,
  query: { readonly runId: string; readonly state: PublishItemState },
): readonly ItemRecord[] {
  return prepared<[typeof query], RawItem>(
    database,
    `SELECT ${ITEM} FROM publish_item WHERE run_id = @runId AND state = @state ORDER BY row`,
  )
    .all(query)
    .map(toItem);
}

export function itemsOfAttempt(database: Database, attemptId: string): readonly ItemRecord[] {
  return prepared<[string], RawItem>(
    database,
    `SELECT ${ITEM} FROM publish_item WHERE attempt_id = ? ORDER BY row`,
  )
    .all(attemptId)
    .map(toItem);
}

export function itemWindow(
  database: Database,
  query: {
    readonly runId: string;
    readonly state: PublishItemState | null;
    readonly offset: number;
    readonly limit: number;
  },
): { readonly rows: readonly ItemRecord[]; readonly total: number } {
  const where = 'run_id = @runId AND (@state IS NULL OR state = @state)';
  const rows = prepared<[typeof query], RawItem>(
    database,
    `SELECT ${ITEM} FROM publish_item WHERE ${where} ORDER BY row LIMIT @limit OFFSET @offset`,
  )
    .all(query)
    .map(toItem);
  const total = prepared<[{ runId: string; state: string | null }], number>(
    database,
    `SELECT count(*) FROM publish_item WHERE ${where}`,
  )
    .pluck()
    .get({ runId: query.runId, state: query.state });
  return { rows, total: total ?? 0 };
}

/** Moves items on; what is left out of `change` stays. */
export function moveItems(
  database: Database,
  itemIds: readonly string[],
  change: {
    readonly state: PublishItemState;
    readonly at: number;
    readonly problem?: Problem | null;
    readonly attemptId?: string;
    readonly batchId?: string;
    readonly notBefore?: number;
    readonly countsAsTry?: boolean;
  },
): void {
  prepared<[Record<string, string | number | null>]>(
    database,
    `UPDATE publish_item SET state = @state, updated_at = @at,
       problem = CASE WHEN @keepsProblem THEN problem ELSE @problem END,
       attempt_id = coalesce(@attemptId, attempt_id), batch_id = coalesce(@batchId, batch_id),
       not_before = coalesce(@notBefore, not_before), tries = tries + @tried
     WHERE item_id IN (SELECT value FROM json_each(@itemIds))`,
  ).run({
    state: change.state,
    at: change.at,
    keepsProblem: change.problem === undefined ? 1 : 0,
    problem: change.problem ? JSON.stringify(change.problem) : null,
    attemptId: change.attemptId ?? null,
    batchId: change.batchId ?? null,
    notBefore: change.notBefore ?? null,
    tried: change.countsAsTry === true ? 1 : 0,
    itemIds: JSON.stringify(itemIds),
  });
}

/** Keeps a draft as it was put together last, with what is wrong with it; the item goes by the draft's keys from now on. */
export function writeItemDraft(
  database: Database,
  itemId: string,
  { draft, faults }: { readonly draft: ListingDraft | null; readonly faults: readonly PublishFault[] },
): void {
  prepared<[Record<string, string | null>]>(
    database,
    `UPDATE publish_item SET draft = @draft, faults = @faults, stock_code = coalesce(@stockCode, stock_code),
       barcode = coalesce(@barcode, barcode) WHERE item_id = @itemId`,
  ).run({
    itemId,
    draft: draft === null ? null : JSON.stringify(draft),
    faults: JSON.stringify(faults),
    stockCode: draft?.stockCode ?? null,
    barcode: draft?.barcode ?? null,
  });
}

/** Keeps why an item is held, and at which listing. */
export function writeItemHeld(
  database: Database,
  itemId: string,
  why: { readonly faults: readonly PublishFault[]; readonly listingId: string | null },
): void {
  prepared<[string, string | null, string]>(
    database,
    'UPDATE publish_item SET faults = ?, listing_id = coalesce(?, listing_id) WHERE item_id = ?',
  ).run(JSON.stringify(why.faults), why.listingId, itemId);
}

/** Creations of a channel that came to their end and were not met as a listing yet. */
export function createdWithoutListing(database: Database, channelId: string): readonly ItemRecord[] {
  return prepared<[string], RawItem>(
    database,
    `SELECT ${ITEM} FROM publish_item WHERE channel_id = ? AND action = 'create' AND state = 'done'
       AND variant_id IS NOT NULL AND listing_id IS NULL ORDER BY row`,
  )
    .all(channelId)
    .map(toItem);
}

export function writeItemListing(database: Database, itemId: string, listingId: string): void {
  prepared<[string, string]>(database, 'UPDATE publish_item SET listing_id = ? WHERE item_id = ?').run(
    listingId,
    itemId,
  );
}

/** How many of these items still stand in this state: whoever sends asks just before the first byte. */
export function countStanding(
  database: Database,
  itemIds: readonly string[],
  state: PublishItemState,
): number {
  return (
    prepared<[string, string], number>(
      database,
      'SELECT count(*) FROM publish_item WHERE state = ? AND item_id IN (SELECT value FROM json_each(?))',
    )
      .pluck()
      .get(state, JSON.stringify(itemIds)) ?? 0
  );
}

/** Whether a creation of this variant is on its way. */
export function isBeingCreated(database: Database, channelId: string, variantId: string): boolean {
  return (
    prepared<[string, string], number>(
      database,
      `SELECT 1 FROM publish_item WHERE channel_id = ? AND variant_id = ? AND action = 'create'
         AND state IN ('waiting', 'sent', 'unknown') LIMIT 1`,
    )
      .pluck()
      .get(channelId, variantId) !== undefined
  );
}

/** The variant whose creation under this key is on its way; null where none is. */
export function variantBeingCreated(database: Database, channelId: string, key: string): string | null {
  return (
    prepared<[{ channelId: string; key: string }], string>(
      database,
      `SELECT variant_id FROM publish_item WHERE channel_id = @channelId AND state IN ('waiting', 'sent', 'unknown')
         AND action = 'create' AND variant_id IS NOT NULL AND stock_code = @key
       UNION ALL
       SELECT variant_id FROM publish_item WHERE channel_id = @channelId AND state IN ('waiting', 'sent', 'unknown')
         AND action = 'create' AND variant_id IS NOT NULL AND barcode = @key AND barcode <> '' LIMIT 1`,
    )
      .pluck()
      .get({ channelId, key }) ?? null
  );
}
