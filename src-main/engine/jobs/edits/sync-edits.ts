import { isProblemError } from '#contract/problem.ts';
import type { SyncScope } from '#contract/sync.ts';
import { editedProducts } from '../../cache/tables/pending-edit.ts';
import { countBegunWrites } from '../../cache/tables/shop-write.ts';
import type { RunScope } from '../run-scope.ts';
import { withShop } from '../shop-lock.ts';
import { noteShopState } from './edit-shop.ts';
import { lookAtEdited } from './read-sheets.ts';
import { NOTHING_WRITTEN, settleBegunWrites, type EditsWritten } from './settle-writes.ts';
import { writeEdits } from './write-edits.ts';

/**
 * A sync's part in editing. Writes of unknown end are settled by every sync. What waits is written only when a person
 * asked for it; the schedule merely looks whether anything stands against it. Asks nobody where nothing waits.
 */
export async function syncEdits(run: RunScope, scope: SyncScope): Promise<EditsWritten> {
  const { database } = run.context;
  if (countBegunWrites(database) === 0 && editedProducts(database).length === 0) return NOTHING_WRITTEN;
  run.progress('edits', 0, null);
  try {
    const written = await withShop(run.context, () => settleAndWrite(run, isAskedFor(run, scope)));
    noteShopState(run.context, written.shopProblem);
    return written;
  } catch (error) {
    if (!isProblemError(error) || !error.problem.code.startsWith('store/')) throw error;
    noteShopState(run.context, error.problem);
    return { ...NOTHING_WRITTEN, shopProblem: error.problem };
  }
}

function isAskedFor({ startedBy }: RunScope, { what }: SyncScope): boolean {
  return startedBy !== 'schedule' && (what === 'everything' || what === 'edits');
}

async function settleAndWrite(run: RunScope, asked: boolean): Promise<EditsWritten> {
  const { context, signal, startedBy } = run;
  const settled = await settleBegunWrites(context, signal);
  if (settled.shopProblem) return settled;
  if (!asked) {
    await lookAtEdited(context, signal);
    return settled;
  }
  const written = await writeEdits(context, {
    by: startedBy,
    signal,
    progress: (done, total) => run.progress('edits', done, total),
  });
  return {
    written: settled.written + written.written,
    refused: settled.refused + written.refused,
    products: [...new Set([...settled.products, ...written.products])],
    shopProblem: written.shopProblem,
    failed: [...settled.failed, ...written.failed],
  };
}
