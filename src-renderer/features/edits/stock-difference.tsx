import { useTranslation } from 'react-i18next';
import { fieldOf, isStock, type FieldName } from '#common/product-field.ts';
import type { FieldValue } from '#contract/product-value.ts';
import type { EditMode } from '#contract/products.ts';
import { useFormat } from '../../i18n/use-format.ts';
import classes from './field-value.module.css';

/** How much an edit of stock adds or takes, where it is written as that. */
export function StockDifference({
  field,
  before,
  after,
  mode,
}: {
  readonly field: FieldName;
  readonly before: FieldValue;
  readonly after: FieldValue;
  readonly mode: EditMode;
}): React.ReactNode {
  const { t } = useTranslation('edits');
  const signed = useSigned();
  if (mode !== 'difference' || !isStock(fieldOf(field))) return null;
  if (typeof before !== 'number' || typeof after !== 'number') return null;
  return (
    <span className={classes['difference']} title={t('mode.difference')}>
      {t('change.difference', { difference: signed(after - before) })}
    </span>
  );
}

/** A whole number with its sign: `+3`, `−2`. */
export function useSigned(): (value: number) => string {
  const format = useFormat();
  return (value) => `${value < 0 ? '−' : '+'}${format.number(Math.abs(value))}`;
}
