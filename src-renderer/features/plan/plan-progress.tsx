import { Button, Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEngine, useRunningJob } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import classes from './plan.module.css';

/** What runs now: the phase, how far it is, and a way to stop it. */
export function PlanProgress(): React.ReactNode {
  const { t } = useTranslation('plan');
  const format = useFormat();
  const engine = useEngine();
  const job = useRunningJob();
  const cancel = useWrite(engine.client.sync.cancel);
  if (job === null) return null;
  const share = job.total === null || job.total === 0 ? null : Math.min(100, (100 * job.done) / job.total);
  const phase = job.phase === null ? t('progress.title') : t(`progress.phase.${job.phase}`);
  return (
    <>
      <div className={`ms-card ${classes['progress']}`}>
        <div className={classes['progressText']}>
          <span>
            {job.channelName === null ? '' : `${job.channelName} · `}
            {phase}
            {job.total === null
              ? ''
              : ` · ${t('progress.count', { done: format.number(job.done), total: format.number(job.total) })}`}
          </span>
          <Progress value={share ?? 100} animated={share === null} aria-label={phase} size="sm" />
        </div>
        <Button
          variant="default"
          size="compact-sm"
          title={t('progress.cancelText')}
          loading={cancel.pending}
          onClick={() => cancel.run({ jobId: job.jobId })}
        >
          {t('progress.cancel')}
        </Button>
      </div>
      {cancel.problem === null ? null : <ProblemNotice problem={cancel.problem} />}
    </>
  );
}
