import { useTranslation } from 'react-i18next';
import type { ListingRow, Offer } from '#contract/listings.ts';
import panel from '../../ui/detail-panel.module.css';
import { RelativeTime } from '../../ui/figures.tsx';
import { Amount, Quantity, ShopAmount } from './listing-cells.tsx';
import classes from './listings.module.css';

const VIEWS = ['store', 'desired', 'sent', 'confirmed'] as const;

/** The four views of one listing: what the shop has, what it should be, what was sent, what the channel shows. */
export function OfferTable({ row }: { readonly row: ListingRow }): React.ReactNode {
  const { t } = useTranslation('listings');
  return (
    <table className={panel['table']} aria-label={t('panel.table')}>
      <thead>
        <tr>
          <th scope="col">
            <span className="ms-visually-hidden">{t('panel.view')}</span>
          </th>
          <th className={panel['end']}>{t('panel.quantity')}</th>
          <th className={panel['end']}>{t('panel.price')}</th>
          <th className={panel['end']}>{t('panel.listPrice')}</th>
        </tr>
      </thead>
      <tbody>
        {VIEWS.filter((view) => row.linkState === 'linked' || row[view] !== null).map((view) => (
          <OfferRow
            key={view}
            name={t(`panel.views.${view}`)}
            offer={row[view]}
            currency={row.currency}
            amount={view === 'store' ? ShopAmount : Amount}
          />
        ))}
      </tbody>
    </table>
  );
}

function OfferRow({
  name,
  offer,
  currency,
  amount: Price,
}: {
  readonly name: string;
  readonly offer: Offer | null;
  readonly currency: string;
  readonly amount: typeof Amount;
}): React.ReactNode {
  return (
    <tr>
      <th scope="row">
        {name}
        {offer === null || offer.at === null ? null : (
          <div className={classes['age']}>
            <RelativeTime at={offer.at} />
          </div>
        )}
      </th>
      <td className={panel['end']}>
        <Quantity value={offer?.quantity ?? null} />
      </td>
      <td className={panel['end']}>
        <Price amountE4={offer?.priceE4 ?? null} currency={currency} />
      </td>
      <td className={panel['end']}>
        <Price amountE4={offer?.listPriceE4 ?? null} currency={currency} />
      </td>
    </tr>
  );
}
