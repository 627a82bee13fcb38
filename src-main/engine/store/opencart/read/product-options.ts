import { parseDecimalE4 } from '#common/money.ts';
import { identifierColumns, optionCodeColumns } from '../dialect/generation.ts';
import { quoteName } from '../dialect/identifiers.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import { idOf, numberOf, textOf } from '../session/queryable.ts';
import type { Reader, SqlRow } from '../session/queryable.ts';
import { decodeText } from '../text/entities.ts';
import { OPTION_VALUE_WATCHED } from './option-values.ts';
import type { OptionValue, ProductOption } from './variants.ts';

export type ProductOptions = {
  /** Options the buyer must choose one value of, by product, in the shop's own order. */
  readonly demanded: ReadonlyMap<string, readonly ProductOption[]>;
  readonly valueById: ReadonlyMap<string, OptionValue>;
  readonly watched: ReadonlyMap<number, string>;
};

/** Kinds of which exactly one value is chosen; `image` is what 1.5 and 2.0 called a radio with pictures. */
const ONE_OF = new Set(['select', 'radio', 'image']);

/** Options and option values of some products: one scan each, however many products. */
export async function readProductOptions(
  facts: { readonly reader: Reader; readonly schema: ShopSchema; readonly languageId: string },
  productIds: readonly string[],
): Promise<ProductOptions> {
  const { reader, schema } = facts;
  const options = await reader.rows(
    `SELECT po.product_option_id AS product_option_id, po.product_id AS product_id, po.required AS required,
            o.type AS type, o.sort_order AS sort_order
     FROM ${schema.sql('product_option')} po JOIN ${schema.sql('option')} o ON o.option_id = po.option_id
     WHERE po.product_id IN (?)`,
    [productIds],
  );
  const extra = optionCodeColumns(schema);
  const extraSql = extra
    .map((column) => `, pov.${quoteName(column)} AS ${quoteName(`extra_${column}`)}`)
    .join('');
  const values = await reader.rows(
    `SELECT pov.*, ov.sort_order AS value_order, ovd.name AS value_name ${extraSql}
     FROM (SELECT product_option_value.*, ${OPTION_VALUE_WATCHED} AS watched
           FROM ${schema.sql('product_option_value')} product_option_value WHERE product_id IN (?)) pov
     LEFT JOIN ${schema.sql('option_value')} ov ON ov.option_value_id = pov.option_value_id
     LEFT JOIN ${schema.sql('option_value_description')} ovd
       ON ovd.option_value_id = pov.option_value_id AND ovd.language_id = ?`,
    [productIds, facts.languageId],
  );
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
    demanded.set(key, [...(demanded.get(key) ?? []), { values }]);
  }
  return { demanded, valueById, watched };
}

function optionValue(row: SqlRow, codes: Readonly<Record<string, string>>): OptionValue {
  const priceE4 = parseDecimalE4(textOf(row, 'price')) ?? 0;
  const prefix = textOf(row, 'price_prefix');
  return {
    optionValueId: idOf(row, 'product_option_value_id'),
    name: decodeText(textOf(row, 'value_name')),
    quantity: numberOf(row, 'quantity'),
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
