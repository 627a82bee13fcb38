import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import type { Database } from 'better-sqlite3';
import type { KeptEdits, ShopWriteRow, WriteUndoCounts } from '#contract/edits.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import type { FieldValue } from '#contract/product-value.ts';
import { keepEdits } from '../../cache/tables/edit-batch.ts';
import { findPending, type PendingEdit } from '../../cache/tables/pending-edit.ts';
import { findSheet } from '../../cache/tables/product-sheet.ts';
import { dumpParts } from '../../cache/tables/shop-dump.ts';
import {
  changesOfRun,
  findShopWriteRun,
  markRunUndone,
  shopWriteRunPage,
  type ShopWriteRun,
  type WrittenChange,
} from '../../cache/tables/shop-write-run.ts';
import { transact } from '../../cache/transaction.ts';
import type { EngineContext } from '../../context.ts';
import { merge, type Edit } from '../../editing/merge.ts';
import { valueIn, type ProductSheet } from '../../editing/sheet.ts';
import { batchTitle } from './batch-titles.ts';
import { inverse } from './pending-of-write.ts';
import { judgeEdits } from './see-sheet.ts';

type Page = { readonly offset: number; readonly limit: number };

/** Runs that wrote into the shop, newest first. */
export function listRuns(
  database: Database,
  page: Page,
): { readonly rows: readonly ShopWriteRow[]; readonly total: number } {
  const { rows, total } = shopWriteRunPage(database, page);
  return { rows: rows.map(toRow), total };
}

function toRow({ at, undoneAt, ...run }: ShopWriteRun): ShopWriteRow {
  return {
    ...run,
    at: new Date(at).toISOString(),
    undoneAt: undoneAt === null ? null : new Date(undoneAt).toISOString(),
  };
}

/** A written change with what the shop was last seen to hold, and what taking it back would do now. */
export type JudgedChange = WrittenChange & {
  readonly now: FieldValue;
  readonly undo: keyof WriteUndoCounts;
};

export type JudgedChanges = {
  readonly rows: readonly JudgedChange[];
  readonly total: number;
  readonly counts: WriteUndoCounts;
};

/** What a run wrote, by product and field. Throws `edit/run-not-known`. */
export function listRunChanges(database: Database, runId: string, page: Page): JudgedChanges {
  requireRun(database, runId);
  const judged = judgeRun(database, runId);
  const counts = { back: 0, same: 0, conflict: 0, gone: 0 };
  for (const { undo } of judged) counts[undo] += 1;
  return { rows: judged.slice(page.offset, page.offset + page.limit), total: judged.length, counts };
}

/**
 * Asks back what a run wrote, as a batch of edits that the next write carries out: they go through the same merge, so
 * that no sale and no later change is overwritten. What was changed in the shop since becomes a conflict to decide;
 * what the merchant edited again here and was not written yet stays as it is. Throws `edit/run-not-known`,
 * `edit/run-undone`.
 */
export function undoRun(context: EngineContext, runId: string, by: string): KeptEdits {
  const { database, host, events } = context;
  const at = host.clock.now();
  const kept = transact(database, (): KeptEdits => {
    if (requireRun(database, runId).undoneAt !== null)
      throw new ProblemError(problem('edit/run-undone', { runId }));
    const judged = judgeRun(database, runId);
    const edits = judged.flatMap((change) => askBack(database, change));
    const batchId = host.random.uuid();
    const changed = keepEdits(database, { batchId, at, by, title: batchTitle(context, 'undo') }, edits);
    for (const productId of new Set(edits.map((edit) => edit.productId))) {
      const sheet = findSheet(database, productId);
      if (sheet) judgeEdits(context, productId, sheet.sheet);
    }
    const isBack = judged.every(({ undo }) => undo === 'same');
    if (changed > 0 || isBack)
      markRunUndone(database, runId, { at, undoBatchId: changed > 0 ? batchId : null });
    return { batchId: changed > 0 ? batchId : null, changed, remarks: [] };
  });
  events.changed('edits', 'products');
  return kept;
}

/** The edit that takes a change back, over what waits for its field already; none where nothing is to be taken back. */
function askBack(database: Database, change: JudgedChange): readonly Edit[] {
  if (change.undo === 'same' || change.undo === 'gone') return [];
  const { productId, field } = change;
  const edit = inverse(productId, field, change);
  const standing = findPending(database, change);
  if (!standing) return [edit];
  if (!isWaitingDifference(standing)) return [];
  // Both are pieces: what waits and what goes back are one difference.
  const waiting = Number(standing.mine) - Number(standing.base);
  return [{ ...edit, mine: Number(edit.mine) + waiting }];
}

/** Pieces that are to be added and of which nobody doubts that they were not added yet. */
function isWaitingDifference({ mode, state }: PendingEdit): boolean {
  return mode === 'difference' && state === 'pending';
}

function judgeRun(database: Database, runId: string): readonly JudgedChange[] {
  let sheet: { readonly productId: string; readonly values: ProductSheet | null } | null = null;
  return changesOfRun(database, runId).map((change) => {
    const { productId } = change;
    if (sheet?.productId !== productId) {
      sheet = { productId, values: findSheet(database, productId)?.sheet ?? null };
    }
    return judge(database, change, sheet.values);
  });
}

function judge(database: Database, change: WrittenChange, sheet: ProductSheet | null): JudgedChange {
  // Not read since the cache was made anew: the shop is taken to hold what was written until it is read.
  const now = sheet === null ? change.after : valueIn(sheet, change.field);
  if (now === undefined) return { ...change, now: null, undo: 'gone' };
  const standing = findPending(database, change);
  const isEditedAgain = standing !== null && !isWaitingDifference(standing);
  const { kind } = merge(inverse(change.productId, change.field, change), now);
  if (kind === 'nothing') return { ...change, now, undo: 'same' };
  return { ...change, now, undo: kind === 'conflict' || isEditedAgain ? 'conflict' : 'back' };
}

const unpack = promisify(gunzip);

/** The SQL text that puts a run's rows back as they stood before it; empty where it was swept. Throws `edit/run-not-known`. */
export async function readDump(database: Database, runId: string): Promise<string> {
  requireRun(database, runId);
  const parts = await Promise.all(dumpParts(database, runId).map((part) => unpack(part)));
  return parts.map((part) => part.toString('utf8')).join('\n');
}

function requireRun(database: Database, runId: string): ShopWriteRun {
  const run = findShopWriteRun(database, runId);
  if (!run) throw new ProblemError(problem('edit/run-not-known', { runId }));
  return run;
}
