import type { PlanChange } from '#contract/plan.ts';
import type { Format } from '../../i18n/use-format.ts';
import { directionOf, type Direction } from '../../ui/diff.tsx';

/** One value of a change in words: old, new, and which way it moves. */
export type ValueChange = {
  readonly field: 'quantity' | 'price' | 'listPrice';
  readonly from: string | null;
  readonly to: string;
  readonly direction: Direction;
  /** How far a price moves, in percent of the old one; null where there is no old one, and for stock. */
  readonly stepPercent: number | null;
};

/**
 * What a change changes: the stock, or the sale price, and the list price where that moves too. A change whose sale
 * price stays names the list price alone.
 */
export function valuesOf(change: PlanChange, format: Format): readonly ValueChange[] {
  if (change.group === 'stock') {
    const { fromQuantity: from, toQuantity: to } = change;
    if (to === null) return [];
    return [
      {
        field: 'quantity',
        from: from === null ? null : format.number(from),
        to: format.number(to),
        direction: directionOf(from, to),
        stepPercent: null,
      },
    ];
  }
  const price = amountChange('price', change.fromPriceE4, change.toPriceE4, change.currency, format);
  const list = amountChange(
    'listPrice',
    change.fromListPriceE4,
    change.toListPriceE4,
    change.currency,
    format,
  );
  return [price, list].filter(
    (value) => value !== null && value.direction !== 'same',
  ) as readonly ValueChange[];
}

function amountChange(
  field: 'price' | 'listPrice',
  fromE4: number | null,
  toE4: number | null,
  currency: string,
  format: Format,
): ValueChange | null {
  if (toE4 === null) return null;
  return {
    field,
    from: fromE4 === null ? null : format.money(fromE4, currency),
    to: format.money(toE4, currency),
    direction: directionOf(fromE4, toE4),
    stepPercent: fromE4 === null || fromE4 === 0 ? null : ((toE4 - fromE4) / fromE4) * 100,
  };
}

/** `▲ %12,5`: the way by a sign as well as by the number. */
export function stepText(percent: number, format: Format): string {
  const size = format.percent(Math.round(Math.abs(percent) * 10) / 10);
  return percent < 0 ? `▼ ${size}` : `▲ ${size}`;
}
