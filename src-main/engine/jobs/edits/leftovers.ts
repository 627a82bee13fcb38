import { isSameValue, type FieldValue } from '#contract/product-value.ts';
import { closeBatch } from '../../cache/tables/edit-batch.ts';
import {
  deletePending,
  findPending,
  writePending,
  type PendingEdit,
} from '../../cache/tables/pending-edit.ts';
import { reopenRuns } from '../../cache/tables/reopen-run.ts';
import { endShopWrite, narrowShopWrite, type ShopWrite } from '../../cache/tables/shop-write.ts';
import { noteWrittenChange } from '../../cache/tables/shop-write-run.ts';
import { transact } from '../../cache/transaction.ts';
import type { EngineContext } from '../../context.ts';
import { merge, type Edit } from '../../editing/merge.ts';
import { valueIn, type ProductSheet } from '../../editing/sheet.ts';
import type { FieldChange, StoreSheet } from '../../store/port.ts';
import { isLeftover, type SetChange } from './left-in-shop.ts';
import { editOf, inverse, unchanged } from './pending-of-write.ts';
import { askBack, runOf } from './settle-product.ts';
import { seeSheet } from './see-sheet.ts';

/** What is left to ask of the shop, and how many fields of the rest stand in the shop all the same. */
export type Narrowed = { readonly write: ShopWrite; readonly leftovers: number };

/**
 * Takes out of a write that did not come to its end what was edited again or withdrawn since, and keeps the rest as what
 * the mark stands for. Without transactions (MyISAM), values of what is taken out may stand in the shop (`found`): they
 * were written by this run, and are the base of what waits since; where nothing waits any more they are asked back.
 */
export function dropUnwanted(context: EngineContext, begun: ShopWrite, found: StoreSheet): Narrowed {
  const { database, host } = context;
  return transact(database, () => {
    const edits = begun.edits.filter((edit) => unchanged(context, edit));
    const wanted = new Set(edits.map(({ field }) => field));
    const isWanted = ({ field }: FieldChange): boolean => wanted.has(field);
    const write = { ...begun, edits, changes: begun.changes.filter(isWanted) };
    narrowShopWrite(database, write);
    const dropped = begun.changes.filter((change) => !isWanted(change));
    const leftovers = dropped.filter((change) => isLeftover(change, found.sheet));
    recordLeftovers(context, begun, { leftovers, sheet: found.sheet });
    reopenRuns(
      database,
      begun.edits.map(({ batchId }) => batchId),
    );
    if (write.changes.length === 0) {
      endShopWrite(database, write.row, 'done', host.clock.now());
      seeSheet(context, found, { readAt: host.clock.now() });
    }
    return { write, leftovers: leftovers.length };
  });
}

function recordLeftovers(
  context: EngineContext,
  begun: ShopWrite,
  { leftovers, sheet }: { readonly leftovers: readonly SetChange[]; readonly sheet: ProductSheet },
): void {
  if (leftovers.length === 0) return;
  const { database, host } = context;
  const { productId } = begun;
  const at = host.clock.now();
  const runId = runOf(context, begun);
  const askedBack: Edit[] = [];
  for (const change of leftovers) {
    const { field, expected } = change;
    const edit = editOf(begun, field);
    const now = valueIn(sheet, field) ?? null;
    const standing = findPending(database, edit);
    noteWrittenChange(database, runId, { productId, field, before: expected, after: now, mode: edit.mode });
    closeBatch(database, edit.batchId, at);
    if (standing === null) askedBack.push(inverse(productId, field, { before: expected, after: now }));
    else restAgainst(context, standing, { expected, now });
  }
  askBack(context, begun, askedBack);
}

/**
 * What was edited again waits over what the shop holds since, and not as a conflict with a value of the merchant's own.
 * It was meant over what stood there before the write.
 */
function restAgainst(
  { database, host }: EngineContext,
  standing: PendingEdit,
  { expected, now }: { readonly expected: FieldValue; readonly now: FieldValue },
): void {
  closeBatch(database, standing.batchId, host.clock.now());
  const outcome = merge(standing, expected);
  const mine =
    outcome.kind === 'write' ? outcome.value : outcome.kind === 'nothing' ? expected : standing.mine;
  if (isSameValue(standing.field, mine, now)) deletePending(database, standing);
  else writePending(database, { ...standing, base: now, mine });
}
