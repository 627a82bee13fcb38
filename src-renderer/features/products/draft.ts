import { fieldOf, isFieldName, isStock, type FieldName } from '#common/product-field.ts';
import type { NewEdit } from '#contract/edits.ts';
import { isSameValue, readValue, type FieldValue } from '#contract/product-value.ts';
import type { EditMode, PendingEditRow, ProductDetail, ProductSheetRecord } from '#contract/products.ts';

/** What the merchant has typed into one field and not kept yet. */
export type DraftField = {
  /** The shop's value when the field was first touched: what sales and others change meanwhile is told from it. */
  readonly base: FieldValue;
  /** What the field showed then, where an edit waited over it. */
  readonly seen?: FieldValue | undefined;
  /** Undefined while the text that was typed has no single meaning; `text` then holds it. */
  readonly mine: FieldValue | undefined;
  readonly text: string | null;
  readonly mode: EditMode;
};

/** What is typed and not kept, by field. */
export type Draft = Readonly<Partial<Record<FieldName, DraftField>>>;

/** A field's value in a sheet. What a product does not have of attributes, or what costs nothing known, is null. */
export function valueIn(sheet: ProductSheetRecord, name: FieldName): FieldValue | undefined {
  if (Object.hasOwn(sheet, name)) return sheet[name];
  const { kind } = fieldOf(name);
  return kind === 'attribute' || kind === 'cost' ? null : undefined;
}

/** Stock changes by a difference unless the merchant says otherwise; an edit that waits keeps its way. */
export function usualMode(name: FieldName, waiting: PendingEditRow | null): EditMode {
  return waiting?.mode ?? (isStock(fieldOf(name)) ? 'difference' : 'set');
}

/** The draft after a field was changed. A field that is back at what stands there anyway leaves it. */
export function changed(
  draft: Draft,
  detail: ProductDetail,
  name: FieldName,
  change: Pick<DraftField, 'mine' | 'text'> & { readonly mode?: EditMode },
): Draft {
  const shop = valueIn(detail.sheet ?? {}, name);
  const seen = valueIn(detail.seen ?? {}, name);
  if (shop === undefined || seen === undefined) return draft;
  const waiting = detail.edits.find(({ field }) => field === name) ?? null;
  const usual = usualMode(name, waiting);
  const mode = change.mode ?? draft[name]?.mode ?? usual;
  const { [name]: before, ...others } = draft;
  const { mine } = change;
  const asBefore = mine !== undefined && isSameValue(name, mine, seen);
  if (asBefore && (mode === usual || waiting === null)) return others;
  // Back at what the shop showed first, while it shows another value by now: that one is to be changed, then.
  const isBack = before !== undefined && mine !== undefined && isSameValue(name, mine, before.base);
  const isNew = before === undefined || (isBack && mode === 'set');
  const first = isNew ? { base: shop, seen: isSameValue(name, seen, shop) ? undefined : seen } : before;
  return { ...others, [name]: { base: first.base, seen: first.seen, mine, text: change.text, mode } };
}

export function without(draft: Draft, name: FieldName): Draft {
  const { [name]: dropped, ...others } = draft;
  return dropped === undefined ? draft : others;
}

/** The draft without what was kept of it; what was typed on meanwhile stays. */
export function withoutKept(draft: Draft, kept: readonly NewEdit[]): Draft {
  let left = draft;
  for (const { field, mine, mode } of kept) {
    const entry = left[field];
    if (entry !== undefined && entry.mine === mine && entry.mode === mode) left = without(left, field);
  }
  return left;
}

export function fieldsOf(draft: Draft): readonly FieldName[] {
  return Object.keys(draft).filter(isFieldName);
}

/** Fields whose text has no single meaning: nothing is kept while there is one. */
export function unreadableIn(draft: Draft): readonly FieldName[] {
  return fieldsOf(draft).filter((name) => draft[name]?.mine === undefined);
}

/** The draft as the edits it asks for; without the fields that cannot be read. */
export function editsOf(productId: string, draft: Draft): readonly NewEdit[] {
  return fieldsOf(draft).flatMap((field) => {
    const entry = draft[field];
    if (entry?.mine === undefined) return [];
    const { base, mine, mode, seen } = entry;
    return [{ productId, field, base, mine, mode, ...(seen === undefined ? {} : { seen }) }];
  });
}

/** The stock from which the difference of what is typed is counted: what waited then may be in the shop by now. */
export function countedFrom(draft: Draft, detail: ProductDetail, name: FieldName): FieldValue | undefined {
  const typed = draft[name];
  if (typed?.seen === undefined) return typed?.base ?? valueIn(detail.sheet ?? {}, name);
  const waiting = detail.edits.find(({ field }) => field === name);
  if (waiting?.mode === 'set') return typed.base;
  return Number(typed.seen) - (waiting ? Number(waiting.mine) - Number(waiting.base) : 0);
}

/** A draft out of JSON that this computer kept; whatever is no field or no value of its field is left out. */
export function readDraft(json: unknown): Draft {
  const draft: Partial<Record<FieldName, DraftField>> = {};
  if (typeof json !== 'object' || json === null) return draft;
  for (const [name, entry] of Object.entries(json)) {
    const field = isFieldName(name) ? readDraftField(name, entry) : null;
    if (field !== null && isFieldName(name)) draft[name] = field;
  }
  return draft;
}

function readDraftField(name: FieldName, json: unknown): DraftField | null {
  if (typeof json !== 'object' || json === null) return null;
  const { base, mine, text, mode, seen } = json as Readonly<Record<string, unknown>>; // each is looked at below
  const read = readValue(name, base);
  const wanted = mine === undefined ? undefined : readValue(name, mine);
  const shown = seen === undefined ? undefined : readValue(name, seen);
  if (read === null || wanted === null || shown === null) return null;
  if (mode !== 'set' && mode !== 'difference') return null;
  return {
    base: read.value,
    seen: shown?.value,
    mine: wanted?.value,
    text: typeof text === 'string' ? text : null,
    mode,
  };
}
