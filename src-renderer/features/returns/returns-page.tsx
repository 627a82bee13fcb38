import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ChannelSelect } from '../../ui/channel-select.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { oneOf, useAddress } from '../../ui/use-address.ts';
import { QuestionsView } from '../questions/questions-view.tsx';
import { ReturnsView } from './returns-view.tsx';

const TABS = ['returns', 'questions'] as const;

/** What customers want after the sale: goods taken back, and answers. */
export function ReturnsPage(): React.ReactNode {
  const { t } = useTranslation('returns');
  const address = useAddress();
  const tab = oneOf(address.get('tab'), TABS, 'returns');
  const channelId = address.get('channel') || null;
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
      <Tabs
        value={tab}
        keepMounted={false}
        mb={12}
        onChange={(next) =>
          address.set({
            tab: next === null || next === 'returns' ? '' : next,
            filter: '',
            return: '',
            question: '',
          })
        }
      >
        <Tabs.List aria-label={t('tabs.label')}>
          {TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      {tab === 'returns' ? <ReturnsView channelId={channelId} /> : <QuestionsView channelId={channelId} />}
    </PageFrame>
  );
}
