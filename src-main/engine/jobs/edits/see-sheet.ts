import { problem } from '#contract/problem.ts';
import { pendingOf, writePending, type PendingEdit } from '../../cache/tables/pending-edit.ts';
import { fingerprintOf, writeSheet } from '../../cache/tables/product-sheet.ts';
import { hasBegunWrite } from '../../cache/tables/shop-write.ts';
import { transact } from '../../cache/transaction.ts';
import type { EngineContext } from '../../context.ts';
import { merge } from '../../editing/merge.ts';
import { valueIn, type ProductSheet } from '../../editing/sheet.ts';
import type { StoreSheet } from '../../store/port.ts';

type Seen = {
  /** The product's fingerprint before the sheet was read; left out, the one of now. */
  readonly fingerprint?: string;
  /** Epoch milliseconds just before the sheet was read. */
  readonly readAt: number;
};

/**
 * Keeps a sheet that the shop just showed and judges the product's edits by it. While a write is under way, neither: the
 * sheet may show what still waits over it, and a stock edited in sight of both would count it twice. Returns whether an
 * edit's state changed.
 */
export function seeSheet(context: EngineContext, found: StoreSheet, seen: Seen): boolean {
  const { database, host } = context;
  const fingerprint = seen.fingerprint ?? fingerprintOf(database, found.productId) ?? '';
  return transact(database, () => {
    if (hasBegunWrite(database, found.productId)) return false;
    writeSheet(
      database,
      {
        productId: found.productId,
        sheet: found.sheet,
        dateModified: found.modifiedAt,
        masterId: found.masterId,
        options: found.options,
        fingerprint,
        readAt: seen.readAt,
      },
      host.clock.now(),
    );
    return judgeEdits(context, found.productId, found.sheet);
  });
}

/** The shop no longer has the product, or not in this reading: what waits for it is kept and shown as such. */
export function seeGone(context: EngineContext, productId: string): boolean {
  return transact(context.database, () => judgeEdits(context, productId, null));
}

/**
 * Judges what waits for a product by a sheet, so that a conflict is seen before anything is written; nothing while a write
 * is under way. Returns whether anything changed.
 */
export function judgeEdits(context: EngineContext, productId: string, sheet: ProductSheet | null): boolean {
  const { database, host } = context;
  if (hasBegunWrite(database, productId)) return false;
  let changed = false;
  for (const edit of pendingOf(database, productId)) {
    const judged = judge(edit, sheet, host.clock.now());
    if (judged === null) continue;
    writePending(database, judged);
    changed = true;
  }
  return changed;
}

/** The edit as it stands by this sheet; null where it stands so already. */
function judge(edit: PendingEdit, sheet: ProductSheet | null, now: number): PendingEdit | null {
  const theirs = sheet === null ? undefined : valueIn(sheet, edit.field);
  const isGone = edit.problem?.code === 'edit/gone';
  if (edit.state === 'refused' && !isGone) return null;
  // In doubt until a person says which it is, whatever the figures say by now.
  const isDoubtful = edit.state === 'conflict' && edit.problem !== null;
  if (theirs === undefined) {
    if (isGone || isDoubtful) return null;
    return { ...edit, state: 'refused', theirs: null, theirsAt: null, problem: problem('edit/gone') };
  }
  if (!isDoubtful && merge(edit, theirs).kind !== 'conflict') {
    if (edit.state === 'pending') return null;
    return { ...edit, state: 'pending', theirs: null, theirsAt: null, problem: null };
  }
  const stands = edit.state === 'conflict' && edit.theirsAt !== null;
  if (stands && JSON.stringify(edit.theirs) === JSON.stringify(theirs)) return null;
  return { ...edit, state: 'conflict', theirs, theirsAt: now, problem: isDoubtful ? edit.problem : null };
}
