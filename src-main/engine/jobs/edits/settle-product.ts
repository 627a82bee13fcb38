import { problem } from '#contract/problem.ts';
import type { FieldValue } from '#contract/product-value.ts';
import { closeBatch, keepEdits, settleWritten } from '../../cache/tables/edit-batch.ts';
import { lowerCachedVariants } from '../../cache/tables/lowered-stock.ts';
import { findPending, writePending, type PendingEdit } from '../../cache/tables/pending-edit.ts';
import { endShopWrite, type ShopWrite } from '../../cache/tables/shop-write.ts';
import { findShopWriteRun, keepShopWriteRun, noteWrittenChange } from '../../cache/tables/shop-write-run.ts';
import { transact } from '../../cache/transaction.ts';
import type { EngineContext } from '../../context.ts';
import type { Edit } from '../../editing/merge.ts';
import { valueIn, type ProductSheet } from '../../editing/sheet.ts';
import type { FieldChange, ProductWriteResult, StoreSheet } from '../../store/port.ts';
import { batchTitle } from './batch-titles.ts';
import { holdsWritten, isHalfWritten } from './left-in-shop.ts';
import { editOf, inverse, unchanged } from './pending-of-write.ts';
import { seeGone, seeSheet } from './see-sheet.ts';

export type Settling = {
  readonly write: ShopWrite;
  readonly result: ProductWriteResult;
  /** `again`: an earlier attempt may have come to its end. */
  readonly attempt: 'first' | 'again';
};

/** Fields that reached the shop, fields that it refused, and whether the product is worth another look at once. */
export type Settled = { readonly written: number; readonly refused: number; readonly lookAgain: boolean };

/**
 * Makes what the shop answered durable, in one transaction: which edits are settled, what taking them back would put
 * back, the newest sheet, and the journal's end. Until then the write is of unknown end and is asked again.
 */
export function settleProduct(context: EngineContext, settling: Settling): Settled {
  const { database, host, events } = context;
  const settled = transact(database, () => settle(context, settling));
  host.reach('10-store-write:after-record');
  events.changed('edits', 'products');
  return settled;
}

function settle(context: EngineContext, settling: Settling): Settled {
  const { database, host } = context;
  const { write, result } = settling;
  const at = host.clock.now();
  const end = result.kind === 'written' ? 'done' : result.kind;
  endShopWrite(database, write.row, end, at);
  if (result.kind === 'gone') {
    seeGone(context, write.productId);
    return { written: 0, refused: 0, lookAgain: false };
  }
  const settled =
    result.kind === 'written'
      ? settleWrittenOnes(context, settling, result)
      : judgeUnsure(context, settling, result);
  seeSheet(context, result.sheet, { readAt: at });
  if (settled.written > 0) {
    lowerCachedVariants(database, { productId: write.productId, shown: result.sheet });
  }
  return settled;
}

function settleWrittenOnes(
  context: EngineContext,
  { write }: Settling,
  result: Extract<ProductWriteResult, { kind: 'written' }>,
): Settled {
  const missed = new Set(result.missed);
  const refused = new Map(result.refused.map(({ field, detail }) => [field, detail]));
  const reached = write.changes.filter(
    ({ field }) =>
      !missed.has(field) && !refused.has(field) && valueIn(result.sheet.sheet, field) !== undefined,
  );
  const written = record(context, write, { changes: reached, sheet: result.sheet.sheet });
  for (const [field, detail] of refused) refuse(context, editOf(write, field), detail);
  return { written, refused: refused.size, lookAgain: missed.size > 0 };
}

/**
 * Somebody saved the product since the mark was made. A first attempt then wrote nothing. After an earlier one, values
 * tell by themselves whether they are there; whether a difference was added nobody can tell, and a person has to.
 */
function judgeUnsure(
  context: EngineContext,
  { write, attempt }: Settling,
  { sheet: { sheet } }: { readonly sheet: StoreSheet },
): Settled {
  if (attempt === 'first') return { written: 0, refused: 0, lookAgain: true };
  const isThere = (change: FieldChange): boolean => {
    const now = valueIn(sheet, change.field);
    return change.kind === 'set' && now !== undefined && holdsWritten(change, now);
  };
  const written = record(context, write, { changes: write.changes.filter(isThere), sheet });
  askBack(context, write, halvesWithdrawn(context, write, sheet));
  for (const change of write.changes) if (change.kind === 'add') doubt(context, { write, change, sheet });
  return { written, refused: 0, lookAgain: false };
}

/** Asked back over what was sent, so that a list which the other save made is a conflict to decide. */
function halvesWithdrawn({ database }: EngineContext, write: ShopWrite, sheet: ProductSheet): Edit[] {
  return write.changes.flatMap((change) => {
    const now = valueIn(sheet, change.field);
    if (change.kind !== 'set' || now === undefined || !isHalfWritten(change, now)) return [];
    if (findPending(database, editOf(write, change.field)) !== null) return [];
    return [inverse(write.productId, change.field, { before: change.expected, after: change.value })];
  });
}

type Reached = { readonly changes: readonly FieldChange[]; readonly sheet: ProductSheet };

/** Settles the edits of what reached the shop. One that was withdrawn meanwhile is asked back by an edit of its own. */
function record(context: EngineContext, write: ShopWrite, { changes, sheet }: Reached): number {
  const { database, host } = context;
  const at = host.clock.now();
  const askedBack: Edit[] = [];
  const runId = changes.length > 0 ? runOf(context, write) : write.runId;
  for (const change of changes) {
    const edit = editOf(write, change.field);
    const { before, after } = figuresOf(change, sheet);
    // As the shop shows it: one that trims its texts would else seem to have changed them since.
    const shown = valueIn(sheet, change.field) ?? after;
    noteWrittenChange(database, runId, {
      productId: write.productId,
      field: change.field,
      before,
      after: shown,
      mode: edit.mode,
    });
    if (findPending(database, edit) === null)
      askedBack.push(inverse(write.productId, change.field, { before, after: shown }));
    settleWritten(database, edit, { shopValue: after, at });
  }
  askBack(context, write, askedBack);
  return changes.length;
}

/** What was found out only after its run had been taken back is a run of its own, which can be taken back in turn. */
export function runOf({ database, host }: EngineContext, { runId, edits }: ShopWrite): string {
  if ((findShopWriteRun(database, runId)?.undoneAt ?? null) === null) return runId;
  const late = host.random.uuid();
  keepShopWriteRun(database, { runId: late, at: host.clock.now(), by: edits[0]?.editedBy ?? '' });
  return late;
}

/** Keeps edits of their own for what nobody wants any more although it was sent. */
export function askBack(context: EngineContext, write: ShopWrite, edits: readonly Edit[]): void {
  if (edits.length === 0) return;
  const { database, host } = context;
  const batch = {
    batchId: host.random.uuid(),
    at: host.clock.now(),
    by: write.edits[0]?.editedBy ?? '',
    title: batchTitle(context, 'withdrawn'),
  };
  keepEdits(database, batch, edits);
}

/** Of a difference exactly what was added, counted from what the shop holds since. */
function figuresOf(
  change: FieldChange,
  sheet: ProductSheet,
): { readonly before: FieldValue; readonly after: FieldValue } {
  if (change.kind === 'set') return { before: change.expected, after: change.value };
  const after = Number(valueIn(sheet, change.field));
  return { before: after - change.difference, after };
}

function refuse(context: EngineContext, edit: PendingEdit, detail: string): void {
  const standing = unchanged(context, edit);
  if (!standing) return;
  writePending(context.database, {
    ...standing,
    state: 'refused',
    problem: problem('edit/refused-by-shop', {}, detail),
  });
}

/**
 * Holds what waits for a stock of which nobody knows whether the difference that was sent is in it. Where the merchant
 * withdrew it meanwhile, what is in question is whether it has to be taken back.
 */
function doubt(
  context: EngineContext,
  {
    write,
    change,
    sheet,
  }: { readonly write: ShopWrite; readonly change: FieldChange; readonly sheet: ProductSheet },
): void {
  const { database } = context;
  const edit = editOf(write, change.field);
  if (valueIn(sheet, change.field) === undefined) return;
  if (findPending(database, edit) === null) {
    askBack(context, write, [inverse(write.productId, change.field, figuresOf(change, sheet))]);
  }
  const standing = findPending(database, edit);
  if (standing) closeBatch(database, standing.batchId, context.host.clock.now());
  // Said anew as a figure of its own: nothing is left that could be added twice.
  if (standing?.mode !== 'difference') return;
  writePending(database, {
    ...standing,
    state: 'conflict',
    theirs: null,
    theirsAt: null,
    problem: problem('edit/unsure'),
  });
}
