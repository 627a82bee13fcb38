import { useTranslation } from 'react-i18next';
import type { ChannelHealth } from '#contract/channels.ts';
import classes from './state-dot.module.css';

/** How something stands. Each has its own shape, so that colour is never the only sign. */
export type Tone = 'ok' | 'waiting' | 'held' | 'failing' | 'offline' | 'paused' | 'busy' | 'info';

const SHAPES: Readonly<Record<Tone, React.ReactNode>> = {
  ok: <circle cx="6" cy="6" r="4.5" fill="currentColor" />,
  waiting: <path d="M6 1.2 11.2 10.6H.8Z" fill="currentColor" />,
  held: <rect x="1.6" y="1.6" width="8.8" height="8.8" rx="1" fill="currentColor" />,
  failing: <path d="M2 2 10 10M10 2 2 10" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" />,
  offline: <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  paused: <path d="M3.5 2v8M8.5 2v8" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" />,
  busy: (
    <path
      d="M6 1.5a4.5 4.5 0 1 1-4.5 4.5"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
    />
  ),
  info: <path d="M6 .8 11.2 6 6 11.2.8 6Z" fill="none" stroke="currentColor" strokeWidth="1.6" />,
};

/** The bare shape; give it a word beside it, or use {@link StateDot}. */
export function StateShape({ tone }: { readonly tone: Tone }): React.ReactNode {
  return (
    <svg
      className={classes['shape']}
      data-tone={tone}
      viewBox="0 0 12 12"
      width="10"
      height="10"
      aria-hidden="true"
    >
      {SHAPES[tone]}
    </svg>
  );
}

/** Shape and word together. */
export function StateDot({ tone, label }: { readonly tone: Tone; readonly label: string }): React.ReactNode {
  return (
    <span className={classes['dot']} data-tone={tone}>
      <StateShape tone={tone} />
      <span>{label}</span>
    </span>
  );
}

/** Shape and word on a soft ground of the state's colour. */
export function StateBadge({
  tone,
  label,
}: {
  readonly tone: Tone;
  readonly label: string;
}): React.ReactNode {
  return (
    <span className={classes['badge']} data-tone={tone}>
      <StateShape tone={tone} />
      <span>{label}</span>
    </span>
  );
}

const HEALTH_TONES: Readonly<Record<ChannelHealth, Tone>> = {
  'in-step': 'ok',
  waiting: 'waiting',
  held: 'held',
  failing: 'failing',
  offline: 'offline',
  'never-synced': 'info',
  paused: 'paused',
};

export function toneOfHealth(health: ChannelHealth): Tone {
  return HEALTH_TONES[health];
}

/** A channel's health in its shape and its word. */
export function HealthDot({ health }: { readonly health: ChannelHealth }): React.ReactNode {
  const { t } = useTranslation();
  return <StateDot tone={toneOfHealth(health)} label={t(`health.${health}`)} />;
}
