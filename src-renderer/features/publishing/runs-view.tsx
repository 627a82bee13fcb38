import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { PublishItemState, type PublishRun } from '#contract/publishing.ts';
import { useApi, useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { DetailPanel } from '../../ui/detail-panel.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { DateTime } from '../../ui/figures.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { ProblemLine } from '../../ui/problem-line.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { StateDot, type Tone } from '../../ui/state-dot.tsx';
import type { Address } from '../../ui/use-address.ts';
import { FaultList } from './fault-list.tsx';
import classes from './publishing.module.css';

const MOST_RUNS = 100;
const MOST_ITEMS = 500;
const TONES: Readonly<Record<PublishItemState, Tone>> = {
  waiting: 'waiting',
  sent: 'busy',
  done: 'ok',
  failed: 'failing',
  unknown: 'held',
  held: 'paused',
};

type Props = { readonly channelId: string; readonly address: Address };

/** What was sent to the channel, newest first, each with the result of every variant. */
export function RunsView({ channelId, address }: Props): React.ReactNode {
  const { t } = useTranslation('publishing');
  const format = useFormat();
  const query = useQuery(
    useApi().publishing.runs.queryOptions({ input: { channelId, offset: 0, limit: MOST_RUNS } }),
  );
  const openId = address.get('run');
  return (
    <div className={panel['split']}>
      <div className={panel['list']}>
        <QueryView query={query} skeleton={<div style={{ height: 240 }} />}>
          {({ rows }) =>
            rows.length === 0 ? (
              <EmptyState title={t('runs.empty')} text={t('runs.emptyText')} />
            ) : (
              <div className={classes['scroll']}>
                <PlainTable
                  label={t('runs.table')}
                  columns={[
                    { key: 'startedAt', label: t('runs.startedAt'), width: '180px' },
                    { key: 'action', label: t('runs.action') },
                    { key: 'outcome', label: t('runs.outcome') },
                  ]}
                  rows={rows.map((run) => ({
                    key: run.runId,
                    cells: {
                      startedAt: (
                        <Button
                          size="compact-sm"
                          variant={run.runId === openId ? 'light' : 'subtle'}
                          aria-label={t('runs.open', { at: format.dateTime(run.startedAt) })}
                          onClick={() => address.set({ run: run.runId })}
                        >
                          {format.dateTime(run.startedAt)}
                        </Button>
                      ),
                      action: t(`runs.actions.${run.action}`),
                      outcome: <Counts run={run} />,
                    },
                  }))}
                />
              </div>
            )
          }
        </QueryView>
      </div>
      {openId === '' ? null : (
        <RunPanel key={openId} runId={openId} onClose={() => address.set({ run: '' })} />
      )}
    </div>
  );
}

function Counts({ run }: { readonly run: PublishRun }): React.ReactNode {
  const { t } = useTranslation('publishing');
  const format = useFormat();
  return (
    <span className={classes['row']}>
      {PublishItemState.options
        .filter((state) => run.counts[state] > 0)
        .map((state) => (
          <StateDot
            key={state}
            tone={TONES[state]}
            label={`${format.number(run.counts[state])} ${t(`runs.states.${state}`)}`}
          />
        ))}
    </span>
  );
}

function RunPanel({
  runId,
  onClose,
}: {
  readonly runId: string;
  readonly onClose: () => void;
}): React.ReactNode {
  const { t } = useTranslation('publishing');
  const format = useFormat();
  const query = useQuery({
    ...useApi().publishing.run.queryOptions({ input: { runId, state: null, offset: 0, limit: MOST_ITEMS } }),
    placeholderData: keepPreviousData,
  });
  return (
    <DetailPanel label={t('runs.panel')} closeLabel={t('runs.close')} onClose={onClose}>
      <QueryView query={query} skeleton={<div style={{ height: 240 }} />}>
        {({ run, rows, total }) => (
          <>
            <Head run={run} />
            <section className={panel['section']}>
              <h3 className={panel['heading']}>{t('runs.items')}</h3>
              <ul className={classes['faults']}>
                {rows.map((item) => (
                  <li key={item.itemId}>
                    <StateDot tone={TONES[item.state]} label={t(`runs.states.${item.state}`)} />{' '}
                    <strong>{item.title}</strong>{' '}
                    <span className={classes['muted']}>{item.stockCode || item.barcode}</span>
                    {item.problem === null ? null : <ProblemLine problem={item.problem} />}
                    {item.faults.length === 0 ? null : <FaultList faults={item.faults} />}
                  </li>
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

function Head({ run }: { readonly run: PublishRun }): React.ReactNode {
  const { t } = useTranslation('publishing');
  const format = useFormat();
  const engine = useEngine();
  const poll = useWrite((input: { runId: string; requestId: string }) =>
    engine.client.publishing.poll({ runId: input.runId }),
  );
  const retry = useWrite(engine.client.publishing.retry);
  const all = Object.values(run.counts).reduce((sum, count) => sum + count, 0);
  const open = run.counts.waiting + run.counts.sent + run.counts.unknown;
  const problem = poll.problem ?? retry.problem;
  return (
    <section className={panel['section']}>
      <h2 className={classes['title']}>{t(`runs.actions.${run.action}`)}</h2>
      <p className={panel['muted']}>
        <DateTime at={run.startedAt} /> · {run.by}
      </p>
      <p>
        {t('runs.progress', { done: format.number(all - open), all: format.number(all) })}
        {run.finishedAt === null ? <StateDot tone="busy" label={t('runs.running')} /> : null}
      </p>
      <Counts run={run} />
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
