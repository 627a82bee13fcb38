import type { FieldName } from '#common/product-field.ts';
import type { EditMode } from '#contract/products.ts';
import { asSet, isList, isSameValue, type FieldValue } from '#contract/product-value.ts';
import type { StoreSheet } from '#engine/store/port.ts';

export type Sheets = ReadonlyMap<string, StoreSheet['sheet']>;
export type Waiting = {
  readonly productId: string;
  readonly field: FieldName;
  readonly base: FieldValue;
  readonly mine: FieldValue;
  readonly mode: EditMode;
};

/** What must become of one field: what the shop holds then, and whether the edit stays open beside it. */
export type Fate = {
  readonly kind: 'nothing' | 'written' | 'conflict';
  readonly value: FieldValue;
  readonly theirs: FieldValue;
};

/** What waits, as the merchant made it, told without the program's help. */
export class DayModel {
  readonly waiting = new Map<string, Waiting>();
  readonly #sheets: Sheets;

  constructor(sheets: Sheets) {
    this.#sheets = sheets;
  }

  /** The shop's value when the line was cut. */
  base(productId: string, field: FieldName): FieldValue {
    return this.#sheets.get(productId)?.[field] ?? null;
  }

  /** The value that the merchant sees. */
  seen(productId: string, field: FieldName): FieldValue {
    return this.waiting.get(keyOf({ productId, field }))?.mine ?? this.base(productId, field);
  }

  edit(productId: string, field: FieldName, mine: FieldValue, mode: EditMode): void {
    const base = this.base(productId, field);
    const key = keyOf({ productId, field });
    if (isSameValue(field, base, mine)) this.waiting.delete(key);
    else this.waiting.set(key, { productId, field, base, mine, mode });
  }

  /** Everything that waits now, to be put back by {@link putBack}. */
  snapshot(): ReadonlyMap<string, Waiting> {
    return new Map(this.waiting);
  }

  putBack(snapshot: ReadonlyMap<string, Waiting>): void {
    this.waiting.clear();
    for (const [key, edit] of snapshot) this.waiting.set(key, edit);
  }
}

export function keyOf({
  productId,
  field,
}: {
  readonly productId: string;
  readonly field: FieldName;
}): string {
  return `${productId} ${field}`;
}

/** The three-way merge in this test's own words: a difference is added, a set of categories united, the rest compared. */
export function fateOf({ field, base, mine, mode }: Waiting, theirs: FieldValue): Fate {
  const written = (value: FieldValue): Fate => ({ kind: 'written', value, theirs });
  if (mode === 'difference') return written(Number(theirs) + Number(mine) - Number(base));
  if (isSameValue(field, theirs, mine)) return { kind: 'nothing', value: theirs, theirs };
  if (isSameValue(field, theirs, base)) return written(mine);
  if (field !== 'categories') return { kind: 'conflict', value: theirs, theirs };
  const [before, wanted, now] = [base, mine, theirs].map(asIds);
  const kept = now!.filter((id) => wanted!.includes(id) || !before!.includes(id));
  const merged = asSet([...kept, ...wanted!.filter((id) => !before!.includes(id))]);
  return isSameValue(field, merged, theirs) ? { kind: 'nothing', value: theirs, theirs } : written(merged);
}

export function asIds(value: FieldValue): readonly string[] {
  if (!isList(value)) throw new TypeError('categories are a list of ids');
  return value;
}
