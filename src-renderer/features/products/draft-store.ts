import { create } from 'zustand';
import { fieldsOf, readDraft, type Draft } from './draft.ts';
import { memoryKey, recall, remember } from './shop-memory.ts';

const KEY = 'meschain.products.drafts';

export type KeptDraft = { readonly title: string; readonly draft: Draft };

type DraftStore = {
  /** The address of the shop whose products these are; null until it is known. */
  readonly shop: string | null;
  readonly drafts: Readonly<Record<string, KeptDraft>>;
  /** False when this computer has no room for them: closing the window would lose what was typed. */
  readonly stored: boolean;
  readonly set: (productId: string, title: string, draft: Draft) => void;
  readonly drop: (productId: string) => void;
  /** Shows the drafts of this shop. Product 42 of another shop is another thing: its drafts wait until it is back. */
  readonly openShop: (shop: string | null) => void;
};

const EMPTY: Draft = {};

/**
 * What was typed and not kept yet, by product. It outlives leaving the screen, a reload and a crash: nobody types a
 * description twice.
 */
export const useDrafts = create<DraftStore>((set) => ({
  shop: null,
  drafts: remembered(null),
  stored: true,
  set: (productId, title, draft) =>
    set(({ shop, drafts }) => {
      const { [productId]: _before, ...others } = drafts;
      return kept(shop, fieldsOf(draft).length === 0 ? others : { ...others, [productId]: { title, draft } });
    }),
  drop: (productId) =>
    set(({ shop, drafts }) => {
      const { [productId]: _before, ...others } = drafts;
      return kept(shop, others);
    }),
  openShop: (shop) =>
    set((store) => (store.shop === shop ? {} : { shop, drafts: remembered(shop), stored: true })),
}));

/** Another window of this program typed: both show the same, and neither writes over what the other keeps. */
window.addEventListener('storage', ({ key }) => {
  const { shop, drafts, stored } = useDrafts.getState();
  if (key !== null && key !== memoryKey(KEY, shop)) return;
  // What there was no room for stands in this window alone.
  useDrafts.setState({ drafts: stored ? remembered(shop) : { ...remembered(shop), ...drafts } });
});

export function useDraft(productId: string): Draft {
  return useDrafts(({ drafts }) => drafts[productId]?.draft ?? EMPTY);
}

function kept(shop: string | null, drafts: DraftStore['drafts']): Pick<DraftStore, 'drafts' | 'stored'> {
  return { drafts, stored: remember(memoryKey(KEY, shop), drafts) };
}

function remembered(shop: string | null): DraftStore['drafts'] {
  const drafts: Record<string, KeptDraft> = {};
  for (const [productId, entry] of Object.entries(recall(memoryKey(KEY, shop)))) {
    if (typeof entry !== 'object' || entry === null) continue;
    const { title, draft } = entry as Readonly<Record<string, unknown>>; // both are looked at here
    const read = readDraft(draft);
    if (fieldsOf(read).length > 0)
      drafts[productId] = { title: typeof title === 'string' ? title : '', draft: read };
  }
  return drafts;
}
