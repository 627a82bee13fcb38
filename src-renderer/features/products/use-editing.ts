import { useQuery, keepPreviousData } from '@tanstack/react-query';
import { createContext, use, useCallback, useMemo, useState } from 'react';
import type { FieldName } from '#common/product-field.ts';
import type { EditRemark, NewEdit } from '#contract/edits.ts';
import type { FieldValue } from '#contract/product-value.ts';
import type { EditingFacts, EditMode, PendingEditRow, ProductDetail } from '#contract/products.ts';
import { useApi } from '../../client/engine-context.ts';
import { changed, editsOf, usualMode, valueIn, without, type Draft } from './draft.ts';
import { useDraft, useDrafts } from './draft-store.ts';

/** A product as it is being edited: its values with the draft over them, and what changes them. */
export type Editing = {
  readonly detail: ProductDetail;
  readonly facts: EditingFacts;
  readonly draft: Draft;
  /** The value to show: the draft's, else what waits, else the shop's. Undefined where the shop has no such field. */
  readonly valueOf: (name: FieldName) => FieldValue | undefined;
  readonly shopValueOf: (name: FieldName) => FieldValue | undefined;
  readonly modeOf: (name: FieldName) => EditMode;
  readonly editOf: (name: FieldName) => PendingEditRow | null;
  readonly remarksOf: (name: FieldName) => readonly EditRemark[];
  readonly put: (name: FieldName, mine: FieldValue | undefined, text?: string) => void;
  readonly setMode: (name: FieldName, mode: EditMode) => void;
  readonly revert: (name: FieldName) => void;
  /** Judges what is typed so far; called when a field is left. */
  readonly check: () => void;
};

export const EditingContext = createContext<Editing | null>(null);

/** The product being edited. Only below an `EditingContext`. */
export function useEditing(): Editing {
  const editing = use(EditingContext);
  if (editing === null) throw new TypeError('useEditing outside of an EditingContext');
  return editing;
}

/** The editing of one product, over the draft that this computer keeps of it. */
export function useProductEditing(detail: ProductDetail, facts: EditingFacts): Editing {
  const { productId, title } = detail.row;
  const draft = useDraft(productId);
  const setDraft = useDrafts(({ set }) => set);
  // A draft from before is judged at once: its remarks are due as soon as it is seen again.
  const [asked, setAsked] = useState<readonly NewEdit[]>(() => editsOf(productId, draft));
  const remarks = useRemarks(asked);
  const change = useCallback(
    (next: (draft: Draft) => Draft) =>
      setDraft(productId, title, next(useDrafts.getState().drafts[productId]?.draft ?? {})),
    [productId, title, setDraft],
  );
  return useMemo(() => {
    const editOf = (name: FieldName): PendingEditRow | null =>
      detail.edits.find(({ field }) => field === name) ?? null;
    const valueOf = (name: FieldName): FieldValue | undefined => {
      const typed = draft[name]?.mine;
      return typed === undefined ? seenOf(detail, name) : typed;
    };
    return {
      detail,
      facts,
      draft,
      editOf,
      valueOf,
      shopValueOf: (name) => valueIn(detail.sheet ?? {}, name),
      modeOf: (name) => draft[name]?.mode ?? usualMode(name, editOf(name)),
      remarksOf: (name) => (isAsked(asked, draft, name) ? remarks.filter(({ field }) => field === name) : []),
      put: (name, mine, text) =>
        change((before) => changed(before, detail, name, { mine, text: text ?? null })),
      setMode: (name, mode) =>
        change((before) => {
          const mine = before[name] === undefined ? seenOf(detail, name) : before[name].mine;
          return changed(before, detail, name, { mine, text: before[name]?.text ?? null, mode });
        }),
      revert: (name) => change((before) => without(before, name)),
      check: () => setAsked(editsOf(productId, useDrafts.getState().drafts[productId]?.draft ?? {})),
    };
  }, [detail, facts, draft, asked, remarks, change, productId]);
}

function seenOf(detail: ProductDetail, name: FieldName): FieldValue | undefined {
  return valueIn(detail.seen ?? {}, name);
}

function useRemarks(edits: readonly NewEdit[]): readonly EditRemark[] {
  const { data } = useQuery({
    ...useApi().edits.check.queryOptions({ input: { edits: [...edits] } }),
    enabled: edits.length > 0,
    placeholderData: keepPreviousData,
  });
  return data ?? [];
}

/** What is said about a value stands only while that value stands. */
function isAsked(asked: readonly NewEdit[], draft: Draft, name: FieldName): boolean {
  return asked.some(({ field, mine }) => field === name && mine === draft[name]?.mine);
}
