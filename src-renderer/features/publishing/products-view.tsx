import { Button, SegmentedControl } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CandidateQuery, PublishCandidate, PublishSelection } from '#contract/publishing.ts';
import { useApi } from '../../client/engine-context.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { EmptyState } from '../../ui/empty-state.tsx';
import { fullName } from '../../ui/full-name.ts';
import type { LazyColumn } from '../../ui/lazy-grid-columns.tsx';
import { LazyGrid } from '../../ui/lazy-grid.tsx';
import { useRowSelection } from '../../ui/row-selection.ts';
import { RowsFailure } from '../../ui/rows-failure.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { StateDot, type Tone } from '../../ui/state-dot.tsx';
import { TwoLines } from '../../ui/two-lines.tsx';
import { oneOf, type Address } from '../../ui/use-address.ts';
import { useLazyRows, WINDOW_SIZE, type RowPage } from '../../ui/use-lazy-rows.ts';
import { CandidatePanel } from './candidate-panel.tsx';
import { PreviewDialog } from './preview-dialog.tsx';

const FILTERS = ['unlisted', 'listed', 'all'] as const satisfies readonly CandidateQuery['filter'][];
const TONES: Readonly<Record<PublishCandidate['readiness'], Tone>> = {
  ready: 'ok',
  held: 'held',
  listed: 'info',
  sending: 'busy',
};
const rowId = (row: PublishCandidate): string => row.variantId;
const ignored = (): void => undefined;

/** What of the shop is not on the channel yet, with what keeps each variant from going there. */
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
  const columns = useColumns();
  const words = useMemo(() => ({ select: t('select'), selectAll: t('selectAll') }), [t]);
  const openId = address.get('variant') || null;
  const opened = rows.slots.find(({ row }) => row?.variantId === openId)?.row ?? null;
  const open = useCallback((row: PublishCandidate) => address.set({ variant: row.variantId }), [address]);
  const [looked, setLooked] = useState<PublishSelection | null>(null);
  const nothing = rows.newest !== null && rows.total === 0 && !rows.behind;
  const chosen = [...selection.ids];
  return (
    <>
      <div className={panel['toolbar']}>
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
        {chosen.length > 0 ? (
          <Button onClick={() => setLooked({ by: 'variants', variantIds: chosen })}>
            {t('products.previewChosen', { count: chosen.length, number: format.number(chosen.length) })}
          </Button>
        ) : view.filter === 'unlisted' && view.search === '' && rows.total > 0 ? (
          <Button variant="default" onClick={() => setLooked({ by: 'all' })}>
            {t('products.previewAll')}
          </Button>
        ) : null}
      </div>
      <RowsFailure rows={rows} />
      <div className={panel['split']}>
        <div className={panel['list']}>
          {nothing ? (
            <Nothing filtered={view.search !== '' || view.filter !== 'unlisted'} address={address} />
          ) : (
            <LazyGrid
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
              onFailed={ignored}
            />
          )}
        </div>
        {opened === null ? null : (
          <CandidatePanel
            key={openId}
            channelId={channelId}
            candidate={opened}
            onClose={() => address.set({ variant: '' })}
          />
        )}
      </div>
      {looked === null ? null : (
        <PreviewDialog
          channelId={channelId}
          selection={looked}
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

function useColumns(): readonly LazyColumn<PublishCandidate>[] {
  const { t } = useTranslation('publishing');
  const format = useFormat();
  return useMemo(
    () => [
      {
        key: 'product',
        name: t('products.columns.product'),
        width: 240,
        grow: 2,
        render: (row) => <TwoLines first={fullName(row)} second={row.shopCategories[0] ?? ''} />,
        copy: fullName,
      },
      {
        key: 'code',
        name: t('products.columns.code'),
        width: 140,
        render: (row) => <TwoLines first={row.stockCode || '—'} second={row.barcode} />,
        copy: (row) => row.stockCode,
      },
      {
        key: 'readiness',
        name: t('products.columns.readiness'),
        width: 120,
        render: (row) => (
          <StateDot tone={TONES[row.readiness]} label={t(`products.readiness.${row.readiness}`)} />
        ),
      },
      {
        key: 'category',
        name: t('products.columns.category'),
        width: 200,
        grow: 1.2,
        render: (row) => <TwoLines first={row.categoryPath ?? '—'} second="" />,
      },
      {
        key: 'faults',
        name: t('products.columns.faults'),
        width: 240,
        grow: 2,
        render: ({ faults }) => (
          <TwoLines
            first={faults[0] === undefined ? '—' : format.pick(faults[0].message)}
            second={faults.length > 1 ? `+${format.number(faults.length - 1)}` : ''}
          />
        ),
      },
    ],
    [t, format],
  );
}
