import type { Database } from 'better-sqlite3';
import type { FieldGroup, PlanReason } from '#contract/plan.ts';
import { prepared } from '../prepared.ts';
import { isChange } from './plan-standing.ts';

export type PlanRow = {
  readonly channelId: string;
  readonly computedAt: number;
  readonly storeReadAt: number | null;
  readonly requests: number;
  readonly estimatedMs: number;
};

/** The generation that the channel's plan is read from now; 0 before the first. */
export function currentGeneration(database: Database, channelId: string): number {
  return (
    prepared<[string], number>(database, 'SELECT generation FROM plan WHERE channel_id = ?')
      .pluck()
      .get(channelId) ?? 0
  );
}

/** Makes a generation, complete by now, the channel's plan. */
export function writePlan(database: Database, row: PlanRow, generation: number): void {
  prepared<[string, number, number | null, number, number, number]>(
    database,
    `INSERT INTO plan (channel_id, computed_at, store_read_at, requests, estimated_ms, generation)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (channel_id) DO UPDATE SET computed_at = excluded.computed_at,
       store_read_at = excluded.store_read_at, requests = excluded.requests, estimated_ms = excluded.estimated_ms,
       generation = excluded.generation`,
  ).run(row.channelId, row.computedAt, row.storeReadAt, row.requests, row.estimatedMs, generation);
}

export function listPlans(database: Database, channelId: string | null): readonly PlanRow[] {
  return prepared<[string | null, string | null], PlanRow>(
    database,
    `SELECT channel_id AS channelId, computed_at AS computedAt, store_read_at AS storeReadAt, requests,
       estimated_ms AS estimatedMs FROM plan WHERE ? IS NULL OR channel_id = ?`,
  ).all(channelId, channelId);
}

/** Ids of the changes that the bulk brake holds in the channel's present plan. */
export function listBraked(database: Database, channelId: string): readonly string[] {
  return prepared<[string], string>(
    database,
    'SELECT change_id FROM plan_change WHERE channel_id = ? AND brake IS NOT NULL',
  )
    .pluck()
    .all(channelId);
}

/** How many changes the channel's plan holds, how many of them a guard holds, and how many listings the rest touch. */
export function countChanges(
  database: Database,
  channelId: string,
): { readonly changes: number; readonly held: number; readonly sendable: number } {
  const row = prepared<[string], { changes: number; held: number; sendable: number }>(
    database,
    `SELECT count(*) AS changes, count(CASE held WHEN 1 THEN 1 END) AS held,
       count(DISTINCT CASE held WHEN 0 THEN listing_id END) AS sendable FROM plan_change WHERE channel_id = ?`,
  ).get(channelId);
  return row ?? { changes: 0, held: 0, sendable: 0 };
}

/** A change of the plan as the outbox needs it. */
export type KeptChange = {
  readonly changeId: string;
  readonly channelId: string;
  readonly listingId: string;
  readonly group: FieldGroup;
  readonly fromQuantity: number | null;
  readonly toQuantity: number | null;
  readonly fromPriceE4: number | null;
  readonly toPriceE4: number | null;
  readonly fromListPriceE4: number | null;
  readonly toListPriceE4: number | null;
  readonly reason: PlanReason;
  readonly held: boolean;
  readonly approvable: boolean;
  /** Who let it through; null while nobody did. */
  readonly approvedBy: string | null;
};

type RawChange = Omit<KeptChange, 'held' | 'approvable'> & {
  readonly held: number;
  readonly approvable: number;
};

const CHANGE = `c.change_id AS changeId, c.channel_id AS channelId, c.listing_id AS listingId,
  c.field_group AS "group", c.from_quantity AS fromQuantity, c.to_quantity AS toQuantity,
  c.from_price_e4 AS fromPriceE4, c.to_price_e4 AS toPriceE4, c.from_list_price_e4 AS fromListPriceE4,
  c.to_list_price_e4 AS toListPriceE4, c.reason, c.held, c.approvable, a.approved_by AS approvedBy`;

/**
 * The changes that may be enqueued now: with `approved`, only what a person approved; with `unheld`, also everything
 * that no guard holds. What a guard holds needs an approval, and one that nobody can lift is never among them.
 */
export function listSendable(
  database: Database,
  channelId: string,
  which: 'approved' | 'unheld',
): readonly KeptChange[] {
  return prepared<[string, number], RawChange>(
    database,
    `SELECT ${CHANGE} FROM plan_change c LEFT JOIN approval a ON a.change_id = c.change_id
     WHERE c.channel_id = ? AND (c.held = 0 OR c.approvable = 1)
       AND (a.change_id IS NOT NULL OR (? = 1 AND c.held = 0))`,
  )
    .all(channelId, which === 'unheld' ? 1 : 0)
    .map(fromRaw);
}

export function findChange(database: Database, changeId: string): KeptChange | null {
  const raw = prepared<[{ changeId: string }], RawChange>(
    database,
    `SELECT ${CHANGE} FROM plan_change c LEFT JOIN approval a ON a.change_id = c.change_id WHERE ${isChange('@changeId')}`,
  ).get({ changeId });
  return raw ? fromRaw(raw) : null;
}

/** Unheld changes that nobody approved yet, of one channel or all, of one reason or all. */
export function listApprovable(
  database: Database,
  scope: { readonly channelId: string | null; readonly reason: PlanReason | null },
): readonly KeptChange[] {
  return prepared<[typeof scope], RawChange>(
    database,
    `SELECT ${CHANGE} FROM plan_change c LEFT JOIN approval a ON a.change_id = c.change_id
     WHERE c.held = 0 AND a.change_id IS NULL AND (@channelId IS NULL OR c.channel_id = @channelId)
       AND (@reason IS NULL OR c.reason = @reason)`,
  )
    .all(scope)
    .map(fromRaw);
}

function fromRaw(raw: RawChange): KeptChange {
  return { ...raw, held: raw.held !== 0, approvable: raw.approvable !== 0 };
}

/** Writes what a listing should show. */
export function writeDesired(
  database: Database,
  row: number,
  desired: {
    readonly quantity: number | null;
    readonly priceE4: number | null;
    readonly listPriceE4: number | null;
    readonly held: boolean;
    readonly at: number;
  },
): void {
  prepared<[number | null, number | null, number | null, number, number, number]>(
    database,
    `UPDATE listing SET desired_quantity = ?, desired_price_e4 = ?, desired_list_price_e4 = ?, desired_at = ?, held = ?
     WHERE row = ?`,
  ).run(desired.quantity, desired.priceE4, desired.listPriceE4, desired.at, desired.held ? 1 : 0, row);
}
