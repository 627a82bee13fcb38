import { useTranslation } from 'react-i18next';
import { parseDecimalE4 } from '#common/money.ts';
import type { ListingDetail } from '#contract/listings.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { Diff } from '../../ui/diff.tsx';
import { RelativeTime } from '../../ui/figures.tsx';
import classes from './listings.module.css';

type Event = ListingDetail['history'][number];

/** What happened to a listing, newest first. */
export function HistoryList({
  history,
  currency,
}: {
  readonly history: readonly Event[];
  readonly currency: string;
}): React.ReactNode {
  const { t } = useTranslation('listings');
  if (history.length === 0) return <p className={panel['muted']}>{t('panel.noHistory')}</p>;
  const newestFirst = history.toSorted((a, b) => b.at.localeCompare(a.at));
  return (
    <ol className={classes['list']}>
      {newestFirst.map((event) => (
        <li key={`${event.at} ${event.event} ${event.field} ${event.to}`} className={classes['event']}>
          <span>
            {t(`history.${event.event}`)}
            {event.field === '' ? null : ` · ${fieldName(event.field, t)}`}
          </span>
          <span className={panel['muted']}>
            <RelativeTime at={event.at} />
          </span>
          <span>
            <Values event={event} currency={currency} />
          </span>
          <span className={panel['muted']}>{t('history.by', { who: whoName(event.by, t) })}</span>
        </li>
      ))}
    </ol>
  );
}

type Translate = ReturnType<typeof useTranslation<'listings'>>['t'];
const FIELDS = [
  'quantity',
  'price',
  'listPrice',
  'stock',
  'listing',
  'priceE4',
  'stockBuffer',
  'floorE4',
  'ceilingE4',
  'frozen',
  'link',
] as const;
const PEOPLE = ['merchant', 'program', 'marketplace', 'schedule'] as const;

function fieldName(field: string, t: Translate): string {
  const known = FIELDS.find((name) => name === field);
  return known === undefined ? field : t(`history.fields.${known}`);
}

function whoName(by: string, t: Translate): string {
  const known = PEOPLE.find((name) => name === by);
  return known === undefined ? by : t(`history.byWhom.${known}`);
}

const AMOUNTS: ReadonlySet<string> = new Set(['price', 'listPrice', 'priceE4', 'floorE4', 'ceilingE4']);

/** Amounts are kept as plain decimals; they are shown as the merchant writes them. A link's value is only a number. */
function Values({ event, currency }: { readonly event: Event; readonly currency: string }): React.ReactNode {
  const { t } = useTranslation('listings');
  const format = useFormat();
  if ((event.from === null && event.to === null) || event.field === 'link') return null;
  const word = (value: string | null): string => {
    if (value === null || value === '') return t('history.nothing');
    if (value === 'true') return t('history.yes');
    if (value === 'false') return t('history.no');
    const amountE4 = AMOUNTS.has(event.field) ? parseDecimalE4(value) : null;
    return amountE4 === null ? value : format.money(amountE4, currency);
  };
  if (event.from === null && event.event !== 'edited')
    return <span className="ms-numeric">{word(event.to)}</span>;
  return <Diff from={word(event.from)} to={word(event.to)} direction="changed" />;
}
