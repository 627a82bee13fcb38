import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Channel } from '#contract/channels.ts';
import type { PlanSummary } from '#contract/plan.ts';
import { useApi } from '../../client/engine-context.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { StartSync } from '../../ui/start-sync.tsx';
import { StateShape, type Tone } from '../../ui/state-dot.tsx';
import { useNow } from '../../ui/use-now.ts';

/** A plan with nothing in it: everything is in step, and since when; or nothing was ever read. */
export function NothingPlanned({ summary }: { readonly summary: PlanSummary }): React.ReactNode {
  const { t } = useTranslation('plan');
  const format = useFormat();
  const now = useNow();
  const channels = useQuery(useApi().channels.list.queryOptions());
  if (summary.storeReadAt === null) {
    return (
      <EmptyState
        title={t('empty.neverTitle')}
        text={t('empty.neverText')}
        action={<StartSync what="everything" label={t('empty.sync')} />}
      />
    );
  }
  const standing = standingOf(summary, channels.data ?? []);
  const age = format.age(summary.storeReadAt, now);
  const count = { count: standing.count, number: format.number(standing.count) };
  const confirmed =
    standing.confirmedAt === null
      ? ''
      : ` ${t('empty.confirmed', { age: format.age(standing.confirmedAt, now) })}`;
  return (
    <EmptyState
      icon={<StateShape tone={TONES[standing.kind]} />}
      title={t(`empty.${standing.kind}Title`)}
      text={
        <span title={format.dateTime(summary.storeReadAt)}>
          {standing.kind === 'inStep'
            ? t('empty.since', { age }) + confirmed
            : t(`empty.${standing.kind}`, count)}
        </span>
      }
      action={
        standing.kind === 'failed' ? (
          <Button component={Link} href="/activity?tab=dead-letters">
            {t('empty.openFailed')}
          </Button>
        ) : (
          <StartSync what="everything" label={t('empty.sync')} variant="default" />
        )
      }
    />
  );
}

type Standing = {
  readonly kind: 'inStep' | 'inFlight' | 'approved' | 'failed' | 'unknown';
  readonly count: number;
  /** When the channel that was confirmed longest ago was confirmed. */
  readonly confirmedAt: string | null;
};

const TONES: Readonly<Record<Standing['kind'], Tone>> = {
  inStep: 'ok',
  inFlight: 'busy',
  approved: 'info',
  failed: 'failing',
  unknown: 'waiting',
};

/** An empty plan is not yet "in step": what is on its way, was refused, or has no known outcome says otherwise. */
function standingOf(summary: PlanSummary, channels: readonly Channel[]): Standing {
  const sum = (name: 'failed' | 'unknown'): number =>
    channels.reduce((total, channel) => total + channel.counts[name], 0);
  const confirmed = channels.map((channel) => channel.lastConfirmedAt).filter((at) => at !== null);
  const confirmedAt = confirmed.toSorted()[0] ?? null;
  const failed = sum('failed');
  const unknown = sum('unknown');
  if (failed > 0) return { kind: 'failed', count: failed, confirmedAt };
  if (unknown > 0) return { kind: 'unknown', count: unknown, confirmedAt };
  if (summary.inFlight > 0) return { kind: 'inFlight', count: summary.inFlight, confirmedAt };
  if (summary.approved > 0) return { kind: 'approved', count: summary.approved, confirmedAt };
  return { kind: 'inStep', count: 0, confirmedAt };
}
