import { Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  SettlementKind,
  type SettlementPage,
  type SettlementQuery,
  type SettlementRow,
} from '#contract/settlements.ts';
import { useApi, useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { AfterSalesEmpty, useAfterSalesAge } from '../../ui/after-sales-empty.tsx';
import { ChannelSelect } from '../../ui/channel-select.tsx';
import { RelativeTime } from '../../ui/figures.tsx';
import { ListWithPanel } from '../../ui/list-with-panel.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { ReadAgain } from '../../ui/read-again.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { oneOf, useAddress, type Address } from '../../ui/use-address.ts';
import { useLazyRows, WINDOW_SIZE } from '../../ui/use-lazy-rows.ts';
import { PERIODS, stretchOf } from './periods.ts';
import { useSettlementColumns } from './settlement-columns.tsx';
import { SettlementPanel } from './settlement-panel.tsx';
import { SettlementSums } from './settlement-sums.tsx';

type View = Omit<SettlementQuery, 'offset' | 'limit'>;

const rowId = (row: SettlementRow): string => row.entryId;
const rowName = (row: SettlementRow): string => row.orderNumber || row.entryId;

/** The marketplaces' accounts with the merchant: what was sold, held back, charged and paid, by period. */
export function SettlementsPage(): React.ReactNode {
  const { t } = useTranslation('settlements');
  const format = useFormat();
  const engine = useEngine();
  const api = useApi();
  const address = useAddress();
  const view = useView(address);
  const question = JSON.stringify(view);
  const rows = useLazyRows<SettlementRow, SettlementPage>({
    question,
    windowOptions: (offset) =>
      api.settlements.page.queryOptions({ input: { ...view, offset, limit: WINDOW_SIZE } }),
  });
  const whole = useQuery(
    api.settlements.page.queryOptions({ input: { ...view, kind: null, offset: 0, limit: 1 } }),
  );
  const refresh = useWrite(engine.client.settlements.refresh);
  const columns = useSettlementColumns();
  const words = useMemo(() => ({ select: t('select'), selectAll: t('selectAll') }), [t]);
  const [opened, setOpened] = useState<SettlementRow | null>(null);
  const open = useCallback((row: SettlementRow) => setOpened(row), []);
  const { readAt } = useAfterSalesAge('settlements', view.channelId);
  const again = <ReadAgain write={refresh} channelId={view.channelId} label={t('refresh')} />;
  return (
    <PageFrame
      title={t('title')}
      layout="fill"
      aside={
        rows.newest === null ? null : (
          <>
            {t('rowCount', { count: rows.total, number: format.number(rows.total) })}
            {readAt === null ? null : (
              <>
                {' · '}
                <RelativeTime at={readAt} words={(age) => t('readAt', { age })} />
              </>
            )}
          </>
        )
      }
      actions={readAt === null ? null : again}
    >
      <ListWithPanel
        label={t('grid')}
        question={question}
        rows={rows}
        columns={columns}
        rowId={rowId}
        rowName={rowName}
        words={words}
        openId={opened?.entryId ?? null}
        onOpen={open}
        toolbar={<Toolbar address={address} view={view} />}
        notices={
          <>
            {refresh.problem === null ? null : <ProblemNotice problem={refresh.problem} />}
            <SettlementSums
              sums={whole.data?.sums ?? []}
              kind={view.kind}
              onKind={(kind) => address.set({ kind: kind ?? '' })}
            />
          </>
        }
        empty={
          <AfterSalesEmpty
            part="settlements"
            channelId={view.channelId}
            words={t('empty', { returnObjects: true })}
            refresh={again}
            onClear={() => address.set({ period: 'all', kind: '', findEntry: '' })}
          />
        }
        panel={
          opened === null ? null : (
            <SettlementPanel key={opened.entryId} entry={opened} onClose={() => setOpened(null)} />
          )
        }
      />
    </PageFrame>
  );
}

function useView(address: Address): View {
  // The day on which the screen was opened: the question must not change with every second.
  const [now] = useState(() => Date.now());
  const period = oneOf(address.get('period'), PERIODS, 'this-month');
  const kind = SettlementKind.options.find((known) => known === address.get('kind')) ?? null;
  return {
    channelId: address.get('channel') || null,
    kind,
    ...stretchOf(period, now, { from: address.get('from'), to: address.get('to') }),
    search: address.get('findEntry'),
  };
}

function Toolbar({ address, view }: { readonly address: Address; readonly view: View }): React.ReactNode {
  const { t } = useTranslation('settlements');
  const period = oneOf(address.get('period'), PERIODS, 'this-month');
  return (
    <>
      <SearchField
        value={view.search}
        onChange={(findEntry) => address.set({ findEntry })}
        placeholder={t('search')}
        width={300}
      />
      <Select
        aria-label={t('period')}
        w={170}
        allowDeselect={false}
        value={period}
        onChange={(next) => address.set({ period: next === null || next === 'this-month' ? '' : next })}
        data={PERIODS.map((value) => ({ value, label: t(`periods.${value}`) }))}
      />
      {period === 'custom' ? (
        <>
          <TextInput
            type="date"
            aria-label={t('from')}
            title={t('from')}
            value={address.get('from')}
            onChange={(event) => address.set({ from: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            aria-label={t('to')}
            title={t('to')}
            value={address.get('to')}
            onChange={(event) => address.set({ to: event.currentTarget.value })}
          />
        </>
      ) : null}
      <Select
        aria-label={t('kind')}
        w={160}
        value={view.kind ?? ''}
        onChange={(kind) => address.set({ kind: kind ?? '' })}
        data={[
          { value: '', label: t('allKinds') },
          ...SettlementKind.options.map((value) => ({ value, label: t(`kinds.${value}`) })),
        ]}
      />
      <ChannelSelect
        value={view.channelId ?? ''}
        onChange={(channel) => address.set({ channel })}
        label={t('channel')}
        allLabel={t('allChannels')}
      />
    </>
  );
}
