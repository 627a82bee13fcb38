import { useTranslation } from 'react-i18next';
import type { PublishFault } from '#contract/publishing.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { StateShape } from '../../ui/state-dot.tsx';
import classes from './publishing.module.css';

/** What keeps a variant from being sent, and what is only told. */
export function FaultList({ faults }: { readonly faults: readonly PublishFault[] }): React.ReactNode {
  const { t } = useTranslation('publishing');
  const format = useFormat();
  return (
    <ul className={classes['faults']}>
      {faults.map(({ field, message, severity }) => (
        <li key={`${field} ${message.en}`} className={classes['fault']}>
          <StateShape tone={severity === 'error' ? 'failing' : 'waiting'} />
          <span>
            <strong>{t(`panel.${severity}`)}:</strong> {format.pick(message)}
          </span>
        </li>
      ))}
    </ul>
  );
}
