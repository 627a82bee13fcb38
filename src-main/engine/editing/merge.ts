import { fieldOf, isStock, type FieldName } from '#common/product-field.ts';
import { asSet, canonical, isList, isSameValue, type FieldValue } from '#contract/product-value.ts';

/**
 * `set`: the field shall hold `mine`. `difference`: what the field holds by then shall change by `mine − base`, so that
 * a sale in between is not undone. Only stock can be changed by a difference.
 */
export type EditMode = 'set' | 'difference';

/** What a merchant changed in one field. `base` is the shop's value that was on the sheet when it was changed. */
export type Edit = {
  readonly productId: string;
  readonly field: FieldName;
  readonly base: FieldValue;
  readonly mine: FieldValue;
  readonly mode: EditMode;
};

/** `zero`: an edit never takes stock below zero (nor lower, where sales already took it there). */
export type StockFloor = 'none' | 'zero';

/** What becomes of one edit, seen against the shop's value of now. */
export type MergeOutcome =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'write'; readonly value: FieldValue }
  | {
      readonly kind: 'conflict';
      readonly base: FieldValue;
      readonly mine: FieldValue;
      readonly theirs: FieldValue;
    }
  | { readonly kind: 'gone' };

/** MySQL's INT, which holds every quantity. */
export const LEAST_INT = -2_147_483_648;
export const GREATEST_INT = 2_147_483_647;

export function defaultMode(field: FieldName): EditMode {
  return isStock(fieldOf(field)) ? 'difference' : 'set';
}

/**
 * Three-way merge of one field. `theirs` is the shop's value of now; undefined when the product or the option value no
 * longer exists. Categories merge as sets and never conflict. Throws a TypeError for a difference of anything but stock.
 */
export function merge(
  edit: Pick<Edit, 'field' | 'base' | 'mine' | 'mode'>,
  theirs: FieldValue | undefined,
  floor: StockFloor = 'none',
): MergeOutcome {
  const { field, base, mine } = edit;
  if (theirs === undefined) return { kind: 'gone' };
  if (isSameValue(field, mine, base)) return { kind: 'nothing' };
  // Before "theirs is mine already": a sale of two beside an edit of minus two is four pieces, not two.
  if (edit.mode === 'difference') return mergeDifference(edit, theirs, floor);
  if (isSameValue(field, theirs, mine)) return { kind: 'nothing' };
  if (isSameValue(field, theirs, base)) return { kind: 'write', value: canonical(field, mine) };
  if (fieldOf(field).kind === 'categories') return mergeSets(field, asIds(base), asIds(mine), asIds(theirs));
  return conflict(edit, theirs);
}

function mergeDifference(
  edit: Pick<Edit, 'field' | 'base' | 'mine'>,
  theirs: FieldValue,
  floor: StockFloor,
): MergeOutcome {
  const { field, base, mine } = edit;
  if (
    !isStock(fieldOf(field)) ||
    typeof base !== 'number' ||
    typeof mine !== 'number' ||
    typeof theirs !== 'number'
  ) {
    throw new TypeError(`not a stock that could change by a difference: ${field}`);
  }
  const difference = mine - base;
  const wanted = theirs + difference;
  // The floor holds back what an edit takes away; raising a stock that sales took below zero stays exact.
  const value = floor === 'zero' && difference < 0 ? Math.max(wanted, Math.min(theirs, 0)) : wanted;
  if (value < LEAST_INT || value > GREATEST_INT) return conflict(edit, theirs);
  return value === theirs ? { kind: 'nothing' } : { kind: 'write', value };
}

function mergeSets(
  field: FieldName,
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): MergeOutcome {
  const [before, wanted] = [new Set(base), new Set(mine)];
  const kept = theirs.filter((id) => wanted.has(id) || !before.has(id));
  const value = asSet([...kept, ...mine.filter((id) => !before.has(id))]);
  return isSameValue(field, value, theirs) ? { kind: 'nothing' } : { kind: 'write', value };
}

function asIds(value: FieldValue): readonly string[] {
  if (!isList(value)) throw new TypeError('categories are a list of ids');
  return value;
}

function conflict(edit: Pick<Edit, 'base' | 'mine'>, theirs: FieldValue): MergeOutcome {
  return { kind: 'conflict', base: edit.base, mine: edit.mine, theirs };
}
