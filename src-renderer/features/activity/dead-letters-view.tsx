import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { DeadLetter, DeadLetterPage } from '#contract/activity.ts';
import { describeProblem } from '#contract/problem-texts.ts';
import { useApi, useEngine } from '../../client/engine-context.ts';
import { problemOf } from '../../client/problem-of.ts';
import { useWrite, type Write } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { DetailPanel } from '../../ui/detail-panel.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Count, RelativeTime } from '../../ui/figures.tsx';
import type { LazyColumn } from '../../ui/lazy-grid-columns.tsx';
import { LazyGrid } from '../../ui/lazy-grid.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useRowSelection, type RowSelection } from '../../ui/row-selection.ts';
import { StateShape } from '../../ui/state-dot.tsx';
import { useLazyRows, WINDOW_SIZE } from '../../ui/use-lazy-rows.ts';
import classes from './activity.module.css';

const rowId = (letter: DeadLetter): string => letter.outboxId;
const rowName = (letter: DeadLetter): string => letter.title;

type Retry = Write<{ outboxIds: string[] }, { retried: number }>;

/** Changes that were given up on: they wait here for a person, with their reason, and are tried again on demand. */
export function DeadLettersView({ channelId }: { readonly channelId: string | null }): React.ReactNode {
  const { t } = useTranslation('activity');
  const api = useApi();
  const engine = useEngine();
  const [opened, setOpened] = useState<DeadLetter | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const retry: Retry = useWrite(engine.client.activity.retry);
  const question = JSON.stringify(['dead-letters', channelId]);
  const selection = useRowSelection(question);
  const rows = useLazyRows<DeadLetter, DeadLetterPage>({
    question,
    windowOptions: (offset) =>
      api.activity.deadLetters.queryOptions({ input: { channelId, offset, limit: WINDOW_SIZE } }),
  });
  const columns = useColumns();
  const words = useMemo(() => ({ select: t('select'), selectAll: t('selectAll') }), [t]);
  const problem = rows.error ?? failure;
  const empty = rows.newest !== null && rows.total === 0;
  return (
    <>
      <RetryBar selection={selection} retry={retry} />
      {problem === null ? null : <ProblemNotice problem={problemOf(problem)} />}
      {empty ? (
        <EmptyState
          icon={<StateShape tone="ok" />}
          title={t('deadLetters.emptyTitle')}
          text={t('deadLetters.emptyText')}
        />
      ) : (
        <>
          <p className={panel['muted']} style={{ marginBottom: 12 }}>
            {t('deadLetters.help')}
          </p>
          <div className={panel['split']}>
            <div className={panel['list']}>
              <LazyGrid
                label={t('deadLetters.grid')}
                question={question}
                rows={rows}
                columns={columns}
                rowId={rowId}
                rowName={rowName}
                words={words}
                openId={opened?.outboxId ?? null}
                onOpen={setOpened}
                selection={selection}
                onFailed={setFailure}
              />
            </div>
            {opened === null ? null : (
              <LetterPanel
                key={opened.outboxId}
                letter={opened}
                retry={retry}
                onClose={() => setOpened(null)}
              />
            )}
          </div>
        </>
      )}
    </>
  );
}

function RetryBar({
  selection,
  retry,
}: {
  readonly selection: RowSelection;
  readonly retry: Retry;
}): React.ReactNode {
  const { t } = useTranslation('activity');
  const format = useFormat();
  const count = (value: number): { count: number; number: string } => ({
    count: value,
    number: format.number(value),
  });
  if (selection.ids.size === 0 && retry.data === undefined && retry.problem === null) return null;
  return (
    <div className={classes['bar']}>
      {selection.ids.size === 0 ? null : (
        <>
          <Button
            size="compact-sm"
            loading={retry.pending}
            onClick={() => {
              // A failure stays in `retry.problem`, told below.
              retry.runAsync({ outboxIds: [...selection.ids] }).then(selection.clear, () => undefined);
            }}
          >
            {t('deadLetters.retrySelected', count(selection.ids.size))}
          </Button>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={selection.clear}>
            {t('deadLetters.clearSelection')}
          </Button>
        </>
      )}
      {retry.data === undefined ? null : (
        <output>● {t('deadLetters.retried', count(retry.data.retried))}</output>
      )}
      {retry.problem === null ? null : <ProblemNotice problem={retry.problem} />}
    </div>
  );
}

function useColumns(): readonly LazyColumn<DeadLetter>[] {
  const { t } = useTranslation('activity');
  const { language } = useFormat();
  return useMemo(
    () => [
      {
        key: 'product',
        name: t('deadLetters.columns.product'),
        width: 180,
        grow: 1.4,
        frozen: true,
        render: (letter) => <span title={letter.title}>{letter.title}</span>,
        copy: (letter) => letter.barcode,
      },
      {
        key: 'change',
        name: t('deadLetters.columns.change'),
        width: 150,
        grow: 1,
        render: (letter) => `${t(`item.group.${letter.group}`)}: ${letter.text}`,
      },
      {
        key: 'reason',
        name: t('deadLetters.columns.reason'),
        width: 220,
        grow: 2,
        render: (letter) => {
          const reason = describeProblem(letter.problem, language).happened;
          return <span title={reason}>{reason}</span>;
        },
      },
      {
        key: 'channel',
        name: t('deadLetters.columns.channel'),
        width: 120,
        render: (letter) => letter.channelName,
      },
      {
        key: 'attempts',
        name: t('deadLetters.columns.attempts'),
        width: 80,
        numeric: true,
        render: (letter) => <Count value={letter.attempts} />,
      },
      {
        key: 'lastTriedAt',
        name: t('deadLetters.columns.lastTriedAt'),
        width: 110,
        numeric: true,
        render: (letter) => <RelativeTime at={letter.lastTriedAt} />,
      },
    ],
    [t, language],
  );
}

function LetterPanel({
  letter,
  retry,
  onClose,
}: {
  readonly letter: DeadLetter;
  readonly retry: Retry;
  readonly onClose: () => void;
}): React.ReactNode {
  const { t } = useTranslation('activity');
  const format = useFormat();
  return (
    <DetailPanel label={t('deadLetters.panel')} closeLabel={t('deadLetters.close')} onClose={onClose}>
      <section className={panel['section']}>
        <h2 className={classes['title']}>{letter.title}</h2>
        <p className={panel['muted']}>
          {letter.channelName} · {letter.barcode}
        </p>
        <span>
          {t(`item.group.${letter.group}`)}: <span className="ms-numeric">{letter.text}</span>
        </span>
        <p className={panel['muted']}>
          {t('deadLetters.attempts', { count: letter.attempts, number: format.number(letter.attempts) })} ·{' '}
          <RelativeTime at={letter.lastTriedAt} />
        </p>
      </section>
      <ProblemNotice
        problem={letter.problem}
        action={
          <>
            <Button
              size="compact-sm"
              loading={retry.pending}
              aria-label={t('deadLetters.retryNamed', { title: letter.title })}
              onClick={() => {
                // A failure stays in `retry.problem`, told above the list.
                retry.runAsync({ outboxIds: [letter.outboxId] }).then(onClose, () => undefined);
              }}
            >
              {t('deadLetters.retry')}
            </Button>
            <Button
              component={Link}
              href={`/listings?listing=${encodeURIComponent(letter.listingId)}`}
              size="compact-sm"
              variant="default"
            >
              {t('deadLetters.openListing')}
            </Button>
          </>
        }
      />
    </DetailPanel>
  );
}
