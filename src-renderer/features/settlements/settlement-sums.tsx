import { useTranslation } from 'react-i18next';
import type { SettlementKind, SettlementPage } from '#contract/settlements.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Money } from '../../ui/figures.tsx';
import classes from './settlements.module.css';

type Sum = SettlementPage['sums'][number];

/** What the period comes to: one row per currency, one figure per kind (each narrows the list), and what is left. */
export function SettlementSums({
  sums,
  kind,
  onKind,
}: {
  readonly sums: readonly Sum[];
  readonly kind: SettlementKind | null;
  readonly onKind: (kind: SettlementKind | null) => void;
}): React.ReactNode {
  const { t } = useTranslation('settlements');
  if (sums.length === 0) return null;
  const currencies = [...new Set(sums.map(({ currency }) => currency))];
  return (
    <section className={classes['sums']} aria-label={t('sums')}>
      {currencies.map((currency) => (
        <div key={currency} className={classes['currency']}>
          {sums
            .filter((sum) => sum.currency === currency)
            .map((sum) => (
              <button
                key={sum.kind}
                type="button"
                className={classes['sum']}
                aria-pressed={sum.kind === kind}
                onClick={() => onKind(sum.kind === kind ? null : sum.kind)}
              >
                <Figure name={t(`kinds.${sum.kind}`)} sum={sum} />
              </button>
            ))}
          <div className={classes['sum']}>
            <Figure name={t('net')} sum={withoutPayments(sums, currency)} />
          </div>
        </div>
      ))}
    </section>
  );
}

function Figure({
  name,
  sum,
}: {
  readonly name: string;
  readonly sum: Pick<Sum, 'amountE4' | 'currency' | 'entries'>;
}): React.ReactNode {
  const { t } = useTranslation('settlements');
  const format = useFormat();
  return (
    <>
      <span>{name}</span>
      <strong>
        <Money amountE4={sum.amountE4} currency={sum.currency} />
      </strong>
      <span className={classes['muted']}>
        {t('entries', { count: sum.entries, number: format.number(sum.entries) })}
      </span>
    </>
  );
}

/** A payment moves what was earned to the bank: adding it to the earnings would cancel them out. */
function withoutPayments(
  sums: readonly Sum[],
  currency: string,
): Pick<Sum, 'amountE4' | 'currency' | 'entries'> {
  const counted = sums.filter((sum) => sum.currency === currency && sum.kind !== 'payment');
  return {
    currency,
    amountE4: counted.reduce((total, { amountE4 }) => total + amountE4, 0),
    entries: counted.reduce((total, { entries }) => total + entries, 0),
  };
}
