import { Button, CloseButton, Progress, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Job } from '#contract/activity.ts';
import type { EditPage } from '#contract/edits.ts';
import { useApi, useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { StateShape, type Tone } from '../../ui/state-dot.tsx';
import classes from './edits.module.css';
import type { Writing } from './use-writing.ts';

/** "Write to the shop now": open while something waits and nothing else runs. */
export function WriteButton({
  writing,
  counts,
}: {
  readonly writing: Writing;
  readonly counts: EditPage['counts'] | null;
}): React.ReactNode {
  const { t } = useTranslation('edits');
  const busy = writing.running !== null;
  const why = writing.running?.kind === 'edits' ? t('write.running') : t('write.otherRunning');
  return (
    <Tooltip label={busy ? why : t('write.nowHelp')} multiline maw={320}>
      <Button
        disabled={busy || counts === null || counts.pending === 0}
        loading={writing.starting}
        onClick={writing.start}
      >
        {t('write.now')}
      </Button>
    </Tooltip>
  );
}

/** How writing stands: why it could not start, how far it is, what came of it; and whether the shop can be reached. */
export function WriteNotes({ writing }: { readonly writing: Writing }): React.ReactNode {
  const { t } = useTranslation('edits');
  const overview = useQuery(useApi().overview.get.queryOptions());
  const offline = (overview.data?.store.problem ?? null) !== null;
  return (
    <>
      {writing.problem === null ? null : (
        <div className={classes['note']}>
          <ProblemNotice problem={writing.problem} />
        </div>
      )}
      {writing.running === null ? null : <Running job={writing.running} />}
      {writing.ended === null ? null : <Ended job={writing.ended} onDismiss={writing.dismiss} />}
      {offline ? (
        <p className={`ms-card ${classes['offline']}`}>
          <StateShape tone="offline" />
          <span>{t('offline')}</span>
        </p>
      ) : null}
    </>
  );
}

function Running({ job }: { readonly job: Job }): React.ReactNode {
  const { t } = useTranslation(['edits', 'common']);
  const format = useFormat();
  const cancel = useWrite(useEngine().client.sync.cancel);
  const share = job.total === null || job.total === 0 ? null : Math.min(100, (100 * job.done) / job.total);
  const phase = job.phase === null ? t(`common:jobKind.${job.kind}`) : t(`common:phase.${job.phase}`);
  return (
    <>
      <div className={`ms-card ${classes['running']}`}>
        <div className={classes['runningText']}>
          <span>
            {phase}
            {job.total === null ? '' : ` · ${format.number(job.done)} / ${format.number(job.total)}`}
          </span>
          <Progress size="sm" value={share ?? 100} animated={share === null} aria-label={phase} />
        </div>
        <Button
          variant="default"
          size="compact-sm"
          title={t('edits:write.cancelHelp')}
          loading={cancel.pending}
          onClick={() => cancel.run({ jobId: job.jobId })}
        >
          {t('edits:write.cancel')}
        </Button>
      </div>
      {cancel.problem === null ? null : <ProblemNotice problem={cancel.problem} />}
    </>
  );
}

const ENDS = {
  running: { tone: 'busy', words: 'write.running' },
  done: { tone: 'ok', words: 'write.done' },
  'done-with-failures': { tone: 'waiting', words: 'write.doneWithFailures' },
  failed: { tone: 'failing', words: 'write.failed' },
  cancelled: { tone: 'paused', words: 'write.stopped' },
  interrupted: { tone: 'paused', words: 'write.stopped' },
} as const satisfies Record<Job['state'], { tone: Tone; words: string }>;

/** What became of the run that was started here, in figures. */
function Ended({ job, onDismiss }: { readonly job: Job; readonly onDismiss: () => void }): React.ReactNode {
  const { t } = useTranslation('edits');
  const answer = useQuery(useApi().sync.job.queryOptions({ input: { jobId: job.jobId } }));
  const figures = answer.data?.result?.edits ?? null;
  const parts =
    figures === null
      ? []
      : (['written', 'conflicts', 'refused', 'pending'] as const)
          .filter((name) => figures[name] > 0)
          .map((name) => t(`write.${name}`, { count: figures[name] }));
  const nothing = figures !== null && parts.length === 0 && job.state === 'done';
  const { tone, words } = ENDS[job.state];
  const asks = figures !== null && figures.conflicts + figures.refused > 0;
  return (
    <div className={`ms-card ${classes['ended']}`}>
      <div className={classes['endedText']}>
        <output>
          <StateShape tone={asks && tone === 'ok' ? 'held' : tone} />
          <span>
            {t(words)} {nothing ? t('write.nothing') : parts.join(' · ')}
          </span>
        </output>
        {job.problem === null ? null : <ProblemNotice problem={job.problem} />}
      </div>
      <CloseButton aria-label={t('write.dismiss')} onClick={onDismiss} />
    </div>
  );
}
