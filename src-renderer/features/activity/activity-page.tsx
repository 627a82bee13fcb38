import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../client/engine-context.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ChannelSelect } from '../../ui/channel-select.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { oneOf, useAddress } from '../../ui/use-address.ts';
import classes from './activity.module.css';
import { BatchesView } from './batches-view.tsx';
import { DeadLettersView } from './dead-letters-view.tsx';
import { JobsView } from './jobs-view.tsx';

const TABS = ['jobs', 'batches', 'dead-letters'] as const;
const TAB_WORDS = { jobs: 'tabs.jobs', batches: 'tabs.batches', 'dead-letters': 'tabs.deadLetters' } as const;

/** What runs and ran, what was sent in which batch, and what was given up on. */
export function ActivityPage(): React.ReactNode {
  const { t } = useTranslation('activity');
  const format = useFormat();
  const address = useAddress();
  const tab = oneOf(address.get('tab'), TABS, 'jobs');
  const channelId = address.get('channel') || null;
  const given = useQuery(
    useApi().activity.deadLetters.queryOptions({ input: { channelId, offset: 0, limit: 1 } }),
  );
  const open = (next: string | null): void =>
    address.set({ tab: next === null || next === 'jobs' ? '' : next, batch: '', letter: '' });
  return (
    <PageFrame
      title={t('title')}
      layout="fill"
      actions={
        <ChannelSelect
          value={channelId ?? ''}
          onChange={(channel) => address.set({ channel })}
          label={t('channel')}
          allLabel={t('allChannels')}
        />
      }
    >
      <Tabs value={tab} onChange={open} keepMounted={false} className={classes['tabs'] ?? ''}>
        <Tabs.List aria-label={t('tabs.label')}>
          {TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(TAB_WORDS[name])}
              {name === 'dead-letters' && given.data !== undefined && given.data.total > 0 ? (
                <span className={classes['count']}>{format.number(given.data.total)}</span>
              ) : null}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      {tab === 'jobs' ? <JobsView channelId={channelId} /> : null}
      {tab === 'batches' ? <BatchesView channelId={channelId} address={address} /> : null}
      {tab === 'dead-letters' ? <DeadLettersView channelId={channelId} /> : null}
    </PageFrame>
  );
}
