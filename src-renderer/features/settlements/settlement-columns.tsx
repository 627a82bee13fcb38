import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettlementRow } from '#contract/settlements.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useSeveralChannels } from '../../ui/channel-select.tsx';
import { DateTime } from '../../ui/figures.tsx';
import type { LazyColumn } from '../../ui/lazy-grid-columns.tsx';
import { TwoLines } from '../../ui/two-lines.tsx';
import { Amount, ChannelCell } from '../listings/listing-cells.tsx';

export function useSettlementColumns(): readonly LazyColumn<SettlementRow>[] {
  const { t } = useTranslation('settlements');
  const format = useFormat();
  const several = useSeveralChannels();
  return useMemo(() => {
    const columns: readonly LazyColumn<SettlementRow>[] = [
      {
        key: 'bookedAt',
        name: t('columns.bookedAt'),
        width: 150,
        frozen: true,
        render: (row) => <DateTime at={row.bookedAt} />,
      },
      {
        key: 'kind',
        name: t('columns.kind'),
        width: 130,
        grow: 0.5,
        render: (row) => (
          <TwoLines
            first={t(`kinds.${row.kind}`)}
            second={row.kind === 'other' ? row.rawKind : ''}
            hint={row.rawKind}
          />
        ),
      },
      {
        key: 'orderNumber',
        name: t('columns.orderNumber'),
        width: 132,
        render: (row) => <span className="ms-numeric">{row.orderNumber || '—'}</span>,
        copy: (row) => row.orderNumber,
      },
      {
        key: 'amount',
        name: t('columns.amount'),
        width: 120,
        numeric: true,
        render: (row) => <Amount amountE4={row.amountE4} currency={row.currency} />,
      },
      {
        key: 'description',
        name: t('columns.description'),
        width: 180,
        grow: 2,
        render: (row) => <TwoLines first={row.description || row.rawKind} second={row.barcode} />,
      },
      {
        key: 'commission',
        name: t('columns.commission'),
        width: 116,
        numeric: true,
        render: (row) => (
          <span className="ms-numeric">
            {row.commissionPercent === null ? '—' : format.percent(row.commissionPercent)}
          </span>
        ),
      },
      {
        key: 'paymentAt',
        name: t('columns.paymentAt'),
        width: 150,
        render: (row) => (row.paymentAt === null ? '—' : <DateTime at={row.paymentAt} />),
      },
      {
        key: 'channel',
        name: t('columns.channel'),
        width: 120,
        grow: 0.6,
        render: (row) => <ChannelCell name={row.channelName} sandbox={row.sandbox} />,
      },
    ];
    return columns.filter(({ key }) => several || key !== 'channel');
  }, [t, format, several]);
}
