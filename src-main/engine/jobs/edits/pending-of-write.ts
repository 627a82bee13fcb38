import type { FieldName } from '#common/product-field.ts';
import { isSameValue, type FieldValue } from '#contract/product-value.ts';
import { findPending, type PendingEdit } from '../../cache/tables/pending-edit.ts';
import type { ShopWrite } from '../../cache/tables/shop-write.ts';
import type { EngineContext } from '../../context.ts';
import { defaultMode, type Edit } from '../../editing/merge.ts';

/** The edit that asked for a change of this write, as it was then. */
export function editOf(write: ShopWrite, field: FieldName): PendingEdit {
  const edit = write.edits.find((each) => each.field === field);
  if (!edit) throw new TypeError(`a write of ${field} that no edit asked for`);
  return edit;
}

/** The edit as it waits now; null where it was edited again or withdrawn since. */
export function unchanged(context: EngineContext, edit: PendingEdit): PendingEdit | null {
  const standing = findPending(context.database, edit);
  if (!standing || standing.mode !== edit.mode) return null;
  const same =
    isSameValue(edit.field, standing.base, edit.base) && isSameValue(edit.field, standing.mine, edit.mine);
  return same ? standing : null;
}

/** The edit that asks a written value back; of stock the number of pieces, whatever was sold since. */
export function inverse(
  productId: string,
  field: FieldName,
  written: { readonly before: FieldValue; readonly after: FieldValue },
): Edit {
  return { productId, field, base: written.after, mine: written.before, mode: defaultMode(field) };
}
