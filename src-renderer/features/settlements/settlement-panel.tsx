import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { SettlementRow } from '#contract/settlements.ts';
import { useApi } from '../../client/engine-context.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { DetailPanel } from '../../ui/detail-panel.tsx';
import { DateTime, Money } from '../../ui/figures.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { ChannelName } from '../listings/listing-cells.tsx';
import classes from './settlements.module.css';

const MOST_ENTRIES = 200;

/** One entry, and with it everything that the marketplace booked for the same order. */
export function SettlementPanel({
  entry,
  onClose,
}: {
  readonly entry: SettlementRow;
  readonly onClose: () => void;
}): React.ReactNode {
  const { t } = useTranslation('settlements');
  const { orderNumber } = entry;
  const facts = [
    [t('panel.rawKind'), entry.rawKind],
    [t('panel.package'), entry.packageId],
    [t('panel.barcode'), entry.barcode],
    [t('panel.paymentId'), entry.paymentId],
  ] as const;
  return (
    <DetailPanel label={t('panel.label')} closeLabel={t('panel.close')} onClose={onClose}>
      <section className={panel['section']}>
        <h2 className={classes['title']}>
          {orderNumber === '' ? t('panel.entry') : t('panel.order', { number: orderNumber })}
        </h2>
        <ChannelName name={entry.channelName} sandbox={entry.sandbox} />
        <dl className={panel['facts']}>
          <dt>{t(`kinds.${entry.kind}`)}</dt>
          <dd>
            <Money amountE4={entry.amountE4} currency={entry.currency} />
          </dd>
          <dt>{t('columns.bookedAt')}</dt>
          <dd>
            <DateTime at={entry.bookedAt} />
          </dd>
          {entry.description === '' ? null : (
            <>
              <dt>{t('columns.description')}</dt>
              <dd>{entry.description}</dd>
            </>
          )}
          {facts
            .filter(([, value]) => value !== '')
            .map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name} value`}>{value}</dd>])}
        </dl>
      </section>
      {orderNumber === '' ? null : <OrderEntries entry={entry} />}
    </DetailPanel>
  );
}

function OrderEntries({
  entry: { channelId, orderNumber, currency },
}: {
  readonly entry: SettlementRow;
}): React.ReactNode {
  const { t } = useTranslation('settlements');
  const format = useFormat();
  const query = useQuery(
    useApi().settlements.page.queryOptions({
      input: {
        channelId,
        kind: null,
        from: null,
        to: null,
        search: orderNumber,
        offset: 0,
        limit: MOST_ENTRIES,
      },
    }),
  );
  return (
    <section className={panel['section']}>
      <h3 className={panel['heading']}>{t('panel.entries')}</h3>
      <QueryView query={query} skeleton={<div style={{ height: 160 }} />}>
        {({ rows, total }) => {
          // The search looks into more than order numbers.
          const own = rows.filter((row) => row.orderNumber === orderNumber && row.currency === currency);
          return (
            <>
              <table className={panel['table']} aria-label={t('panel.entries')}>
                <tbody>
                  {own.map((row) => (
                    <tr key={row.entryId}>
                      <td>
                        {t(`kinds.${row.kind}`)}
                        <div className={classes['muted']}>
                          <DateTime at={row.bookedAt} />
                        </div>
                      </td>
                      <td className={panel['end']}>
                        <Money amountE4={row.amountE4} currency={row.currency} />
                      </td>
                    </tr>
                  ))}
                  <tr className={classes['total']}>
                    <td>{t('panel.total')}</td>
                    <td className={panel['end']}>
                      <Money
                        amountE4={own
                          .filter(({ kind }) => kind !== 'payment')
                          .reduce((sum, { amountE4 }) => sum + amountE4, 0)}
                        currency={currency}
                      />
                    </td>
                  </tr>
                </tbody>
              </table>
              {total > rows.length ? (
                <p className={panel['muted']}>{t('panel.more', { number: format.number(rows.length) })}</p>
              ) : null}
            </>
          );
        }}
      </QueryView>
      <div>
        <Button
          component={Link}
          href={`/orders?filter=all&findOrder=${encodeURIComponent(orderNumber)}`}
          size="compact-sm"
          variant="default"
        >
          {t('panel.openOrder')}
        </Button>
      </div>
    </section>
  );
}
