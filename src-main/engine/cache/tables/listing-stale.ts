import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';

/** A listing whose confirmed figures may be out of date. `since` names the mark: a newer mark is another one. */
export type StaleListing = {
  readonly listingId: string;
  readonly externalId: string;
  readonly since: number;
};

/** A reading that began this soon after a sale may not show it yet: it is believed for now, and looked at once more. */
const SHOWS_WITHIN_MS = 2 * 60 * 1_000;

/** Marks every listing of the channel that shows one of these barcodes or variants. */
export function markStale(
  database: Database,
  touched: {
    readonly channelId: string;
    readonly barcodes: readonly string[];
    readonly variantIds: readonly string[];
    readonly at: number;
  },
): void {
  prepared<[{ channelId: string; barcodes: string; variantIds: string; at: number }]>(
    database,
    `UPDATE listing SET stale_since = max(@at, coalesce(stale_since + 1, 0)), stale_read = 0 WHERE row IN (
       SELECT row FROM listing WHERE channel_id = @channelId AND external_id IN (SELECT value FROM json_each(@barcodes))
       UNION SELECT row FROM listing
         WHERE channel_id = @channelId AND barcode <> '' AND barcode IN (SELECT value FROM json_each(@barcodes))
       UNION SELECT row FROM listing
         WHERE variant_id IN (SELECT value FROM json_each(@variantIds)) AND channel_id = @channelId)`,
  ).run({
    channelId: touched.channelId,
    barcodes: JSON.stringify(touched.barcodes),
    variantIds: JSON.stringify(touched.variantIds),
    at: touched.at,
  });
}

/** All marked listings of the channel. */
export function listStale(database: Database, channelId: string): readonly StaleListing[] {
  return prepared<[string], StaleListing>(
    database,
    `SELECT listing_id AS listingId, external_id AS externalId, stale_since AS since FROM listing
     WHERE channel_id = ? AND stale_since IS NOT NULL AND state <> 'gone' ORDER BY row`,
  ).all(channelId);
}

/** Those that have to be read now: never read since the mark, or so soon after it that another look is due. */
export function listStaleDue(database: Database, channelId: string, now: number): readonly StaleListing[] {
  return prepared<[string, number], StaleListing>(
    database,
    `SELECT listing_id AS listingId, external_id AS externalId, stale_since AS since FROM listing
     WHERE channel_id = ? AND stale_since IS NOT NULL AND state <> 'gone' AND (stale_read = 0 OR stale_since <= ?)
     ORDER BY row`,
  ).all(channelId, now - SHOWS_WITHIN_MS);
}

/** Notes that these were read from the marketplace by a reading begun at `begunAt`. A mark made meanwhile stays. */
export function noteStaleRead(database: Database, read: readonly StaleListing[], begunAt: number): void {
  const statement = prepared<[{ listingId: string; since: number; late: number }]>(
    database,
    `UPDATE listing SET stale_read = (stale_since > @late),
       stale_since = CASE WHEN stale_since <= @late THEN NULL ELSE stale_since END
     WHERE listing_id = @listingId AND stale_since = @since`,
  );
  const late = begunAt - SHOWS_WITHIN_MS;
  for (const { listingId, since } of read) statement.run({ listingId, since, late });
}
