import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';

/** What names a listing to a person, and what it costs by the marketplace's own last word. */
export type ToldListing = {
  readonly externalId: string;
  readonly stockCode: string;
  readonly barcode: string;
  readonly title: string;
  readonly priceE4: number | null;
};

/** The listings of a channel by external id, stock code or barcode; `codes` null: all that are on sale, by external id. */
export function toldListings(
  database: Database,
  query: { readonly channelId: string; readonly codes: readonly string[] | null },
): readonly ToldListing[] {
  const wanted = query.codes === null ? null : JSON.stringify(query.codes);
  return prepared<[{ channelId: string; wanted: string | null }], ToldListing>(
    database,
    `SELECT external_id AS externalId, stock_code AS stockCode, barcode, title, confirmed_price_e4 AS priceE4
     FROM listing WHERE channel_id = @channelId
       AND CASE WHEN @wanted IS NULL THEN state = 'on-sale'
         ELSE external_id IN (SELECT value FROM json_each(@wanted))
           OR stock_code IN (SELECT value FROM json_each(@wanted))
           OR barcode IN (SELECT value FROM json_each(@wanted)) END
     ORDER BY external_id`,
  ).all({ channelId: query.channelId, wanted });
}
