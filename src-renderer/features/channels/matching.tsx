import { Button, Group, Progress, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job } from '#contract/activity.ts';
import type { Channel } from '#contract/channels.ts';
import { useApi, useEngine, useRunningJob } from '../../client/engine-context.ts';
import { putJob } from '../../client/job-store.ts';
import { useWrite } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Section } from '../../ui/section.tsx';
import { ProposalTable } from './proposal-table.tsx';

const STEP = 50;
const MOST = 200;

/**
 * Which of the shop's products each listing is. A channel that was never read is read first, by itself; then the
 * certain proposals are confirmed at one press and the others one by one.
 */
export function Matching({
  channel,
  onFinish,
}: {
  readonly channel: Channel;
  readonly onFinish: () => void;
}): React.ReactNode {
  const { t } = useTranslation('channels');
  const format = useFormat();
  const reading = useReading(channel);
  if (reading.job) return <ReadingProgress job={reading.job} />;
  if (channel.counts.listings === 0) {
    return (
      <Stack gap="md">
        {reading.problem ? <ProblemNotice problem={reading.problem} /> : null}
        {channel.problem ? <ProblemNotice problem={channel.problem} /> : null}
        <EmptyState
          title={t('matching.notRead')}
          action={
            <Group gap="xs" justify="center">
              <Button loading={reading.starting} onClick={reading.start}>
                {t('matching.read')}
              </Button>
              <Button variant="default" onClick={onFinish}>
                {t('matching.later')}
              </Button>
            </Group>
          }
        />
      </Stack>
    );
  }
  const { linked, listings } = channel.counts;
  return (
    <Stack gap="md">
      <p style={{ margin: 0 }}>
        {t('matching.summary', { linked: format.number(linked), listings: format.number(listings) })}
      </p>
      <Proposals channel={channel} onFinish={onFinish} />
    </Stack>
  );
}

type Reading = {
  readonly job: Job | null;
  readonly starting: boolean;
  readonly problem: Job['problem'];
  readonly start: () => void;
};

/** Reads shop and listings once, by itself, when the channel was never read; by the button otherwise. */
function useReading(channel: Channel): Reading {
  const engine = useEngine();
  const running = useRunningJob();
  const begin = useWrite(engine.client.sync.start, { onDone: (job) => putJob(engine.jobs, job) });
  const begun = useRef(false);
  const start = (): void =>
    begin.run({ scope: { channelId: channel.channelId, what: 'pull', approveWaiting: false } });
  const unread = channel.lastSyncAt === null && channel.counts.listings === 0;
  useEffect(() => {
    if (!unread || running !== null || begun.current) return;
    begun.current = true;
    start();
  });
  const concerns =
    running !== null && (running.channelId === null || running.channelId === channel.channelId);
  return { job: concerns ? running : null, starting: begin.pending, problem: begin.problem, start };
}

function ReadingProgress({ job }: { readonly job: Job }): React.ReactNode {
  const { t } = useTranslation(['channels', 'common']);
  const format = useFormat();
  const known = job.total !== null && job.total > 0;
  const word = job.phase === null ? t('common:sync.running') : t(`common:phase.${job.phase}`);
  return (
    <Section title={word} text={t('matching.reading')}>
      <Progress
        size={6}
        value={known ? (100 * job.done) / (job.total ?? 1) : 100}
        animated={!known}
        aria-label={word}
        transitionDuration={100}
      />
      <span className="ms-numeric" aria-live="polite">
        {known
          ? t('common:sync.progress', { done: format.number(job.done), total: format.number(job.total ?? 0) })
          : format.number(job.done)}
      </span>
    </Section>
  );
}

function Proposals({
  channel,
  onFinish,
}: {
  readonly channel: Channel;
  readonly onFinish: () => void;
}): React.ReactNode {
  const { t } = useTranslation(['channels', 'common']);
  const engine = useEngine();
  const [limit, setLimit] = useState(STEP);
  const query = useQuery({
    ...useApi().links.proposals.queryOptions({
      input: { channelId: channel.channelId, offset: 0, limit, listingId: null },
    }),
    placeholderData: (known) => known,
  });
  const confirm = useWrite(engine.client.links.confirm);
  const finish = (
    <Button variant={query.data?.total === 0 ? 'filled' : 'default'} onClick={onFinish}>
      {query.data?.total === 0 ? t('matching.finish') : t('matching.later')}
    </Button>
  );
  return (
    <QueryView query={query} skeleton={null}>
      {({ rows, total, certain }) =>
        total === 0 ? (
          <EmptyState title={t('matching.allMatched')} text={t('matching.allMatchedText')} action={finish} />
        ) : (
          <>
            {confirm.problem ? <ProblemNotice problem={confirm.problem} /> : null}
            {certain > 0 ? (
              <Section
                title={t('matching.certain', { count: certain })}
                text={t('matching.certainText')}
                actions={
                  <Button
                    loading={confirm.pending}
                    onClick={() => confirm.run({ channelId: channel.channelId, links: { certainBy: 'any' } })}
                  >
                    {t('matching.confirmCertain')}
                  </Button>
                }
              />
            ) : null}
            <Section
              title={t('matching.list')}
              text={total > certain ? t('matching.choose', { count: total - certain }) : null}
              actions={finish}
            >
              <ProposalTable channel={channel} rows={rows} />
              {rows.length < total && limit < MOST ? (
                <Button
                  variant="subtle"
                  loading={query.isFetching}
                  onClick={() => setLimit(Math.min(MOST, limit + STEP))}
                >
                  {t('matching.more')}
                </Button>
              ) : null}
            </Section>
          </>
        )
      }
    </QueryView>
  );
}
