import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, Route, Switch, useLocation } from 'wouter';
import { useApi } from '../../client/engine-context.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { ArchivePage } from '../archive/archive-page.tsx';
import { ChannelCard } from '../overview/channel-card.tsx';
import { CapabilityMatrixPage } from './capability-matrix-page.tsx';
import { ChannelForm } from './channel-form.tsx';
import { ChannelPage } from './channel-page.tsx';
import classes from './channels.module.css';
import { MatchingPage } from './matching-page.tsx';

/** All channels, one channel, its matching, what marketplaces offer, the archive, or the form for a new one, by the address. */
export function ChannelsPage(): React.ReactNode {
  return (
    <Switch>
      <Route path="/channels/new">
        <NewChannelPage />
      </Route>
      <Route path="/channels/archive">
        <ArchivePage />
      </Route>
      <Route path="/channels/capabilities">
        <CapabilityMatrixPage />
      </Route>
      <Route path="/channels/:id/matching">
        {({ id }) => <MatchingPage key={id} channelId={decodeURIComponent(id)} />}
      </Route>
      <Route path="/channels/:id">
        {({ id }) => <ChannelPage key={id} channelId={decodeURIComponent(id)} />}
      </Route>
      <Route>
        <ChannelList />
      </Route>
    </Switch>
  );
}

function ChannelList(): React.ReactNode {
  const { t } = useTranslation(['channels', 'capabilities', 'archive']);
  const query = useQuery(useApi().channels.list.queryOptions());
  const beside = (
    <>
      <Button component={Link} href="/channels/archive" variant="default">
        {t('archive:open')}
      </Button>
      <Button component={Link} href="/channels/capabilities" variant="default">
        {t('capabilities:open')}
      </Button>
    </>
  );
  const add = (
    <Button component={Link} href="/channels/new" leftSection={<IconPlus size={16} />}>
      {t('add')}
    </Button>
  );
  return (
    <PageFrame
      title={t('title')}
      actions={
        <>
          {beside}
          {query.data && query.data.length > 0 ? add : null}
        </>
      }
    >
      <QueryView query={query} skeleton={null}>
        {(channels) =>
          channels.length === 0 ? (
            <EmptyState title={t('empty')} text={t('emptyText')} action={add} />
          ) : (
            <div className={classes['cards']}>
              {channels.map((channel) => (
                <ChannelCard key={channel.channelId} channel={channel} />
              ))}
            </div>
          )
        }
      </QueryView>
    </PageFrame>
  );
}

function NewChannelPage(): React.ReactNode {
  const { t } = useTranslation('channels');
  const [, navigate] = useLocation();
  const shop = useQuery(useApi().shop.get.queryOptions());
  return (
    <PageFrame
      title={t('add')}
      aside={
        <span className={classes['aside']}>
          <Link href="/channels">{t('backToAll')}</Link>
        </span>
      }
    >
      <QueryView query={shop} skeleton={null}>
        {({ connected }) =>
          connected ? (
            <div className={classes['form']}>
              <ChannelForm
                onAdded={({ channelId }) => navigate(`/channels/${encodeURIComponent(channelId)}/matching`)}
              />
            </div>
          ) : (
            <EmptyState
              title={t('add')}
              text={t('needsShop')}
              action={
                <Button component={Link} href="/first-run/shop">
                  {t('connectShop')}
                </Button>
              }
            />
          )
        }
      </QueryView>
    </PageFrame>
  );
}
