import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';

/** What `approved_by` says of a change that no person looked at. */
export const BY_RULE = 'automatic';

/**
 * Whether this very price of this listing is on its way because a person approved it. An approval is used up when its
 * change is enqueued, so what tells is the outbox row that it led to.
 */
export function wasPriceLetThrough(
  database: Database,
  key: { readonly channelId: string; readonly externalId: string; readonly priceE4: number },
): boolean {
  return (
    prepared<[string, string, number, string], number>(
      database,
      `SELECT 1 FROM outbox o JOIN listing l ON l.listing_id = o.listing_id
       WHERE l.channel_id = ? AND l.external_id = ? AND o.field_group = 'price' AND o.price_e4 = ?
         AND o.approved_by <> ? AND o.state IN ('leased', 'sent', 'unknown') LIMIT 1`,
    )
      .pluck()
      .get(key.channelId, key.externalId, key.priceE4, BY_RULE) !== undefined
  );
}
