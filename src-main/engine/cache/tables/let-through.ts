import type { Database } from 'better-sqlite3';
import type { ApprovedValue } from '../../planner/last-gate.ts';
import { prepared } from '../prepared.ts';

/** What `approved_by` says of a change that no person looked at. */
export const BY_RULE = 'automatic';

/**
 * Whether this very value of this listing is on its way because a person approved it. An approval is used up when its
 * change is enqueued, so what tells is the outbox row that it led to.
 */
export function wasLetThrough(
  database: Database,
  key: { readonly channelId: string; readonly externalId: string; readonly value: ApprovedValue },
): boolean {
  const { channelId, externalId, value } = key;
  const figure = value.group === 'stock' ? value.quantity : value.priceE4;
  return (
    prepared<[string, string, string, number, string], number>(
      database,
      `SELECT 1 FROM outbox o JOIN listing l ON l.listing_id = o.listing_id
       WHERE l.channel_id = ? AND l.external_id = ? AND o.field_group = ?
         AND CASE o.field_group WHEN 'stock' THEN o.quantity ELSE o.price_e4 END = ?
         AND o.approved_by <> ? AND o.state IN ('leased', 'sent', 'unknown') LIMIT 1`,
    )
      .pluck()
      .get(channelId, externalId, value.group, figure, BY_RULE) !== undefined
  );
}
