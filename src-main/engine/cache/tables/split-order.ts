import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';

/** Orders that hold stock for a package that was split, and whose successors were not all seen. */
export function openSplitOrderNumbers(database: Database, channelId: string, limit: number): readonly string[] {
  return prepared<[string, number], { orderNumber: string }>(
    database,
    `SELECT order_number AS orderNumber FROM sales_order WHERE channel_id = ? AND status = 'split'
     ORDER BY last_modified_ms DESC LIMIT ?`,
  )
    .all(channelId, limit)
    .map((row) => row.orderNumber);
}
