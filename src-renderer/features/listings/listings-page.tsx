import { ActionIcon, Checkbox, Menu } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ListingFilter, type ListingPage, type ListingQuery, type ListingRow } from '#contract/listings.ts';
import { useApi } from '../../client/engine-context.ts';
import { problemOf } from '../../client/problem-of.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ChannelSelect } from '../../ui/channel-select.tsx';
import { FilterChips } from '../../ui/filter-chips.tsx';
import type { GridSort } from '../../ui/lazy-grid.tsx';
import { ListWithPanel } from '../../ui/list-with-panel.tsx';
import { NothingListed } from '../../ui/nothing-listed.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useRowSelection } from '../../ui/row-selection.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { oneOf, useAddress } from '../../ui/use-address.ts';
import { useLazyRows, WINDOW_SIZE, type LazyRows } from '../../ui/use-lazy-rows.ts';
import { BulkBar } from './bulk-bar.tsx';
import { useHiddenColumns } from './hidden-columns.ts';
import {
  groupOf,
  LISTING_COLUMNS,
  SORT_BY_COLUMN,
  useListingColumns,
  type ListingColumn,
} from './listing-columns.tsx';
import { ListingPanel, NotListedPanel } from './listing-panel.tsx';
import { isNotListed } from './listing-state.ts';

type View = Omit<ListingQuery, 'offset' | 'limit'>;

const rowId = (row: ListingRow): string => row.listingId;
const rowName = (row: ListingRow): string => row.title;

/** Shop and channel side by side, for every listing. */
export function ListingsPage(): React.ReactNode {
  const { t } = useTranslation('listings');
  const format = useFormat();
  const address = useAddress();
  const view = useView(address.get);
  const rows = useListings(view);
  const selection = useRowSelection(JSON.stringify([view.channelId, view.filter, view.search]));
  const hidden = useHiddenColumns((columns) => columns.hidden);
  const columns = useListingColumns(hidden);
  const [failure, setFailure] = useState<unknown>(null);
  const openId = address.get('listing') || null;
  const open = useCallback((row: ListingRow) => address.set({ listing: row.listingId }), [address]);
  const openRow = useMemo(
    () => rows.slots.find((slot) => slot.row?.listingId === openId)?.row ?? null,
    [rows.slots, openId],
  );
  const close = (): void => address.set({ listing: '' });
  const filtered = view.search !== '' || view.filter !== 'all' || view.channelId !== null;
  const words = useMemo(() => ({ select: t('select'), selectAll: t('selectAll') }), [t]);
  const sort = gridSort(view);

  return (
    <PageFrame
      title={t('title')}
      layout="fill"
      aside={
        rows.newest === null ? null : t('rowCount', { count: rows.total, number: format.number(rows.total) })
      }
      actions={<ColumnsMenu />}
    >
      <ListWithPanel
        question={JSON.stringify(view)}
        label={t('grid')}
        rows={rows}
        columns={columns}
        rowId={rowId}
        rowName={rowName}
        words={words}
        openId={openId}
        onOpen={open}
        selection={view.filter === 'not-listed' ? null : selection}
        sort={sort}
        onSort={(next) => address.set({ sort: next.key, order: next.descending ? 'desc' : '' })}
        onFailed={setFailure}
        toolbar={
          <>
            <SearchField
              value={view.search}
              onChange={(find) => address.set({ find })}
              placeholder={t('search')}
              width={300}
            />
            <ChannelSelect
              value={view.channelId ?? ''}
              onChange={(channel) => address.set({ channel })}
              label={t('channel')}
              allLabel={t('allChannels')}
            />
            <Chips
              view={view}
              page={rows.newest}
              onChange={(filter) => address.set({ filter: filter === 'all' ? '' : filter })}
            />
          </>
        }
        notices={
          <>
            {selection.ids.size > 0 ? (
              <BulkBar selection={selection} rows={rows} filter={view.filter} channelId={view.channelId} />
            ) : null}
            {failure === null ? null : <ProblemNotice problem={problemOf(failure)} />}
          </>
        }
        empty={
          <NothingListed
            filtered={filtered}
            words={t('empty', { returnObjects: true })}
            onClear={() => address.set({ find: '', filter: '', channel: '' })}
          />
        }
        panel={
          openId === null ? null : openRow !== null && isNotListed(openRow) ? (
            <NotListedPanel row={openRow} onClose={close} />
          ) : (
            <ListingPanel key={openId} listingId={openId} onClose={close} />
          )
        }
      />
    </PageFrame>
  );
}

function useView(get: (name: string) => string): View {
  const column = oneOf(get('sort'), sortColumns, 'product');
  return {
    channelId: get('channel') || null,
    search: get('find'),
    filter: oneOf(get('filter'), ListingFilter.options, 'all'),
    sort: SORT_BY_COLUMN[column],
    descending: get('order') === 'desc',
  };
}

// `Object.keys` is typed for any object; these are exactly the keys of the constant above.
const sortColumns = Object.keys(SORT_BY_COLUMN) as readonly (keyof typeof SORT_BY_COLUMN)[];

function gridSort(view: View): GridSort {
  const key = sortColumns.find((column) => SORT_BY_COLUMN[column] === view.sort) ?? 'product';
  return { key, descending: view.descending };
}

function useListings(view: View): LazyRows<ListingRow, ListingPage> {
  const api = useApi();
  const windowOptions = (offset: number) =>
    api.listings.page.queryOptions({ input: { ...view, offset, limit: WINDOW_SIZE } });
  return useLazyRows<ListingRow, ListingPage>({ question: JSON.stringify(view), windowOptions });
}

function Chips({
  view,
  page,
  onChange,
}: {
  readonly view: View;
  readonly page: ListingPage | null;
  readonly onChange: (filter: ListingFilter) => void;
}): React.ReactNode {
  const { t } = useTranslation('listings');
  const chips = ListingFilter.options.map((filter) => ({
    value: filter,
    label: t(`filters.${filter}`),
    count: page?.counts[filter],
  }));
  return <FilterChips label={t('grid')} chips={chips} value={view.filter} onChange={onChange} />;
}

function ColumnsMenu(): React.ReactNode {
  const { t } = useTranslation('listings');
  const { hidden, toggle } = useHiddenColumns();
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" size={32} aria-label={t('columnsMenu')} title={t('columnsMenu')}>
          <IconColumns3 size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {LISTING_COLUMNS.filter((column) => column !== 'product').map((column) => (
          <Menu.Item
            key={column}
            onClick={() => toggle(column)}
            role="menuitemcheckbox"
            aria-checked={!hidden.has(column)}
          >
            <Checkbox
              size="xs"
              label={columnName(t, column)}
              checked={!hidden.has(column)}
              readOnly
              tabIndex={-1}
            />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Under a common header two columns carry the same word; in the menu each says which it is. */
function columnName(t: ReturnType<typeof useTranslation<'listings'>>['t'], column: ListingColumn): string {
  const group = groupOf(column);
  return group === null ? t(`columns.${column}`) : `${t(`groups.${group}`)} · ${t(`columns.${column}`)}`;
}
