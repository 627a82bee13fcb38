import { useTranslation } from 'react-i18next';
import type { ArchivedListing } from '#contract/archive.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { DetailPanel } from '../../ui/detail-panel.tsx';
import { Money } from '../../ui/figures.tsx';
import { HtmlPreview } from '../../ui/html-preview.tsx';
import classes from './archive.module.css';

/** A listing as it stood when the marketplace closed. */
export function ArchivePanel({
  listing,
  onClose,
}: {
  readonly listing: ArchivedListing;
  readonly onClose: () => void;
}): React.ReactNode {
  const { t } = useTranslation('archive');
  const format = useFormat();
  const facts = [
    [t('columns.externalId'), listing.externalId],
    [t('columns.ownCode'), listing.ownCodeMade ? `${listing.ownCode} (${t('codeMade')})` : listing.ownCode],
    [t('panel.barcode'), listing.barcode],
    [t('panel.brand'), listing.brand],
    [t('panel.group'), listing.groupId],
    [t('columns.category'), listing.category],
    [t('columns.quantity'), listing.quantityThen === null ? '' : format.number(listing.quantityThen)],
    [t('columns.status'), listing.statusThen],
  ] as const;
  return (
    <DetailPanel label={t('panel.label')} closeLabel={t('panel.close')} onClose={onClose}>
      <section className={panel['section']}>
        <h2 className={classes['title']}>{listing.title}</h2>
        {listing.subtitle === '' ? null : <p className={panel['muted']}>{listing.subtitle}</p>}
        {listing.newest ? null : <p className={panel['muted']}>{t('panel.older')}</p>}
        <dl className={panel['facts']}>
          {facts
            .filter(([, value]) => value !== '')
            .map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name} value`}>{value}</dd>])}
          <dt>{t('columns.price')}</dt>
          <dd>
            <Money amountE4={listing.priceE4} currency={listing.currency} />
          </dd>
          <dt>{t('panel.listPrice')}</dt>
          <dd>
            <Money amountE4={listing.listPriceE4} currency={listing.currency} />
          </dd>
        </dl>
        {listing.images.length === 0 ? null : (
          <p className={panel['muted']}>
            {t('panel.images', {
              count: listing.images.length,
              number: format.number(listing.images.length),
            })}
          </p>
        )}
      </section>
      {listing.attributes.length === 0 ? null : (
        <section className={panel['section']}>
          <h3 className={panel['heading']}>{t('panel.attributes')}</h3>
          <dl className={panel['facts']}>
            {listing.attributes.map(({ name, value }) => [
              <dt key={name}>{name}</dt>,
              <dd key={`${name} value`}>{value}</dd>,
            ])}
          </dl>
        </section>
      )}
      {listing.description === '' ? null : (
        <section className={panel['section']}>
          <h3 className={panel['heading']}>{t('panel.description')}</h3>
          <HtmlPreview html={listing.description} title={t('panel.description')} imageBaseUrl={null} />
        </section>
      )}
    </DetailPanel>
  );
}
