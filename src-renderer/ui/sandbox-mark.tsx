import { useTranslation } from 'react-i18next';
import classes from './sandbox-mark.module.css';

/** The word DENEME / SANDBOX in its red frame: wherever a channel on this computer appears. */
export function SandboxMark({
  channels,
}: {
  /** Named where others beside them are real. */
  readonly channels?: readonly string[];
}): React.ReactNode {
  const { t } = useTranslation();
  return (
    <span
      className={classes['mark']}
      title={t(channels === undefined ? 'sandbox.meaning' : 'sandbox.partly')}
    >
      {t('sandbox.mark')}
      {channels === undefined ? '' : `: ${channels.join(', ')}`}
    </span>
  );
}
