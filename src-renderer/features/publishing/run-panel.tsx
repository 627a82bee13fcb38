import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { PublishItemState, type PublishItem, type PublishRun } from '#contract/publishing.ts';
import { useApi, useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { DetailPanel } from '../../ui/detail-panel.tsx';
import { DateTime } from '../../ui/figures.tsx';
import { FilterChips } from '../../ui/filter-chips.tsx';
import { ProblemLine } from '../../ui/problem-line.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { StateDot } from '../../ui/state-dot.tsx';
import { useByWord } from '../edits/use-by-word.ts';
import { FaultList } from './fault-list.tsx';
import classes from './publishing.module.css';
import { RUN_TONES, RunCounts } from './run-counts.tsx';

const MOST_ITEMS = 500;

/** One sending: how it stands as a whole, and each variant with what the marketplace said about it. */
export function RunPanel({
  runId,
  onOpen,
  onClose,
}: {
  readonly runId: string;
  /** Opens another sending: the next try of this one. */
  readonly onOpen: (runId: string) => void;
  readonly onClose: () => void;
}): React.ReactNode {
  const { t } = useTranslation('publishing');
  const format = useFormat();
  const [state, setState] = useState<PublishItemState | 'all'>('all');
  const query = useQuery({
    ...useApi().publishing.run.queryOptions({
      input: { runId, state: state === 'all' ? null : state, offset: 0, limit: MOST_ITEMS },
    }),
    placeholderData: keepPreviousData,
  });
  return (
    <DetailPanel label={t('runs.panel')} closeLabel={t('runs.close')} onClose={onClose}>
      <QueryView query={query} skeleton={<div style={{ height: 240 }} />}>
        {({ run, rows, total }) => (
          <>
            <Head run={run} onOpen={onOpen} />
            <section className={panel['section']}>
              <h3 className={panel['heading']}>{t('runs.items')}</h3>
              <States run={run} value={state} onChange={setState} />
              {rows.length === 0 ? <p className={panel['muted']}>{t('runs.noItems')}</p> : null}
              <ul className={classes['faults']}>
                {rows.toSorted(byUrgency).map((item) => (
                  <Item
                    key={item.itemId}
                    item={item}
                    channelId={run.channelId}
                    creating={run.action === 'create'}
                  />
                ))}
              </ul>
              {total > rows.length ? (
                <p className={panel['muted']}>
                  {t('runs.moreItems', { number: format.number(rows.length) })}
                </p>
              ) : null}
            </section>
          </>
        )}
      </QueryView>
    </DetailPanel>
  );
}

/** Narrows the variants to one result; with a single one there is nothing to narrow. */
function States({
  run,
  value,
  onChange,
}: {
  readonly run: PublishRun;
  readonly value: PublishItemState | 'all';
  readonly onChange: (state: PublishItemState | 'all') => void;
}): React.ReactNode {
  const { t } = useTranslation('publishing');
  const states = PublishItemState.options.filter((state) => run.counts[state] > 0);
  if (states.length < 2 && value === 'all') return null;
  const all = Object.values(run.counts).reduce((sum, count) => sum + count, 0);
  return (
    <FilterChips<PublishItemState | 'all'>
      label={t('runs.stateFilter')}
      value={value}
      onChange={onChange}
      chips={[
        { value: 'all', label: t('runs.allStates'), count: all },
        ...PublishItemState.options
          .filter((state) => run.counts[state] > 0 || state === value)
          .map((state) => ({ value: state, label: t(`runs.states.${state}`), count: run.counts[state] })),
      ]}
    />
  );
}

/** What needs the merchant comes first; among equals the order stays. */
const URGENCY: readonly PublishItemState[] = ['failed', 'unknown', 'held', 'sent', 'waiting', 'done'];

function byUrgency(one: PublishItem, other: PublishItem): number {
  return URGENCY.indexOf(one.state) - URGENCY.indexOf(other.state);
}

function Item({
  item,
  channelId,
  creating,
}: {
  readonly item: PublishItem;
  readonly channelId: string;
  readonly creating: boolean;
}): React.ReactNode {
  const { t } = useTranslation('publishing');
  const broken = item.state === 'failed' || item.state === 'held';
  return (
    <li>
      <strong>{item.title}</strong> <span className={classes['muted']}>{item.stockCode || item.barcode}</span>
      <div>
        <StateDot tone={RUN_TONES[item.state]} label={t(`runs.states.${item.state}`)} />
      </div>
      {item.problem === null ? null : (
        <ProblemLine problem={item.problem} full means={creating ? t('runs.notCreated') : undefined} />
      )}
      {item.faults.length === 0 ? null : <FaultList faults={item.faults} />}
      {broken && item.variantId !== null ? (
        <Link
          className={classes['link']}
          href={`/publishing?channel=${encodeURIComponent(channelId)}&filter=all&variant=${encodeURIComponent(item.variantId)}`}
        >
          {t('runs.putRight')}
        </Link>
      ) : null}
    </li>
  );
}

function Head({
  run,
  onOpen,
}: {
  readonly run: PublishRun;
  readonly onOpen: (runId: string) => void;
}): React.ReactNode {
  const { t } = useTranslation('publishing');
  const format = useFormat();
  const engine = useEngine();
  const poll = useWrite((input: { runId: string; requestId: string }) =>
    engine.client.publishing.poll({ runId: input.runId }),
  );
  const byWord = useByWord();
  const retry = useWrite(engine.client.publishing.retry, { onDone: (next) => onOpen(next.runId) });
  const all = Object.values(run.counts).reduce((sum, count) => sum + count, 0);
  const open = run.counts.waiting + run.counts.sent + run.counts.unknown;
  const problem = poll.problem ?? retry.problem;
  return (
    <section className={panel['section']}>
      <h2 className={classes['title']}>{t(`runs.actions.${run.action}`)}</h2>
      <p className={panel['muted']}>
        <DateTime at={run.startedAt} /> · {byWord(run.by)}
      </p>
      <p className={classes['plain']}>
        {t('runs.progress', { done: format.number(all - open), all: format.number(all) })}
        {run.finishedAt === null ? <StateDot tone="busy" label={t('runs.running')} /> : null}
      </p>
      <RunCounts run={run} />
      {run.problem === null ? null : <ProblemNotice problem={run.problem} />}
      {problem === null ? null : <ProblemNotice problem={problem} />}
      <div className={classes['row']}>
        {open > 0 ? (
          <Button size="compact-sm" loading={poll.pending} onClick={() => poll.run({ runId: run.runId })}>
            {t('runs.poll')}
          </Button>
        ) : null}
        {run.counts.failed + run.counts.held > 0 ? (
          <Button
            size="compact-sm"
            variant="default"
            loading={retry.pending}
            onClick={() => retry.run({ runId: run.runId })}
          >
            {t('runs.retry')}
          </Button>
        ) : null}
      </div>
    </section>
  );
}
