import { parseDecimalE4 } from '#common/money.ts';
import { identifierColumns, optionCodeColumns } from '../dialect/generation.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import { idOf, numberOf, stockOf, textOf } from '../session/queryable.ts';
import type { SqlRow } from '../session/queryable.ts';
import { decodeText } from '../text/entities.ts';
import type { OptionRows } from './option-rows.ts';
import type { OptionValue, ProductOption } from './variants.ts';

export type ProductOptions = {
  /** Options the buyer must choose one value of, by product, in the shop's own order. */
  readonly demanded: ReadonlyMap<string, readonly ProductOption[]>;
  readonly valueById: ReadonlyMap<string, OptionValue>;
  readonly watched: ReadonlyMap<number, string>;
};

/** Kinds of which exactly one value is chosen; `image` is what 1.5 and 2.0 called a radio with pictures. */
const ONE_OF = new Set(['select', 'radio', 'image']);

/** Arranges the rows of some products' options and option values. */
export function arrangeOptions(schema: ShopSchema, { options, values }: OptionRows): ProductOptions {
  const extra = optionCodeColumns(schema);
  return arrange({ options, values, codeOf: (row) => codesOf(row, extra, identifierColumns(schema)) });
}

function arrange(made: {
  readonly options: readonly SqlRow[];
  readonly values: readonly SqlRow[];
  readonly codeOf: (row: SqlRow) => Readonly<Record<string, string>>;
}): ProductOptions {
  const ascending = (column: string) => (a: SqlRow, b: SqlRow) => numberOf(a, column) - numberOf(b, column);
  const watched = new Map<number, string>();
  for (const row of [...made.values].sort(ascending('product_option_value_id'))) {
    const key = numberOf(row, 'product_id');
    const known = watched.get(key);
    watched.set(key, known === undefined ? textOf(row, 'watched') : `${known}\n${textOf(row, 'watched')}`);
  }
  const valuesByOption = new Map<string, OptionValue[]>();
  const valueById = new Map<string, OptionValue>();
  const inOrder = [...made.values]
    .sort(ascending('product_option_value_id'))
    .sort((a, b) => numberOf(a, 'value_order') - numberOf(b, 'value_order'));
  for (const row of inOrder) {
    const value = optionValue(row, made.codeOf(row));
    const key = idOf(row, 'product_option_id');
    valuesByOption.set(key, [...(valuesByOption.get(key) ?? []), value]);
    valueById.set(value.optionValueId, value);
  }
  const demanded = new Map<string, ProductOption[]>();
  const demandedRows = made.options
    .filter((row) => ONE_OF.has(textOf(row, 'type')) && numberOf(row, 'required') === 1)
    .sort(
      (a, b) =>
        numberOf(a, 'sort_order') - numberOf(b, 'sort_order') ||
        numberOf(a, 'product_option_id') - numberOf(b, 'product_option_id'),
    );
  for (const row of demandedRows) {
    const key = idOf(row, 'product_id');
    const values = valuesByOption.get(idOf(row, 'product_option_id')) ?? [];
    const option = { productOptionId: idOf(row, 'product_option_id'), values };
    demanded.set(key, [...(demanded.get(key) ?? []), option]);
  }
  return { demanded, valueById, watched };
}

function optionValue(row: SqlRow, codes: Readonly<Record<string, string>>): OptionValue {
  const priceE4 = parseDecimalE4(textOf(row, 'price')) ?? 0;
  const prefix = textOf(row, 'price_prefix');
  return {
    optionValueId: idOf(row, 'product_option_value_id'),
    sharedValueId: idOf(row, 'option_value_id'),
    name: decodeText(textOf(row, 'value_name')),
    quantity: stockOf(row, 'quantity'),
    subtract: numberOf(row, 'subtract') === 1,
    priceE4: prefix === '+' ? priceE4 : prefix === '-' ? -priceE4 : 0,
    codes,
  };
}

/** Under `option:<column>`, and under the plain name too where products have a source of that name. */
function codesOf(
  row: SqlRow,
  columns: readonly string[],
  productSources: readonly string[],
): Readonly<Record<string, string>> {
  const codes: Record<string, string> = {};
  for (const column of columns) {
    const value = decodeText(textOf(row, `extra_${column}`));
    if (value === '') continue;
    codes[`option:${column}`] = value;
    if (productSources.includes(column)) codes[column] = value;
  }
  return codes;
}
