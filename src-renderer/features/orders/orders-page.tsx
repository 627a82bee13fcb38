import { Button } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { OrderFilter, type OrderPage, type OrderQuery, type OrderRow } from '#contract/orders.ts';
import { useApi } from '../../client/engine-context.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ChannelSelect } from '../../ui/channel-select.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterChips } from '../../ui/filter-chips.tsx';
import { ListWithPanel } from '../../ui/list-with-panel.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { StartSync } from '../../ui/start-sync.tsx';
import { oneOf, useAddress } from '../../ui/use-address.ts';
import { useLazyRows, WINDOW_SIZE } from '../../ui/use-lazy-rows.ts';
import { useOrderColumns } from './order-columns.tsx';
import { OrderPanel } from './order-panel.tsx';

type View = Omit<OrderQuery, 'offset' | 'limit'>;

const rowId = (order: OrderRow): string => order.orderId;
const rowName = (order: OrderRow): string => order.orderNumber;

/** Orders of every channel, those that must leave soonest first. */
export function OrdersPage(): React.ReactNode {
  const { t } = useTranslation(['orders', 'common']);
  const format = useFormat();
  const api = useApi();
  const address = useAddress();
  const view: View = {
    channelId: address.get('channel') || null,
    filter: oneOf(address.get('filter'), OrderFilter.options, 'open'),
    search: address.get('findOrder'),
  };
  const question = JSON.stringify(view);
  const rows = useLazyRows<OrderRow, OrderPage>({
    question,
    windowOptions: (offset) =>
      api.orders.page.queryOptions({ input: { ...view, offset, limit: WINDOW_SIZE } }),
  });
  const columns = useOrderColumns();
  const words = useMemo(() => ({ select: t('orders:select'), selectAll: t('orders:selectAll') }), [t]);
  const openId = address.get('order') || null;
  const open = useCallback((order: OrderRow) => address.set({ order: order.orderId }), [address]);
  const chips = OrderFilter.options.map((filter) => ({
    value: filter,
    label: t(`orders:filters.${filter}`),
    count: rows.newest?.counts[filter],
  }));

  return (
    <PageFrame
      title={t('orders:title')}
      layout="fill"
      aside={
        rows.newest === null
          ? null
          : t('orders:rowCount', { count: rows.total, number: format.number(rows.total) })
      }
    >
      <ListWithPanel
        label={t('orders:grid')}
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
              onChange={(findOrder) => address.set({ findOrder })}
              placeholder={t('orders:search')}
              width={300}
            />
            <ChannelSelect
              value={view.channelId ?? ''}
              onChange={(channel) => address.set({ channel })}
              label={t('orders:channel')}
              allLabel={t('orders:allChannels')}
            />
            <FilterChips
              label={t('orders:title')}
              chips={chips}
              value={view.filter}
              onChange={(filter) => address.set({ filter: filter === 'open' ? '' : filter })}
            />
          </>
        }
        empty={
          <NoOrders
            view={view}
            everSeen={(rows.newest?.counts.all ?? 0) > 0}
            onClear={() => address.set({ findOrder: '', filter: 'all', channel: '' })}
          />
        }
        panel={
          openId === null ? null : (
            <OrderPanel key={openId} orderId={openId} onClose={() => address.set({ order: '' })} />
          )
        }
      />
    </PageFrame>
  );
}

function NoOrders({
  view,
  everSeen,
  onClear,
}: {
  readonly view: View;
  readonly everSeen: boolean;
  readonly onClear: () => void;
}): React.ReactNode {
  const { t } = useTranslation('orders');
  if (everSeen || view.search !== '' || view.channelId !== null) {
    const good = view.search === '' && (view.filter === 'late' || view.filter === 'problem');
    return (
      <EmptyState
        title={t(
          good ? (view.filter === 'late' ? 'empty.lateTitle' : 'empty.problemTitle') : 'empty.filteredTitle',
        )}
        text={good ? undefined : t('empty.filteredText')}
        action={
          <Button variant="default" onClick={onClear}>
            {t('empty.clear')}
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      title={t('empty.title')}
      text={t('empty.text')}
      action={<StartSync what="orders" label={t('empty.action')} />}
    />
  );
}
