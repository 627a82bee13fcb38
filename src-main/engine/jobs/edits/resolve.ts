import { isSameValue } from '#contract/product-value.ts';
import type { Resolution } from '#contract/edits.ts';
import {
  deletePending,
  discardEdits,
  findPending,
  pendingInState,
  writePending,
  type PendingEdit,
} from '../../cache/tables/pending-edit.ts';
import { findSheet } from '../../cache/tables/product-sheet.ts';
import { transact } from '../../cache/transaction.ts';
import type { EngineContext } from '../../context.ts';
import { GREATEST_INT, LEAST_INT } from '../../editing/merge.ts';
import { valueIn } from '../../editing/sheet.ts';

/** The merchant's word: on every conflict alike, or on each of these. */
export type Resolutions = { readonly all: 'mine' | 'theirs' } | readonly Resolution[];

/**
 * Carries out the merchant's word on conflicts, in one transaction, and returns how many it was carried out on and how
 * many of those asked for were left. `theirs` drops the
 * edit. `mine` has it wait again, over what the shop was last seen to hold: a stock keeps its number of pieces. An edit
 * that the shop refused can be named, too: `mine` tries it once more. Left alone is what is in no conflict (any more),
 * where the shop shows another value than the one that was looked at, and, by one word for all, a stock difference that
 * may have been added already: only who looks at that stock can tell.
 */
export function resolveEdits(
  context: EngineContext,
  resolutions: Resolutions,
): { readonly resolved: number; readonly left: number } {
  const { database, events } = context;
  const { asked, resolved } = transact(database, () => ({
    asked: 'all' in resolutions ? pendingInState(database, 'conflict').length : lastWords(resolutions).length,
    resolved: wordsOn(context, resolutions).filter(({ edit, choose }) => {
      if (choose === 'theirs') return discardEdits(database, [edit]) > 0;
      keepMine(context, edit);
      return true;
    }).length,
  }));
  if (resolved > 0) events.changed('edits', 'products');
  return { resolved, left: asked - resolved };
}

type Word = { readonly edit: PendingEdit; readonly choose: 'mine' | 'theirs' };

function wordsOn({ database }: EngineContext, resolutions: Resolutions): readonly Word[] {
  if ('all' in resolutions) {
    const { all: choose } = resolutions;
    return pendingInState(database, 'conflict')
      .filter((edit) => choose === 'theirs' || !mayBeThereAlready(edit))
      .map((edit) => ({ edit, choose }));
  }
  return lastWords(resolutions).flatMap((resolution) => {
    const edit = findPending(database, resolution);
    if (!edit || edit.state === 'pending' || !isAsSeen(edit, resolution.seen)) return [];
    return [{ edit, choose: resolution.choose }];
  });
}

/** A field that is named twice goes by the last word on it. */
function lastWords(resolutions: readonly Resolution[]): readonly Resolution[] {
  return [
    ...new Map(resolutions.map((each) => [JSON.stringify([each.productId, each.field]), each])).values(),
  ];
}

/** An `edit/unsure` or `edit/restored`: asked for once more, its pieces could be counted twice. */
function mayBeThereAlready(edit: PendingEdit): boolean {
  return edit.mode === 'difference' && edit.problem !== null;
}

function isAsSeen(edit: PendingEdit, seen: Resolution['seen']): boolean {
  return seen === undefined || edit.theirsAt === null || isSameValue(edit.field, edit.theirs, seen);
}

function keepMine(context: EngineContext, edit: PendingEdit): void {
  const { database } = context;
  const theirs = edit.theirsAt === null ? lastSeen(context, edit) : edit.theirs;
  const over = theirs === undefined ? edit : { ...edit, base: theirs, mine: mineOver(edit, theirs) };
  if (isSameValue(edit.field, over.mine, over.base)) {
    deletePending(database, edit);
    return;
  }
  writePending(database, { ...over, state: 'pending', theirs: null, theirsAt: null, problem: null });
}

function lastSeen({ database }: EngineContext, edit: PendingEdit): PendingEdit['base'] | undefined {
  const kept = findSheet(database, edit.productId);
  return kept ? valueIn(kept.sheet, edit.field) : undefined;
}

function mineOver(edit: PendingEdit, theirs: PendingEdit['base']): PendingEdit['base'] {
  if (edit.mode === 'set') return edit.mine;
  const sum = Number(theirs) + Number(edit.mine) - Number(edit.base);
  return Math.min(GREATEST_INT, Math.max(LEAST_INT, sum));
}
