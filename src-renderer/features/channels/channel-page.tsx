import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { Channel, Marketplace } from '#contract/channels.ts';
import { useApi, useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { SandboxMark } from '../../ui/sandbox-mark.tsx';
import { Section } from '../../ui/section.tsx';
import { AuditSection } from './audit-section.tsx';
import { CapabilityTable } from './capability-table.tsx';
import { ChannelNameSection } from './channel-name-section.tsx';
import { ChannelRulesForm } from './channel-rules-form.tsx';
import { ChannelStateSection } from './channel-state-section.tsx';
import classes from './channels.module.css';
import { CredentialsSection } from './credentials-section.tsx';
import { ModeChoice } from './mode-choice.tsx';
import { ShopViewSection } from './shop-view-section.tsx';

/** One channel, inside: state, credentials, rules, what it can do, and the way to pause or remove it. */
export function ChannelPage({ channelId }: { readonly channelId: string }): React.ReactNode {
  const { t } = useTranslation('channels');
  const api = useApi();
  const channels = useQuery(api.channels.list.queryOptions());
  const marketplaces = useQuery(api.channels.marketplaces.queryOptions());
  const channel = channels.data?.find((candidate) => candidate.channelId === channelId);
  const marketplace = marketplaces.data?.find((candidate) => candidate.marketplace === channel?.marketplace);
  return (
    <PageFrame
      title={channel?.name ?? t('title')}
      aside={
        <span className={classes['aside']}>
          {channel?.sandbox ? <SandboxMark /> : null}
          <Link href="/channels">{t('backToAll')}</Link>
        </span>
      }
      actions={channel ? <PauseButton channel={channel} /> : null}
    >
      <QueryView query={channels} skeleton={null}>
        {() =>
          channel ? (
            <ChannelBody channel={channel} marketplace={marketplace} />
          ) : (
            <EmptyState
              title={t('notFound')}
              text={t('notFoundText')}
              action={<Link href="/channels">{t('backToAll')}</Link>}
            />
          )
        }
      </QueryView>
    </PageFrame>
  );
}

function ChannelBody({
  channel,
  marketplace,
}: {
  readonly channel: Channel;
  readonly marketplace: Marketplace | undefined;
}): React.ReactNode {
  const { t } = useTranslation('channels');
  return (
    <div className={classes['detail']} data-sandbox={channel.sandbox || undefined}>
      <div className={classes['column']}>
        <ChannelStateSection channel={channel} />
        <AuditSection channel={channel} />
        <Section title={t('detail.rules')}>
          <ChannelRulesForm channel={channel} currency={marketplace?.currency ?? ''} />
        </Section>
        <ShopViewSection channel={channel} currency={marketplace?.currency ?? ''} />
      </div>
      <div className={classes['column']}>
        <ModeSection channel={channel} />
        <ChannelNameSection key={channel.name} channel={channel} />
        <CredentialsSection channel={channel} fields={marketplace?.credentialFields ?? []} />
        <Section title={t('detail.capabilities')}>
          <CapabilityTable capabilities={marketplace?.capabilities ?? []} />
        </Section>
        <RemoveSection channel={channel} />
      </div>
    </div>
  );
}

function ModeSection({ channel }: { readonly channel: Channel }): React.ReactNode {
  const { t } = useTranslation('channels');
  const engine = useEngine();
  const update = useWrite(engine.client.channels.update);
  return (
    <Section title={t('detail.mode')}>
      <ModeChoice
        label={t('form.mode')}
        value={channel.mode}
        onChange={(mode) => update.run({ channelId: channel.channelId, mode })}
      />
      {update.problem ? <ProblemNotice problem={update.problem} /> : null}
    </Section>
  );
}

function PauseButton({ channel }: { readonly channel: Channel }): React.ReactNode {
  const { t } = useTranslation('channels');
  const engine = useEngine();
  const update = useWrite(engine.client.channels.update);
  return (
    <Button
      variant="default"
      loading={update.pending}
      leftSection={channel.paused ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />}
      onClick={() => update.run({ channelId: channel.channelId, paused: !channel.paused })}
    >
      {channel.paused ? t('detail.resume') : t('detail.pause')}
    </Button>
  );
}

function RemoveSection({ channel }: { readonly channel: Channel }): React.ReactNode {
  const { t } = useTranslation('channels');
  const [, navigate] = useLocation();
  const engine = useEngine();
  const [asking, { open, close }] = useDisclosure(false);
  const remove = useWrite(engine.client.channels.remove, { onDone: () => navigate('/channels') });
  return (
    <div>
      <Button variant="subtle" color="red" size="compact-sm" onClick={open}>
        {t('remove.button')}
      </Button>
      <ConfirmDialog
        opened={asking}
        title={t('remove.title', { channel: channel.name })}
        confirmLabel={t('remove.confirm')}
        tone="danger"
        pending={remove.pending}
        onConfirm={() => remove.run({ channelId: channel.channelId })}
        onCancel={close}
      >
        {t('remove.text')}
        {remove.problem ? <ProblemNotice problem={remove.problem} /> : null}
      </ConfirmDialog>
    </div>
  );
}
