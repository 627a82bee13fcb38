import { useQuery } from '@tanstack/react-query';
import type { EditPage } from '#contract/edits.ts';
import { useApi } from '../../client/engine-context.ts';

/** How many edits wait, conflict and were refused, of everything; null while it is not known. */
export function useEditCounts(): EditPage['counts'] | null {
  const { data } = useQuery(
    useApi().edits.page.queryOptions({ input: { state: null, search: '', offset: 0, limit: 1 } }),
  );
  return data?.counts ?? null;
}
