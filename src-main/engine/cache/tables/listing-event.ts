import type { Database } from 'better-sqlite3';
import type { ListingDetail } from '#contract/listings.ts';
import { prepared } from '../prepared.ts';

export type ListingEventKind = ListingDetail['history'][number]['event'];

/** Something that happened to a listing, kept for its history. `by` says who: `merchant`, `schedule`, `trendyol` … */
export type ListingEvent = {
  readonly listingId: string;
  readonly at: number;
  readonly event: ListingEventKind;
  readonly field: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly by: string;
};

export function addListingEvent(database: Database, event: ListingEvent): void {
  prepared<[string, number, string, string, string | null, string | null, string]>(
    database,
    `INSERT INTO listing_event (listing_id, at, event, field, from_text, to_text, by) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ).run(event.listingId, event.at, event.event, event.field, event.from, event.to, event.by);
}

/** The newest first. */
export function listListingEvents(
  database: Database,
  listingId: string,
  limit: number,
): ListingDetail['history'] {
  return prepared<
    [string, number],
    {
      at: number;
      event: ListingEventKind;
      field: string;
      from_text: string | null;
      to_text: string | null;
      by: string;
    }
  >(
    database,
    `SELECT at, event, field, from_text, to_text, by FROM listing_event WHERE listing_id = ?
     ORDER BY at DESC, event_id DESC LIMIT ?`,
  )
    .all(listingId, limit)
    .map((row) => ({
      at: new Date(row.at).toISOString(),
      event: row.event,
      field: row.field,
      from: row.from_text,
      to: row.to_text,
      by: row.by,
    }));
}
