import { ActionIcon, Button, Group, Menu, Progress, Tooltip } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconChevronDown, IconPackage, IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job } from '#contract/activity.ts';
import type { Channel } from '#contract/channels.ts';
import type { SyncScope } from '#contract/sync.ts';
import { useEngine, useRunningJob } from '../client/engine-context.ts';
import { putJob } from '../client/job-store.ts';
import { problemOf } from '../client/problem-of.ts';
import { useWrite } from '../client/use-write.ts';
import { useFormat } from '../i18n/use-format.ts';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { SandboxMark } from '../ui/sandbox-mark.tsx';
import { MOD_KEY } from './mod-key.ts';
import classes from './sync-button.module.css';

const EVERYTHING: SyncScope = { channelId: null, what: 'everything', approveWaiting: false };

/**
 * "Sync now" with its menu; while something runs, the progress of that in the same place, and the way to stop it. Reading
 * the products' sheets is in no hurry and gives way, so meanwhile both stand there.
 */
export function SyncButton({ channels }: { readonly channels: readonly Channel[] | null }): React.ReactNode {
  const start = useStartSync();
  const running = useRunningJob();
  const usable = (channels ?? []).filter((channel) => !channel.paused);
  const free = running === null || running.phase === 'sheets';
  useHotkeys([['mod+shift+E', () => usable.length > 0 && free && start(EVERYTHING)]]);
  return (
    <>
      {running === null ? null : <RunningJob key={running.jobId} job={running} />}
      {free ? (
        <IdleButton channels={usable} none={channels !== null && channels.length === 0} onStart={start} />
      ) : null}
    </>
  );
}

/** Starts a sync; what cannot be started is told in a notice with its three parts. */
export function useStartSync(): (scope: SyncScope) => void {
  const { t } = useTranslation();
  const engine = useEngine();
  const { runAsync } = useWrite(engine.client.sync.start, { onDone: (job) => putJob(engine.jobs, job) });
  return (scope) => {
    runAsync({ scope }).catch((error: unknown) => {
      notifications.show({
        title: t('sync.startFailed'),
        message: <ProblemNotice problem={problemOf(error)} />,
        color: 'red',
        autoClose: false,
      });
    });
  };
}

function IdleButton({
  channels,
  none,
  onStart,
}: {
  readonly channels: readonly Channel[];
  readonly none: boolean;
  readonly onStart: (scope: SyncScope) => void;
}): React.ReactNode {
  const { t } = useTranslation();
  const disabled = channels.length === 0;
  return (
    <Tooltip label={t('sync.needsChannel')} disabled={!none}>
      <Group gap={1} wrap="nowrap" ml={8}>
        <Button
          className={classes['main']}
          disabled={disabled}
          leftSection={<IconRefresh size={16} aria-hidden="true" />}
          onClick={() => onStart(EVERYTHING)}
        >
          {t('sync.now')}
        </Button>
        <Menu position="bottom-end" width={240}>
          <Menu.Target>
            <ActionIcon
              className={classes['more']}
              variant="filled"
              size={36}
              disabled={disabled}
              aria-label={t('sync.more')}
            >
              <IconChevronDown size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconRefresh size={16} />}
              rightSection={<span className={classes['keys']}>{MOD_KEY} ⇧ E</span>}
              onClick={() => onStart(EVERYTHING)}
            >
              {t('sync.all')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconPackage size={16} />}
              onClick={() => onStart({ ...EVERYTHING, what: 'orders' })}
            >
              {t('sync.ordersOnly')}
            </Menu.Item>
            <Menu.Divider />
            {channels.map((channel) => (
              <Menu.Item
                key={channel.channelId}
                rightSection={channel.sandbox ? <SandboxMark /> : null}
                onClick={() => onStart({ ...EVERYTHING, channelId: channel.channelId })}
              >
                {t('sync.channel', { channel: channel.name })}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Group>
    </Tooltip>
  );
}

function RunningJob({ job }: { readonly job: Job }): React.ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const engine = useEngine();
  const [stopping, setStopping] = useState(false);
  const cancel = useWrite(engine.client.sync.cancel);
  const known = job.total !== null && job.total > 0;
  const word = stopping ? t('sync.cancelling') : job.phase ? t(`phase.${job.phase}`) : t('sync.running');
  return (
    <div className={classes['running']} aria-live="polite">
      <div className={classes['progress']}>
        <div className={classes['words']}>
          <span className={classes['phase']}>{word}</span>
          <span className="ms-numeric">
            {known
              ? t('sync.progress', { done: format.number(job.done), total: format.number(job.total ?? 0) })
              : job.done > 0
                ? format.number(job.done)
                : ''}
          </span>
        </div>
        <Progress
          size={4}
          value={known ? (100 * job.done) / (job.total ?? 1) : 100}
          animated={!known}
          aria-label={word}
          transitionDuration={100}
        />
      </div>
      <Tooltip label={t('sync.cancel')}>
        <ActionIcon
          variant="default"
          size={36}
          aria-label={t('sync.cancel')}
          disabled={stopping}
          onClick={() => {
            setStopping(true);
            cancel.runAsync({ jobId: job.jobId }).catch(() => setStopping(false));
          }}
        >
          <IconPlayerStop size={16} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
