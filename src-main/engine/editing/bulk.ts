import { assertNever } from '#common/assert-never.ts';
import { mulDivRound, roundToKurusE4 } from '#common/money.ts';
import type { FieldName } from '#common/product-field.ts';
import type { BulkChange, EditRemark } from '#contract/edits.ts';
import { asSet, isList, isSameValue, type FieldValue } from '#contract/product-value.ts';
import { bulkFields } from './bulk-fields.ts';
import { defaultMode, type Edit, type EditMode } from './merge.ts';
import { roundPriceE4 } from './round-price.ts';
import { effectiveSheet, valueIn, type ProductSheet } from './sheet.ts';
import { judgeEdit, type Limits } from './validate.ts';

/** A product as a bulk change finds it: the shop's values, and what waits over them. */
export type BulkProduct = {
  readonly productId: string;
  readonly sheet: ProductSheet;
  readonly edits: readonly StandingEdit[];
  /** Option values whose stock a sale lowers; those of the others stand for nothing. */
  readonly subtracting: ReadonlySet<string>;
};

export type StandingEdit = Pick<Edit, 'field' | 'base' | 'mine' | 'mode'> & {
  readonly state: 'pending' | 'conflict' | 'refused';
};

/** One field that the change would change, as the merchant sees it before and after. */
export type BulkStep = {
  readonly edit: Edit;
  readonly before: FieldValue;
  readonly after: FieldValue;
};

/** A remark by the product's id alone: names are the cache's matter. */
export type UntitledRemark = Omit<EditRemark, 'title'>;

export type BulkResult = { readonly steps: readonly BulkStep[]; readonly remarks: readonly UntitledRemark[] };

type Remarked = Pick<EditRemark, 'kind' | 'code' | 'params'>;
type Wanted = { readonly value: FieldValue } | { readonly remark: Remarked } | null;

/**
 * What one change comes to for one product. It is counted from what the merchant sees (the shop's value with the
 * waiting edit over it); the edits are over the shop's own values, as `keepEdits` wants them. A field that the product
 * does not have, or one in conflict that the change would be counted from, is left alone and remarked on.
 */
export function bulkEdits(product: BulkProduct, change: BulkChange, limits: Limits): BulkResult {
  const seen = effectiveSheet(product.sheet, product.edits);
  const steps: BulkStep[] = [];
  const remarks: UntitledRemark[] = [];
  const { productId } = product;
  for (const field of bulkFields(change, seen, product.subtracting)) {
    const note = (remark: Remarked): void => void remarks.push({ productId, field, ...remark });
    const [base, before] = [valueIn(product.sheet, field), valueIn(seen, field)];
    if (base === undefined || before === undefined) {
      note({ kind: 'warning', code: 'no-such-field', params: {} });
      continue;
    }
    if (undecided(product, change, field)) {
      note({ kind: 'warning', code: 'in-conflict', params: {} });
      continue;
    }
    const wanted = wantedValue(change, before, seen);
    if (wanted !== null && 'remark' in wanted) note(wanted.remark);
    if (wanted === null || 'remark' in wanted || isSameValue(field, wanted.value, before)) continue;
    const edit = { productId, field, base, mine: wanted.value, mode: modeOf(product, change, field) };
    // Judged against what the merchant sees: raising by a third a price that was halved an hour ago is no slip.
    for (const remark of judgeEdit({ ...edit, base: before }, limits)) note(remark);
    steps.push({ edit, before, after: wanted.value });
  }
  return { steps, remarks };
}

/**
 * Whether the change would be counted from a value about which merchant and shop are not at one. A value that is set
 * outright needs no such ground, and is the merchant's word on the conflict.
 */
function undecided(product: BulkProduct, change: BulkChange, field: FieldName): boolean {
  const ground: FieldName | null =
    change.what === 'special'
      ? change.percentOff === null
        ? null
        : 'price'
      : isCounted(change)
        ? field
        : null;
  return product.edits.some((edit) => edit.field === ground && edit.state === 'conflict');
}

/** Categories are counted, too, but merge as sets and never conflict. */
function isCounted(change: BulkChange): boolean {
  return change.what === 'text' || ('how' in change && change.how !== 'set' && change.how !== 'replace');
}

function modeOf(product: BulkProduct, change: BulkChange, field: FieldName): EditMode {
  if (change.what !== 'quantity') return defaultMode(field);
  if (change.how === 'set') return 'set';
  // Pieces more than a number that was set are a number that is set, too.
  return product.edits.find((edit) => edit.field === field)?.mode ?? 'difference';
}

/** The value that the field shall hold; null where the change has nothing to say about it. */
function wantedValue(change: BulkChange, before: FieldValue, seen: ProductSheet): Wanted {
  switch (change.what) {
    case 'price':
      return price(change, before);
    case 'cost':
      return cost(change, before);
    case 'quantity':
      return typeof before === 'number' ? { value: quantity(change, before) } : null;
    case 'enabled':
      return { value: change.enabled };
    case 'manufacturer':
      return { value: change.manufacturerId };
    case 'categories':
      return isList(before) ? { value: categories(change, before) } : null;
    case 'special':
      return special(change, seen);
    case 'text':
      // Not `replaceAll` with a text: that would give `$&` in it a meaning.
      return typeof before === 'string' ? { value: before.split(change.find).join(change.replace) } : null;
    default:
      return assertNever(change, 'bulk change');
  }
}

type Change<What extends BulkChange['what']> = Extract<BulkChange, { what: What }>;

function price({ how, amount, rounding }: Change<'price'>, before: FieldValue): Wanted {
  if (typeof before !== 'number') return null;
  const raw = how === 'set' ? amount : how === 'add' ? before + amount : plusPercent(before, amount);
  const value = roundPriceE4(raw, rounding);
  if (value === before || value > 0) return { value };
  return {
    remark: { kind: 'error', code: 'price-below-nothing', params: { beforeE4: before, afterE4: value } },
  };
}

function cost({ how, amount }: Change<'cost'>, before: FieldValue): Wanted {
  if (how === 'set') return { value: amount };
  // Nothing is known to take a percentage of.
  return typeof before === 'number' ? { value: roundToKurusE4(plusPercent(before, amount)) } : null;
}

/** Pieces taken away leave at least none, but never give back what sales took below zero. */
function quantity({ how, amount }: Change<'quantity'>, before: number): number {
  if (how === 'set') return amount;
  return amount < 0 ? Math.max(before + amount, Math.min(before, 0)) : before + amount;
}

function categories(
  { how, categoryIds }: Change<'categories'>,
  before: readonly string[],
): readonly string[] {
  const named = new Set(categoryIds);
  if (how === 'replace') return asSet(categoryIds);
  if (how === 'add') return asSet([...before, ...categoryIds]);
  return before.filter((id) => !named.has(id));
}

function special({ percentOff, dateStart, dateEnd }: Change<'special'>, seen: ProductSheet): Wanted {
  if (percentOff === null) return { value: null };
  const full = valueIn(seen, 'price');
  if (typeof full !== 'number') return null;
  const priceE4 = roundToKurusE4(plusPercent(full, -percentOff));
  if (priceE4 > 0) return { value: { priceE4, dateStart, dateEnd } };
  return { remark: { kind: 'warning', code: 'zero-price', params: {} } };
}

/** `percent` in 1/100 of a percent. */
function plusPercent(amountE4: number, percent: number): number {
  return mulDivRound(amountE4, 10_000 + percent, 10_000);
}
