import { Button, Group, Stack } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { Channel } from '#contract/channels.ts';
import type { Overview } from '#contract/overview.ts';
import { useApi, useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { ConnectionBanner } from '../../app/connection-banner.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Section } from '../../ui/section.tsx';
import { ChannelForm } from '../channels/channel-form.tsx';
import { Matching } from '../channels/matching.tsx';
import { ChannelCard } from '../overview/channel-card.tsx';
import { stepsDone } from '../overview/first-steps.tsx';
import classes from './onboarding.module.css';
import { ShopStep } from './shop-step.tsx';

const STEPS = ['shop', 'channel', 'matching'] as const;
type Step = (typeof STEPS)[number];

/** The first run: shop, channel, matching, then the plan. Each step can be left and taken up again. */
export function FirstRun(): React.ReactNode {
  const { t } = useTranslation('onboarding');
  const [path, navigate] = useLocation();
  const query = useQuery(useApi().overview.get.queryOptions());
  const asked = STEPS.find((step) => path === `/first-run/${step}`);
  const step = asked ?? (query.data ? nextStep(query.data) : null);
  return (
    <div className={classes['window']}>
      <ConnectionBanner />
      <header className={classes['head']}>
        <strong>{t('title')}</strong>
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => navigate('/')}>
          {t('leave')}
        </Button>
      </header>
      <QueryView query={query} skeleton={null}>
        {(overview) => (
          <>
            <StepLine current={step ?? 'shop'} done={stepsDone(overview)} />
            <main className={classes['main']} data-wide={step === 'matching' || undefined}>
              <StepBody step={step ?? 'shop'} overview={overview} />
            </main>
          </>
        )}
      </QueryView>
    </div>
  );
}

function nextStep(overview: Overview): Step {
  return STEPS[stepsDone(overview).indexOf(false)] ?? 'matching';
}

function StepLine({
  current,
  done,
}: {
  readonly current: Step;
  readonly done: readonly boolean[];
}): React.ReactNode {
  const { t } = useTranslation('onboarding');
  return (
    <nav aria-label={t('title')} className={classes['steps']}>
      {STEPS.map((step, index) => (
        <Link
          key={step}
          href={`/first-run/${step}`}
          className={classes['step']}
          aria-current={step === current ? 'step' : undefined}
          data-done={done[index] || undefined}
        >
          <span className={classes['number']} aria-hidden="true">
            {done[index] ? <IconCheck size={14} /> : index + 1}
          </span>
          <span className="ms-visually-hidden">{t('step', { number: index + 1 })}: </span>
          {t(`steps.${step}`)}
          {done[index] ? <span className="ms-visually-hidden"> ({t('done')})</span> : null}
        </Link>
      ))}
    </nav>
  );
}

function StepBody({ step, overview }: { readonly step: Step; readonly overview: Overview }): React.ReactNode {
  const { t } = useTranslation('onboarding');
  const [, navigate] = useLocation();
  return (
    <Stack gap="md">
      <div>
        <h1 className={classes['title']}>{t(`${step}.title`)}</h1>
        <p className={classes['muted']}>{t(`${step}.text`)}</p>
      </div>
      {step === 'shop' ? <ShopStep onDone={() => navigate('/first-run/channel')} /> : null}
      {step === 'channel' ? <ChannelStep overview={overview} /> : null}
      {step === 'matching' ? <MatchingStep channels={overview.channels} /> : null}
    </Stack>
  );
}

function ChannelStep({ overview }: { readonly overview: Overview }): React.ReactNode {
  const { t } = useTranslation('onboarding');
  const [, navigate] = useLocation();
  const [adding, setAdding] = useState(false);
  const next = (): void => navigate('/first-run/matching');
  if (!overview.store.connected) {
    return <Missing text={t('channel.needsShop')} step="shop" />;
  }
  if (overview.channels.length > 0 && !adding) {
    return (
      <Section title={t('channel.have')}>
        {overview.channels.map((channel) => (
          <ChannelCard key={channel.channelId} channel={channel} />
        ))}
        <Group gap="xs">
          <Button onClick={next}>{t('channel.next')}</Button>
          <Button variant="default" onClick={() => setAdding(true)}>
            {t('channel.another')}
          </Button>
        </Group>
      </Section>
    );
  }
  return <ChannelForm onAdded={next} />;
}

/** The channel that still has something to match: the one never read first, then the one with proposals. */
function channelToMatch(channels: readonly Channel[]): Channel | undefined {
  return (
    channels.find((channel) => channel.counts.listings === 0) ??
    channels.find((channel) => channel.counts.proposed > 0) ??
    channels[0]
  );
}

function MatchingStep({ channels }: { readonly channels: readonly Channel[] }): React.ReactNode {
  const { t } = useTranslation('onboarding');
  const [, navigate] = useLocation();
  const engine = useEngine();
  const finish = useWrite(engine.client.settings.set);
  const refresh = useRefreshPlan();
  // The choice is made once: confirming the last proposal must not jump to another channel under the pointer.
  const [channelId] = useState(() => channelToMatch(channels)?.channelId ?? null);
  const channel = channels.find((candidate) => candidate.channelId === channelId) ?? channels[0];
  if (!channel) return <Missing text={t('matching.needsChannel')} step="channel" />;
  return (
    <Matching
      channel={channel}
      onFinish={() => {
        finish.run({ onboardingDone: true });
        refresh(channel.channelId);
        navigate('/plan');
      }}
    />
  );
}

/** Has the first plan made, so that the screen the merchant lands on has something to show. */
function useRefreshPlan(): (channelId: string) => void {
  const { client, refresher } = useEngine();
  return (channelId) => {
    client.plan.refresh({ channelId }).then(
      () => refresher.topics(['plan']),
      () => refresher.topics(['plan']), // The plan's own screen tells what stood in the way.
    );
  };
}

function Missing({ text, step }: { readonly text: string; readonly step: Step }): React.ReactNode {
  const { t } = useTranslation('onboarding');
  return (
    <EmptyState
      title={text}
      action={
        <Button component={Link} href={`/first-run/${step}`}>
          {t(`steps.${step}`)}
        </Button>
      }
    />
  );
}
