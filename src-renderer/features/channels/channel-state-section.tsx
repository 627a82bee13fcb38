import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Channel } from '#contract/channels.ts';
import { Count, RelativeTime } from '../../ui/figures.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Section } from '../../ui/section.tsx';
import { HealthDot } from '../../ui/state-dot.tsx';
import classes from './channel-state-section.module.css';

const FIGURES = [
  'listings',
  'linked',
  'proposed',
  'unlinked',
  'waiting',
  'held',
  'failed',
  'unknown',
  'ordersToday',
] as const;

/** How the channel stands: health, figures, and three honest ages. */
export function ChannelStateSection({ channel }: { readonly channel: Channel }): React.ReactNode {
  const { t } = useTranslation('channels');
  const id = encodeURIComponent(channel.channelId);
  const ages = [
    { label: t('detail.lastSync'), at: channel.lastSyncAt },
    { label: t('detail.lastConfirmed'), at: channel.lastConfirmedAt },
    { label: t('detail.oldestConfirmed'), at: channel.oldestConfirmedAt },
  ];
  const links = (
    <>
      {channel.counts.proposed > 0 ? (
        <Button component={Link} href={`/channels/${id}/matching`} size="compact-sm">
          {t('detail.matching')}
        </Button>
      ) : null}
      <Button component={Link} href={`/listings?channel=${id}`} size="compact-sm" variant="default">
        {t('detail.seeListings')}
      </Button>
      <Button component={Link} href={`/plan?channel=${id}`} size="compact-sm" variant="default">
        {t('detail.seePlan')}
      </Button>
    </>
  );
  return (
    <Section title={t('detail.state')} text={<HealthDot health={channel.health} />} actions={links}>
      {channel.problem === null ? null : <ProblemNotice problem={channel.problem} />}
      {channel.paused ? <p className={classes['paused']}>{t('detail.pausedText')}</p> : null}
      <dl className={classes['figures']}>
        {FIGURES.map((name) => (
          <div key={name}>
            <dt>{t(`detail.${name}`)}</dt>
            <dd>
              <Count value={channel.counts[name]} />
            </dd>
          </div>
        ))}
      </dl>
      <dl className={classes['ages']}>
        {ages.map(({ label, at }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <RelativeTime at={at} never={t('detail.never')} />
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
