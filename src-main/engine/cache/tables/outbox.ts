import type { Database } from 'better-sqlite3';
import type { FieldGroup } from '#contract/plan.ts';
import type { Problem } from '#contract/problem.ts';
import { prepared } from '../prepared.ts';

/** Changes on their way, one row for each field group of a listing. */
export type OutboxState =
  'waiting' | 'leased' | 'sent' | 'done' | 'failed' | 'dead' | 'unknown' | 'superseded';

export type OutboxRow = {
  readonly outboxId: string;
  readonly channelId: string;
  readonly listingId: string;
  readonly externalId: string;
  readonly group: FieldGroup;
  readonly changeId: string;
  readonly quantity: number | null;
  readonly priceE4: number | null;
  readonly listPriceE4: number | null;
  readonly priority: number;
  readonly state: OutboxState;
  readonly leaseOwner: string | null;
  readonly leaseUntil: number | null;
  readonly attempts: number;
  readonly notBefore: number;
  readonly approvedBy: string;
  readonly problem: Problem | null;
  readonly attemptId: string | null;
  readonly createdAt: number;
};

export type NewOutboxRow = {
  readonly outboxId: string;
  readonly channelId: string;
  readonly listingId: string;
  readonly group: FieldGroup;
  readonly changeId: string;
  readonly quantity: number | null;
  readonly priceE4: number | null;
  readonly listPriceE4: number | null;
  readonly fromQuantity: number | null;
  readonly fromPriceE4: number | null;
  readonly fromListPriceE4: number | null;
  readonly priority: number;
  readonly approvedBy: string;
  readonly at: number;
};

const COLUMNS = `
  o.outbox_id AS outboxId, o.channel_id AS channelId, o.listing_id AS listingId, l.external_id AS externalId,
  o.field_group AS "group", o.change_id AS changeId, o.quantity, o.price_e4 AS priceE4,
  o.list_price_e4 AS listPriceE4, o.priority, o.state, o.lease_owner AS leaseOwner, o.lease_until AS leaseUntil,
  o.attempts, o.not_before AS notBefore, o.approved_by AS approvedBy, o.problem, o.attempt_id AS attemptId,
  o.created_at AS createdAt`;

type Raw = Omit<OutboxRow, 'problem'> & { readonly problem: string | null };

function parsed(raw: Raw): OutboxRow {
  return { ...raw, problem: raw.problem === null ? null : (JSON.parse(raw.problem) as Problem) };
}

/** Puts a change in line. The caller has superseded the one that waited before. */
export function insertOutboxRow(database: Database, row: NewOutboxRow): void {
  prepared(
    database,
    `INSERT INTO outbox (outbox_id, channel_id, listing_id, field_group, change_id, quantity, price_e4, list_price_e4,
         from_quantity, from_price_e4, from_list_price_e4, priority, state, not_before, approved_by, created_at, updated_at)
       VALUES (@outboxId, @channelId, @listingId, @group, @changeId, @quantity, @priceE4, @listPriceE4,
         @fromQuantity, @fromPriceE4, @fromListPriceE4, @priority, 'waiting', 0, @approvedBy, @at, @at)`,
  ).run(row);
}

type GroupOfListing = { readonly channelId: string; readonly listingId: string; readonly group: FieldGroup };

/** The newest change of this listing and group that was not overtaken, whatever became of it. */
export function newestOutboxRow(database: Database, key: GroupOfListing): OutboxRow | null {
  const raw = prepared<[GroupOfListing], Raw>(
    database,
    `SELECT ${COLUMNS} FROM outbox o JOIN listing l ON l.listing_id = o.listing_id
       WHERE o.listing_id = @listingId AND o.field_group = @group AND o.channel_id = @channelId
         AND o.state <> 'superseded'
       ORDER BY o.created_at DESC, o.rowid DESC LIMIT 1`,
  ).get(key);
  return raw ? parsed(raw) : null;
}

/** Newer unsent replaces older. Returns how many were replaced (0 or 1). */
export function supersedeWaiting(database: Database, key: GroupOfListing & { readonly at: number }): number {
  return prepared(
    database,
    `UPDATE outbox SET state = 'superseded', updated_at = @at
       WHERE channel_id = @channelId AND listing_id = @listingId AND field_group = @group AND state = 'waiting'`,
  ).run(key).changes;
}

/** Given-up changes of the same group make room for a newer one: the newer one tells how things stand. */
export function supersedeGivenUp(database: Database, key: GroupOfListing & { readonly at: number }): number {
  return prepared(
    database,
    `UPDATE outbox SET state = 'superseded', updated_at = @at
       WHERE channel_id = @channelId AND listing_id = @listingId AND field_group = @group
         AND state IN ('dead', 'failed')`,
  ).run(key).changes;
}

/**
 * What may be sent now, in the order of its urgency. A listing's group with a change already on its way waits for it:
 * two requests for one value may be carried out in the wrong order.
 */
export function claimableRows(
  database: Database,
  query: { readonly channelId: string; readonly now: number; readonly limit: number },
): readonly OutboxRow[] {
  return prepared<[typeof query], Raw>(
    database,
    `SELECT ${COLUMNS} FROM outbox o JOIN listing l ON l.listing_id = o.listing_id
       WHERE o.channel_id = @channelId AND o.state = 'waiting' AND o.not_before <= @now
         AND NOT EXISTS (SELECT 1 FROM outbox b WHERE b.listing_id = o.listing_id
           AND b.field_group = o.field_group AND b.state IN ('leased', 'sent'))
       ORDER BY o.priority, o.created_at, o.outbox_id LIMIT @limit`,
  )
    .all(query)
    .map(parsed);
}

/**
 * All waiting changes of these listings: they travel in the same items. CROSS JOIN keeps the order of the look-ups: from
 * the few wanted listings to their rows, not from every row that waits.
 */
export function companionRows(
  database: Database,
  query: { readonly channelId: string; readonly now: number; readonly listingIds: readonly string[] },
): readonly OutboxRow[] {
  return prepared<[{ channelId: string; now: number; ids: string }], Raw>(
    database,
    `SELECT ${COLUMNS} FROM json_each(@ids) wanted
       CROSS JOIN outbox o ON o.listing_id = wanted.value JOIN listing l ON l.listing_id = o.listing_id
       WHERE o.channel_id = @channelId AND o.state = 'waiting' AND o.not_before <= @now
         AND NOT EXISTS (SELECT 1 FROM outbox b WHERE b.listing_id = o.listing_id
           AND b.field_group = o.field_group AND b.state IN ('leased', 'sent'))`,
  )
    .all({ channelId: query.channelId, now: query.now, ids: JSON.stringify(query.listingIds) })
    .map(parsed);
}

/** Takes the rows for one sender. Returns how many were still free; fewer than asked means that somebody was faster. */
export function leaseRows(
  database: Database,
  lease: {
    readonly outboxIds: readonly string[];
    readonly owner: string;
    readonly until: number;
    readonly at: number;
  },
): number {
  return prepared(
    database,
    `UPDATE outbox SET state = 'leased', lease_owner = @owner, lease_until = @until, attempts = attempts + 1,
         attempt_id = NULL, updated_at = @at
       WHERE outbox_id IN (SELECT value FROM json_each(@ids)) AND state = 'waiting'`,
  ).run({ ids: JSON.stringify(lease.outboxIds), owner: lease.owner, until: lease.until, at: lease.at })
    .changes;
}

/** Keeps a lease alive. Returns how many of the rows are still held by `owner`. */
export function refreshLease(
  database: Database,
  lease: {
    readonly outboxIds: readonly string[];
    readonly owner: string;
    readonly until: number;
    readonly at: number;
  },
): number {
  return prepared(
    database,
    `UPDATE outbox SET lease_until = @until, updated_at = @at
       WHERE outbox_id IN (SELECT value FROM json_each(@ids)) AND state = 'leased' AND lease_owner = @owner
         AND lease_until >= @at`,
  ).run({ ids: JSON.stringify(lease.outboxIds), owner: lease.owner, until: lease.until, at: lease.at })
    .changes;
}

export function attachAttempt(database: Database, outboxIds: readonly string[], attemptId: string): void {
  prepared(
    database,
    'UPDATE outbox SET attempt_id = ? WHERE outbox_id IN (SELECT value FROM json_each(?))',
  ).run(attemptId, JSON.stringify(outboxIds));
}

export type OutboxMove = {
  readonly outboxIds: readonly string[];
  readonly at: number;
  readonly problem?: Problem | null;
};

/** Moves rows to a state that ends a lease. Rows that were overtaken meanwhile stay where they are. */
export function moveRows(
  database: Database,
  state: 'sent' | 'done' | 'dead' | 'unknown' | 'superseded',
  move: OutboxMove,
): number {
  return prepared(
    database,
    `UPDATE outbox SET state = @state, lease_owner = NULL, lease_until = NULL, problem = @problem, updated_at = @at
       WHERE outbox_id IN (SELECT value FROM json_each(@ids)) AND state <> 'superseded'`,
  ).run({
    state,
    ids: JSON.stringify(move.outboxIds),
    problem: move.problem ? JSON.stringify(move.problem) : null,
    at: move.at,
  }).changes;
}

/**
 * Puts rows back in line, not to be tried before `notBefore`. A row whose group has a newer change waiting is
 * superseded instead: there is never more than one that waits.
 */
export function returnToWaiting(
  database: Database,
  move: OutboxMove & { readonly notBefore: number; readonly countsAs: 'tried' | 'not-tried' },
): void {
  const ids = JSON.stringify(move.outboxIds);
  const problem = move.problem ? JSON.stringify(move.problem) : null;
  prepared(
    database,
    `UPDATE outbox AS o SET state = 'superseded', lease_owner = NULL, lease_until = NULL, updated_at = @at
       WHERE o.outbox_id IN (SELECT value FROM json_each(@ids)) AND o.state <> 'waiting'
         AND EXISTS (SELECT 1 FROM outbox n WHERE n.channel_id = o.channel_id AND n.listing_id = o.listing_id
           AND n.field_group = o.field_group AND n.state = 'waiting')`,
  ).run({ ids, at: move.at });
  prepared(
    database,
    `UPDATE outbox SET state = 'waiting', lease_owner = NULL, lease_until = NULL, not_before = @notBefore,
         attempts = max(0, attempts - @untried), problem = @problem, updated_at = @at
       WHERE outbox_id IN (SELECT value FROM json_each(@ids)) AND state <> 'superseded'`,
  ).run({
    ids,
    notBefore: move.notBefore,
    untried: move.countsAs === 'not-tried' ? 1 : 0,
    problem,
    at: move.at,
  });
}

export function outboxRows(database: Database, outboxIds: readonly string[]): readonly OutboxRow[] {
  return prepared<[string], Raw>(
    database,
    `SELECT ${COLUMNS} FROM outbox o JOIN listing l ON l.listing_id = o.listing_id
       WHERE o.outbox_id IN (SELECT value FROM json_each(?))`,
  )
    .all(JSON.stringify(outboxIds))
    .map(parsed);
}

export function outboxRowsOfAttempt(database: Database, attemptId: string): readonly OutboxRow[] {
  return prepared<[string], Raw>(
    database,
    `SELECT ${COLUMNS} FROM outbox o JOIN listing l ON l.listing_id = o.listing_id WHERE o.attempt_id = ?`,
  )
    .all(attemptId)
    .map(parsed);
}

export function outboxRowsInState(
  database: Database,
  channelId: string,
  state: OutboxState,
): readonly OutboxRow[] {
  return prepared<[string, string], Raw>(
    database,
    `SELECT ${COLUMNS} FROM outbox o JOIN listing l ON l.listing_id = o.listing_id
       WHERE o.channel_id = ? AND o.state = ? ORDER BY o.priority, o.created_at`,
  )
    .all(channelId, state)
    .map(parsed);
}

/** Rows that somebody has taken to send and not brought to an end. */
export function leasedRows(database: Database, channelId: string | null): readonly OutboxRow[] {
  return prepared<[{ channelId: string | null }], Raw>(
    database,
    `SELECT ${COLUMNS} FROM outbox o JOIN listing l ON l.listing_id = o.listing_id
     WHERE o.state = 'leased' AND (@channelId IS NULL OR o.channel_id = @channelId)`,
  )
    .all({ channelId })
    .map(parsed);
}

/** When the next waiting row of the channel may be tried; null when none waits. */
export function nextNotBefore(database: Database, channelId: string): number | null {
  const row = prepared<[string], { at: number | null }>(
    database,
    `SELECT min(not_before) AS at FROM outbox WHERE channel_id = ? AND state = 'waiting'`,
  ).get(channelId);
  return row?.at ?? null;
}

/** How many of these rows are in which state. */
export function countByState(
  database: Database,
  outboxIds: readonly string[],
): Readonly<Partial<Record<OutboxState, number>>> {
  const rows = prepared<[string], { state: OutboxState; count: number }>(
    database,
    `SELECT state, count(*) AS count FROM outbox
       WHERE outbox_id IN (SELECT value FROM json_each(?)) GROUP BY state`,
  ).all(JSON.stringify(outboxIds));
  return Object.fromEntries(rows.map((row) => [row.state, row.count]));
}

/** Gives dead letters another life. Returns the ids of those that now wait. */
export function reviveDeadLetters(
  database: Database,
  revival: { readonly outboxIds: readonly string[]; readonly at: number },
): readonly string[] {
  returnDead(database, revival);
  return prepared<[string], { outboxId: string }>(
    database,
    `SELECT outbox_id AS outboxId FROM outbox
       WHERE outbox_id IN (SELECT value FROM json_each(?)) AND state = 'waiting'`,
  )
    .all(JSON.stringify(revival.outboxIds))
    .map((row) => row.outboxId);
}

function returnDead(
  database: Database,
  { outboxIds, at }: { readonly outboxIds: readonly string[]; readonly at: number },
): void {
  const dead = prepared<[string], { outboxId: string }>(
    database,
    `SELECT outbox_id AS outboxId FROM outbox
       WHERE outbox_id IN (SELECT value FROM json_each(?)) AND state IN ('dead', 'failed')`,
  )
    .all(JSON.stringify(outboxIds))
    .map((row) => row.outboxId);
  // One by one: two dead letters of one group may both be named, and only one may wait.
  for (const outboxId of dead) {
    returnToWaiting(database, { outboxIds: [outboxId], at, notBefore: 0, countsAs: 'tried' });
    prepared(database, `UPDATE outbox SET attempts = 0 WHERE outbox_id = ? AND state = 'waiting'`).run(
      outboxId,
    );
  }
}

export type DeadLetterRecord = OutboxRow & {
  readonly channelName: string;
  readonly title: string;
  readonly barcode: string;
  readonly fromQuantity: number | null;
  readonly fromPriceE4: number | null;
  readonly updatedAt: number;
};

export function deadLetterPage(
  database: Database,
  query: { readonly channelId: string | null; readonly offset: number; readonly limit: number },
): { readonly rows: readonly DeadLetterRecord[]; readonly total: number } {
  const where = `o.state IN ('dead', 'failed') AND (@channelId IS NULL OR o.channel_id = @channelId)`;
  const rows = prepared<[typeof query], Raw & Omit<DeadLetterRecord, keyof OutboxRow>>(
    database,
    `SELECT ${COLUMNS}, c.name AS channelName, l.title, l.barcode, o.from_quantity AS fromQuantity,
         o.from_price_e4 AS fromPriceE4, o.updated_at AS updatedAt
       FROM outbox o JOIN listing l ON l.listing_id = o.listing_id JOIN channel c ON c.channel_id = o.channel_id
       WHERE ${where} ORDER BY o.updated_at DESC, o.outbox_id LIMIT @limit OFFSET @offset`,
  )
    .all(query)
    .map((raw) => ({ ...raw, ...parsed(raw) }));
  const count = prepared<[{ channelId: string | null }], { total: number }>(
    database,
    `SELECT count(*) AS total FROM outbox o WHERE ${where}`,
  ).get({ channelId: query.channelId });
  return { rows, total: count?.total ?? 0 };
}

/** The items of one request, for its details. */
export function batchItems(
  database: Database,
  attemptId: string,
): readonly (OutboxRow & Pick<DeadLetterRecord, 'title' | 'barcode' | 'fromQuantity' | 'fromPriceE4'>)[] {
  return prepared<
    [string],
    Raw & Pick<DeadLetterRecord, 'title' | 'barcode' | 'fromQuantity' | 'fromPriceE4'>
  >(
    database,
    `SELECT ${COLUMNS}, l.title, l.barcode, o.from_quantity AS fromQuantity, o.from_price_e4 AS fromPriceE4
       FROM outbox o JOIN listing l ON l.listing_id = o.listing_id
       WHERE o.attempt_id = ? ORDER BY o.priority, l.title, o.field_group`,
  )
    .all(attemptId)
    .map((raw) => ({ ...raw, ...parsed(raw) }));
}
