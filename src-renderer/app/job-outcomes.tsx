import { notifications } from '@mantine/notifications';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job } from '#contract/activity.ts';
import type { Problem } from '#contract/problem.ts';
import { describeProblem } from '#contract/problem-texts.ts';
import type { SyncResult } from '#contract/sync.ts';
import { useEngine } from '../client/engine-context.ts';
import { useFormat, useLanguage } from '../i18n/use-format.ts';
import { StateDot, type Tone } from '../ui/state-dot.tsx';

/** Tells how a run that the merchant started has ended, in figures; scheduled runs end silently. */
export function JobOutcomes(): null {
  const engine = useEngine();
  const { t } = useTranslation();
  const running = useRef(new Set<string>());
  useEffect(() => {
    const tell = async (job: Job): Promise<void> => {
      const result = await engine.client.sync.job({ jobId: job.jobId }).then(
        (answer) => answer.result,
        () => null, // The outcome is told without figures; the run itself is on the activity screen.
      );
      notifications.show({
        message: (
          <>
            <Ended job={job} />
            {result ? <Figures job={job} result={result} /> : null}
            {job.problem ? <Why problem={job.problem} /> : null}
            {job.alsoProblems?.map((problem) => (
              <Why key={keyOf(problem)} problem={problem} />
            ))}
          </>
        ),
        color: job.problem === null ? 'blue' : 'red',
        withBorder: true,
        withCloseButton: true,
        closeButtonProps: { 'aria-label': t('action.dismiss') },
        autoClose: job.problem === null ? 8_000 : false,
      });
    };
    return engine.jobs.subscribe(({ jobs }) => {
      for (const job of jobs.values()) {
        if (job.state === 'running') running.current.add(job.jobId);
        else if (running.current.delete(job.jobId) && job.startedBy === 'merchant') void tell(job);
      }
    });
  }, [engine, t]);
  return null;
}

/** In the language of the moment: a notice may outlast a change of it. */
function Ended({ job }: { readonly job: Job }): React.ReactNode {
  const { t } = useTranslation();
  return <StateDot tone={toneOf(job)} label={`${t(`jobKind.${job.kind}`)}: ${t(`jobState.${job.state}`)}`} />;
}

const OUTCOMES = ['ordersImported', 'sent', 'confirmed', 'failed', 'unknown', 'held', 'waiting'] as const;

/**
 * What a run did, edits of products first; where those need the merchant, the way to them. Notices stand outside of the
 * router, hence plain links.
 */
function Figures({ job, result }: { readonly job: Job; readonly result: SyncResult }): React.ReactNode {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { edits } = result;
  const counts: readonly string[] = (
    [
      ['editsWritten', edits.written],
      ['editConflicts', edits.conflicts],
      ['editsRefused', edits.refused],
      ...OUTCOMES.map((name) => [name, sumOf(result, name)] as const),
    ] as const
  ).flatMap(([name, count]) =>
    count === 0 ? [] : [t(`sync.outcome.${name}`, { count, number: number(count) })],
  );
  // A run that met a problem has not seen enough to say that there was nothing to do.
  const nothing = job.kind === 'edits' ? t('sync.outcome.editsNothing') : t('sync.outcome.nothing');
  return (
    <>
      <div>{counts.length === 0 ? (job.state === 'done' ? nothing : '') : counts.join(' · ')}</div>
      {edits.conflicts > 0 ? (
        <div>
          <a href="#/edits?tab=conflicts">{t('sync.outcome.openConflicts')}</a>
        </div>
      ) : null}
      {edits.refused > 0 ? (
        <div>
          <a href="#/edits?tab=refused">{t('sync.outcome.openRefused')}</a>
        </div>
      ) : null}
    </>
  );
}

function sumOf(result: SyncResult, name: (typeof OUTCOMES)[number]): number {
  return Object.values(result.channels).reduce((total, channel) => total + channel[name], 0);
}

/** What stood in the way, in its three parts; the raw text behind it is on the activity screen. */
function Why({ problem }: { readonly problem: Problem }): React.ReactNode {
  const text = describeProblem(problem, useLanguage());
  return (
    <>
      <div>
        <strong>{text.happened}</strong> {text.means}
      </div>
      <div>
        <span aria-hidden="true">→ </span>
        {text.action}
      </div>
    </>
  );
}

/** Two channels may have the same trouble. */
function keyOf({ code, params }: Problem): string {
  return `${code} ${JSON.stringify(params)}`;
}

function toneOf(job: Job): Tone {
  if (job.state === 'done') return 'ok';
  return job.state === 'cancelled' || job.state === 'interrupted' ? 'paused' : 'failing';
}
