import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ProductDetail } from '#contract/products.ts';
import { RelativeTime } from '../../ui/figures.tsx';
import { SafeImage } from '../../ui/safe-image.tsx';
import { StateDot } from '../../ui/state-dot.tsx';
import classes from './editor.module.css';

/** What the product is, where it is on sale, and how old what is shown is. */
export function ProductHead({ detail }: { readonly detail: ProductDetail }): React.ReactNode {
  const { t } = useTranslation('products');
  const { row, listings } = detail;
  return (
    <header className={classes['head']}>
      <SafeImage url={row.imageUrl} size={48} />
      <div className={classes['headText']}>
        <span className={classes['codes']}>
          {[row.model, row.barcode, row.manufacturer].filter(Boolean).join(' · ')}
        </span>
        <span className={classes['states']}>
          <StateDot
            tone={row.enabled ? 'ok' : 'paused'}
            label={t(row.enabled ? 'state.shown' : 'state.hidden')}
          />
          {row.conflicts === 0 ? null : (
            <StateDot tone="held" label={t('state.conflicts', { count: row.conflicts })} />
          )}
          {row.refused === 0 ? null : (
            <StateDot tone="failing" label={t('state.refused', { count: row.refused })} />
          )}
          {row.pending === 0 ? null : (
            <StateDot tone="waiting" label={t('state.pending', { count: row.pending })} />
          )}
          {listings.length === 0 ? (
            <span>{t('head.notListed')}</span>
          ) : (
            <Link href={`/listings?find=${encodeURIComponent(row.barcode || row.model)}`}>
              {t('head.listings', { count: listings.length })}
            </Link>
          )}
          <RelativeTime at={detail.readAt} words={(age) => t('head.read', { age })} />
        </span>
        {detail.masterId === null ? null : (
          <span className={classes['master']}>
            {t('head.master')}{' '}
            <Link href={`/products/${encodeURIComponent(detail.masterId)}`}>{t('head.openMaster')}</Link>
          </span>
        )}
      </div>
    </header>
  );
}
