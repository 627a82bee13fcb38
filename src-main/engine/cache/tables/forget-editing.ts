import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';

/**
 * Forgets what belongs to the goods of one shop and means nothing beside another's: costs, batches, what was written and
 * could be taken back, what can be chosen from. For after no edit waits any more: what waits is dropped with the rest.
 */
export function forgetEditing(database: Database): void {
  for (const table of [
    'pending_edit',
    'edit_batch',
    'shop_write_run',
    'editing_facts',
    'product_cost',
    'variant_code',
  ] as const) {
    prepared(database, `DELETE FROM ${table}`).run();
  }
}
