import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderRow } from '#contract/orders.ts';
import { useSeveralChannels } from '../../ui/channel-select.tsx';
import { RelativeTime } from '../../ui/figures.tsx';
import type { LazyColumn } from '../../ui/lazy-grid-columns.tsx';
import { StateShape } from '../../ui/state-dot.tsx';
import { TwoLines } from '../../ui/two-lines.tsx';
import { Amount, ChannelCell, Quantity } from '../listings/listing-cells.tsx';
import { ClockCell, ImportCell, StatusCell } from './order-cells.tsx';
import classes from './orders.module.css';

export function useOrderColumns(): readonly LazyColumn<OrderRow>[] {
  const { t } = useTranslation('orders');
  const several = useSeveralChannels();
  return useMemo(() => {
    const columns: readonly LazyColumn<OrderRow>[] = [
      {
        key: 'clock',
        name: t('columns.clock'),
        width: 138,
        minWidth: 110,
        frozen: true,
        render: (order) => <ClockCell order={order} />,
      },
      {
        key: 'orderNumber',
        name: t('columns.orderNumber'),
        width: 132,
        render: (order) => <span className="ms-numeric">{order.orderNumber}</span>,
        copy: (order) => order.orderNumber,
      },
      {
        key: 'status',
        name: t('columns.status'),
        width: 140,
        grow: 1,
        render: (order) => <StatusCell status={order.status} raw={order.rawStatus} />,
      },
      {
        key: 'importState',
        name: t('columns.importState'),
        width: 180,
        grow: 1.3,
        render: (order) => (
          <span className="lazy-grid-two">
            <ImportCell order={order} />
            {order.unmatchedLines > 0 ? (
              <span
                className={classes['unmatched']}
                title={t('unmatched', { count: order.unmatchedLines, number: String(order.unmatchedLines) })}
              >
                <StateShape tone="waiting" />
                {t('unmatched', { count: order.unmatchedLines, number: String(order.unmatchedLines) })}
              </span>
            ) : null}
          </span>
        ),
      },
      {
        key: 'buyer',
        name: t('columns.buyer'),
        width: 140,
        grow: 1.4,
        render: (order) => <TwoLines first={order.buyer} second={order.city} />,
        copy: (order) => order.buyer,
      },
      {
        key: 'units',
        name: t('columns.units'),
        width: 64,
        numeric: true,
        render: (order) => <Quantity value={order.unitCount} />,
      },
      {
        key: 'total',
        name: t('columns.total'),
        width: 104,
        numeric: true,
        render: (order) => <Amount amountE4={order.totalE4} currency={order.currency} />,
      },
      {
        key: 'channel',
        name: t('columns.channel'),
        width: 110,
        grow: 1,
        render: (order) => <ChannelCell name={order.channelName} sandbox={order.sandbox} />,
      },
      {
        key: 'orderedAt',
        name: t('columns.orderedAt'),
        width: 96,
        numeric: true,
        render: (order) => <RelativeTime at={order.orderedAt} />,
      },
    ];
    return columns.filter(({ key }) => several || key !== 'channel');
  }, [t, several]);
}
