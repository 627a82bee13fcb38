import { useTranslation } from 'react-i18next';
import classes from './sandbox-mark.module.css';

/** The word DENEME / SANDBOX in its red frame: wherever a channel on this computer appears. */
export function SandboxMark(): React.ReactNode {
  const { t } = useTranslation();
  return (
    <span className={classes['mark']} title={t('sandbox.meaning')}>
      {t('sandbox.mark')}
    </span>
  );
}
