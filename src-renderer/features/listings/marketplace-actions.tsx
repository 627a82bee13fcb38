import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { ListingRow } from '#contract/listings.ts';
import type { PublishRun } from '#contract/publishing.ts';
import { problemOf } from '../../client/problem-of.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import type { RowSelection } from '../../ui/row-selection.ts';
import { WINDOW_SIZE, type LazyRows } from '../../ui/use-lazy-rows.ts';
import { ActionMenu } from '../publishing/action-menu.tsx';
import type { ListingAction } from '../publishing/listing-actions.ts';
import { PreviewDialog } from '../publishing/preview-dialog.tsx';

type Looked = { readonly action: ListingAction; readonly channelId: string; readonly variantIds: string[] };

/** Where a sending is followed to its last item. */
export function useFollowRun(): (run: PublishRun) => void {
  const [, go] = useLocation();
  return ({ channelId, runId }) =>
    go(`/publishing?tab=runs&channel=${encodeURIComponent(channelId)}&run=${encodeURIComponent(runId)}`);
}

/** What can be done on the marketplace with the chosen listings, all of one channel. */
export function MarketplaceActions({
  selection,
  rows,
  channelId,
}: {
  readonly selection: RowSelection;
  readonly rows: LazyRows<ListingRow>;
  /** The channel that the list shows; null for all of them. */
  readonly channelId: string | null;
}): React.ReactNode {
  const { t } = useTranslation('actions');
  const follow = useFollowRun();
  const [looked, setLooked] = useState<Looked | null>(null);
  const [reading, setReading] = useState(false);
  const [fault, setFault] = useState<'oneChannel' | 'notLinked' | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const here = rows.slots.flatMap(({ row }) => (row !== null && selection.has(row.listingId) ? [row] : []));
  const channels = new Set(here.map((row) => row.channelId));
  const [only] = channels;
  const channel = channelId ?? (channels.size === 1 ? (only ?? null) : null);
  const look = async (action: ListingAction): Promise<void> => {
    setFault(null);
    setFailure(null);
    setReading(true);
    try {
      const chosen = await chosenRows(rows, selection.ids, here);
      const variantIds = [...new Set(chosen.flatMap(({ variantId }) => variantId ?? []))];
      if (channel === null || chosen.some((row) => row.channelId !== channel)) setFault('oneChannel');
      else if (variantIds.length === 0) setFault('notLinked');
      else setLooked({ action, channelId: channel, variantIds });
    } catch (error) {
      setFailure(error);
    } finally {
      setReading(false);
    }
  };
  return (
    <>
      {channel === null ? (
        <span>{t('oneChannel')}</span>
      ) : (
        <ActionMenu channelId={channel} compact pending={reading} onChoose={(action) => void look(action)} />
      )}
      {fault === null ? null : <span role="alert">{t(fault)}</span>}
      {failure === null ? null : <ProblemNotice problem={problemOf(failure)} />}
      {looked === null ? null : (
        <PreviewDialog
          channelId={looked.channelId}
          action={looked.action}
          selection={{ by: 'variants', variantIds: looked.variantIds }}
          onClose={() => setLooked(null)}
          onSent={follow}
        />
      )}
    </>
  );
}

/** The chosen rows, those too that are not on the screen: windows are read until all are found. */
async function chosenRows(
  rows: LazyRows<ListingRow>,
  ids: ReadonlySet<string>,
  here: readonly ListingRow[],
): Promise<readonly ListingRow[]> {
  const found = new Map(here.map((row) => [row.listingId, row]));
  for (let first = 0; found.size < ids.size && first < rows.total; first += WINDOW_SIZE) {
    for (const row of await rows.read(first, first + WINDOW_SIZE - 1))
      if (ids.has(row.listingId)) found.set(row.listingId, row);
  }
  return [...found.values()];
}
