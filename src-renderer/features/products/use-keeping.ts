import { useState } from 'react';
import type { FieldName } from '#common/product-field.ts';
import type { EditRemark, KeptEdits, NewEdit } from '#contract/edits.ts';
import type { Problem } from '#contract/problem.ts';
import type { ProductDetail } from '#contract/products.ts';
import { useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { editsOf, fieldsOf, unreadableIn, withoutKept, type Draft } from './draft.ts';
import { useDrafts } from './draft-store.ts';

/** Saving what was typed into a product, and how the last saving went. */
export type Keeping = {
  readonly fields: readonly FieldName[];
  readonly unreadable: readonly FieldName[];
  readonly pending: boolean;
  readonly problem: Problem | null;
  /** What the last saving kept; null before, and when it kept nothing. */
  readonly kept: KeptEdits | null;
  /** How many fields of that wait for the shop: a cost stays here. */
  readonly waits: number;
  /** Why the last saving kept nothing at all; empty when it did. */
  readonly refused: readonly EditRemark[];
  readonly save: () => void;
  readonly drop: () => void;
  readonly dismiss: () => void;
};

export function useKeeping(detail: ProductDetail, draft: Draft): Keeping {
  const engine = useEngine();
  const [outcome, setOutcome] = useState<KeptEdits | null>(null);
  const { productId, title } = detail.row;
  const unreadable = unreadableIn(draft);
  const [waits, setWaits] = useState(0);
  const [settling, setSettling] = useState(false);
  const { runAsync, pending: sending, problem } = useWrite(engine.client.edits.keep);
  const pending = sending || settling;
  const faulty = outcome !== null && isFaulty(outcome);

  function save(): void {
    const edits = editsOf(productId, draft);
    if (edits.length === 0 || unreadable.length > 0 || pending) return;
    setOutcome(null);
    void send(edits);
  }

  async function send(edits: readonly NewEdit[]): Promise<void> {
    let kept: KeptEdits;
    try {
      kept = await runAsync({ title: title.slice(0, 200), edits: [...edits] });
    } catch {
      return; // `problem` says why; what was typed stays typed
    }
    if (!isFaulty(kept)) await settle(edits);
    setWaits(kept.changed - edits.filter(({ field }) => field === 'cost').length);
    setOutcome(kept);
  }

  /** The fields show what is kept before what was typed goes: a value never flickers back to the shop's. */
  async function settle(edits: readonly NewEdit[]): Promise<void> {
    setSettling(true);
    await engine.queryClient.invalidateQueries({
      queryKey: engine.api.products.detail.queryKey({ input: { productId } }),
    });
    setSettling(false);
    const { drafts, set } = useDrafts.getState();
    set(productId, title, withoutKept(drafts[productId]?.draft ?? {}, edits));
  }

  return {
    fields: fieldsOf(draft),
    unreadable,
    pending,
    problem,
    kept: faulty ? null : outcome,
    waits,
    refused: faulty ? (outcome?.remarks ?? []) : [],
    save,
    drop: () => useDrafts.getState().drop(productId),
    dismiss: () => setOutcome(null),
  };
}

/** An error anywhere keeps nothing. */
function isFaulty({ remarks }: KeptEdits): boolean {
  return remarks.some(({ kind }) => kind === 'error');
}
