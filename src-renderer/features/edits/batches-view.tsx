import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditBatchRow } from '#contract/edits.ts';
import { useApi, useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { RelativeTime } from '../../ui/figures.tsx';
import { PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { StateDot, StateShape, type Tone } from '../../ui/state-dot.tsx';
import type { Address } from '../../ui/use-address.ts';
import classes from './edits.module.css';
import { Pager, pageStart } from './pager.tsx';
import { useByWord } from './use-by-word.ts';

const A_PAGE = 50;
const TONES: Readonly<Record<EditBatchRow['state'], Tone>> = {
  open: 'waiting',
  undone: 'info',
  written: 'ok',
};

/** Edits made in one go, newest first; one that did not reach the shop yet is taken back as a whole. */
export function BatchesView({ address }: { readonly address: Address }): React.ReactNode {
  const { t } = useTranslation('edits');
  const start = pageStart(address, A_PAGE);
  const batches = useQuery(
    useApi().edits.batches.queryOptions({
      input: { offset: start, limit: A_PAGE },
      placeholderData: keepPreviousData,
    }),
  );
  const [asked, setAsked] = useState<EditBatchRow | null>(null);
  const undo = useWrite(useEngine().client.edits.undo, { onDone: () => setAsked(null) });
  return (
    <>
      {undo.data === undefined ? null : (
        <output className={classes['said']}>
          <StateShape tone="ok" />
          {t('history.undoneFields', { count: undo.data.fields })}
        </output>
      )}
      <QueryView query={batches} skeleton={<div style={{ height: 240 }} className="ms-card" />}>
        {({ rows, total }) =>
          total === 0 ? (
            <EmptyState title={t('history.batchesEmptyTitle')} text={t('history.batchesEmptyText')} />
          ) : (
            <div className={classes['scroll']}>
              <BatchTable
                batches={rows}
                onUndo={(batch) => {
                  undo.reset();
                  setAsked(batch);
                }}
              />
              <Pager address={address} start={start} size={A_PAGE} total={total} />
            </div>
          )
        }
      </QueryView>
      <ConfirmDialog
        opened={asked !== null}
        title={t('history.undoTitle')}
        confirmLabel={t('history.undo')}
        pending={undo.pending}
        onConfirm={() => asked !== null && undo.run({ batchId: asked.batchId })}
        onCancel={() => setAsked(null)}
      >
        {t('history.undoText', { count: asked?.fields ?? 0 })}
        {undo.problem === null ? null : <ProblemNotice problem={undo.problem} />}
      </ConfirmDialog>
    </>
  );
}

function BatchTable({
  batches,
  onUndo,
}: {
  readonly batches: readonly EditBatchRow[];
  readonly onUndo: (batch: EditBatchRow) => void;
}): React.ReactNode {
  const { t } = useTranslation('edits');
  const format = useFormat();
  const by = useByWord();
  const columns: readonly PlainColumn[] = [
    { key: 'title', label: t('history.columns.title') },
    { key: 'fields', label: t('history.columns.fields'), align: 'end', width: '90px' },
    { key: 'at', label: t('history.columns.at'), align: 'end', width: '130px' },
    { key: 'by', label: t('history.columns.by'), width: '140px' },
    { key: 'state', label: t('history.columns.state'), width: '190px' },
    { key: 'act', label: '', align: 'end', width: '110px' },
  ];
  return (
    <div className={`ms-card ${classes['table']}`}>
      <PlainTable
        label={t('history.batches')}
        columns={columns}
        rows={batches.map((batch) => {
          const title = batch.title === '' ? t('history.untitled') : batch.title;
          return {
            key: batch.batchId,
            cells: {
              title: <span className={classes['wrap']}>{title}</span>,
              fields: format.number(batch.fields),
              at: <RelativeTime at={batch.at} />,
              by: by(batch.by),
              state: <StateDot tone={TONES[batch.state]} label={t(`history.batchState.${batch.state}`)} />,
              act:
                batch.state === 'open' ? (
                  <Button
                    variant="default"
                    size="compact-xs"
                    aria-label={t('history.undoNamed', { title })}
                    onClick={() => onUndo(batch)}
                  >
                    {t('history.undo')}
                  </Button>
                ) : null,
            },
          };
        })}
      />
    </div>
  );
}
