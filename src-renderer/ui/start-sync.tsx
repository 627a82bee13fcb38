import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { SyncScope } from '#contract/sync.ts';
import { useApi, useEngine } from '../client/engine-context.ts';
import { useWrite } from '../client/use-write.ts';
import { ProblemNotice } from './problem-notice.tsx';

/**
 * The button of an empty screen: starts a sync, or, while there is no channel to sync with, leads to the first steps.
 * It never approves anything.
 */
export function StartSync({
  what,
  label,
  variant = 'filled',
}: {
  readonly what: SyncScope['what'];
  readonly label: string;
  readonly variant?: 'filled' | 'default';
}): React.ReactNode {
  const { t } = useTranslation();
  const engine = useEngine();
  const channels = useQuery(useApi().channels.list.queryOptions());
  const sync = useWrite(engine.client.sync.start);
  if (channels.data?.length === 0) {
    return (
      <Stack gap="xs" align="center">
        <Text size="sm">{t('sync.needsChannel')}</Text>
        <Button component={Link} href="/">
          {t('notFound.action')}
        </Button>
      </Stack>
    );
  }
  return (
    <Stack gap="sm" align="center">
      <Button
        variant={variant}
        loading={sync.pending}
        onClick={() => sync.run({ scope: { channelId: null, what, approveWaiting: false } })}
      >
        {label}
      </Button>
      {sync.problem === null ? null : <ProblemNotice problem={sync.problem} />}
    </Stack>
  );
}
