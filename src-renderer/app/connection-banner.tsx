import { useTranslation } from 'react-i18next';
import { useConnection } from '../client/engine-context.ts';
import { useFormat } from '../i18n/use-format.ts';
import { StateShape } from '../ui/state-dot.tsx';
import { useDelayed } from '../ui/use-delayed.ts';
import { useNow } from '../ui/use-now.ts';
import classes from './connection-banner.module.css';

/** Says that the engine is out of reach and how old what is on the screen has become. */
export function ConnectionBanner(): React.ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { status, since } = useConnection();
  const shown = useDelayed(status === 'reconnecting' || status === 'connecting');
  if (!shown) return null;
  const age = format.age(new Date(since).toISOString(), Math.max(now, since));
  return (
    <div className={classes['banner']} aria-live="polite">
      <StateShape tone="offline" />
      {status === 'connecting' ? t('offline.connecting') : t('offline.reconnecting', { age })}
    </div>
  );
}
