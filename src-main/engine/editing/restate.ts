import { fieldOf } from '#common/product-field.ts';
import { canonical, isSameValue, type FieldValue } from '#contract/product-value.ts';
import { merge, type Edit } from './merge.ts';

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
 * An edit that was begun in sight of one that waited (`seen` is what the field showed then), as it is meant now. Of
 * stock the pieces beside those that waited count: where they were written or dropped since, they are not asked for a
 * second time. A value that stands in the shop since is no change of somebody else's. `shopValue` is of the newest sheet.
 */
export function overSeen(
  edit: Edit & { readonly seen?: FieldValue | undefined },
  standing: Pick<Edit, 'base' | 'mine' | 'mode'> | null,
  shopValue: FieldValue | undefined,
): Edit {
  const { seen, ...asked } = edit;
  if (seen === undefined) return asked;
  if (asked.mode === 'difference') {
    if (standing?.mode === 'set' || typeof seen !== 'number') return asked;
    const waiting = standing === null ? 0 : Number(standing.mine) - Number(standing.base);
    return { ...asked, mine: Number(asked.base) + waiting + Number(asked.mine) - seen };
  }
  const isWritten = standing === null && shopValue !== undefined && isSameValue(asked.field, shopValue, seen);
  return isWritten ? { ...asked, base: seen } : asked;
}

/**
 * What still waits after `written` reached the shop, where the field was edited again meanwhile; null when nothing is
 * left. `shopValue` is what the shop holds since. What is left of a difference is what was not written yet; of a set,
 * what was put in and taken out since: the rest of it is the shop's own.
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
  if (fieldOf(standing.field).kind === 'categories') {
    const left = merge({ ...standing, base: written.mine }, shopValue);
    mine = left.kind === 'write' ? left.value : shopValue;
  }
  return isSameValue(standing.field, mine, shopValue) ? null : { base: shopValue, mine };
}
