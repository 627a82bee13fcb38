import { create } from 'zustand';
import { fieldsOf, readDraft, type Draft } from './draft.ts';

const KEY = 'meschain.products.drafts';

export type KeptDraft = { readonly title: string; readonly draft: Draft };

type DraftStore = {
  readonly drafts: Readonly<Record<string, KeptDraft>>;
  /** False when this computer has no room for them: closing the window would lose what was typed. */
  readonly stored: boolean;
  readonly set: (productId: string, title: string, draft: Draft) => void;
  readonly drop: (productId: string) => void;
};

const EMPTY: Draft = {};

/**
 * What was typed and not kept yet, by product. It outlives leaving the screen, a reload and a crash: nobody types a
 * description twice.
 */
export const useDrafts = create<DraftStore>((set) => ({
  drafts: remembered(),
  stored: true,
  set: (productId, title, draft) =>
    set(({ drafts }) => {
      const { [productId]: _before, ...others } = drafts;
      return kept(fieldsOf(draft).length === 0 ? others : { ...others, [productId]: { title, draft } });
    }),
  drop: (productId) =>
    set(({ drafts }) => {
      const { [productId]: _before, ...others } = drafts;
      return kept(others);
    }),
}));

/** Another window of this program typed: both show the same, and neither writes over what the other keeps. */
window.addEventListener('storage', ({ key }) => {
  if (key !== null && key !== KEY) return;
  const { drafts, stored } = useDrafts.getState();
  // What there was no room for stands in this window alone.
  useDrafts.setState({ drafts: stored ? remembered() : { ...remembered(), ...drafts } });
});

export function useDraft(productId: string): Draft {
  return useDrafts(({ drafts }) => drafts[productId]?.draft ?? EMPTY);
}

function kept(drafts: DraftStore['drafts']): Pick<DraftStore, 'drafts' | 'stored'> {
  try {
    window.localStorage.setItem(KEY, JSON.stringify(drafts));
    return { drafts, stored: true };
  } catch {
    return { drafts, stored: false }; // no room: the window says so before it closes
  }
}

function remembered(): DraftStore['drafts'] {
  const drafts: Record<string, KeptDraft> = {};
  for (const [productId, entry] of Object.entries(parsed(window.localStorage.getItem(KEY)))) {
    if (typeof entry !== 'object' || entry === null) continue;
    const { title, draft } = entry as Readonly<Record<string, unknown>>; // both are looked at here
    const read = readDraft(draft);
    if (fieldsOf(read).length > 0)
      drafts[productId] = { title: typeof title === 'string' ? title : '', draft: read };
  }
  return drafts;
}

function parsed(text: string | null): object {
  if (text === null) return {};
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? json : {};
  } catch {
    return {}; // not written by this program
  }
}
