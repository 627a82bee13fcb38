import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { EditPage, EditQuery } from '#contract/edits.ts';
import type { PendingEditRow } from '#contract/products.ts';
import { useApi } from '../../client/engine-context.ts';
import { nameOfProduct } from './edit-places.ts';

/** Edits on one page of the views that show each in full. */
export const EDITS_A_PAGE = 40;

/** One page of the edits in one state; the page before stays on the screen until it has come. */
export function useEditPage(
  state: NonNullable<EditQuery['state']>,
  { search, start }: { readonly search: string; readonly start: number },
): UseQueryResult<EditPage> {
  return useQuery(
    useApi().edits.page.queryOptions({
      input: { state, search, offset: start, limit: EDITS_A_PAGE },
      placeholderData: keepPreviousData,
    }),
  );
}

export type ProductEdits = {
  readonly productId: string;
  readonly title: string;
  /** Set for a variant product of OpenCart 4. */
  readonly masterId: string | null;
  readonly edits: readonly PendingEditRow[];
};

/** The rows by product, in the order in which the products first come. */
export function byProduct(rows: readonly PendingEditRow[]): readonly ProductEdits[] {
  const groups = new Map<string, PendingEditRow[]>();
  for (const row of rows) {
    const group = groups.get(row.productId);
    if (group) group.push(row);
    else groups.set(row.productId, [row]);
  }
  return [...groups].map(([productId, edits]) => ({
    productId,
    title: nameOfProduct(edits[0]!),
    masterId: edits[0]!.masterId,
    edits,
  }));
}
