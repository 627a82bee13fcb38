import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ReturnFilter, type ReturnPage, type ReturnQuery, type ReturnRow } from '#contract/returns.ts';
import { useApi, useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { AfterSalesEmpty, useAfterSalesAge } from '../../ui/after-sales-empty.tsx';
import panel from '../../ui/detail-panel.module.css';
import { RelativeTime } from '../../ui/figures.tsx';
import { FilterChips } from '../../ui/filter-chips.tsx';
import { ListWithPanel } from '../../ui/list-with-panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { ReadAgain } from '../../ui/read-again.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { oneOf, useAddress } from '../../ui/use-address.ts';
import { useLazyRows, WINDOW_SIZE } from '../../ui/use-lazy-rows.ts';
import { useReturnColumns } from './return-columns.tsx';
import { ReturnPanel } from './return-panel.tsx';

type View = Omit<ReturnQuery, 'offset' | 'limit'>;

/** A return's number is the marketplace's: two channels may use the same one. */
const rowId = (row: ReturnRow): string => JSON.stringify([row.channelId, row.returnId]);
const rowName = (row: ReturnRow): string => row.returnId;

/** Returns of every channel, those that must be answered soonest first. */
export function ReturnsView({ channelId }: { readonly channelId: string | null }): React.ReactNode {
  const { t } = useTranslation('returns');
  const engine = useEngine();
  const api = useApi();
  const address = useAddress();
  const view: View = {
    channelId,
    filter: oneOf(address.get('filter'), ReturnFilter.options, 'waiting'),
    search: address.get('findReturn'),
  };
  const question = JSON.stringify(view);
  const rows = useLazyRows<ReturnRow, ReturnPage>({
    question,
    windowOptions: (offset) =>
      api.returns.page.queryOptions({ input: { ...view, offset, limit: WINDOW_SIZE } }),
  });
  const refresh = useWrite(engine.client.returns.refresh);
  const columns = useReturnColumns();
  const words = useMemo(() => ({ select: t('select'), selectAll: t('selectAll') }), [t]);
  const openId = address.get('return') || null;
  const opened = rows.slots.find(({ row }) => row !== null && rowId(row) === openId)?.row ?? null;
  const open = useCallback((row: ReturnRow) => address.set({ return: rowId(row) }), [address]);
  const { readAt } = useAfterSalesAge('returns', channelId);
  const again = <ReadAgain write={refresh} channelId={channelId} label={t('refresh')} />;
  return (
    <ListWithPanel
      label={t('grid')}
      question={question}
      rows={rows}
      columns={columns}
      rowId={rowId}
      rowName={rowName}
      words={words}
      openId={openId}
      onOpen={open}
      toolbar={
        <>
          <SearchField
            value={view.search}
            onChange={(findReturn) => address.set({ findReturn })}
            placeholder={t('search')}
            width={300}
          />
          <FilterChips
            label={t('filter')}
            chips={ReturnFilter.options.map((filter) => ({
              value: filter,
              label: t(`filters.${filter}`),
              count: rows.newest?.counts[filter],
            }))}
            value={view.filter}
            onChange={(filter) => address.set({ filter: filter === 'waiting' ? '' : filter, return: '' })}
          />
          {readAt === null ? null : (
            <>
              {again}
              <span className={panel['muted']}>
                <RelativeTime at={readAt} words={(age) => t('readAt', { age })} />
              </span>
            </>
          )}
        </>
      }
      notices={refresh.problem === null ? null : <ProblemNotice problem={refresh.problem} />}
      empty={
        <AfterSalesEmpty
          part="returns"
          channelId={channelId}
          words={t('empty', { returnObjects: true })}
          refresh={again}
          noneAtAll={view.search === '' && rows.newest?.counts.all === 0}
          onClear={() => address.set({ findReturn: '', filter: 'all' })}
        />
      }
      panel={
        opened === null ? null : (
          <ReturnPanel key={openId} row={opened} onClose={() => address.set({ return: '' })} />
        )
      }
    />
  );
}
