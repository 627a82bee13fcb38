import { useTranslation } from 'react-i18next';
import type { CapabilityState } from '#contract/channels.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { StateShape, type Tone } from '../../ui/state-dot.tsx';
import classes from './channels.module.css';

const CAPABILITY_TONES: Readonly<Record<CapabilityState['state'], Tone>> = {
  works: 'ok',
  'not-built': 'offline',
  'not-offered': 'paused',
};

/** What can be done on this marketplace; where it cannot, why. */
export function CapabilityTable({
  capabilities,
}: {
  readonly capabilities: readonly CapabilityState[];
}): React.ReactNode {
  const { t } = useTranslation('channels');
  const format = useFormat();
  return (
    <ul className={classes['capabilities']}>
      {capabilities.map((capability) => (
        <li key={capability.capability}>
          <StateShape tone={CAPABILITY_TONES[capability.state]} />
          <div>
            <div className={classes['capability']}>
              <span>{format.pick(capability.label)}</span>
              <span className={classes['muted']}>{t(`detail.capability.${capability.state}`)}</span>
            </div>
            {capability.reason === null ? null : (
              <div className={classes['muted']}>{format.pick(capability.reason)}</div>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
