import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearch } from 'wouter';
import { ProductFilter, type ProductPage, type ProductQuery, type ProductRow } from '#contract/products.ts';
import { useApi } from '../../client/engine-context.ts';
import { problemOf } from '../../client/problem-of.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { FilterChips } from '../../ui/filter-chips.tsx';
import { LazyGrid, type GridSort } from '../../ui/lazy-grid.tsx';
import { NothingListed } from '../../ui/nothing-listed.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useRowSelection } from '../../ui/row-selection.ts';
import { RowsFailure } from '../../ui/rows-failure.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { oneOf, useAddress } from '../../ui/use-address.ts';
import { useLazyRows, WINDOW_SIZE, type LazyRows } from '../../ui/use-lazy-rows.ts';
import { BulkBar, type KeptBulk } from './bulk-bar.tsx';
import { CodesImport } from './codes-import.tsx';
import { DraftsNotice } from './drafts-notice.tsx';
import { KeptNotice } from './kept-notice.tsx';
import { SORT_BY_COLUMN, useProductColumns } from './product-columns.tsx';

type View = Omit<ProductQuery, 'offset' | 'limit'>;

const rowId = (row: ProductRow): string => row.productId;
const rowName = (row: ProductRow): string => row.title;

/** The shop's products as the merchant sees them now: the last reading, with what waits over it. */
export function ProductList(): React.ReactNode {
  const { t } = useTranslation('products');
  const format = useFormat();
  const address = useAddress();
  const [, navigate] = useLocation();
  const view = useView(address.get);
  const rows = useProducts(view);
  const selection = useRowSelection(JSON.stringify([view.filter, view.search]));
  const columns = useProductColumns();
  const [failure, setFailure] = useState<unknown>(null);
  const [kept, setKept] = useState<KeptBulk | null>(null);
  const shown = useSearch();
  const open = useCallback(
    (row: ProductRow) =>
      // The list's own view goes along, so that "back" finds it as it was.
      navigate(`/products/${encodeURIComponent(row.productId)}?list=${encodeURIComponent(shown)}`),
    [navigate, shown],
  );
  const words = useMemo(() => ({ select: t('select'), selectAll: t('selectAll') }), [t]);
  const filtered = view.search !== '' || view.filter !== 'all';
  const nothing = rows.newest !== null && rows.total === 0 && !rows.behind;
  return (
    <PageFrame
      title={t('title')}
      layout="fill"
      aside={
        rows.newest === null ? null : t('rowCount', { count: rows.total, number: format.number(rows.total) })
      }
      actions={nothing && !filtered ? null : <CodesImport />}
    >
      <div className={panel['toolbar']}>
        <SearchField
          value={view.search}
          onChange={(find) => address.set({ find })}
          placeholder={t('search')}
          width={300}
        />
        {nothing ? null : (
          <BulkBar
            selection={selection}
            shown={{ search: view.search, filter: view.filter }}
            total={rows.newest === null || rows.behind ? null : rows.total}
            onKept={setKept}
          />
        )}
      </div>
      <div className={panel['toolbar']}>
        <FilterChips
          label={t('grid')}
          chips={ProductFilter.options.map((filter) => ({
            value: filter,
            label: t(`filters.${filter}`),
            count: rows.newest?.counts[filter],
          }))}
          value={view.filter}
          onChange={(filter) => address.set({ filter: filter === 'all' ? '' : filter })}
        />
      </div>
      {kept === null ? null : <KeptNotice waits={kept.waits} onDismiss={() => setKept(null)} />}
      <DraftsNotice />
      {failure === null ? null : <ProblemNotice problem={problemOf(failure)} />}
      <RowsFailure rows={rows} />
      <div className={panel['split']}>
        <div className={panel['list']}>
          {nothing ? (
            <NothingListed
              filtered={filtered}
              words={t('empty', { returnObjects: true })}
              onClear={() => address.set({ find: '', filter: '' })}
            />
          ) : (
            <LazyGrid
              question={JSON.stringify(view)}
              label={t('grid')}
              rows={rows}
              columns={columns}
              rowId={rowId}
              rowName={rowName}
              words={words}
              onOpen={open}
              selection={selection}
              sort={gridSort(view)}
              onSort={(next) => address.set({ sort: next.key, order: next.descending ? 'desc' : '' })}
              onFailed={setFailure}
            />
          )}
        </div>
      </div>
    </PageFrame>
  );
}

// `Object.keys` is typed for any object; these are exactly the keys of the constant.
const sortColumns = Object.keys(SORT_BY_COLUMN) as readonly (keyof typeof SORT_BY_COLUMN)[];

function useView(get: (name: string) => string): View {
  return {
    search: get('find'),
    filter: oneOf(get('filter'), ProductFilter.options, 'all'),
    sort: SORT_BY_COLUMN[oneOf(get('sort'), sortColumns, 'product')],
    descending: get('order') === 'desc',
  };
}

function gridSort(view: View): GridSort {
  const key = sortColumns.find((column) => SORT_BY_COLUMN[column] === view.sort) ?? 'product';
  return { key, descending: view.descending };
}

function useProducts(view: View): LazyRows<ProductRow, ProductPage> {
  const api = useApi();
  const windowOptions = (offset: number) =>
    api.products.page.queryOptions({ input: { ...view, offset, limit: WINDOW_SIZE } });
  return useLazyRows<ProductRow, ProductPage>({ question: JSON.stringify(view), windowOptions });
}
