import type { Database } from 'better-sqlite3';
import type { OrderStatus } from '#contract/orders.ts';
import { prepared } from '../prepared.ts';
import type { AttemptKind, AttemptState } from './attempt.ts';

/** An order that is in the shop, with what decides about its status there. */
export type ImportedOrder = {
  readonly orderId: string;
  readonly channelId: string;
  readonly orderNumber: string;
  readonly storeOrderId: string;
  readonly status: OrderStatus;
  /** When the marketplace last changed it, in epoch milliseconds. */
  readonly lastModifiedMs: number;
};

/** Orders in the shop that were ordered since then, oldest first; those with quantities still to be written are left out. */
export function importedOrders(
  database: Database,
  query: { readonly channelId: string | null; readonly orderedSince: number },
): readonly ImportedOrder[] {
  return prepared<[typeof query], ImportedOrder>(
    database,
    `SELECT order_id AS orderId, channel_id AS channelId, order_number AS orderNumber,
            store_order_id AS storeOrderId, status, last_modified_ms AS lastModifiedMs
     FROM sales_order
     WHERE ordered_at >= @orderedSince AND import_state = 'imported' AND store_order_id IS NOT NULL AND dirty = 0
       AND (@channelId IS NULL OR channel_id = @channelId)
     ORDER BY ordered_at, order_id`,
  ).all(query);
}

/** Whether the order's timeline has exactly this already. */
export function hasOrderEvent(
  database: Database,
  event: { readonly orderId: string; readonly text: string; readonly detail: string },
): boolean {
  return (
    prepared<[typeof event], number>(
      database,
      'SELECT 1 FROM order_event WHERE order_id = @orderId AND text = @text AND detail = @detail LIMIT 1',
    )
      .pluck()
      .get(event) !== undefined
  );
}

/** The newest of these steps in the order's timeline; null when none was taken. */
export function newestOrderEvent(
  database: Database,
  query: { readonly orderId: string; readonly texts: readonly string[] },
): { readonly text: string; readonly at: number } | null {
  return (
    prepared<[string, string], { text: string; at: number }>(
      database,
      `SELECT text, at FROM order_event WHERE order_id = ? AND text IN (SELECT value FROM json_each(?))
       ORDER BY at DESC, event_id DESC LIMIT 1`,
    ).get(query.orderId, JSON.stringify(query.texts)) ?? null
  );
}

/** How often one thing was reported of a package, and how the last time went; null when never. */
export function lastReport(
  database: Database,
  query: { readonly channelId: string; readonly packageId: string; readonly kind: AttemptKind },
): { readonly state: AttemptState; readonly startedAt: number; readonly tries: number } | null {
  return (
    prepared<[typeof query], { state: AttemptState; startedAt: number; tries: number }>(
      database,
      `SELECT state, started_at AS startedAt, count(*) OVER () AS tries FROM attempt
       WHERE channel_id = @channelId AND subject_package_id = @packageId AND kind = @kind AND state <> 'not-sent'
       ORDER BY started_at DESC, attempt_id LIMIT 1`,
    ).get(query) ?? null
  );
}
