import { notifications } from '@mantine/notifications';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job } from '#contract/activity.ts';
import type { SyncResult } from '#contract/sync.ts';
import { useEngine } from '../client/engine-context.ts';
import { useFormat } from '../i18n/use-format.ts';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { StateDot, type Tone } from '../ui/state-dot.tsx';

/** Tells how a run that the merchant started has ended, in figures; scheduled runs end silently. */
export function JobOutcomes(): null {
  const engine = useEngine();
  const { t } = useTranslation();
  const format = useFormat();
  const running = useRef(new Set<string>());
  useEffect(() => {
    const figures = (result: SyncResult): string => {
      const channels = Object.values(result.channels);
      const sum = (pick: (channel: (typeof channels)[number]) => number): string =>
        format.number(channels.reduce((total, channel) => total + pick(channel), 0));
      return t('sync.outcome', {
        orders: sum((channel) => channel.ordersImported),
        sent: sum((channel) => channel.sent),
        confirmed: sum((channel) => channel.confirmed),
        waiting: sum((channel) => channel.waiting + channel.held),
      });
    };
    const tell = async (job: Job): Promise<void> => {
      const result = await engine.client.sync.job({ jobId: job.jobId }).then(
        (answer) => answer.result,
        () => null, // The outcome is told without figures; the run itself is on the activity screen.
      );
      notifications.show({
        message: (
          <>
            <StateDot
              tone={toneOf(job)}
              label={`${t(`jobKind.${job.kind}`)}: ${t(`jobState.${job.state}`)}`}
            />
            {result ? <div>{figures(result)}</div> : null}
            {job.problem ? <ProblemNotice problem={job.problem} /> : null}
          </>
        ),
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
  }, [engine, t, format]);
  return null;
}

function toneOf(job: Job): Tone {
  if (job.state === 'done') return 'ok';
  return job.state === 'cancelled' || job.state === 'interrupted' ? 'paused' : 'failing';
}
