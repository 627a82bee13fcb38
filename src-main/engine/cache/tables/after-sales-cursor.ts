import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';

export type AfterSalesPart = 'returns' | 'questions' | 'settlements';

export type AfterSalesCursor = { readonly untilMs: number; readonly readAt: number };

/** Up to which instant of the marketplace's clock a part was read; null where it never was. */
export function readCursor(
  database: Database,
  channelId: string,
  part: AfterSalesPart,
): AfterSalesCursor | null {
  return (
    prepared<[string, string], AfterSalesCursor>(
      database,
      `SELECT until_ms AS untilMs, read_at AS readAt FROM after_sales_cursor WHERE channel_id = ? AND part = ?`,
    ).get(channelId, part) ?? null
  );
}

/** Written only after every page up to it is in. */
export function writeCursor(
  database: Database,
  entry: AfterSalesCursor & { readonly channelId: string; readonly part: AfterSalesPart },
): void {
  prepared<[string, string, number, number]>(
    database,
    `INSERT INTO after_sales_cursor (channel_id, part, until_ms, read_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (channel_id, part) DO UPDATE SET until_ms = max(until_ms, excluded.until_ms), read_at = excluded.read_at`,
  ).run(entry.channelId, entry.part, entry.untilMs, entry.readAt);
}
