import { useTranslation } from 'react-i18next';
import type { BulkOutcome, EditRemark } from '#contract/edits.ts';
import type { EditingFacts } from '#contract/products.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { PlainTable } from '../../ui/plain-table.tsx';
import { StateShape } from '../../ui/state-dot.tsx';
import { FieldChange } from '../edits/field-value.tsx';
import { useFieldWords } from '../edits/field-words.ts';
import classes from './products.module.css';
import { useRemarkText } from './remark-text.ts';

/** Products named beside a remark; the rest is counted. */
const MOST_NAMED = 3;
/** As many remarks as the engine tells; there may be more. */
const MOST_TOLD = 200;

/** What a bulk change would come to: the figures, what stands against it, and the first changes one by one. */
export function BulkPreview({
  outcome,
  facts,
  behind,
}: {
  readonly outcome: BulkOutcome;
  readonly facts: EditingFacts;
  readonly behind: boolean;
}): React.ReactNode {
  const { t } = useTranslation('products');
  const format = useFormat();
  const words = useFieldWords(facts);
  const count = (value: number): { count: number; number: string } => ({
    count: value,
    number: format.number(value),
  });
  const more = outcome.fields - outcome.preview.length;
  const faulty = outcome.remarks.some(({ kind }) => kind === 'error');
  return (
    <section className={classes['preview']} data-behind={behind} aria-label={t('bulk.preview')}>
      <output className={classes['figures']}>
        {outcome.fields === 0
          ? faulty
            ? ''
            : t('bulk.nothingChanges')
          : t('bulk.figures', {
              fields: format.number(outcome.fields),
              products: format.number(outcome.products),
            })}
      </output>
      <Remarks outcome={outcome} currency={facts.currency} />
      {outcome.preview.length === 0 ? null : (
        <div className={classes['previewTable']}>
          <PlainTable
            label={t('bulk.preview')}
            columns={[
              { key: 'title', label: t('columns.product'), width: '42%' },
              { key: 'field', label: t('bulk.field'), width: '20%' },
              { key: 'change', label: t('bulk.change') },
            ]}
            rows={outcome.preview.map(({ productId, title, field, before, after }) => ({
              key: `${productId} ${field}`,
              cells: {
                title,
                field: words.name(field),
                change: <FieldChange field={field} before={before} after={after} facts={facts} compact />,
              },
            }))}
          />
        </div>
      )}
      {more > 0 ? <p className={classes['help']}>{t('bulk.more', count(more))}</p> : null}
    </section>
  );
}

function Remarks({
  outcome,
  currency,
}: {
  readonly outcome: BulkOutcome;
  readonly currency: string;
}): React.ReactNode {
  const { t } = useTranslation('products');
  const format = useFormat();
  const remarkText = useRemarkText(currency);
  const groups = grouped(outcome.remarks, remarkText);
  if (groups.length === 0) return null;
  const namesOf = ({ products }: Grouped): string => {
    const named = Array.from(products).slice(0, MOST_NAMED);
    const names = named.map(([productId, title]) => title || t('bulk.product', { productId })).join(', ');
    const more = products.size - MOST_NAMED;
    if (more <= 0) return names;
    const key = outcome.remarks.length < MOST_TOLD ? 'bulk.andMore' : 'bulk.andAtLeast';
    return t(key, { names, count: more, number: format.number(more) });
  };
  return (
    <ul className={classes['remarks']} aria-label={t('bulk.remarks')}>
      {groups.some(({ kind }) => kind === 'error') ? <li>{t('bulk.errorsHold')}</li> : null}
      {groups.map((group) => (
        <li key={`${group.kind} ${group.text}`} data-kind={group.kind}>
          <StateShape tone={group.kind === 'error' ? 'failing' : 'waiting'} />
          <span>
            {group.text} <span>{namesOf(group)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

type Grouped = {
  readonly kind: EditRemark['kind'];
  readonly text: string;
  /** Names by product. */
  readonly products: ReadonlyMap<string, string>;
};

/** Remarks that say the same are said once, for all their products; errors first. */
function grouped(remarks: readonly EditRemark[], textOf: (remark: EditRemark) => string): readonly Grouped[] {
  const groups = new Map<string, Grouped>();
  for (const remark of remarks) {
    const text = textOf(remark);
    const key = `${remark.kind} ${text}`;
    const products = new Map(groups.get(key)?.products).set(remark.productId, remark.title);
    groups.set(key, { kind: remark.kind, text, products });
  }
  const all = [...groups.values()];
  return [...all.filter(({ kind }) => kind === 'error'), ...all.filter(({ kind }) => kind === 'warning')];
}
