import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OrderDetail } from '#contract/orders.ts';
import { useApi } from '../../client/engine-context.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { DetailPanel } from '../../ui/detail-panel.tsx';
import { RelativeTime } from '../../ui/figures.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { ChannelName } from '../listings/listing-cells.tsx';
import { OrderActions } from './order-actions.tsx';
import { ClockCell, ImportCell, StatusCell } from './order-cells.tsx';
import { OrderDesk } from './order-desk.tsx';
import { OrderLines } from './order-lines.tsx';
import classes from './orders.module.css';

/** One order: how it stands on both sides, what can be done, who gets it, what is in it, what happened. */
export function OrderPanel({
  orderId,
  onClose,
}: {
  readonly orderId: string;
  readonly onClose: () => void;
}): React.ReactNode {
  const { t } = useTranslation('orders');
  const detail = useQuery(useApi().orders.detail.queryOptions({ input: { orderId } }));
  return (
    <DetailPanel label={t('panel.label')} closeLabel={t('panel.close')} onClose={onClose}>
      <QueryView query={detail} skeleton={<div style={{ height: 320 }} />}>
        {(loaded) => (
          <>
            <Head detail={loaded} />
            <OrderActions detail={loaded} />
            <OrderDesk orderId={orderId} />
            <OrderLines detail={loaded} />
            <Buyer detail={loaded} />
            <Cargo detail={loaded} />
            <Timeline detail={loaded} />
          </>
        )}
      </QueryView>
    </DetailPanel>
  );
}

function Head({ detail: { row } }: { readonly detail: OrderDetail }): React.ReactNode {
  const { t } = useTranslation('orders');
  const format = useFormat();
  return (
    <section className={panel['section']}>
      <h2 className={classes['title']}>{t('panel.heading', { number: row.orderNumber })}</h2>
      <ChannelName name={row.channelName} sandbox={row.sandbox} />
      <div className={classes['states']}>
        <ClockCell order={row} />
        <StatusCell status={row.status} raw={row.rawStatus} />
        <ImportCell order={row} />
      </div>
      {row.dispatchBy === null ? null : (
        <p className={panel['muted']}>{t('panel.dispatchBy', { at: format.dateTime(row.dispatchBy) })}</p>
      )}
    </section>
  );
}

function Buyer({ detail: { buyer } }: { readonly detail: OrderDetail }): React.ReactNode {
  const { t } = useTranslation('orders');
  const facts: readonly (readonly [string, string])[] = [
    [t('panel.company'), buyer.company],
    [t('panel.taxNumber'), buyer.taxNumber],
    [t('panel.taxOffice'), buyer.taxOffice],
    [t('panel.phone'), buyer.phone],
    [
      t('panel.address'),
      [buyer.address, [buyer.district, buyer.city].filter(Boolean).join(' / ')].filter(Boolean).join(', '),
    ],
  ];
  return (
    <section className={panel['section']}>
      <h3 className={panel['heading']}>{t('panel.buyer')}</h3>
      <dl className={panel['facts']}>
        <dt>{t('columns.buyer')}</dt>
        <dd>{buyer.name}</dd>
        {facts
          .filter(([, value]) => value !== '')
          .map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name} value`}>{value}</dd>])}
      </dl>
    </section>
  );
}

function Cargo({ detail: { cargo } }: { readonly detail: OrderDetail }): React.ReactNode {
  const { t } = useTranslation('orders');
  if (cargo.provider === '' && cargo.trackingNumber === '') return null;
  return (
    <section className={panel['section']}>
      <h3 className={panel['heading']}>{t('panel.cargo')}</h3>
      <dl className={panel['facts']}>
        <dt>{t('panel.cargo')}</dt>
        <dd>{cargo.provider}</dd>
        {cargo.trackingNumber === '' ? null : (
          <>
            <dt>{t('panel.tracking')}</dt>
            <dd className="ms-numeric">{cargo.trackingNumber}</dd>
          </>
        )}
      </dl>
      <TrackingLink address={cargo.trackingLink} />
    </section>
  );
}

/** The address comes from outside: only a plain https one becomes a link, and it learns nothing of this page. */
function TrackingLink({ address }: { readonly address: string }): React.ReactNode {
  const { t } = useTranslation('orders');
  if (URL.parse(address)?.protocol !== 'https:') return null;
  return (
    <a href={address} target="_blank" rel="noopener noreferrer" style={{ fontSize: 13 }}>
      {t('panel.track')}
    </a>
  );
}

function Timeline({ detail: { timeline } }: { readonly detail: OrderDetail }): React.ReactNode {
  const { t } = useTranslation('orders');
  return (
    <section className={panel['section']}>
      <h3 className={panel['heading']}>{t('panel.timeline')}</h3>
      {timeline.length === 0 ? <p className={panel['muted']}>{t('panel.noTimeline')}</p> : null}
      <ol className={classes['timeline']}>
        {timeline
          .toSorted((a, b) => b.at.localeCompare(a.at))
          .map((event) => (
            <li key={`${event.at} ${event.side} ${event.text}`} className={classes['event']}>
              <span className={classes['side']}>{t(`panel.sides.${event.side}`)}</span>
              <span>{event.text}</span>
              <span className={classes['muted']}>
                <RelativeTime at={event.at} />
              </span>
              {event.detail === '' ? null : <span className={classes['detail']}>{event.detail}</span>}
            </li>
          ))}
      </ol>
    </section>
  );
}
