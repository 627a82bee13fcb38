import { Button, Progress } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Job, JobPage } from '#contract/activity.ts';
import { useApi, useEngine } from '../../client/engine-context.ts';
import { problemOf } from '../../client/problem-of.ts';
import { useWrite } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { DetailPanel } from '../../ui/detail-panel.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { RelativeTime } from '../../ui/figures.tsx';
import type { LazyColumn } from '../../ui/lazy-grid-columns.tsx';
import { LazyGrid } from '../../ui/lazy-grid.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { StartSync } from '../../ui/start-sync.tsx';
import { StateDot } from '../../ui/state-dot.tsx';
import { useLazyRows, WINDOW_SIZE } from '../../ui/use-lazy-rows.ts';
import classes from './activity.module.css';
import { JobFigures } from './job-figures.tsx';
import { JOB_TONES, shareOf } from './job-words.ts';

const rowId = (job: Job): string => job.jobId;
const rowName = (job: Job): string => job.jobId;
const ignored = (): void => undefined;

/** Runs: those going on now with their progress, and below all that ever ran. */
export function JobsView({ channelId }: { readonly channelId: string | null }): React.ReactNode {
  const { t } = useTranslation('activity');
  const api = useApi();
  const running = useRunning();
  const [opened, setOpened] = useState<Job | null>(null);
  const question = JSON.stringify(['jobs', channelId]);
  const rows = useLazyRows<Job, JobPage>({
    question,
    windowOptions: (offset) =>
      api.activity.jobs.queryOptions({ input: { channelId, offset, limit: WINDOW_SIZE } }),
  });
  const columns = useColumns();
  const words = useMemo(() => ({ select: t('select'), selectAll: t('selectAll') }), [t]);
  if (rows.newest !== null && rows.total === 0 && running.length === 0) {
    return (
      <EmptyState
        title={t('jobs.emptyTitle')}
        text={t('jobs.emptyText')}
        action={<StartSync what="everything" label={t('jobs.sync')} />}
      />
    );
  }
  return (
    <div className={classes['fill']}>
      {running.length === 0 ? null : (
        <section className={`ms-card ${classes['running']}`} aria-label={t('jobs.running')}>
          {running.map((job) => (
            <RunningJob key={job.jobId} job={job} />
          ))}
        </section>
      )}
      {rows.error === null ? null : <ProblemNotice problem={problemOf(rows.error)} />}
      <div className={panel['split']}>
        <div className={panel['list']}>
          <LazyGrid
            label={t('jobs.grid')}
            question={question}
            rows={rows}
            columns={columns}
            rowId={rowId}
            rowName={rowName}
            words={words}
            openId={opened?.jobId ?? null}
            onOpen={setOpened}
            onFailed={ignored}
          />
        </div>
        {opened === null ? null : <JobPanel job={opened} onClose={() => setOpened(null)} />}
      </div>
    </div>
  );
}

function useRunning(): readonly Job[] {
  const jobs = useStore(useEngine().jobs, (state) => state.jobs);
  return [...jobs.values()].filter((job) => job.state === 'running');
}

function useJobName(): (job: Job) => string {
  const { t } = useTranslation('activity');
  return (job) => `${t(`jobs.kind.${job.kind}`)} · ${job.channelName ?? t('jobs.everything')}`;
}

function RunningJob({ job }: { readonly job: Job }): React.ReactNode {
  const { t } = useTranslation(['activity', 'common']);
  const format = useFormat();
  const engine = useEngine();
  const name = useJobName()(job);
  const cancel = useWrite(engine.client.sync.cancel);
  const share = shareOf(job);
  return (
    <>
      <div className={classes['job']}>
        <div className={classes['jobText']}>
          <span className={classes['name']}>{name}</span>
          <span className={classes['muted']}>
            {job.phase === null ? '' : t(`common:phase.${job.phase}`)}
            {job.total === null ? '' : ` · ${format.number(job.done)} / ${format.number(job.total)}`}
          </span>
          <Progress
            size="sm"
            value={share ?? 100}
            animated={share === null}
            aria-label={t('activity:jobs.progressName', { name })}
          />
        </div>
        <Button
          variant="default"
          size="compact-sm"
          loading={cancel.pending}
          aria-label={t('activity:jobs.cancelNamed', { name })}
          onClick={() => cancel.run({ jobId: job.jobId })}
        >
          {t('activity:jobs.cancel')}
        </Button>
      </div>
      {cancel.problem === null ? null : <ProblemNotice problem={cancel.problem} />}
    </>
  );
}

function useColumns(): readonly LazyColumn<Job>[] {
  const { t } = useTranslation('activity');
  const format = useFormat();
  return useMemo(
    () => [
      {
        key: 'kind',
        name: t('jobs.columns.kind'),
        width: 140,
        grow: 1,
        render: (job) => t(`jobs.kind.${job.kind}`),
      },
      {
        key: 'state',
        name: t('jobs.columns.state'),
        width: 210,
        grow: 1.4,
        render: (job) => <StateDot tone={JOB_TONES[job.state]} label={t(`jobs.state.${job.state}`)} />,
      },
      {
        key: 'channel',
        name: t('jobs.columns.channel'),
        width: 140,
        grow: 1,
        render: (job) => job.channelName ?? t('jobs.everything'),
      },
      {
        key: 'startedBy',
        name: t('jobs.columns.startedBy'),
        width: 120,
        render: (job) => t(`jobs.startedBy.${job.startedBy}`),
      },
      {
        key: 'progress',
        name: t('jobs.columns.progress'),
        width: 130,
        numeric: true,
        // Counts the present phase; once the run ended, what it did is in its panel.
        render: (job) =>
          job.state !== 'running'
            ? ''
            : job.total === null
              ? format.number(job.done)
              : `${format.number(job.done)} / ${format.number(job.total)}`,
      },
      {
        key: 'startedAt',
        name: t('jobs.columns.startedAt'),
        width: 110,
        numeric: true,
        render: (job) => <RelativeTime at={job.startedAt} />,
      },
      {
        key: 'took',
        name: t('jobs.columns.took'),
        width: 90,
        numeric: true,
        render: (job) =>
          job.finishedAt === null
            ? '—'
            : format.duration(Date.parse(job.finishedAt) - Date.parse(job.startedAt)),
      },
    ],
    [t, format],
  );
}

function JobPanel({ job, onClose }: { readonly job: Job; readonly onClose: () => void }): React.ReactNode {
  const { t } = useTranslation(['activity', 'common']);
  const format = useFormat();
  const name = useJobName()(job);
  return (
    <DetailPanel label={name} closeLabel={t('activity:batches.close')} onClose={onClose}>
      <section className={panel['section']}>
        <h2 className={classes['title']}>{name}</h2>
        <StateDot tone={JOB_TONES[job.state]} label={t(`activity:jobs.state.${job.state}`)} />
      </section>
      {job.problem === null ? null : <ProblemNotice problem={job.problem} />}
      {job.alsoProblems?.map((problem) => (
        <ProblemNotice key={`${problem.code} ${JSON.stringify(problem.params)}`} problem={problem} />
      ))}
      <dl className={panel['facts']}>
        <dt>{t('activity:jobs.columns.startedBy')}</dt>
        <dd>{t(`activity:jobs.startedBy.${job.startedBy}`)}</dd>
        <dt>{t('activity:jobs.columns.startedAt')}</dt>
        <dd>{format.dateTime(job.startedAt)}</dd>
        {job.finishedAt === null ? null : (
          <>
            <dt>{t('activity:jobs.columns.took')}</dt>
            <dd>{format.duration(Date.parse(job.finishedAt) - Date.parse(job.startedAt))}</dd>
          </>
        )}
        <JobFigures jobId={job.jobId} />
      </dl>
    </DetailPanel>
  );
}
