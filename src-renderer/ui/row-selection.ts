import { useMemo, useState } from 'react';

/** The engine takes at most this many rows in one call; a selection never grows beyond what it can act on. */
export const MOST_SELECTED = 5_000;

export type RowSelection = {
  readonly ids: ReadonlySet<string>;
  readonly has: (id: string) => boolean;
  readonly toggle: (id: string, index: number) => void;
  /** Where a range starts: the row that was chosen last. */
  readonly anchor: number | null;
  readonly set: (ids: Iterable<string>, anchor: number | null) => void;
  readonly clear: () => void;
};

type Chosen = {
  readonly scope: string;
  readonly ids: ReadonlySet<string>;
  readonly anchor: number | null;
};

/**
 * Which rows are chosen, by their ids: it outlives scrolling, sorting and re-reading. `scope` names what the list shows
 * (channel, filter, search); in another scope nothing is chosen, so that nobody acts on rows that are out of sight.
 */
export function useRowSelection(scope: string): RowSelection {
  const [kept, setKept] = useState<Chosen>({ scope, ids: new Set(), anchor: null });
  return useMemo(() => {
    const nothing: Chosen = { scope, ids: new Set(), anchor: null };
    const chosen = kept.scope === scope ? kept : nothing;
    return {
      ids: chosen.ids,
      anchor: chosen.anchor,
      has: (id) => chosen.ids.has(id),
      toggle: (id, index) =>
        setKept((before) => {
          const ids = new Set(before.scope === scope ? before.ids : []);
          if (!ids.delete(id) && ids.size < MOST_SELECTED) ids.add(id);
          return { scope, ids, anchor: index };
        }),
      set: (ids, anchor) => setKept({ scope, ids: new Set([...ids].slice(0, MOST_SELECTED)), anchor }),
      clear: () => setKept(nothing),
    };
  }, [kept, scope]);
}
