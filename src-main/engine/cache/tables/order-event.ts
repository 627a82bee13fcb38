import type { Database } from 'better-sqlite3';
import type { OrderDetail } from '#contract/orders.ts';
import { prepared } from '../prepared.ts';

export type OrderEvent = {
  readonly orderId: string;
  readonly at: number;
  readonly side: OrderDetail['timeline'][number]['side'];
  readonly text: string;
  readonly detail: string;
};

export function insertOrderEvent(database: Database, event: OrderEvent): void {
  prepared(
    database,
    'INSERT INTO order_event (order_id, at, side, text, detail) VALUES (@orderId, @at, @side, @text, @detail)',
  ).run(event);
}

/** Oldest first, as a timeline is read. */
export function orderEvents(database: Database, orderId: string): readonly OrderEvent[] {
  return prepared<[string], OrderEvent>(
    database,
    'SELECT order_id AS orderId, at, side, text, detail FROM order_event WHERE order_id = ? ORDER BY at, event_id',
  ).all(orderId);
}
