import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReturnRow } from '#contract/returns.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useSeveralChannels } from '../../ui/channel-select.tsx';
import { RelativeTime } from '../../ui/figures.tsx';
import type { LazyColumn } from '../../ui/lazy-grid-columns.tsx';
import { TwoLines } from '../../ui/two-lines.tsx';
import { ChannelCell, Quantity } from '../listings/listing-cells.tsx';
import { AnswerClock } from './answer-clock.tsx';
import { ReturnState } from './return-status.tsx';

export function useReturnColumns(): readonly LazyColumn<ReturnRow>[] {
  const { t } = useTranslation('returns');
  const format = useFormat();
  const several = useSeveralChannels();
  return useMemo(() => {
    const columns: readonly LazyColumn<ReturnRow>[] = [
      {
        key: 'clock',
        name: t('columns.clock'),
        width: 122,
        frozen: true,
        render: (row) => (
          <AnswerClock answerBy={row.answerBy} late={row.late} waits={row.actions.length > 0} />
        ),
      },
      {
        key: 'returnId',
        name: t('columns.returnId'),
        width: 128,
        grow: 0.5,
        render: (row) => (
          <TwoLines
            first={row.orderNumber || row.returnId}
            second={row.orderNumber === '' ? '' : row.returnId}
          />
        ),
        copy: (row) => row.returnId,
      },
      {
        key: 'status',
        name: t('columns.status'),
        width: 164,
        grow: 0.4,
        render: (row) => <ReturnState status={row.status} raw={row.rawStatus} />,
      },
      {
        key: 'product',
        name: t('columns.product'),
        width: 170,
        grow: 2,
        render: ({ lines }) => (
          <TwoLines
            first={lines[0]?.title || lines[0]?.barcode || '—'}
            second={
              lines.length > 1
                ? t('more', { count: lines.length - 1, number: format.number(lines.length - 1) })
                : (lines[0]?.stockCode ?? '')
            }
          />
        ),
      },
      {
        key: 'reason',
        name: t('columns.reason'),
        width: 112,
        grow: 0.8,
        render: ({ lines }) => <TwoLines first={lines[0]?.reason || '—'} second="" />,
      },
      {
        key: 'quantity',
        name: t('columns.quantity'),
        width: 56,
        numeric: true,
        render: ({ lines }) => <Quantity value={lines.reduce((sum, { quantity }) => sum + quantity, 0)} />,
      },
      {
        key: 'customer',
        name: t('columns.customer'),
        width: 100,
        grow: 0.8,
        render: (row) => <TwoLines first={row.customer || '—'} second="" />,
      },
      {
        key: 'channel',
        name: t('columns.channel'),
        width: 104,
        grow: 0.5,
        render: (row) => <ChannelCell name={row.channelName} sandbox={row.sandbox} />,
      },
      {
        key: 'createdAt',
        name: t('columns.createdAt'),
        width: 92,
        numeric: true,
        render: (row) => <RelativeTime at={row.createdAt} />,
      },
    ];
    return columns.filter(({ key }) => several || key !== 'channel');
  }, [t, format, several]);
}
