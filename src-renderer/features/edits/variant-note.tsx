import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { StateShape } from '../../ui/state-dot.tsx';
import classes from './edits.module.css';

/** Says of a variant product of OpenCart 4 that its master's next save there may overwrite what is edited here. */
export function VariantNote({ masterId }: { readonly masterId: string | null }): React.ReactNode {
  const { t } = useTranslation('edits');
  if (masterId === null) return null;
  return (
    <p className={classes['variant']}>
      <StateShape tone="waiting" />
      <span>
        {t('variant.note')}{' '}
        <Link href={`/products/${encodeURIComponent(masterId)}`}>{t('variant.open')}</Link>
      </span>
    </p>
  );
}
