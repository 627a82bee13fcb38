import { useTranslation } from 'react-i18next';
import type { ProductRow } from '#contract/products.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { StateDot, type Tone } from '../../ui/state-dot.tsx';
import classes from './products.module.css';
import { useIsTyped } from './typed-products.ts';

export function AmountCell({
  amountE4,
  currency,
}: {
  readonly amountE4: number | null;
  readonly currency: string;
}): React.ReactNode {
  const format = useFormat();
  const text =
    amountE4 === null ? '—' : currency === 'TRY' ? format.amount(amountE4) : format.money(amountE4, currency);
  return <span className="ms-numeric">{text}</span>;
}

/**
 * How a product stands: what of its edits needs the merchant most (what was typed and not kept before what waits), else
 * whether the shop shows it. A product that is off says so in either case.
 */
export function StateCell({ row }: { readonly row: ProductRow }): React.ReactNode {
  const { t } = useTranslation('products');
  const edits = useEditsState(row);
  if (edits === null)
    return (
      <StateDot tone={row.enabled ? 'ok' : 'paused'} label={t(row.enabled ? 'state.on' : 'state.off')} />
    );
  return (
    <span className={classes['state']}>
      <StateDot {...edits} />
      {row.enabled ? null : <span className={classes['off']}>{t('state.off')}</span>}
    </span>
  );
}

function useEditsState(row: ProductRow): { readonly tone: Tone; readonly label: string } | null {
  const { t } = useTranslation('products');
  const typed = useIsTyped(row.productId);
  if (row.conflicts > 0) return { tone: 'held', label: t('state.conflicts', { count: row.conflicts }) };
  if (row.refused > 0) return { tone: 'failing', label: t('state.refused', { count: row.refused }) };
  if (typed) return { tone: 'info', label: t('state.typed') };
  return row.pending === 0 ? null : { tone: 'waiting', label: t('state.pending', { count: row.pending }) };
}
