import type { Language } from '#contract/basics.ts';
import { E4 } from '#common/money.ts';

type Figures = {
  readonly group: 'stock' | 'price';
  readonly quantity: number | null;
  readonly priceE4: number | null;
  readonly fromQuantity: number | null;
  readonly fromPriceE4: number | null;
};

/** `7 → 5`, `1.299,90 → 1.199,90`: the change in the merchant's own way of writing numbers. */
export function changeText(row: Figures, language: Language): string {
  const number = new Intl.NumberFormat(language === 'tr' ? 'tr-TR' : 'en-GB', {
    minimumFractionDigits: row.group === 'price' ? 2 : 0,
    maximumFractionDigits: row.group === 'price' ? 4 : 0,
  });
  const written = (value: number | null): string => (value === null ? '–' : number.format(value));
  if (row.group === 'stock') return `${written(row.fromQuantity)} → ${written(row.quantity)}`;
  const amount = (value: number | null): number | null => (value === null ? null : value / E4);
  return `${written(amount(row.fromPriceE4))} → ${written(amount(row.priceE4))}`;
}
