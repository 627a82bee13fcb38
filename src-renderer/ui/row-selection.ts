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

const NOTHING: { readonly ids: ReadonlySet<string>; readonly anchor: number | null } = {
  ids: new Set(),
  anchor: null,
};

/** Which rows are chosen, by their ids: it outlives scrolling and re-reading. */
export function useRowSelection(): RowSelection {
  const [chosen, setChosen] = useState(NOTHING);
  const act = useMemo(
    () => ({
      toggle: (id: string, index: number) =>
        setChosen((before) => {
          const ids = new Set(before.ids);
          if (!ids.delete(id) && ids.size < MOST_SELECTED) ids.add(id);
          return { ids, anchor: index };
        }),
      set: (ids: Iterable<string>, anchor: number | null) =>
        setChosen({ ids: new Set([...ids].slice(0, MOST_SELECTED)), anchor }),
      clear: () => setChosen(NOTHING),
    }),
    [],
  );
  return useMemo(
    () => ({ ids: chosen.ids, anchor: chosen.anchor, has: (id: string) => chosen.ids.has(id), ...act }),
    [chosen, act],
  );
}
