import { useTranslation } from 'react-i18next';
import type { Job } from '#contract/activity.ts';
import { describeProblem } from '#contract/problem-texts.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { RelativeTime } from '../../ui/figures.tsx';
import { StateShape, type Tone } from '../../ui/state-dot.tsx';
import classes from './overview.module.css';

const JOB_TONES: Readonly<Record<Job['state'], Tone>> = {
  running: 'busy',
  done: 'ok',
  'done-with-failures': 'waiting',
  failed: 'failing',
  cancelled: 'paused',
  interrupted: 'paused',
};

/** The last runs: what, how it ended, when, and how long it took. */
export function RecentJobs({ jobs }: { readonly jobs: readonly Job[] }): React.ReactNode {
  const { t } = useTranslation(['overview', 'common']);
  const format = useFormat();
  if (jobs.length === 0) return <p className={classes['quiet']}>{t('recentNone')}</p>;
  return (
    <ul className={classes['jobs']}>
      {jobs.map((job) => {
        const took = job.finishedAt === null ? null : Date.parse(job.finishedAt) - Date.parse(job.startedAt);
        return (
          <li key={job.jobId} className={classes['job']}>
            <StateShape tone={JOB_TONES[job.state]} />
            <div className={classes['jobText']}>
              <div>
                {t(`common:jobKind.${job.kind}`)}
                {job.channelName === null ? '' : ` · ${job.channelName}`}
              </div>
              <div className={classes['jobSub']}>
                {t(`common:jobState.${job.state}`)}
                <span className="ms-numeric"> · {t(`common:startedBy.${job.startedBy}`)}</span>
                {took === null ? null : <span className="ms-numeric"> · {format.duration(took)}</span>}
              </div>
              {job.problem === null ? null : (
                <div className={classes['jobSub']}>
                  {[job.problem, ...(job.alsoProblems ?? [])]
                    .map((each) => describeProblem(each, format.language).happened)
                    .join(' ')}
                </div>
              )}
            </div>
            <span className={classes['jobSub']}>
              <RelativeTime at={job.finishedAt ?? job.startedAt} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
