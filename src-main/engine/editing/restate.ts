import { canonical, isSameValue, type FieldValue } from '#contract/product-value.ts';
import type { Edit } from './merge.ts';

/** An edit that already waits for the same field. `theirs` counts where it was `seen`: shown as the other side. */
export type Standing = Pick<Edit, 'base' | 'mine' | 'mode'> & {
  readonly theirs: FieldValue | null;
  readonly seen: boolean;
};

/**
 * What shall wait for a field after it was edited (again), or null when nothing is wanted any more. The first base is
 * kept, so that what the shop changed since then is still seen; it gives way only to a value that the merchant was
 * shown: the other side of a conflict, or one that the first base would hide (mine is the old base, the shop's is not).
 */
export function restate(edit: Edit, standing: Standing | null): Edit | null {
  const { field } = edit;
  const base = canonical(field, edit.base);
  const mine = canonical(field, edit.mine);
  if (isSameValue(field, mine, base)) return null;
  if (!standing) return { ...edit, base, mine };
  if (edit.mode === 'difference') {
    if (typeof base !== 'number' || typeof mine !== 'number' || typeof standing.base !== 'number') {
      throw new TypeError(`not a stock that could change by a difference: ${field}`);
    }
    // The difference is counted from the stock of today's sheet; carried over, it stays the same number of pieces.
    return { ...edit, base: standing.base, mine: standing.base + (mine - base) };
  }
  const shown = standing.seen && isSameValue(field, base, standing.theirs);
  const hidden = isSameValue(field, mine, standing.base);
  return { ...edit, base: shown || hidden ? base : standing.base, mine };
}

/**
 * What still waits after `written` reached the shop, where the field was edited again meanwhile; null when nothing is
 * left. `shopValue` is what the shop holds since. What is left of a difference is what was not written yet.
 */
export function afterWriting(
  standing: Edit,
  written: Pick<Edit, 'base' | 'mine'>,
  shopValue: FieldValue,
): Pick<Edit, 'base' | 'mine'> | null {
  let mine = standing.mine;
  if (standing.mode === 'difference') {
    const figures = [standing.mine, standing.base, written.mine, written.base, shopValue].map(Number);
    const [wanted = 0, from = 0, writtenTo = 0, writtenFrom = 0, now = 0] = figures;
    mine = now + (wanted - from) - (writtenTo - writtenFrom);
  }
  return isSameValue(standing.field, mine, shopValue) ? null : { base: shopValue, mine };
}
