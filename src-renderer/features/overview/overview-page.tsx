import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Overview } from '#contract/overview.ts';
import { useApi } from '../../client/engine-context.ts';
import { RelativeTime, Count } from '../../ui/figures.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { StateShape } from '../../ui/state-dot.tsx';
import { ChannelCard } from './channel-card.tsx';
import { FirstSteps, stepsDone } from './first-steps.tsx';
import { NEED_TONES } from './need-links.ts';
import { NeedsYouList } from './needs-you-list.tsx';
import classes from './overview.module.css';
import { RecentJobs } from './recent-jobs.tsx';

/** Is everything in step, what needs the merchant, what can be done now. */
export function OverviewPage(): React.ReactNode {
  const { t } = useTranslation();
  const query = useQuery(useApi().overview.get.queryOptions());
  return (
    <PageFrame title={t('nav.overview')} aside={query.data ? <Verdict overview={query.data} /> : null}>
      <QueryView query={query} skeleton={<OverviewSkeleton />}>
        {(overview) => <OverviewBody overview={overview} />}
      </QueryView>
    </PageFrame>
  );
}

/** The answer to the first question, in one line. */
function Verdict({ overview }: { readonly overview: Overview }): React.ReactNode {
  const { t } = useTranslation('overview');
  const worst = overview.needsYou[0];
  const confirmed =
    overview.channels
      .flatMap((channel) => channel.lastConfirmedAt ?? [])
      .toSorted()
      .at(-1) ?? null;
  if (overview.channels.length === 0) return <span>{t('nothingYet')}</span>;
  return (
    <span className={classes['verdict']}>
      <StateShape tone={worst ? NEED_TONES[worst.kind] : 'ok'} />
      {worst ? t('needsCount', { count: overview.needsYou.length }) : t('inStep')}
      {worst || confirmed === null ? null : (
        <>
          {' · '}
          {t('lastConfirmed')} <RelativeTime at={confirmed} />
        </>
      )}
    </span>
  );
}

function OverviewBody({ overview }: { readonly overview: Overview }): React.ReactNode {
  const { t } = useTranslation(['overview', 'common']);
  const settings = useQuery(useApi().settings.get.queryOptions());
  const beginning = settings.data?.onboardingDone === false && stepsDone(overview).includes(false);
  const empty = overview.channels.length === 0;
  return (
    <div className={classes['page']}>
      {beginning || empty ? <FirstSteps overview={overview} /> : null}
      {empty && overview.needsYou.length === 0 ? null : (
        <div className={classes['columns']}>
          <div className={classes['wide']}>
            <Panel title={t('needsYou')}>
              <NeedsYouList needs={overview.needsYou} />
            </Panel>
            <section aria-label={t('channels')}>
              <h2 className={classes['heading']}>{t('channels')}</h2>
              <div className={classes['cards']}>
                {overview.channels.map((channel) => (
                  <ChannelCard key={channel.channelId} channel={channel} />
                ))}
              </div>
            </section>
          </div>
          <div className={classes['narrow']}>
            <Panel title={t('today')}>
              <Today today={overview.today} />
            </Panel>
            <Panel title={t('recent')} aside={<Link href="/activity">{t('recentAll')}</Link>}>
              <RecentJobs jobs={overview.recentJobs.slice(0, 6)} />
            </Panel>
          </div>
        </div>
      )}
    </div>
  );
}

function Panel({
  title,
  aside,
  children,
}: {
  readonly title: string;
  readonly aside?: React.ReactNode;
  readonly children: React.ReactNode;
}): React.ReactNode {
  return (
    <section className={classes['panel']} aria-label={title}>
      <header className={classes['panelHead']}>
        <h2 className={classes['heading']}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}

function Today({ today }: { readonly today: Overview['today'] }): React.ReactNode {
  const { t } = useTranslation('overview');
  const figures = ['orders', 'ordersImported', 'changesConfirmed', 'changesFailed', 'requests'] as const;
  return (
    <dl className={classes['today']}>
      {figures.map((name) => (
        <div key={name} data-bad={(name === 'changesFailed' && today[name] > 0) || undefined}>
          <dt>{t(`figure.${name}`)}</dt>
          <dd>
            <Count value={today[name]} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function OverviewSkeleton(): React.ReactNode {
  return (
    <div className={classes['columns']}>
      <div className={classes['wide']}>
        <Skeleton height={220} />
        <Skeleton height={180} />
      </div>
      <div className={classes['narrow']}>
        <Skeleton height={190} />
        <Skeleton height={300} />
      </div>
    </div>
  );
}
