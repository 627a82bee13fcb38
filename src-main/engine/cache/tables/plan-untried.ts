import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';
import { isChange } from './plan-standing.ts';

/** Changes of the plan that no guard holds and that were not given up on: they wait to be approved or sent. */
export function countUntriedChanges(database: Database, channelId: string): number {
  return (
    prepared<[string], number>(
      database,
      `SELECT count(*) FROM plan_change c WHERE c.channel_id = ? AND c.held = 0
         AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.listing_id = c.listing_id AND o.field_group = c.field_group
           AND o.change_id = c.change_id AND o.state IN ('dead', 'failed'))`,
    )
      .pluck()
      .get(channelId) ?? 0
  );
}

/** Of every change of the plan that was tried as it stands and given up on, the newest outbox row. */
export function listGivenUp(database: Database, channelId: string): readonly string[] {
  return prepared<[string], { readonly outboxId: string }>(
    database,
    `SELECT o.outbox_id AS outboxId, max(o.created_at) AS newest FROM outbox o
     WHERE o.channel_id = ? AND o.state IN ('failed', 'dead')
       AND EXISTS (SELECT 1 FROM plan_change c WHERE c.held = 0 AND ${isChange('o.change_id')})
     GROUP BY o.change_id`,
  )
    .all(channelId)
    .map(({ outboxId }) => outboxId);
}

/** Listing and group of every change that a guard holds, as `listingId|group`. */
export function heldGroups(database: Database, channelId: string): ReadonlySet<string> {
  return new Set(
    prepared<[string], string>(
      database,
      `SELECT listing_id || '|' || field_group FROM plan_change WHERE channel_id = ? AND held = 1`,
    )
      .pluck()
      .all(channelId),
  );
}
