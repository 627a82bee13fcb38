import { assertNever } from '#common/assert-never.ts';
import type { EditPage, EditQuery, KeptEdits, NewEdit, ShopWriteChange } from '#contract/edits.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import { keepEdits, undoBatch } from '../cache/tables/edit-batch.ts';
import { batchPage, findEdits } from '../cache/tables/edit-query.ts';
import { discardEdits, findPending, listPlaces, type EditPlace } from '../cache/tables/pending-edit.ts';
import { warmProducts, warmProductWords } from '../cache/tables/product-boards.ts';
import { productTitles } from '../cache/tables/product-rows.ts';
import { findSheet } from '../cache/tables/product-sheet.ts';
import { transact } from '../cache/transaction.ts';
import type { EngineContext } from '../context.ts';
import type { Edit } from '../editing/merge.ts';
import { overSeen } from '../editing/restate.ts';
import { valueIn } from '../editing/sheet.ts';
import { resolveEdits } from '../jobs/edits/resolve.ts';
import { judgeEdits } from '../jobs/edits/see-sheet.ts';
import { listRunChanges, listRuns, readDump, undoRun } from '../jobs/edits/undo-write.ts';
import { bulkEdit } from './bulk-edit.ts';
import { remarksOn } from './edit-remarks.ts';
import { editRows } from './edit-rows.ts';
import { fieldTexts } from './field-text.ts';
import { once, os } from './implement.ts';
import { asker, newBatch } from './new-batch.ts';

export const editsHandlers = {
  check: os.edits.check.handler(async ({ input, context }) => [...(await remarksOn(context, input.edits))]),
  keep: os.edits.keep.handler(({ input, context }) =>
    once(context, 'edits.keep', input.requestId, () => keep(context, input.title, input.edits)),
  ),
  bulk: os.edits.bulk.handler(({ input, context }) =>
    // Looking at what it would come to changes nothing and is asked again after every letter.
    input.apply
      ? once(context, 'edits.bulk', input.requestId, () => bulkEdit(context, input))
      : bulkEdit(context, input),
  ),
  page: os.edits.page.handler(({ input, context }) => page(context, input)),
  discard: os.edits.discard.handler(({ input, context }) =>
    once(context, 'edits.discard', input.requestId, () => discard(context, input.places)),
  ),
  batches: os.edits.batches.handler(({ input, context }) => batchPage(context.database, input)),
  undo: os.edits.undo.handler(({ input, context }) =>
    once(context, 'edits.undo', input.requestId, () => undo(context, input.batchId)),
  ),
  resolve: os.edits.resolve.handler(({ input, context }) =>
    once(context, 'edits.resolve', input.requestId, () => resolveEdits(context, input.resolutions)),
  ),
  write: os.edits.write.handler(({ input, context }) =>
    once(context, 'edits.write', input.requestId, () =>
      context.sync.start({ what: 'edits', channelId: null, approveWaiting: false }, asker(context)),
    ),
  ),
  writes: os.edits.writes.handler(({ input, context }) => {
    const { rows, total } = listRuns(context.database, input);
    return { rows: [...rows], total };
  }),
  writeChanges: os.edits.writeChanges.handler(({ input, context }) => writeChanges(context, input)),
  undoWrite: os.edits.undoWrite.handler(({ input, context }) =>
    once(context, 'edits.undoWrite', input.requestId, () => undoRun(context, input.runId, asker(context))),
  ),
  dump: os.edits.dump.handler(async ({ input, context }) => ({
    sql: await readDump(context.database, input.runId),
  })),
};

async function page(context: EngineContext, query: EditQuery): Promise<EditPage> {
  const { database, host } = context;
  const pause = (): Promise<void> => host.clock.sleep(0);
  await warmProducts(database, pause);
  if (query.search !== '') await warmProductWords(database, pause);
  const { edits, total, counts } = findEdits(database, query);
  return { rows: editRows(database, edits), total, counts };
}

/** Keeps all of them, or with an error anywhere none. */
async function keep(context: EngineContext, title: string, edits: readonly NewEdit[]): Promise<KeptEdits> {
  const remarks = [...(await remarksOn(context, edits))];
  if (remarks.some(({ kind }) => kind === 'error')) return { batchId: null, changed: 0, remarks };
  const batch = newBatch(context, title);
  const changed = transact(context.database, () => {
    const count = keepEdits(
      context.database,
      batch,
      edits.map((edit) => asMeantNow(context, edit)),
    );
    // What the merchant saw may be older than what is known of the shop by now.
    for (const productId of new Set(edits.map((edit) => edit.productId))) {
      const row = findSheet(context.database, productId);
      if (row) judgeEdits(context, productId, row.sheet);
    }
    return count;
  });
  if (changed > 0) context.events.changed('edits', 'products');
  return { batchId: changed > 0 ? batch.batchId : null, changed, remarks };
}

function asMeantNow({ database }: EngineContext, edit: NewEdit): Edit {
  const sheet = findSheet(database, edit.productId)?.sheet;
  return overSeen(edit, findPending(database, edit), sheet && valueIn(sheet, edit.field));
}

function discard(
  { database, events }: EngineContext,
  wanted: 'all' | 'refused' | readonly EditPlace[],
): { readonly discarded: number } {
  const places = typeof wanted === 'string' ? listPlaces(database, wanted === 'all' ? null : wanted) : wanted;
  const discarded = discardEdits(database, places);
  if (discarded > 0) events.changed('edits', 'products');
  return { discarded };
}

function writeChanges(
  { database }: EngineContext,
  { runId, ...page }: { readonly runId: string; readonly offset: number; readonly limit: number },
) {
  const { rows, total, counts } = listRunChanges(database, runId, page);
  const titles = productTitles(
    database,
    rows.map(({ productId }) => productId),
  );
  const textOf = fieldTexts(database);
  return {
    rows: rows.map((change): ShopWriteChange => ({
      ...change,
      title: titles.get(change.productId) ?? '',
      fieldText: textOf(change.productId, change.field),
    })),
    total,
    counts,
  };
}

function undo({ database, host, events }: EngineContext, batchId: string): { readonly fields: number } {
  const result = undoBatch(database, batchId, host.clock.now());
  switch (result.kind) {
    case 'undone':
      events.changed('edits', 'products');
      return { fields: result.fields };
    case 'not-known':
      throw new ProblemError(problem('edit/batch-not-known', { batchId }));
    case 'already-undone':
      throw new ProblemError(problem('edit/batch-undone', { batchId }));
    case 'already-written':
      throw new ProblemError(problem('edit/batch-written', { batchId }));
    case 'touched-later':
      throw new ProblemError(
        problem('edit/touched-later', { productId: result.productId, field: result.field }),
      );
    default:
      return assertNever(result, 'undoing a batch');
  }
}
