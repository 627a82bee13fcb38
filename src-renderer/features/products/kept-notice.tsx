import { Button, CloseButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useEngine, useRunningJob } from '../../client/engine-context.ts';
import { putJob } from '../../client/job-store.ts';
import { useWrite } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { StateShape } from '../../ui/state-dot.tsx';
import classes from './products.module.css';

/** Edits were kept: where they wait, until when, and the way to write them at once. */
export function KeptNotice({
  waits,
  onDismiss,
}: {
  /** Fields that wait for the shop; none when only costs were kept, which count at once and stay here. */
  readonly waits: number;
  readonly onDismiss: () => void;
}): React.ReactNode {
  const { t } = useTranslation('products');
  const { t: common } = useTranslation();
  const format = useFormat();
  const engine = useEngine();
  const running = useRunningJob();
  const write = useWrite(engine.client.edits.write, {
    onDone: (job) => {
      putJob(engine.jobs, job);
      onDismiss();
    },
  });
  return (
    <>
      <output className={classes['kept']}>
        <StateShape tone="ok" />
        <span>
          {waits > 0 ? t('kept.text', { count: waits, number: format.number(waits) }) : t('kept.atOnce')}
        </span>
        {waits > 0 ? (
          <>
            <Button component={Link} href="/edits" size="compact-sm" variant="default">
              {t('kept.open')}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              loading={write.pending}
              disabled={running !== null}
              onClick={() => write.run({})}
            >
              {t('kept.write')}
            </Button>
          </>
        ) : null}
        <CloseButton size="sm" aria-label={common('action.dismiss')} onClick={onDismiss} />
      </output>
      {write.problem === null ? null : <ProblemNotice problem={write.problem} />}
    </>
  );
}
