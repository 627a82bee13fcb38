import type { OptionPrice, Special } from '#contract/product-value.ts';
import { formatDecimalE4 } from '#common/money.ts';
import { idOf } from '../session/queryable.ts';
import { holdsText, type SpecialTable } from './field-place.ts';
import { requireMoney } from './write-number-columns.ts';
import { RefusedValue } from './write-refused.ts';
import { holdsRaw, rawText, type SetChange, type WriteStep } from './write-step.ts';

/** OpenCart's queries take a NULL date for "never"; an open end is the zero date (opencart.md §4). */
const OPEN_END = '0000-00-00';

/** Writes the default customer group's special: its one row is added, changed or removed. */
export async function writeSpecial(
  step: WriteStep,
  { name, key }: SpecialTable,
  change: SetChange,
): Promise<void> {
  const table = step.places.schema.sql(name);
  const [row] = step.rows.specials;
  const where = `WHERE ${key} = ? AND ${holdsRaw('price')} AND ${holdsRaw('date_start')} AND ${holdsRaw('date_end')}`;
  const values = [row?.row_id ?? null, rawText(row?.price), rawText(row?.date_start), rawText(row?.date_end)];
  const special = specialIn(change);
  if (special === null) {
    await step.run(`DELETE FROM ${table} ${where}`, values);
    return;
  }
  requireMoney(special.priceE4, step.numbers(name, 'price'));
  const price = formatDecimalE4(special.priceE4);
  const [start, end] = [special.dateStart ?? OPEN_END, special.dateEnd ?? OPEN_END];
  if (row !== undefined) {
    const set = 'SET price = ?, date_start = ?, date_end = ?';
    await step.run(`UPDATE ${table} ${set} ${where}`, [price, start, end, ...values]);
    return;
  }
  const inDiscounts = { quantity: { value: 1 }, special: { value: 1 }, type: { value: 'F' } };
  await step.insert(name, {
    customer_group_id: { value: step.places.shop.customerGroupId },
    priority: { value: 1 },
    price: { value: price },
    date_start: { value: start },
    date_end: { value: end },
    ...(name === 'product_discount' ? inDiscounts : {}),
  });
}

/** Writes what an option value adds to the price, amount and sign together. */
export async function writeOptionPrice(
  step: WriteStep,
  optionValueId: string,
  change: SetChange,
): Promise<void> {
  const { priceE4, prefix } = optionPriceIn(change);
  if (prefix !== '+' && prefix !== '-') {
    throw new RefusedValue(
      `OpenCart “${prefix}” işaretini bilmez; + veya - olmalı`,
      `OpenCart does not know the sign “${prefix}”; it must be + or -`,
    );
  }
  requireMoney(priceE4, step.numbers('product_option_value', 'price'));
  const row = step.rows.optionValues.find((one) => idOf(one, 'product_option_value_id') === optionValueId);
  await step.run(
    `UPDATE ${step.places.schema.sql('product_option_value')} SET price = ?, price_prefix = ?
     WHERE product_option_value_id = ? AND product_id = ? AND ${holdsRaw('price')} AND ${holdsText('price_prefix')}`,
    [
      formatDecimalE4(priceE4),
      prefix,
      optionValueId,
      step.productId,
      rawText(row?.price),
      rawText(row?.price_prefix),
    ],
  );
}

function specialIn({ field, value }: SetChange): Special | null {
  if (value === null) return null;
  if (typeof value !== 'object' || !('dateStart' in value)) throw new TypeError(`not a special: ${field}`);
  return value;
}

function optionPriceIn({ field, value }: SetChange): OptionPrice {
  if (value === null || typeof value !== 'object' || !('prefix' in value)) {
    throw new TypeError(`not an option's price: ${field}`);
  }
  return value;
}
