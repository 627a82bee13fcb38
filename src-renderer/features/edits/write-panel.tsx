import { Button } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { isFieldName } from '#common/product-field.ts';
import type { KeptEdits, ShopWriteRow, WriteUndoCounts } from '#contract/edits.ts';
import { useApi, useEngine } from '../../client/engine-context.ts';
import { problemOf } from '../../client/problem-of.ts';
import { useWrite } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import panel from '../../ui/detail-panel.module.css';
import { DetailPanel } from '../../ui/detail-panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { StateShape } from '../../ui/state-dot.tsx';
import { useRemarkText } from '../products/remark-text.ts';
import { downloadText } from './download-text.ts';
import classes from './edits.module.css';
import { useEditingFacts, useFieldWords } from './field-words.ts';
import { useByWord } from './use-by-word.ts';
import { UNDO_TONES, WriteChanges } from './write-changes.tsx';

const A_PAGE = 50;
const MOST_REMARKS = 20;
const ANSWERS = ['back', 'same', 'conflict', 'gone'] as const satisfies (keyof WriteUndoCounts)[];

/** One write into the shop: what it wrote, what putting it back would do now, and the rows from before it. */
export function WritePanel({
  write,
  onClose,
}: {
  readonly write: ShopWriteRow;
  readonly onClose: () => void;
}): React.ReactNode {
  const { t } = useTranslation('edits');
  const format = useFormat();
  const by = useByWord();
  const [shown, setShown] = useState(A_PAGE);
  const changes = useQuery(
    useApi().edits.writeChanges.queryOptions({
      input: { runId: write.runId, offset: 0, limit: Math.min(500, shown) },
      placeholderData: keepPreviousData,
    }),
  );
  return (
    <DetailPanel label={t('history.panel')} closeLabel={t('history.close')} onClose={onClose}>
      <section className={panel['section']}>
        <h2 className={classes['panelTitle']}>{t('history.heading', { time: format.dateTime(write.at) })}</h2>
        <p className={panel['muted']}>
          {t('history.facts', {
            fields: format.number(write.fields),
            products: format.number(write.products),
            by: by(write.by),
          })}
        </p>
        {write.undoneAt === null ? null : (
          <p className={panel['muted']}>{t('history.undoneAt', { time: format.dateTime(write.undoneAt) })}</p>
        )}
      </section>
      <QueryView query={changes} skeleton={<div style={{ height: 240 }} />}>
        {({ rows, total, counts }) => (
          <>
            <PutBack write={write} counts={counts} />
            <section className={panel['section']}>
              <h3 className={panel['heading']}>{t('history.changes')}</h3>
              <WriteChanges changes={rows} asksBack={write.undoneAt === null} />
              {rows.length < total && shown < 500 ? (
                <Button variant="default" size="compact-sm" onClick={() => setShown(shown + A_PAGE)}>
                  {t('value.more', { count: total - rows.length })}
                </Button>
              ) : null}
            </section>
          </>
        )}
      </QueryView>
      <Dump write={write} />
    </DetailPanel>
  );
}

function PutBack({
  write,
  counts,
}: {
  readonly write: ShopWriteRow;
  readonly counts: WriteUndoCounts;
}): React.ReactNode {
  const { t } = useTranslation('edits');
  const [asking, setAsking] = useState(false);
  const undo = useWrite(useEngine().client.edits.undoWrite, { onDone: () => setAsking(false) });
  if (undo.data !== undefined) return <WasPutBack kept={undo.data} />;
  if (write.undoneAt !== null) return null;
  const possible = counts.back + counts.conflict > 0;
  return (
    <section className={panel['section']}>
      <h3 className={panel['heading']}>{t('history.answers')}</h3>
      <ul className={classes['plainList']}>
        {ANSWERS.filter((answer) => counts[answer] > 0).map((answer) => (
          <li key={answer} className={classes['answer']}>
            <StateShape tone={UNDO_TONES[answer]} />
            {t(`history.counts.${answer}`, { count: counts[answer] })}
          </li>
        ))}
      </ul>
      {possible ? <p className={panel['muted']}>{t('history.stockNote')}</p> : null}
      <div>
        <Button variant="default" size="compact-sm" disabled={!possible} onClick={() => setAsking(true)}>
          {possible ? t('history.putBack') : t('history.nothingBack')}
        </Button>
      </div>
      <ConfirmDialog
        opened={asking}
        title={t('history.putBackTitle')}
        confirmLabel={t('history.putBack')}
        pending={undo.pending}
        onConfirm={() => undo.run({ runId: write.runId })}
        onCancel={() => setAsking(false)}
      >
        {t('history.putBackText')}
        {undo.problem === null ? null : <ProblemNotice problem={undo.problem} />}
      </ConfirmDialog>
    </section>
  );
}

function WasPutBack({ kept }: { readonly kept: KeptEdits }): React.ReactNode {
  const { t } = useTranslation('edits');
  const facts = useEditingFacts();
  const words = useFieldWords(facts);
  const remarkText = useRemarkText(facts?.currency ?? '');
  const errors = kept.remarks.filter(({ kind }) => kind === 'error');
  const refused = kept.batchId === null && errors.length > 0;
  const nothing = refused ? t('history.remarks') : t('history.putBackNothing');
  return (
    <section className={panel['section']}>
      <output className={classes['answer']}>
        <StateShape tone={kept.changed > 0 ? 'ok' : refused ? 'failing' : 'info'} />
        {kept.changed > 0 ? t('history.putBackDone', { count: kept.changed }) : nothing}
      </output>
      {refused ? (
        <ul className={classes['plainList']}>
          {errors.slice(0, MOST_REMARKS).map((remark) => (
            <li key={`${remark.productId} ${remark.field} ${remark.code}`} className={panel['muted']}>
              {isFieldName(remark.field) ? `${words.name(remark.field)}: ` : ''}
              {remarkText(remark)}
            </li>
          ))}
        </ul>
      ) : null}
      {kept.changed > 0 ? (
        <div>
          <Button component={Link} href="/edits" variant="default" size="compact-sm">
            {t('history.openWaiting')}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

function Dump({ write }: { readonly write: ShopWriteRow }): React.ReactNode {
  const { t } = useTranslation('edits');
  const { client } = useEngine();
  const file = `before-write-${write.at.replaceAll(/[:.]/g, '-')}.sql`;
  const dump = useMutation({
    mutationFn: () => client.edits.dump({ runId: write.runId }),
    onSuccess: ({ sql }) => downloadText(file, sql),
  });
  return (
    <section className={panel['section']}>
      <div>
        <Button variant="default" size="compact-sm" loading={dump.isPending} onClick={() => dump.mutate()}>
          {t('history.dump')}
        </Button>
      </div>
      <p className={panel['muted']}>{t('history.dumpHelp')}</p>
      {dump.isSuccess ? (
        <output className={classes['said']}>
          <StateShape tone="ok" />
          {t('history.dumpSaved', { file })}
        </output>
      ) : null}
      {dump.isError ? <ProblemNotice problem={problemOf(dump.error)} /> : null}
    </section>
  );
}
