import { useTranslation } from 'react-i18next';
import { PublishItemState, type PublishRun } from '#contract/publishing.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { StateDot, type Tone } from '../../ui/state-dot.tsx';
import classes from './publishing.module.css';

export const RUN_TONES: Readonly<Record<PublishItemState, Tone>> = {
  waiting: 'waiting',
  sent: 'busy',
  done: 'ok',
  failed: 'failing',
  unknown: 'held',
  held: 'paused',
};

/** How many items of a sending stand where. */
export function RunCounts({ run }: { readonly run: PublishRun }): React.ReactNode {
  const { t } = useTranslation('publishing');
  const format = useFormat();
  return (
    <span className={classes['row']}>
      {PublishItemState.options
        .filter((state) => run.counts[state] > 0)
        .map((state) => (
          <StateDot
            key={state}
            tone={RUN_TONES[state]}
            label={`${format.number(run.counts[state])} ${t(`runs.states.${state}`)}`}
          />
        ))}
    </span>
  );
}
