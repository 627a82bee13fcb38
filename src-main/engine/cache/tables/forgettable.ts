import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';

const SILENT_MS = 90 * 24 * 60 * 60 * 1_000;

type Older = { readonly before: number; readonly limit: number };

/**
 * Orders that came to their end before then (epoch milliseconds), of which the shop needs nothing any more, and whose buyers
 * are still known here.
 */
export function ordersToForget(
  database: Database,
  query: Older,
): readonly { readonly orderId: string; readonly channelId: string; readonly orderNumber: string }[] {
  return prepared<[Older], { orderId: string; channelId: string; orderNumber: string }>(
    database,
    `SELECT order_id AS orderId, channel_id AS channelId, order_number AS orderNumber FROM sales_order
     WHERE buyer_sealed <> '' AND dirty = 0 AND last_modified_ms < @before
       AND import_state IN ('imported', 'history', 'cancelled')
       AND (status IN ('delivered', 'returned', 'cancelled', 'unsupplied')
         -- Sent, and nothing was heard of it for as long again: some carriers never tell the end.
         OR status IN ('shipped', 'at-collection-point', 'undelivered', 'split')
           AND last_modified_ms < @before - ${String(SILENT_MS)})
     LIMIT @limit`,
  ).all(query);
}

/** The order without its buyer: an empty token stands for "forgotten". */
export function forgetBuyer(database: Database, orderId: string): void {
  prepared(database, "UPDATE sales_order SET buyer_sealed = '', city = '' WHERE order_id = ?").run(orderId);
}

/** A package as received, in another wording; its hash stays, so that the same package read again changes nothing. */
export function rewritePackage(
  database: Database,
  row: { readonly channelId: string; readonly packageId: string; readonly rawSealed: string },
): void {
  prepared(
    database,
    'UPDATE inbox SET raw_sealed = @rawSealed WHERE channel_id = @channelId AND package_id = @packageId',
  ).run(row);
}

/** Takes the buyers out of returns that ended before then; returns how many. Those that still wait for an answer stay. */
export function forgetReturns(database: Database, query: Older): number {
  return prepared<[Older]>(
    database,
    `UPDATE market_return SET personal_sealed = '', tracking_number = '' WHERE rowid IN (
       SELECT rowid FROM market_return WHERE personal_sealed <> '' AND modified_ms < @before
         AND status IN ('accepted', 'rejected', 'cancelled', 'refunded') LIMIT @limit)`,
  ).run(query).changes;
}

/** Takes questions, answers and names out of what was asked before then and waits no more; returns how many. */
export function forgetQuestions(database: Database, query: Older): number {
  return prepared<[Older]>(
    database,
    `UPDATE market_question SET personal_sealed = '' WHERE rowid IN (
       SELECT rowid FROM market_question WHERE personal_sealed <> '' AND asked_at < @before
         AND state <> 'waiting' LIMIT @limit)`,
  ).run(query).changes;
}
