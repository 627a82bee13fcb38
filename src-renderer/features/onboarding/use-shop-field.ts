import { useShopDraft, type ShopDraft } from './shop-draft.ts';

type TextField = {
  [Name in keyof ShopDraft]: string extends ShopDraft[Name] ? Name : never;
}[keyof ShopDraft];

type ShopField = {
  readonly value: string;
  readonly autoComplete: 'off';
  readonly spellCheck: false;
  readonly onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => void;
};

/** What ties a text input to its place in the draft: the same for every field of the shop's connection. */
export function useShopField(set: (change: Partial<ShopDraft>) => void): (name: TextField) => ShopField {
  const draft = useShopDraft();
  return (name) => ({
    value: draft[name],
    autoComplete: 'off',
    spellCheck: false,
    onChange: (event) => set({ [name]: event.currentTarget.value }),
  });
}
