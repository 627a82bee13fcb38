import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Channel } from '#contract/channels.ts';
import { describeProblem } from '#contract/problem-texts.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Count, RelativeTime } from '../../ui/figures.tsx';
import { SandboxMark } from '../../ui/sandbox-mark.tsx';
import { HealthDot } from '../../ui/state-dot.tsx';
import classes from './channel-card.module.css';

/** One channel at a glance; the whole card opens it. */
export function ChannelCard({ channel }: { readonly channel: Channel }): React.ReactNode {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const { counts } = channel;
  const mode = channel.mode === 'automatic' ? t('card.automatic') : t('card.approval');
  return (
    <Link
      href={`/channels/${encodeURIComponent(channel.channelId)}`}
      className={classes['card']}
      data-sandbox={channel.sandbox || undefined}
      aria-label={t('card.open', { channel: channel.name })}
    >
      <div className={classes['head']}>
        <strong className={classes['name']}>{channel.name}</strong>
        {channel.sandbox ? <SandboxMark /> : null}
      </div>
      <div className={classes['sub']}>
        <HealthDot health={channel.health} />
        <span>
          {t('card.confirmed')}: <RelativeTime at={channel.lastConfirmedAt} never={t('card.never')} />
        </span>
      </div>
      <dl className={classes['figures']}>
        <Figure label={t('card.waiting')} value={counts.waiting} tone="waiting" />
        <Figure label={t('card.held')} value={counts.held} tone="held" />
        <Figure label={t('card.failed')} value={counts.failed} tone="failing" />
        <Figure label={t('card.ordersToday')} value={counts.ordersToday} tone="plain" />
      </dl>
      <div className={classes['foot']}>
        {channel.problem === null
          ? `${channel.marketplaceName} · ${mode} · ${t('card.linked', counts)}`
          : describeProblem(channel.problem, format.language).happened}
      </div>
    </Link>
  );
}

function Figure({
  label,
  value,
  tone,
}: {
  readonly label: string;
  readonly value: number;
  readonly tone: 'waiting' | 'held' | 'failing' | 'plain';
}): React.ReactNode {
  return (
    <div className={classes['figure']} data-tone={value > 0 ? tone : 'plain'}>
      <dt>{label}</dt>
      <dd>
        <Count value={value} />
      </dd>
    </div>
  );
}
