import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  CandidateQuery,
  PublishAction,
  PublishCandidate,
  PublishSelection,
} from '#contract/publishing.ts';
import { useApi } from '../../client/engine-context.ts';
import { problemOf } from '../../client/problem-of.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { EmptyState } from '../../ui/empty-state.tsx';
import { fullName } from '../../ui/full-name.ts';
import { ListWithPanel } from '../../ui/list-with-panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useRowSelection } from '../../ui/row-selection.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { oneOf, type Address } from '../../ui/use-address.ts';
import { useLazyRows, WINDOW_SIZE, type RowPage, type Slot } from '../../ui/use-lazy-rows.ts';
import { ActionMenu } from './action-menu.tsx';
import { useCandidateColumns } from './candidate-columns.tsx';
import { CandidatePanel } from './candidate-panel.tsx';
import { PreviewDialog } from './preview-dialog.tsx';

const FILTERS = ['unlisted', 'listed', 'all'] as const satisfies readonly CandidateQuery['filter'][];
const rowId = (row: PublishCandidate): string => row.variantId;

type Looked = { readonly action: PublishAction; readonly selection: PublishSelection };

/** What of the shop is on the channel and what is not yet, with what keeps each variant from going there. */
export function ProductsView({
  channelId,
  address,
}: {
  readonly channelId: string;
  readonly address: Address;
}): React.ReactNode {
  const { t } = useTranslation('publishing');
  const format = useFormat();
  const api = useApi();
  const view = {
    channelId,
    filter: oneOf(address.get('filter'), FILTERS, 'unlisted'),
    search: address.get('find'),
  };
  const question = JSON.stringify(view);
  const rows = useLazyRows<PublishCandidate, RowPage<PublishCandidate>>({
    question,
    windowOptions: (offset) =>
      api.publishing.candidates.queryOptions({ input: { ...view, offset, limit: WINDOW_SIZE } }),
  });
  const selection = useRowSelection(question);
  const columns = useCandidateColumns();
  const words = useMemo(() => ({ select: t('select'), selectAll: t('selectAll') }), [t]);
  const [failure, setFailure] = useState<unknown>(null);
  const [looked, setLooked] = useState<Looked | null>(null);
  const openId = address.get('variant') || null;
  const opened = useOpened(channelId, openId, rows.slots);
  const open = useCallback((row: PublishCandidate) => address.set({ variant: row.variantId }), [address]);
  return (
    <>
      <ListWithPanel
        label={t('products.grid')}
        question={question}
        rows={rows}
        columns={columns}
        rowId={rowId}
        rowName={fullName}
        words={words}
        openId={openId}
        onOpen={open}
        selection={selection}
        onFailed={setFailure}
        toolbar={
          <>
            <SearchField
              value={view.search}
              onChange={(find) => address.set({ find })}
              placeholder={t('products.search')}
              width={280}
            />
            <SegmentedControl
              aria-label={t('products.filter')}
              size="xs"
              value={view.filter}
              onChange={(filter) => address.set({ filter: filter === 'unlisted' ? '' : filter, variant: '' })}
              data={FILTERS.map((value) => ({ value, label: t(`products.filters.${value}`) }))}
            />
            {rows.newest === null ? null : (
              <span className={panel['muted']}>
                {t('rowCount', { count: rows.total, number: format.number(rows.total) })}
              </span>
            )}
            <span className={panel['grow']} />
            <WhatToDo
              channelId={channelId}
              filter={view.filter}
              chosen={[...selection.ids]}
              whole={view.search === '' && rows.total > 0}
              onLook={setLooked}
            />
          </>
        }
        notices={failure === null ? null : <ProblemNotice problem={problemOf(failure)} />}
        empty={<Nothing filtered={view.search !== '' || view.filter !== 'unlisted'} address={address} />}
        panel={
          opened === null ? null : (
            <CandidatePanel
              key={openId}
              channelId={channelId}
              candidate={opened}
              chosenProducts={productsOf(rows.slots, selection.ids)}
              onLook={(action) =>
                setLooked({ action, selection: { by: 'variants', variantIds: [opened.variantId] } })
              }
              onClose={() => address.set({ variant: '' })}
            />
          )
        }
      />
      {looked === null ? null : (
        <PreviewDialog
          channelId={channelId}
          action={looked.action}
          selection={looked.selection}
          onClose={() => setLooked(null)}
          onSent={({ runId }) => {
            selection.clear();
            address.set({ tab: 'runs', run: runId, variant: '', find: '', filter: '' });
          }}
        />
      )}
    </>
  );
}

/** The opened variant: from the rows where it is among them, else read by itself, as after following a link. */
function useOpened(
  channelId: string,
  variantId: string | null,
  slots: readonly Slot<PublishCandidate>[],
): PublishCandidate | null {
  const inList = slots.find(({ row }) => row?.variantId === variantId)?.row ?? null;
  const alone = useQuery({
    ...useApi().publishing.candidate.queryOptions({ input: { channelId, variantId: variantId ?? '' } }),
    enabled: variantId !== null && inList === null,
  });
  return inList ?? alone.data ?? null;
}

/** The products of the chosen variants, as far as their rows are here. */
function productsOf(
  slots: readonly Slot<PublishCandidate>[],
  chosen: ReadonlySet<string>,
): readonly string[] {
  return [
    ...new Set(
      slots.flatMap(({ row }) => (row !== null && chosen.has(row.variantId) ? [row.productId] : [])),
    ),
  ];
}

/** What can be looked at before it is done, with what is chosen or with all of them. */
function WhatToDo({
  channelId,
  filter,
  chosen,
  whole,
  onLook,
}: {
  readonly channelId: string;
  readonly filter: (typeof FILTERS)[number];
  readonly chosen: string[];
  /** Whether the list shows all that the filter has. */
  readonly whole: boolean;
  readonly onLook: (looked: Looked) => void;
}): React.ReactNode {
  const { t } = useTranslation('publishing');
  const { t: actions } = useTranslation('actions');
  const format = useFormat();
  if (chosen.length > 0) {
    const selection: PublishSelection = { by: 'variants', variantIds: chosen };
    const number = format.number(chosen.length);
    return (
      <>
        {filter === 'unlisted' ? null : (
          <ActionMenu channelId={channelId} onChoose={(action) => onLook({ action, selection })} />
        )}
        {filter === 'listed' ? null : (
          <Button onClick={() => onLook({ action: 'create', selection })}>
            {t('products.previewChosen', { count: chosen.length, number })}
          </Button>
        )}
      </>
    );
  }
  if (!whole) return null;
  if (filter === 'unlisted') {
    return (
      <Button variant="default" onClick={() => onLook({ action: 'create', selection: { by: 'all' } })}>
        {t('products.previewAll')}
      </Button>
    );
  }
  return filter === 'listed' ? (
    <ActionMenu
      channelId={channelId}
      label={actions('menuAll')}
      onChoose={(action) => onLook({ action, selection: { by: 'all' } })}
    />
  ) : null;
}

function Nothing({
  filtered,
  address,
}: {
  readonly filtered: boolean;
  readonly address: Address;
}): React.ReactNode {
  const { t } = useTranslation('publishing');
  if (!filtered) return <EmptyState title={t('products.empty')} text={t('products.emptyText')} />;
  return (
    <EmptyState
      title={t('products.filtered')}
      text={t('products.filteredText')}
      action={
        <Button variant="default" onClick={() => address.set({ find: '', filter: '' })}>
          {t('clear')}
        </Button>
      }
    />
  );
}
