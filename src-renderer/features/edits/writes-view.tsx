import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ShopWriteRow } from '#contract/edits.ts';
import { useApi } from '../../client/engine-context.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { EmptyState } from '../../ui/empty-state.tsx';
import { RelativeTime } from '../../ui/figures.tsx';
import { PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { StateDot } from '../../ui/state-dot.tsx';
import type { Address } from '../../ui/use-address.ts';
import classes from './edits.module.css';
import { Pager, pageStart } from './pager.tsx';
import { useByWord } from './use-by-word.ts';
import { WritePanel } from './write-panel.tsx';

const A_PAGE = 50;

/** Runs that wrote into the shop, newest first; each opens to what it wrote and what taking it back would do. */
export function WritesView({ address }: { readonly address: Address }): React.ReactNode {
  const { t } = useTranslation('edits');
  const start = pageStart(address, A_PAGE);
  const writes = useQuery(
    useApi().edits.writes.queryOptions({
      input: { offset: start, limit: A_PAGE },
      placeholderData: keepPreviousData,
    }),
  );
  const openId = address.get('run') || null;
  return (
    <QueryView query={writes} skeleton={<div style={{ height: 240 }} className="ms-card" />}>
      {({ rows, total }) => {
        if (total === 0) {
          return <EmptyState title={t('history.writesEmptyTitle')} text={t('history.writesEmptyText')} />;
        }
        const opened = rows.find(({ runId }) => runId === openId) ?? null;
        return (
          <div className={panel['split']}>
            <div className={classes['scroll']}>
              <WriteTable
                writes={rows}
                narrow={opened !== null}
                onOpen={(runId) => address.set({ run: runId })}
              />
              <Pager address={address} start={start} size={A_PAGE} total={total} />
            </div>
            {opened === null ? null : (
              <WritePanel key={opened.runId} write={opened} onClose={() => address.set({ run: '' })} />
            )}
          </div>
        );
      }}
    </QueryView>
  );
}

function WriteTable({
  writes,
  narrow,
  onOpen,
}: {
  readonly writes: readonly ShopWriteRow[];
  /** Beside an open panel only what tells the runs apart has room. */
  readonly narrow: boolean;
  readonly onOpen: (runId: string) => void;
}): React.ReactNode {
  const { t } = useTranslation('edits');
  const format = useFormat();
  const by = useByWord();
  const columns: readonly PlainColumn[] = [
    { key: 'at', label: t('history.columns.at') },
    ...(narrow ? [] : [{ key: 'by', label: t('history.columns.by') }]),
    { key: 'products', label: t('history.columns.products'), align: 'end' },
    { key: 'fields', label: t('history.columns.fields'), align: 'end' },
    { key: 'state', label: t('history.columns.state') },
    { key: 'act', label: '', align: 'end' },
  ];
  return (
    <div className={`ms-card ${classes['table']}`}>
      <PlainTable
        label={t('history.writes')}
        columns={columns}
        rows={writes.map((write) => ({
          key: write.runId,
          cells: {
            at: <RelativeTime at={write.at} />,
            by: by(write.by),
            products: format.number(write.products),
            fields: format.number(write.fields),
            state:
              write.undoneAt === null ? (
                <StateDot tone="ok" label={t('history.writeState.standing')} />
              ) : (
                <StateDot tone="info" label={t('history.writeState.undone')} />
              ),
            act: (
              <Button
                variant="default"
                size="compact-xs"
                aria-label={t('history.openNamed', { time: format.dateTime(write.at) })}
                onClick={() => onOpen(write.runId)}
              >
                {t('history.open')}
              </Button>
            ),
          },
        }))}
      />
    </div>
  );
}
