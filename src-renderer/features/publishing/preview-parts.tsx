import { useTranslation } from 'react-i18next';
import type { PublishPreview, PublishPreviewItem } from '#contract/publishing.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { ProblemLine } from '../../ui/problem-line.tsx';
import { FaultList } from './fault-list.tsx';
import classes from './publishing.module.css';

const SHOWN_REQUESTS = 10;
const SHOWN_READY = 20;
const SHOWN_GROUPS = 20;
const NAMED = 3;

/** What would go, request by request, and what would not, by its reasons. */
export function PreviewParts({ preview }: { readonly preview: PublishPreview }): React.ReactNode {
  const ready = preview.items.filter((item) => item.ready);
  const held = preview.items.filter((item) => !item.ready || item.verdict?.accepted === false);
  return (
    <>
      <Held items={held} />
      <Ready items={ready} />
      <Requests requests={preview.requests} />
    </>
  );
}

const nameOf = (item: PublishPreviewItem): string => item.variantId ?? item.listingId ?? item.stockCode;

/** The same lack in three hundred variants is one thing to put right, not three hundred. */
function Held({ items }: { readonly items: readonly PublishPreviewItem[] }): React.ReactNode {
  const { t } = useTranslation('publishing');
  const format = useFormat();
  if (items.length === 0) return null;
  const groups = [
    ...Map.groupBy(items, ({ faults, verdict }) =>
      JSON.stringify([faults.map(({ message }) => message), verdict]),
    ).values(),
  ].toSorted((one, other) => other.length - one.length);
  const shown = groups.slice(0, SHOWN_GROUPS);
  const left = groups.slice(SHOWN_GROUPS).reduce((sum, group) => sum + group.length, 0);
  return (
    <section className={panel['section']} aria-label={t('preview.held')}>
      <h3 className={panel['heading']}>{t('preview.held')}</h3>
      {shown.map((group) => {
        const [first] = group;
        if (first === undefined) return null;
        const names = group.slice(0, NAMED).map(({ title, stockCode }) => `${title} (${stockCode || '—'})`);
        return (
          <div key={nameOf(first)} className={classes['group']}>
            <FaultList faults={first.faults} />
            {first.verdict?.accepted === false ? <div>{t('preview.verdictNo')}</div> : null}
            {first.verdict?.problem ? <ProblemLine problem={first.verdict.problem} /> : null}
            <div className={classes['muted']}>
              {t('preview.request', { count: group.length, number: format.number(group.length) })}
              {': '}
              {names.join(', ')}
              {group.length > NAMED ? '…' : ''}
            </div>
          </div>
        );
      })}
      {left > 0 ? (
        <p className={panel['muted']}>{t('preview.moreHeld', { number: format.number(left) })}</p>
      ) : null}
    </section>
  );
}

function Ready({ items }: { readonly items: readonly PublishPreviewItem[] }): React.ReactNode {
  const { t } = useTranslation('actions');
  const { t: publishing } = useTranslation('publishing');
  const format = useFormat();
  if (items.length === 0) return null;
  const warned = items.filter(({ faults }) => faults.length > 0);
  const plain = items.filter(({ faults }) => faults.length === 0);
  return (
    <section className={panel['section']} aria-label={t('ready')}>
      <h3 className={panel['heading']}>{t('ready')}</h3>
      <ul className={classes['names']}>
        {[...warned, ...plain].slice(0, SHOWN_READY).map((item) => (
          <li key={nameOf(item)}>
            {item.title} <span className={classes['muted']}>{item.stockCode || item.barcode}</span>
            {item.verdict?.accepted === true ? (
              <span className={classes['muted']}> · {publishing('preview.verdictYes')}</span>
            ) : null}
            {item.faults.length === 0 ? null : <FaultList faults={item.faults} />}
          </li>
        ))}
      </ul>
      {items.length > SHOWN_READY ? (
        <p className={panel['muted']}>
          {t('moreReady', { number: format.number(items.length - SHOWN_READY) })}
        </p>
      ) : null}
    </section>
  );
}

function Requests({ requests }: { readonly requests: PublishPreview['requests'] }): React.ReactNode {
  const { t } = useTranslation('publishing');
  const format = useFormat();
  if (requests.length === 0) return null;
  return (
    <section className={panel['section']} aria-label={t('preview.requests')}>
      <h3 className={panel['heading']}>{t('preview.requests')}</h3>
      {requests.slice(0, SHOWN_REQUESTS).map((request, index) => (
        // Two requests may be equal to the byte; only their place tells them apart, and they never move.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index}>
          <code className={classes['address']}>
            {request.method} {request.url}
          </code>
          <div className={classes['muted']}>
            {t('preview.request', { count: request.items, number: format.number(request.items) })}
          </div>
          {request.stopped === null ? null : <ProblemLine problem={request.stopped} />}
          {request.bodyText === null ? null : (
            <details>
              <summary>{t('preview.body')}</summary>
              <pre className={classes['body']}>{request.bodyText}</pre>
              <div className={classes['muted']}>{t('preview.hash', { hash: request.bodyHash })}</div>
            </details>
          )}
        </div>
      ))}
      {requests.length > SHOWN_REQUESTS ? (
        <p className={panel['muted']}>
          {t('preview.moreRequests', { number: format.number(requests.length - SHOWN_REQUESTS) })}
        </p>
      ) : null}
    </section>
  );
}
