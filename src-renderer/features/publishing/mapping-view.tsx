import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { BrandMappingRow, CategoryMappingRow } from '#contract/publishing.ts';
import { useApi, useEngine } from '../../client/engine-context.ts';
import { useWrite, type Write } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { StateShape } from '../../ui/state-dot.tsx';
import { oneOf, type Address } from '../../ui/use-address.ts';
import { AcceptCertain } from './accept-certain.tsx';
import { AttributesPanel } from './attributes-panel.tsx';
import { CatalogueNotice } from './catalogue-notice.tsx';
import { BrandSelect, CategorySelect } from './catalogue-select.tsx';
import classes from './publishing.module.css';

const MOST_ROWS = 100;
/** More are no help: whoever does not find it among the best ones searches. */
const SHOWN_GUESSES = 3;
const PARTS = ['categories', 'brands'] as const;
const FILTERS = ['all', 'unmapped', 'mapped'] as const;

type Props = { readonly channelId: string; readonly address: Address };

/** What of the shop becomes what on the marketplace; suggestions are explained and never taken by themselves. */
export function MappingView({ channelId, address }: Props): React.ReactNode {
  const { t } = useTranslation('publishing');
  const part = oneOf(address.get('part'), PARTS, 'categories');
  const filter = oneOf(address.get('filter'), FILTERS, 'all');
  const search = address.get('find');
  const view = { channelId, search, filter, offset: 0, limit: MOST_ROWS };
  const category = address.get('category');
  return (
    <>
      <div className={panel['toolbar']}>
        <SegmentedControl
          aria-label={t('mapping.parts.label')}
          size="xs"
          value={part}
          onChange={(next) => address.set({ part: next === 'brands' ? 'brands' : '', category: '' })}
          data={PARTS.map((value) => ({ value, label: t(`mapping.parts.${value}`) }))}
        />
        <SearchField
          value={search}
          onChange={(find) => address.set({ find })}
          placeholder={t('mapping.search')}
          width={260}
        />
        <SegmentedControl
          aria-label={t('mapping.filters.label')}
          size="xs"
          value={filter}
          onChange={(next) => address.set({ filter: next === 'all' ? '' : next })}
          data={FILTERS.map((value) => ({ value, label: t(`mapping.filters.${value}`) }))}
        />
        <AcceptCertain key={channelId} channelId={channelId} />
      </div>
      <CatalogueNotice channelId={channelId} />
      <div className={panel['split']}>
        {part === 'categories' ? (
          <Categories view={view} address={address} />
        ) : (
          <Brands view={view} address={address} />
        )}
        {category === '' || part === 'brands' ? null : (
          <AttributesPanel
            key={category}
            channelId={channelId}
            categoryId={category}
            onClose={() => address.set({ category: '' })}
          />
        )}
      </div>
    </>
  );
}

type View = {
  readonly channelId: string;
  readonly search: string;
  readonly filter: (typeof FILTERS)[number];
  readonly offset: number;
  readonly limit: number;
};
type PartProps = { readonly view: View; readonly address: Address };

function Categories({ view, address }: PartProps): React.ReactNode {
  const { t } = useTranslation('publishing');
  const { channelId } = view;
  const query = useQuery(useApi().mapping.categories.queryOptions({ input: view }));
  const write = useWrite(useEngine().client.mapping.setCategories);
  const set = (row: CategoryMappingRow, categoryId: string | null): void =>
    write.run({ channelId, shopCategoryIds: [row.shopCategoryId], categoryId });
  return (
    <Mapped query={query} write={write} view={view} address={address} first={t('mapping.shopCategory')}>
      {(row) => ({
        key: row.shopCategoryId,
        name: row.path,
        products: row.products,
        target: (
          <CategorySelect
            channelId={channelId}
            label={`${row.path}: ${t('mapping.target')}`}
            hideLabel
            value={row.category && { id: row.category.categoryId, name: row.category.path }}
            onChange={(target) => set(row, target?.id ?? null)}
          />
        ),
        actions:
          row.category === null ? null : (
            <div className={classes['row']}>
              {row.category.usable ? null : (
                <span className={classes['fault']}>
                  <StateShape tone="failing" />
                  <span>{t('mapping.unusable')}</span>
                </span>
              )}
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`${row.path}: ${t('mapping.attributes')}`}
                onClick={() => address.set({ category: row.category?.categoryId ?? '' })}
              >
                {t('mapping.attributes')}
              </Button>
              <Button
                size="compact-sm"
                variant="subtle"
                color="gray"
                aria-label={`${row.path}: ${t('mapping.unmap')}`}
                onClick={() => set(row, null)}
              >
                {t('mapping.unmap')}
              </Button>
            </div>
          ),
        guesses: row.guesses.map(({ categoryId, path, why }) => ({ id: categoryId, name: path, why })),
        take: (categoryId) => set(row, categoryId),
      })}
    </Mapped>
  );
}

function Brands({ view, address }: PartProps): React.ReactNode {
  const { t } = useTranslation('publishing');
  const { channelId } = view;
  const query = useQuery(useApi().mapping.brands.queryOptions({ input: view }));
  const write = useWrite(useEngine().client.mapping.setBrand);
  const set = (row: BrandMappingRow, brand: { brandId: string | null; name: string } | null): void =>
    write.run({ channelId, manufacturer: row.manufacturer, brand });
  return (
    <Mapped query={query} write={write} view={view} address={address} first={t('mapping.shopBrand')}>
      {(row) => ({
        key: row.manufacturer,
        name: row.manufacturer,
        products: row.products,
        target: (
          <BrandSelect
            channelId={channelId}
            label={`${row.manufacturer}: ${t('mapping.target')}`}
            hideLabel
            value={row.brand && { id: row.brand.brandId ?? row.brand.name, name: row.brand.name }}
            onChange={(target) => set(row, target && { brandId: target.id, name: target.name })}
          />
        ),
        actions:
          row.brand === null ? null : (
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              aria-label={`${row.manufacturer}: ${t('mapping.unmap')}`}
              onClick={() => set(row, null)}
            >
              {t('mapping.unmap')}
            </Button>
          ),
        guesses: row.guesses.map(({ brandId, name, why }) => ({ id: brandId, name, why })),
        take: (brandId, name) => set(row, { brandId, name }),
      })}
    </Mapped>
  );
}

type MappedRow = {
  readonly key: string;
  readonly name: string;
  readonly products: number;
  readonly target: React.ReactNode;
  readonly guesses: readonly {
    readonly id: string;
    readonly name: string;
    readonly why: { readonly tr: string; readonly en: string };
  }[];
  readonly take: (id: string, name: string) => void;
  /** What can be done with what is mapped; null while nothing is. */
  readonly actions: React.ReactNode;
};

function Mapped<Row>({
  query,
  write,
  view,
  address,
  first,
  children,
}: {
  readonly query: Parameters<typeof QueryView<{ rows: Row[]; total: number }>>[0]['query'];
  readonly write: Pick<Write<never, unknown>, 'problem'>;
  readonly view: View;
  readonly address: Address;
  readonly first: string;
  readonly children: (row: Row) => MappedRow;
}): React.ReactNode {
  const { t } = useTranslation('publishing');
  const format = useFormat();
  return (
    <div className={panel['list']}>
      {write.problem === null ? null : <ProblemNotice problem={write.problem} />}
      <QueryView query={query} skeleton={<div style={{ height: 320 }} />}>
        {({ rows, total }) =>
          rows.length === 0 ? (
            <EmptyState
              title={t('mapping.empty')}
              text={t('mapping.emptyText')}
              action={
                view.search === '' && view.filter === 'all' ? null : (
                  <Button variant="default" onClick={() => address.set({ find: '', filter: '' })}>
                    {t('clear')}
                  </Button>
                )
              }
            />
          ) : (
            <div className={classes['scroll']}>
              <PlainTable
                label={first}
                columns={[
                  { key: 'name', label: first, width: '28%' },
                  { key: 'products', label: t('mapping.products'), align: 'end', width: '72px' },
                  { key: 'target', label: t('mapping.target'), width: '34%' },
                  { key: 'guesses', label: t('mapping.guesses') },
                ]}
                rows={rows.map(children).map((row) => ({
                  key: row.key,
                  cells: {
                    name: row.name,
                    products: format.number(row.products),
                    target: row.target,
                    guesses: row.actions ?? <Guesses row={row} />,
                  },
                }))}
              />
              {total > rows.length ? (
                <p className={panel['muted']}>{t('mapping.first', { number: format.number(rows.length) })}</p>
              ) : null}
            </div>
          )
        }
      </QueryView>
    </div>
  );
}

function Guesses({ row }: { readonly row: MappedRow }): React.ReactNode {
  const { t } = useTranslation('publishing');
  const format = useFormat();
  if (row.guesses.length === 0) return <span className={classes['muted']}>{t('mapping.noGuess')}</span>;
  return row.guesses.slice(0, SHOWN_GUESSES).map(({ id, name, why }) => (
    <div key={id} className={classes['guess']}>
      <Button
        size="compact-xs"
        variant="default"
        maw="100%"
        title={name}
        aria-label={t('mapping.take', { name })}
        onClick={() => row.take(id, name)}
      >
        {name}
      </Button>
      <span className={classes['muted']}>{format.pick(why)}</span>
    </div>
  ));
}
