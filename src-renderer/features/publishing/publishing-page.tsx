import { Button, Select, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useApi } from '../../client/engine-context.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { SandboxMark } from '../../ui/sandbox-mark.tsx';
import { oneOf, useAddress } from '../../ui/use-address.ts';
import { CatalogueView } from './catalogue-view.tsx';
import { CoverageBar } from './coverage-bar.tsx';
import { DefaultsView } from './defaults-view.tsx';
import { MappingView } from './mapping-view.tsx';
import { ProductsView } from './products-view.tsx';
import classes from './publishing.module.css';
import { RunsView } from './runs-view.tsx';

const TABS = ['products', 'mapping', 'defaults', 'runs', 'catalogue'] as const;

/** Bringing the shop's products onto a channel: what is missing, what becomes what, what was sent. */
export function PublishingPage(): React.ReactNode {
  const { t } = useTranslation('publishing');
  const address = useAddress();
  const channels = useQuery(useApi().channels.list.queryOptions());
  const tab = oneOf(address.get('tab'), TABS, 'products');
  const asked = address.get('channel');
  const channel = channels.data?.find(({ channelId }) => channelId === asked) ?? channels.data?.[0] ?? null;
  return (
    <PageFrame
      title={t('title')}
      layout="fill"
      aside={channel?.sandbox === true ? <SandboxMark /> : null}
      actions={
        channel === null ? null : (
          <Select
            aria-label={t('channel')}
            w={200}
            allowDeselect={false}
            value={channel.channelId}
            onChange={(next) => address.set({ channel: next ?? '', variant: '', run: '' })}
            data={(channels.data ?? []).map(({ channelId, name }) => ({ value: channelId, label: name }))}
          />
        )
      }
    >
      <QueryView query={channels} skeleton={<div style={{ height: 320 }} />}>
        {() =>
          channel === null ? (
            <EmptyState
              title={t('noChannel')}
              text={t('noChannelText')}
              action={
                <Button component={Link} href="/channels/new">
                  {t('addChannel')}
                </Button>
              }
            />
          ) : (
            <>
              <CoverageBar channelId={channel.channelId} />
              <Tabs
                value={tab}
                keepMounted={false}
                mb={12}
                onChange={(next) =>
                  address.set({
                    tab: next === null || next === 'products' ? '' : next,
                    filter: '',
                    find: '',
                    variant: '',
                    run: '',
                    category: '',
                    seen: '',
                  })
                }
              >
                <Tabs.List aria-label={t('tabs.label')}>
                  {TABS.map((name) => (
                    <Tabs.Tab key={name} value={name}>
                      {t(`tabs.${name}`)}
                      {name === 'catalogue' ? <Unseen channelId={channel.channelId} /> : null}
                    </Tabs.Tab>
                  ))}
                </Tabs.List>
              </Tabs>
              {tab === 'products' ? <ProductsView channelId={channel.channelId} address={address} /> : null}
              {tab === 'mapping' ? <MappingView channelId={channel.channelId} address={address} /> : null}
              {tab === 'defaults' ? (
                <DefaultsView key={channel.channelId} channelId={channel.channelId} />
              ) : null}
              {tab === 'catalogue' ? (
                <CatalogueView key={channel.channelId} channelId={channel.channelId} address={address} />
              ) : null}
              {tab === 'runs' ? <RunsView channelId={channel.channelId} address={address} /> : null}
            </>
          )
        }
      </QueryView>
    </PageFrame>
  );
}

/** How many changes of the marketplace's catalogue nobody has looked at yet. */
function Unseen({ channelId }: { readonly channelId: string }): React.ReactNode {
  const format = useFormat();
  const { data } = useQuery(useApi().catalogue.state.queryOptions({ input: { channelId } }));
  if (data === undefined || data.unseenChanges === 0) return null;
  return <span className={classes['badge']}>{format.number(data.unseenChanges)}</span>;
}
