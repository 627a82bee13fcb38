import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Channel } from '#contract/channels.ts';
import { useApi } from '../client/engine-context.ts';
import { useFormat } from '../i18n/use-format.ts';
import { RelativeTime } from '../ui/figures.tsx';
import { StateShape, toneOfHealth } from '../ui/state-dot.tsx';
import { useNow } from '../ui/use-now.ts';
import classes from './status-line.module.css';

/** So many channels fit with whole words at the size the window is designed for. */
const MOST_IN_WORDS = 3;

/** The bottom line: shop · every channel with its shape and the age of its last confirmation · queue · clock. */
export function StatusLine(): React.ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const api = useApi();
  const { data } = useQuery(api.overview.get.queryOptions());
  const plan = useQuery(api.plan.summary.queryOptions({ input: { channelId: null } }));
  const store = data?.store;
  const channels = data?.channels ?? [];
  const inFlight = plan.data?.inFlight ?? 0;
  return (
    <footer className={classes['line']} aria-label={t('status.label')}>
      {store?.connected ? (
        <span className={classes['item']}>
          <StateShape tone={store.problem === null ? 'ok' : 'failing'} />
          {t('status.shop')}
          <span className={classes['age']}>
            {store.problem === null ? (
              <RelativeTime
                at={store.lastRead?.at ?? null}
                never={t('status.neverRead')}
                words={(age) => t('status.read', { age })}
              />
            ) : (
              t('shopState.unreachable')
            )}
          </span>
        </span>
      ) : null}
      <span className={classes['channels']}>
        {channels.map((channel) => (
          <ChannelItem key={channel.channelId} channel={channel} brief={channels.length > MOST_IN_WORDS} />
        ))}
      </span>
      <EditsItems />
      <span className={classes['item']}>
        {inFlight === 0 ? t('status.queueEmpty') : t('status.queue', { count: inFlight })}
      </span>
      <time className="ms-numeric">{format.time(new Date(now).toISOString())}</time>
    </footer>
  );
}

/** Edits of products that are not in the shop: those that wait, and those that need the merchant. Each leads there. */
function EditsItems(): React.ReactNode {
  const { t } = useTranslation();
  const { data } = useQuery(
    useApi().edits.page.queryOptions({ input: { state: null, search: '', offset: 0, limit: 1 } }),
  );
  const { pending = 0, conflict = 0, refused = 0 } = data?.counts ?? {};
  return (
    <>
      {pending === 0 ? null : (
        <Link href="/edits" className={classes['item']}>
          <StateShape tone="waiting" />
          {t('status.edits', { count: pending })}
        </Link>
      )}
      {conflict === 0 ? null : (
        <Link href="/edits?tab=conflicts" className={classes['item']}>
          <StateShape tone="held" />
          {t('status.editConflicts', { count: conflict })}
        </Link>
      )}
      {refused === 0 ? null : (
        <Link href="/edits?tab=refused" className={classes['item']}>
          <StateShape tone="failing" />
          {t('status.editsRefused', { count: refused })}
        </Link>
      )}
    </>
  );
}

function ChannelItem({
  channel,
  brief,
}: {
  readonly channel: Channel;
  /** Only the age, where the room is for more channels than words. */
  readonly brief: boolean;
}): React.ReactNode {
  const { t } = useTranslation();
  return (
    <Link
      href={`/channels/${encodeURIComponent(channel.channelId)}`}
      className={classes['item']}
      data-sandbox={channel.sandbox || undefined}
      title={`${channel.name}: ${t(`health.${channel.health}`)}`}
    >
      <StateShape tone={toneOfHealth(channel.health)} />
      <span className={classes['name']}>{channel.name}</span>
      <span className="ms-visually-hidden">{t(`health.${channel.health}`)}</span>
      <span className={classes['age']}>
        <RelativeTime
          at={channel.lastConfirmedAt}
          never={t('status.neverConfirmed')}
          words={(age) => (brief ? age : t('status.confirmed', { age }))}
        />
      </span>
    </Link>
  );
}
