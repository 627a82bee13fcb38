import type { Database } from 'better-sqlite3';
import { dropHeld } from '../../cache/tables/edit-batch.ts';
import { pendingOf, type PendingEdit } from '../../cache/tables/pending-edit.ts';
import type { EngineContext } from '../../context.ts';
import { merge } from '../../editing/merge.ts';
import { valueIn, type ProductSheet } from '../../editing/sheet.ts';
import type { FieldChange } from '../../store/port.ts';

/**
 * Differences stay exact, below zero too: what was taken away and can't be delivered is owed, and a later delivery or a
 * cancelled sale fills it up again. Offered is never less than nothing anyway.
 */
const FLOOR = 'none';

export type ProductChanges = {
  readonly changes: readonly FieldChange[];
  /** The edit behind each change. */
  readonly edits: readonly PendingEdit[];
};

/** What the product's waiting edits ask of the shop, seen against this sheet. */
export function changesOf(database: Database, productId: string, sheet: ProductSheet): ProductChanges {
  const pairs = pendingOf(database, productId).flatMap((edit) => {
    const change = edit.state === 'pending' ? changeOf(edit, sheet) : null;
    return change ? [{ edit, change }] : [];
  });
  return { changes: pairs.map(({ change }) => change), edits: pairs.map(({ edit }) => edit) };
}

function changeOf(edit: PendingEdit, sheet: ProductSheet): FieldChange | null {
  const { field, base, mine } = edit;
  const theirs = valueIn(sheet, field);
  if (theirs === undefined) return null;
  const outcome = merge(edit, theirs, FLOOR);
  if (outcome.kind !== 'write') return null;
  if (edit.mode === 'set') return { kind: 'set', field, expected: theirs, value: outcome.value };
  return { kind: 'add', field, difference: Number(mine) - Number(base), floor: FLOOR };
}

/** Drops the edits whose value the shop holds already: nothing of them is left to write. */
export function dropIdle(
  context: EngineContext,
  sheets: readonly { readonly productId: string; readonly sheet: ProductSheet }[],
): void {
  const { database } = context;
  const idle = sheets.flatMap(({ productId, sheet }) =>
    pendingOf(database, productId).filter((edit) => {
      const theirs = valueIn(sheet, edit.field);
      return (
        edit.state === 'pending' && theirs !== undefined && merge(edit, theirs, FLOOR).kind === 'nothing'
      );
    }),
  );
  if (idle.length === 0) return;
  dropHeld(database, idle);
  context.events.changed('edits', 'products');
}
