import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';

/**
 * A run can be taken back again where the edits that asked its values back were dropped unwritten: these batches are
 * looked at, after edits of theirs were dropped. Nothing of such a batch may wait any more, be on its way, or live on in
 * an edit that was made over it: pieces of stock would go back twice.
 */
export function reopenRuns(database: Database, batchIds: Iterable<string>): void {
  const reopen = prepared<[{ batchId: string }]>(
    database,
    `UPDATE shop_write_run SET undone_at = NULL, undo_batch_id = NULL
     WHERE undo_batch_id = $batchId
       AND EXISTS (SELECT 1 FROM edit_batch
         WHERE batch_id = $batchId AND written_at IS NULL AND undone_at IS NULL)
       AND NOT EXISTS (SELECT 1 FROM pending_edit WHERE batch_id = $batchId)
       AND NOT EXISTS (SELECT 1 FROM shop_write write, json_each(write.edits) sent
         WHERE write.state = 'begun' AND sent.value ->> 'batchId' = $batchId)
       AND NOT EXISTS (SELECT 1 FROM edit_batch later, json_each(later.replaced) change
         WHERE later.undone_at IS NULL
           AND later.row > (SELECT row FROM edit_batch WHERE batch_id = $batchId)
           AND (change.value ->> 'productId', change.value ->> 'field') IN (
             SELECT own.value ->> 'productId', own.value ->> 'field'
             FROM edit_batch undo, json_each(undo.replaced) own WHERE undo.batch_id = $batchId))`,
  );
  for (const batchId of new Set(batchIds)) reopen.run({ batchId });
}
