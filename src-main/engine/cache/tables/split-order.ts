import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';

/** Orders that hold stock for a package that was split, and whose successors were not all seen. */
export function openSplitOrderNumbers(
  database: Database,
  query: { readonly channelId: string; readonly since: number; readonly limit: number },
): readonly string[] {
  return prepared<[typeof query], { orderNumber: string }>(
    database,
    `SELECT order_number AS orderNumber FROM sales_order WHERE channel_id = @channelId AND status = 'split'
       AND last_modified_ms >= @since ORDER BY last_modified_ms DESC LIMIT @limit`,
  )
    .all(query)
    .map((row) => row.orderNumber);
}
