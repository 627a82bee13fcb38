import type { Database } from 'better-sqlite3';
import type { Overview } from '#contract/overview.ts';
import { prepared } from '../prepared.ts';

/** What happened since the merchant's day began. */
export function countToday(database: Database, dayStart: number): Overview['today'] {
  const count = (sql: string): number => prepared<[number], number>(database, sql).pluck().get(dayStart) ?? 0;
  return {
    orders: count('SELECT count(*) FROM sales_order WHERE ordered_at >= ?'),
    ordersImported: count(
      "SELECT count(*) FROM sales_order WHERE import_state = 'imported' AND imported_at >= ?",
    ),
    changesConfirmed: count("SELECT count(*) FROM outbox WHERE state = 'done' AND updated_at >= ?"),
    changesFailed: count("SELECT count(*) FROM outbox WHERE state IN ('failed', 'dead') AND updated_at >= ?"),
    requests: count('SELECT count(*) FROM call_meter WHERE at >= ?'),
  };
}

/** Orders of a channel that wait for a person. */
export function countOrdersInNeed(
  database: Database,
  channelId: string,
  now: number,
): { readonly late: number; readonly failed: number } {
  const row = prepared<[number, string], { late: number; failed: number }>(
    database,
    `SELECT count(CASE WHEN dispatch_by < ? AND status IN ('new', 'picking', 'invoiced') THEN 1 END) AS late,
       count(CASE WHEN import_state IN ('failed', 'quarantined') THEN 1 END) AS failed
     FROM sales_order WHERE channel_id = ?`,
  ).get(now, channelId);
  return row ?? { late: 0, failed: 0 };
}
