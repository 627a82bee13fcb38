import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';

/** An order that waits for its payment: its goods are reserved, and the shop knows nothing of it. */
export type AwaitedOrder = {
  readonly orderId: string;
  readonly orderNumber: string;
  /** When a reading first did not meet it, in epoch milliseconds; null while it is met. */
  readonly missedAt: number | null;
};

export function awaitedOrders(database: Database, channelId: string): readonly AwaitedOrder[] {
  return prepared<[string], AwaitedOrder>(
    database,
    `SELECT order_id AS orderId, order_number AS orderNumber, missed_at AS missedAt FROM sales_order
     WHERE channel_id = ? AND import_state = 'reserved' ORDER BY ordered_at, order_id`,
  ).all(channelId);
}

/** Notes whether a whole reading met the order; the first time that it did not stays. */
export function noteMet(
  database: Database,
  of: { readonly orderId: string; readonly met: boolean; readonly at: number },
): void {
  prepared(
    database,
    'UPDATE sales_order SET missed_at = CASE WHEN @met THEN NULL ELSE coalesce(missed_at, @at) END WHERE order_id = @orderId',
  ).run({ ...of, met: Number(of.met) });
}
