import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { BatchPage, BatchRow } from '#contract/activity.ts';
import { useApi } from '../../client/engine-context.ts';
import { problemOf } from '../../client/problem-of.ts';
import panel from '../../ui/detail-panel.module.css';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Count, RelativeTime } from '../../ui/figures.tsx';
import type { LazyColumn } from '../../ui/lazy-grid-columns.tsx';
import { LazyGrid } from '../../ui/lazy-grid.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { StateDot, StateShape } from '../../ui/state-dot.tsx';
import type { Address } from '../../ui/use-address.ts';
import { useLazyRows, WINDOW_SIZE } from '../../ui/use-lazy-rows.ts';
import classes from './activity.module.css';
import { BatchPanel } from './batch-panel.tsx';
import { BATCH_TONES } from './batch-tones.ts';

const rowId = (batch: BatchRow): string => batch.attemptId;
const rowName = (batch: BatchRow): string => batch.batchId ?? batch.attemptId;
const ignored = (): void => undefined;

/** Requests that carried changes; each opens to what became of every change in it. */
export function BatchesView({
  channelId,
  address,
}: {
  readonly channelId: string | null;
  readonly address: Address;
}): React.ReactNode {
  const { t } = useTranslation('activity');
  const api = useApi();
  const question = JSON.stringify(['batches', channelId]);
  const rows = useLazyRows<BatchRow, BatchPage>({
    question,
    windowOptions: (offset) =>
      api.activity.batches.queryOptions({ input: { channelId, offset, limit: WINDOW_SIZE } }),
  });
  const columns = useColumns();
  const words = useMemo(() => ({ select: t('select'), selectAll: t('selectAll') }), [t]);
  const openId = address.get('batch') || null;
  if (rows.newest !== null && rows.total === 0) {
    return (
      <EmptyState
        title={t('batches.emptyTitle')}
        text={t('batches.emptyText')}
        action={
          <Button component={Link} href="/plan" variant="default">
            {t('batches.openPlan')}
          </Button>
        }
      />
    );
  }
  return (
    <>
      {rows.error === null ? null : <ProblemNotice problem={problemOf(rows.error)} />}
      <div className={panel['split']}>
        <div className={panel['list']}>
          <LazyGrid
            label={t('batches.grid')}
            question={question}
            rows={rows}
            columns={columns}
            rowId={rowId}
            rowName={rowName}
            words={words}
            openId={openId}
            onOpen={(batch) => address.set({ batch: batch.attemptId })}
            onFailed={ignored}
          />
        </div>
        {openId === null ? null : (
          <BatchPanel key={openId} attemptId={openId} onClose={() => address.set({ batch: '' })} />
        )}
      </div>
    </>
  );
}

function useColumns(): readonly LazyColumn<BatchRow>[] {
  const { t } = useTranslation('activity');
  return useMemo(
    () => [
      {
        key: 'startedAt',
        name: t('batches.columns.startedAt'),
        width: 110,
        render: (batch) => <RelativeTime at={batch.startedAt} />,
      },
      {
        key: 'channel',
        name: t('batches.columns.channel'),
        width: 140,
        grow: 1,
        render: (batch) => batch.channelName,
      },
      {
        key: 'state',
        name: t('batches.columns.state'),
        width: 170,
        grow: 1.2,
        render: (batch) => (
          <StateDot tone={BATCH_TONES[batch.state]} label={t(`batches.state.${batch.state}`)} />
        ),
      },
      {
        key: 'items',
        name: t('batches.columns.items'),
        width: 96,
        numeric: true,
        render: (batch) => <Count value={batch.items} />,
      },
      {
        key: 'done',
        name: t('batches.columns.done'),
        width: 86,
        numeric: true,
        render: (batch) => <Count value={batch.done} />,
      },
      {
        key: 'failed',
        name: t('batches.columns.failed'),
        width: 80,
        numeric: true,
        render: (batch) => <Failed count={batch.failed} />,
      },
      {
        key: 'unknown',
        name: t('batches.columns.unknown'),
        width: 90,
        numeric: true,
        render: (batch) => <Count value={batch.unknown} />,
      },
      {
        key: 'batchId',
        name: t('batches.columns.batchId'),
        width: 160,
        grow: 1,
        render: (batch) => batch.batchId ?? '—',
        copy: (batch) => batch.batchId ?? '',
      },
    ],
    [t],
  );
}

function Failed({ count }: { readonly count: number }): React.ReactNode {
  if (count === 0) return <Count value={0} />;
  return (
    <span className={classes['bad']}>
      <span style={{ display: 'inline-block', marginInlineEnd: 4 }}>
        <StateShape tone="failing" />
      </span>
      <Count value={count} />
    </span>
  );
}
