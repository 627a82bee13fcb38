import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ImportState, OrderRow, OrderStatus } from '#contract/orders.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { StateDot, type Tone } from '../../ui/state-dot.tsx';
import { useNow } from '../../ui/use-now.ts';
import { dispatchClock } from './dispatch-clock.ts';

const STATUS_TONES: Readonly<Record<OrderStatus, Tone>> = {
  awaiting: 'offline',
  new: 'info',
  picking: 'info',
  invoiced: 'info',
  shipped: 'ok',
  'at-collection-point': 'ok',
  delivered: 'ok',
  undelivered: 'failing',
  returned: 'held',
  cancelled: 'paused',
  unsupplied: 'failing',
  split: 'info',
  other: 'waiting',
};

const IMPORT_TONES: Readonly<Record<ImportState, Tone>> = {
  reserved: 'info',
  waiting: 'waiting',
  imported: 'ok',
  cancelled: 'paused',
  failed: 'failing',
  quarantined: 'held',
  history: 'offline',
};

/** How long until dispatch, or how late, by shape and word; the exact time in the tooltip. */
export function ClockCell({ order }: { readonly order: OrderRow }): React.ReactNode {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const clock = dispatchClock(order, useNow());
  if (!('tone' in clock)) {
    return (
      <span style={{ color: 'var(--ms-text-muted)' }}>{clock.kind === 'none' ? t('clock.none') : '—'}</span>
    );
  }
  const label = t(`clock.${clock.kind}`, { length: format.duration(clock.milliseconds) });
  return (
    <Tooltip label={order.dispatchBy === null ? label : format.dateTime(order.dispatchBy)}>
      <span>
        <StateDot tone={clock.tone} label={label} />
      </span>
    </Tooltip>
  );
}

export function StatusCell({
  status,
  raw,
}: {
  readonly status: OrderStatus;
  readonly raw: string;
}): React.ReactNode {
  const { t } = useTranslation('orders');
  return <StateDot tone={STATUS_TONES[status]} label={t(`status.${status}`, { raw })} />;
}

export function ImportCell({ order }: { readonly order: OrderRow }): React.ReactNode {
  const { t } = useTranslation('orders');
  const { importState, storeOrderId } = order;
  const label =
    importState === 'imported' && storeOrderId === null
      ? t('importState.importedPlain')
      : t(`importState.${importState}`, { id: storeOrderId ?? '' });
  const dot = <StateDot tone={IMPORT_TONES[importState]} label={label} />;
  if (importState !== 'history') return dot;
  return (
    <Tooltip label={t('importState.historyMeans')} multiline maw={320}>
      <span>{dot}</span>
    </Tooltip>
  );
}
