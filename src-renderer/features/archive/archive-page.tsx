import { Button, Checkbox, Tabs } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ArchivedListing, ArchivedSale } from '#contract/archive.ts';
import { useApi } from '../../client/engine-context.ts';
import { problemOf } from '../../client/problem-of.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListWithPanel } from '../../ui/list-with-panel.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useRowSelection } from '../../ui/row-selection.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { oneOf, useAddress, type Address } from '../../ui/use-address.ts';
import { useLazyRows, WINDOW_SIZE, type RowPage } from '../../ui/use-lazy-rows.ts';
import channels from '../channels/channels.module.css';
import { useListingColumns, useSaleColumns } from './archive-columns.tsx';
import { ArchiveImport } from './archive-import.tsx';
import classes from './archive.module.css';
import { ArchiveMove } from './archive-move.tsx';
import { ArchivePanel } from './archive-panel.tsx';

const TABS = ['listings', 'sales'] as const;
/** What the engine looks at in one call. */
const MOST_MOVED = 500;
const listingId = (row: ArchivedListing): string => row.externalId;
const listingName = (row: ArchivedListing): string => row.title;
const saleId = (row: ArchivedSale): string => JSON.stringify([row.saleCode, row.externalId]);
const saleName = (row: ArchivedSale): string => row.saleCode;

/** What is left of the closed GittiGidiyor: listings and sales as they stood then. */
export function ArchivePage(): React.ReactNode {
  const { t } = useTranslation('archive');
  const address = useAddress();
  const tab = oneOf(address.get('tab'), TABS, 'listings');
  return (
    <PageFrame
      title={t('title')}
      layout="fill"
      aside={
        <span className={channels['aside']}>
          <Link href="/channels">{t('back')}</Link>
        </span>
      }
      actions={<ArchiveImport />}
    >
      <p className={`${panel['muted']} ${classes['about']}`}>{t('about')}</p>
      <Tabs
        value={tab}
        keepMounted={false}
        mb={12}
        onChange={(next) => address.set({ tab: next === 'sales' ? 'sales' : '', findArchive: '' })}
      >
        <Tabs.List aria-label={t('tabs.label')}>
          {TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      {tab === 'listings' ? <Listings address={address} /> : <Sales address={address} />}
    </PageFrame>
  );
}

function Listings({ address }: { readonly address: Address }): React.ReactNode {
  const { t } = useTranslation('archive');
  const format = useFormat();
  const api = useApi();
  const view = { search: address.get('findArchive'), newestOnly: address.get('older') === '' };
  const question = JSON.stringify(view);
  const rows = useLazyRows<ArchivedListing, RowPage<ArchivedListing>>({
    question,
    windowOptions: (offset) =>
      api.archive.listings.queryOptions({ input: { ...view, offset, limit: WINDOW_SIZE } }),
  });
  const words = useMemo(() => ({ select: t('select'), selectAll: t('selectAll') }), [t]);
  const [opened, setOpened] = useState<ArchivedListing | null>(null);
  const open = useCallback((row: ArchivedListing) => setOpened(row), []);
  const columns = useListingColumns();
  const selection = useRowSelection(question);
  const [failure, setFailure] = useState<unknown>(null);
  const [moving, setMoving] = useState<'newest' | string[] | null>(null);
  const chosen = [...selection.ids].slice(0, MOST_MOVED);
  return (
    <>
      <ListWithPanel
        label={t('tabs.listings')}
        question={question}
        rows={rows}
        columns={columns}
        rowId={listingId}
        rowName={listingName}
        words={words}
        openId={opened?.externalId ?? null}
        onOpen={open}
        selection={selection}
        onFailed={setFailure}
        toolbar={
          <>
            <SearchField
              value={view.search}
              onChange={(findArchive) => address.set({ findArchive })}
              placeholder={t('searchListings')}
              width={300}
            />
            <Checkbox
              label={t('newestOnly')}
              checked={view.newestOnly}
              onChange={(event) => address.set({ older: event.currentTarget.checked ? '' : 'shown' })}
            />
            {rows.newest === null ? null : (
              <span className={panel['muted']}>
                {t('listingCount', { count: rows.total, number: format.number(rows.total) })}
              </span>
            )}
            <span className={panel['grow']} />
            {chosen.length > 0 ? (
              <Button onClick={() => setMoving(chosen)}>
                {t('move.openChosen', { count: chosen.length, number: format.number(chosen.length) })}
              </Button>
            ) : rows.total > 0 && view.search === '' ? (
              <Button variant="default" onClick={() => setMoving('newest')}>
                {t('move.open')}
              </Button>
            ) : null}
          </>
        }
        notices={failure === null ? null : <ProblemNotice problem={problemOf(failure)} />}
        empty={<Nothing search={view.search} address={address} />}
        panel={
          opened === null ? null : (
            <ArchivePanel key={opened.externalId} listing={opened} onClose={() => setOpened(null)} />
          )
        }
      />
      {moving === null ? null : <ArchiveMove listings={moving} onClose={() => setMoving(null)} />}
    </>
  );
}

function Sales({ address }: { readonly address: Address }): React.ReactNode {
  const { t } = useTranslation('archive');
  const format = useFormat();
  const api = useApi();
  const search = address.get('findArchive');
  const rows = useLazyRows<ArchivedSale, RowPage<ArchivedSale>>({
    question: search,
    windowOptions: (offset) =>
      api.archive.sales.queryOptions({ input: { search, newestOnly: false, offset, limit: WINDOW_SIZE } }),
  });
  const words = useMemo(() => ({ select: t('select'), selectAll: t('selectAll') }), [t]);
  const columns = useSaleColumns();
  return (
    <ListWithPanel
      label={t('tabs.sales')}
      question={search}
      rows={rows}
      columns={columns}
      rowId={saleId}
      rowName={saleName}
      words={words}
      toolbar={
        <>
          <SearchField
            value={search}
            onChange={(findArchive) => address.set({ findArchive })}
            placeholder={t('searchSales')}
            width={300}
          />
          {rows.newest === null ? null : (
            <span className={panel['muted']}>
              {t('saleCount', { count: rows.total, number: format.number(rows.total) })}
            </span>
          )}
        </>
      }
      empty={<Nothing search={search} address={address} />}
      panel={null}
    />
  );
}

function Nothing({
  search,
  address,
}: {
  readonly search: string;
  readonly address: Address;
}): React.ReactNode {
  const { t } = useTranslation('archive');
  if (search === '') return <EmptyState title={t('empty.title')} text={t('empty.text')} />;
  return (
    <EmptyState
      title={t('empty.filteredTitle')}
      text={t('empty.filteredText')}
      action={
        <Button variant="default" onClick={() => address.set({ findArchive: '' })}>
          {t('empty.clear')}
        </Button>
      }
    />
  );
}
