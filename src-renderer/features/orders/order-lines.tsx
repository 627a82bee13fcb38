import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { OrderDetail, OrderLine } from '#contract/orders.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { Money } from '../../ui/figures.tsx';
import { StateDot, StateShape } from '../../ui/state-dot.tsx';
import classes from './orders.module.css';

/** What is in the order; a line that belongs to no product of the shop is marked and says what that means. */
export function OrderLines({ detail }: { readonly detail: OrderDetail }): React.ReactNode {
  const { t } = useTranslation('orders');
  const { row, lines } = detail;
  const unmatched = lines.filter((line) => line.variantId === null);
  return (
    <section className={panel['section']}>
      <h3 className={panel['heading']}>{t('panel.lines')}</h3>
      <table className={panel['table']}>
        <thead>
          <tr>
            <th>{t('panel.product')}</th>
            <th className={panel['end']}>{t('panel.quantity')}</th>
            <th className={panel['end']}>{t('panel.unitPrice')}</th>
            <th className={panel['end']}>{t('panel.lineTotal')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={line.lineId} line={line} currency={row.currency} />
          ))}
          <tr className={classes['total']}>
            <td colSpan={3}>{t('panel.total')}</td>
            <td className={panel['end']}>
              <Money amountE4={row.totalE4} currency={row.currency} />
            </td>
          </tr>
        </tbody>
      </table>
      {unmatched.length === 0 ? null : (
        <>
          <p className={panel['muted']}>{t('panel.unmatchedText')}</p>
          <div>
            <Button
              component={Link}
              href={`/listings?find=${encodeURIComponent(unmatched[0]?.barcode ?? '')}`}
              size="compact-sm"
              variant="default"
            >
              {t('panel.openListing')}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

function Line({ line, currency }: { readonly line: OrderLine; readonly currency: string }): React.ReactNode {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const codes = [
    line.barcode,
    line.stockCode,
    line.vatRate === null ? '' : t('panel.vat', { rate: format.percent(line.vatRate) }),
  ];
  const gone = line.status === 'cancelled' || line.status === 'unsupplied' || line.status === 'returned';
  return (
    <tr>
      <td>
        <div className={classes['lineName']}>{line.title}</div>
        <div className={classes['muted']}>{[...new Set(codes)].filter(Boolean).join(' · ')}</div>
        {line.variantId === null ? (
          <span className={classes['mark']}>
            <StateShape tone="waiting" /> {t('panel.unmatched')}
          </span>
        ) : null}
        {gone ? <StateDot tone="paused" label={t(`status.${line.status}`, { raw: '' })} /> : null}
      </td>
      <td className={panel['end']}>{format.number(line.quantity)}</td>
      <td className={panel['end']}>
        <Money amountE4={line.unitPriceE4} currency={currency} />
      </td>
      <td className={panel['end']}>
        <Money amountE4={line.unitPriceE4 * line.quantity} currency={currency} />
      </td>
    </tr>
  );
}
