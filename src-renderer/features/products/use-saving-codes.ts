import { useState } from 'react';
import type { CodeResult, CodeRow, OwnCodes } from '#contract/codes.ts';
import type { Problem } from '#contract/problem.ts';
import { useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { ownWith } from './codes-own.ts';
import { useTypedCodes, type TypedPlace } from './codes-typed.ts';

/** A variant whose codes were saved, and what the merchant had said of it before. */
export type SavedCodes = { readonly variantId: string; readonly before: OwnCodes };

export type SavingCodes = {
  readonly pending: boolean;
  readonly problem: Problem | null;
  /** Why codes that were to be saved were not, by variant. */
  readonly refused: ReadonlyMap<string, CodeResult>;
  /** What the last saving kept; it can be put back. */
  readonly saved: readonly SavedCodes[];
  /** Saves what was typed for these variants. */
  readonly save: (rows: readonly CodeRow[]) => void;
  readonly undo: () => void;
  readonly dismiss: () => void;
};

/** Saves typed codes one variant after the other; what is refused stays typed, with the reason. */
export function useSavingCodes(place: TypedPlace): SavingCodes {
  const engine = useEngine();
  const { runAsync, pending: sending, problem } = useWrite(engine.client.codes.set);
  const [settling, setSettling] = useState(false);
  const [saved, setSaved] = useState<readonly SavedCodes[]>([]);
  const [refused, setRefused] = useState<ReadonlyMap<string, CodeResult>>(new Map());
  const pending = sending || settling;

  async function send(rows: readonly CodeRow[]): Promise<void> {
    const typed = useTypedCodes.getState().products[place.productId]?.variants ?? {};
    const kept: SavedCodes[] = [];
    const not = new Map(refused);
    try {
      for (const row of rows) {
        const { variantId } = row.variant;
        const codes = typed[variantId];
        if (codes === undefined) continue;
        const result = await runAsync({ variantId, own: ownWith(row, codes) });
        not.delete(variantId);
        if (result.outcome === 'set' || result.outcome === 'same') kept.push({ variantId, before: row.own });
        else not.set(variantId, result);
      }
    } catch {
      // `problem` says why; what was typed stays typed
    }
    setRefused(not);
    await settle();
    for (const { variantId } of kept) {
      // Typed on while it was being saved: that is not saved yet.
      const now = useTypedCodes.getState().products[place.productId]?.variants[variantId];
      if (now === typed[variantId]) useTypedCodes.getState().put(place, variantId, {});
    }
    if (kept.length > 0) setSaved(kept);
  }

  /** The fields show what is kept before what was typed goes. */
  async function settle(): Promise<void> {
    setSettling(true);
    await engine.queryClient.invalidateQueries({ queryKey: engine.api.codes.page.key() });
    setSettling(false);
  }

  async function putBack(): Promise<void> {
    const left = [...saved];
    try {
      for (const { variantId, before } of saved) {
        const result = await runAsync({ variantId, own: before });
        if (result.outcome !== 'set' && result.outcome !== 'same') {
          setRefused(new Map([[variantId, result]]));
        }
        left.shift();
      }
    } catch {
      // `problem` says why; what was not put back can be tried again
    }
    setSaved(left);
    await settle();
  }

  return {
    pending,
    problem,
    refused,
    saved,
    save: (rows) => {
      if (pending) return;
      setSaved([]);
      void send(rows);
    },
    undo: () => {
      if (!pending) void putBack();
    },
    dismiss: () => setSaved([]),
  };
}
