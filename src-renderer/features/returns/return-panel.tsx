import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ReturnLineRow, ReturnRow } from '#contract/returns.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { DetailPanel } from '../../ui/detail-panel.tsx';
import { DateTime } from '../../ui/figures.tsx';
import { ChannelName } from '../listings/listing-cells.tsx';
import { AnswerClock } from './answer-clock.tsx';
import { PutBackForm } from './put-back-form.tsx';
import { ReturnAnswering } from './return-answer.tsx';
import { ReturnState } from './return-status.tsx';
import classes from './returns.module.css';

/** One return: until when, what can be answered, what comes back and why. */
export function ReturnPanel({
  row,
  onClose,
}: {
  readonly row: ReturnRow;
  readonly onClose: () => void;
}): React.ReactNode {
  const { t } = useTranslation('returns');
  const format = useFormat();
  return (
    <DetailPanel label={t('panel.label')} closeLabel={t('panel.close')} onClose={onClose}>
      <section className={panel['section']}>
        <h2 className={classes['title']}>{t('panel.heading', { number: row.returnId })}</h2>
        <ChannelName name={row.channelName} sandbox={row.sandbox} />
        <div className={classes['states']}>
          <AnswerClock answerBy={row.answerBy} late={row.late} waits={row.actions.length > 0} />
          <ReturnState status={row.status} raw={row.rawStatus} />
        </div>
        {row.answerBy === null || row.actions.length === 0 ? null : (
          <p className={panel['muted']}>{t('panel.answerBy', { at: format.dateTime(row.answerBy) })}</p>
        )}
      </section>
      <ReturnAnswering row={row} />
      <section className={panel['section']}>
        <h3 className={panel['heading']}>{t('panel.lines')}</h3>
        <table className={panel['table']} aria-label={t('panel.lines')}>
          <tbody>
            {row.lines.map((line) => (
              <Line key={line.returnLineId} line={line} />
            ))}
          </tbody>
        </table>
      </section>
      <PutBackForm row={row} />
      <Facts row={row} />
    </DetailPanel>
  );
}

function Line({ line }: { readonly line: ReturnLineRow }): React.ReactNode {
  const { t } = useTranslation('returns');
  const format = useFormat();
  return (
    <tr>
      <td>
        {line.title}
        <div className={classes['muted']}>
          {[...new Set([line.barcode, line.stockCode])].filter(Boolean).join(' · ')}
        </div>
        {line.reason === '' ? null : <div>{line.reason}</div>}
        {line.customerNote === '' ? null : (
          <div className={classes['muted']}>
            {t('panel.note')}: {line.customerNote}
          </div>
        )}
        {line.putBack === null ? null : (
          <div className={classes['muted']}>
            {line.putBack === 0
              ? t('panel.notPutBack')
              : t('panel.putBack', { count: line.putBack, number: format.number(line.putBack) })}
          </div>
        )}
      </td>
      <td className={panel['end']}>{format.number(line.quantity)}</td>
    </tr>
  );
}

function Facts({ row }: { readonly row: ReturnRow }): React.ReactNode {
  const { t } = useTranslation('returns');
  const facts = [
    [t('panel.order'), row.orderNumber],
    [t('panel.customer'), row.customer],
    [t('panel.cargo'), row.cargo.provider],
    [t('panel.tracking'), row.cargo.trackingNumber],
  ] as const;
  return (
    <section className={panel['section']}>
      <dl className={panel['facts']}>
        {facts
          .filter(([, value]) => value !== '')
          .map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name} value`}>{value}</dd>])}
        <dt>{t('panel.createdAt')}</dt>
        <dd>
          <DateTime at={row.createdAt} />
        </dd>
        <dt>{t('panel.changedAt')}</dt>
        <dd>
          <DateTime at={row.changedAt} />
        </dd>
      </dl>
      {row.orderId === null ? null : (
        <div>
          <Button
            component={Link}
            href={`/orders?filter=all&order=${encodeURIComponent(row.orderId)}`}
            size="compact-sm"
            variant="default"
          >
            {t('panel.openOrder')}
          </Button>
        </div>
      )}
    </section>
  );
}
