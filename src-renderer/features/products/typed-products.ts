import { useMemo } from 'react';
import { useTypedCodes } from './codes-typed.ts';
import { useDrafts } from './draft-store.ts';

/** Products in which something was typed and not saved, with their titles: fields and codes alike. */
export function useTypedProducts(): ReadonlyMap<string, string> {
  const drafts = useDrafts((store) => store.drafts);
  const codes = useTypedCodes((store) => store.products);
  return useMemo(
    () =>
      new Map([...Object.entries(drafts), ...Object.entries(codes)].map(([id, { title }]) => [id, title])),
    [drafts, codes],
  );
}

/** Whether something was typed into this product and not saved. */
export function useIsTyped(productId: string): boolean {
  const fields = useDrafts(({ drafts }) => Object.hasOwn(drafts, productId));
  const codes = useTypedCodes(({ products }) => Object.hasOwn(products, productId));
  return fields || codes;
}

/** Whether all of it is on this computer; what found no room is lost when the window closes. */
export function useTypedStored(): boolean {
  const drafts = useDrafts(({ stored }) => stored);
  const codes = useTypedCodes(({ stored }) => stored);
  return drafts && codes;
}
