import type { Database } from 'better-sqlite3';
import { fieldOf } from '#common/product-field.ts';
import type { Edit } from '../../editing/merge.ts';
import { afterWriting, restate } from '../../editing/restate.ts';
import type { FieldValue } from '#contract/product-value.ts';
import { prepared } from '../prepared.ts';
import { transact } from '../transaction.ts';
import {
  deletePending,
  findPending,
  writePending,
  type EditPlace,
  type PendingEdit,
} from './pending-edit.ts';
import { readCost, writeCost } from './product-sheet.ts';

/** Edits that a person made in one go. `at` in epoch milliseconds; `title` is what the list of batches shows. */
export type EditBatch = {
  readonly batchId: string;
  readonly at: number;
  readonly by: string;
  readonly title: string;
};

/** What a batch changed in one field. Of `cost`, which waits for nothing, the two amounts. */
type Replaced = EditPlace &
  (
    | { readonly kind: 'edit'; readonly before: PendingEdit | null; readonly kept: boolean }
    | { readonly kind: 'cost'; readonly before: number | null; readonly after: number | null }
  );

/**
 * Keeps the edits of one batch, in one transaction: a field that waits already keeps its first base, an edit that
 * comes to nothing removes what waited. `base` is the value of the newest sheet, `mine` what the merchant wants instead.
 * The values must have been validated. A batch that changes nothing leaves no trace. Returns how many fields changed.
 */
export function keepEdits(database: Database, batch: EditBatch, edits: readonly Edit[]): number {
  return transact(database, () => {
    const replaced = edits.flatMap((edit) => {
      const change =
        fieldOf(edit.field).kind === 'cost'
          ? keepCost(database, batch, edit)
          : keepEdit(database, batch, edit);
      return change ? [change] : [];
    });
    if (replaced.length > 0) {
      prepared<[string, number, string, string, string]>(
        database,
        'INSERT INTO edit_batch (batch_id, at, by, title, replaced) VALUES (?, ?, ?, ?, ?)',
      ).run(batch.batchId, batch.at, batch.by, batch.title, JSON.stringify(replaced));
    }
    return new Set(replaced.map(placeKey)).size;
  });
}

function keepEdit(database: Database, batch: EditBatch, edit: Edit): Replaced | null {
  const { productId, field } = edit;
  const before = findPending(database, edit);
  const wanted = restate(edit, before && { ...before, seen: before.theirsAt !== null });
  if (wanted === null && before === null) return null;
  if (wanted === null) deletePending(database, edit);
  else {
    writePending(database, {
      ...wanted,
      state: 'pending',
      theirs: null,
      theirsAt: null,
      problem: null,
      editedAt: batch.at,
      editedBy: batch.by,
      batchId: batch.batchId,
    });
  }
  return { kind: 'edit', productId, field, before, kept: wanted !== null };
}

function keepCost(database: Database, batch: EditBatch, edit: Edit): Replaced | null {
  const { productId, field, mine } = edit;
  if (typeof mine !== 'number' && mine !== null) throw new TypeError('a cost is an amount or null');
  const before = readCost(database, productId);
  if (before === mine) return null;
  writeCost(database, { productId, costE4: mine, at: batch.at });
  return { kind: 'cost', productId, field, before, after: mine };
}

/**
 * Notes that an edit, as it was when it was sent, reached the shop, which holds `shopValue` since: it waits no more, and
 * its batch can't be undone here any more. Edited again while it was on its way, what is left of it goes on waiting; the
 * batch that it waits for can't be undone either, or what was sent would wait once more, or never be asked back.
 */
export function settleWritten(
  database: Database,
  written: PendingEdit,
  shop: { readonly shopValue: FieldValue; readonly at: number },
): void {
  transact(database, () => {
    const standing = findPending(database, written);
    if (standing) {
      const left = afterWriting(standing, written, shop.shopValue);
      if (left) writePending(database, { ...standing, ...left });
      else deletePending(database, written);
    }
    closeBatch(database, written.batchId, shop.at);
    if (standing) closeBatch(database, standing.batchId, shop.at);
  });
}

/** From here on the batch is not undone here: something of it, or of what it replaced, is in the shop or may be. */
export function closeBatch(database: Database, batchId: string, at: number): void {
  prepared<[number, string]>(
    database,
    'UPDATE edit_batch SET written_at = coalesce(written_at, ?) WHERE batch_id = ?',
  ).run(at, batchId);
}

/**
 * Drops edits whose values the shop holds already, whoever put them there. Of their batches they count as edits that came
 * to nothing: undoing one leaves the shop's values, and has what waited before wait again.
 */
export function dropHeld(database: Database, edits: readonly PendingEdit[]): void {
  transact(database, () => {
    for (const [batchId, held] of Map.groupBy(edits, (edit) => edit.batchId)) {
      for (const edit of held) deletePending(database, edit);
      const places = new Set(held.map(placeKey));
      const json = prepared<[string], string>(database, 'SELECT replaced FROM edit_batch WHERE batch_id = ?')
        .pluck()
        .get(batchId);
      if (json === undefined) continue;
      const replaced = readReplaced(json).map((change) =>
        change.kind === 'edit' && places.has(placeKey(change)) ? { ...change, kept: false } : change,
      );
      prepared<[string, string]>(database, 'UPDATE edit_batch SET replaced = ? WHERE batch_id = ?').run(
        JSON.stringify(replaced),
        batchId,
      );
    }
  });
}

export type UndoResult =
  | { readonly kind: 'undone'; readonly fields: number }
  | { readonly kind: 'not-known' | 'already-undone' | 'already-written' }
  /** Another batch edited the field since then, or its edit was discarded. */
  | ({ readonly kind: 'touched-later' } & EditPlace);

/** Puts back exactly what stood before the batch, all of it or nothing. */
export function undoBatch(database: Database, batchId: string, at: number): UndoResult {
  return transact(database, () => {
    const batch = prepared<
      [string],
      { row: number; replaced: string; undone_at: number | null; written_at: number | null }
    >(database, 'SELECT row, replaced, undone_at, written_at FROM edit_batch WHERE batch_id = ?').get(
      batchId,
    );
    if (!batch) return { kind: 'not-known' };
    if (batch.undone_at !== null) return { kind: 'already-undone' };
    if (batch.written_at !== null) return { kind: 'already-written' };
    const replaced = readReplaced(batch.replaced);
    const later = touchedAfter(database, batch.row);
    const touched = replaced.find(
      (change) => later.has(placeKey(change)) || !stands(database, replaced, change, batchId),
    );
    if (touched) return { kind: 'touched-later', productId: touched.productId, field: touched.field };
    for (const change of replaced.toReversed()) putBack(database, change, at);
    prepared<[number, string]>(database, 'UPDATE edit_batch SET undone_at = ? WHERE batch_id = ?').run(
      at,
      batchId,
    );
    return { kind: 'undone', fields: new Set(replaced.map(placeKey)).size };
  });
}

/** The column holds what {@link keepEdits} wrote, word for word. */
function readReplaced(json: string): readonly Replaced[] {
  return JSON.parse(json) as readonly Replaced[];
}

function placeKey({ productId, field }: EditPlace): string {
  return JSON.stringify([productId, field]);
}

/** Every field that a later batch edited and did not take back. */
function touchedAfter(database: Database, row: number): ReadonlySet<string> {
  const later = prepared<[number], string>(
    database,
    'SELECT replaced FROM edit_batch WHERE row > ? AND undone_at IS NULL',
  )
    .pluck()
    .all(row);
  return new Set(later.flatMap((json) => readReplaced(json).map(placeKey)));
}

/** Whether the field still is as the batch left it: judged by the last change the batch made to it. */
function stands(
  database: Database,
  replaced: readonly Replaced[],
  change: Replaced,
  batchId: string,
): boolean {
  const last = replaced.findLast((other) => placeKey(other) === placeKey(change)) ?? change;
  if (last.kind === 'cost') return readCost(database, last.productId) === last.after;
  const standing = findPending(database, last);
  return last.kept ? standing?.batchId === batchId : standing === null;
}

function putBack(database: Database, change: Replaced, at: number): void {
  if (change.kind === 'cost') {
    writeCost(database, { productId: change.productId, costE4: change.before, at });
  } else if (change.before === null) deletePending(database, change);
  else writePending(database, change.before);
}
