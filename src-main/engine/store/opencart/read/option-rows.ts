import { optionCodeColumns } from '../dialect/generation.ts';
import { quoteName } from '../dialect/identifiers.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import { idOf, numberOf, textOf } from '../session/queryable.ts';
import type { Reader, SqlRow } from '../session/queryable.ts';
import { alongKey } from './along-key.ts';
import type { BulkReading } from './bulk-reading.ts';
import { OPTION_VALUE_WATCHED } from './option-values.ts';
import { TextsByProduct } from './texts-by-product.ts';

/** Rows of `product_option` with the option's type and place, and of `product_option_value` with the value's name. */
export type OptionRows = { readonly options: readonly SqlRow[]; readonly values: readonly SqlRow[] };
export type OptionFacts = {
  readonly reader: Reader;
  readonly schema: ShopSchema;
  readonly languageId: string;
};

/** Options and option values of some products: one scan each, because neither table has an index on the product. */
export async function readOptionRows(
  { reader, schema, languageId }: OptionFacts,
  productIds: readonly string[],
): Promise<OptionRows> {
  const options = await reader.rows(
    `SELECT po.product_option_id AS product_option_id, po.product_id AS product_id, po.required AS required,
            po.option_id AS option_id, o.type AS type, o.sort_order AS sort_order
     FROM ${schema.sql('product_option')} po JOIN ${schema.sql('option')} o ON o.option_id = po.option_id
     WHERE po.product_id IN (?)`,
    [productIds],
  );
  const extra = optionCodeColumns(schema)
    .map((column) => `, pov.${quoteName(column)} AS ${quoteName(`extra_${column}`)}`)
    .join('');
  const values = await reader.rows(
    `SELECT pov.*, ov.sort_order AS value_order, ovd.name AS value_name ${extra}
     FROM (SELECT product_option_value.*, ${OPTION_VALUE_WATCHED} AS watched
           FROM ${schema.sql('product_option_value')} product_option_value WHERE product_id IN (?)) pov
     LEFT JOIN ${schema.sql('option_value')} ov ON ov.option_value_id = pov.option_value_id
     LEFT JOIN ${schema.sql('option_value_description')} ovd
       ON ovd.option_value_id = pov.option_value_id AND ovd.language_id = ?`,
    [productIds, languageId],
  );
  return { options, values };
}

/** Between the rows of one product, and between the columns of one row: in no text that a shop holds. */
const ROW = '\u0002';
const COLUMN = '\u0001';

/**
 * The same for a reading of the whole shop. A scan of both tables for every thousand products would grow with the square
 * of the shop, so they are read once along their keys and kept, as one text for each product.
 */
export async function readOptionRowsInBulk(
  facts: OptionFacts,
  productIds: readonly string[],
  bulk: BulkReading,
): Promise<OptionRows> {
  const kept = await bulk.keep(`options:${facts.languageId}`, () => readAll(facts));
  return unpack(kept, productIds, optionCodeColumns(facts.schema));
}

type KeptRows = {
  readonly options: ReadonlyMap<number, string>;
  readonly values: ReadonlyMap<number, string>;
  readonly optionById: ReadonlyMap<string, SqlRow>;
  readonly valueById: ReadonlyMap<string, SqlRow>;
};

async function readAll({ reader, schema, languageId }: OptionFacts): Promise<KeptRows> {
  const optionById = await reader.rows(
    `SELECT option_id AS option_id, type AS type, sort_order AS sort_order FROM ${schema.sql('option')}`,
  );
  const valueById = await reader.rows(
    `SELECT ov.option_value_id AS option_value_id, ov.sort_order AS value_order, ovd.name AS value_name
     FROM ${schema.sql('option_value')} ov LEFT JOIN ${schema.sql('option_value_description')} ovd
       ON ovd.option_value_id = ov.option_value_id AND ovd.language_id = ?`,
    [languageId],
  );
  const extra = optionCodeColumns(schema).map((column) => quoteName(column));
  return {
    options: await readTexts(reader, schema, {
      table: 'product_option',
      columns: ['option_id', 'required'],
    }),
    values: await readTexts(reader, schema, {
      table: 'product_option_value',
      columns: ['option_value_id', OPTION_VALUE_WATCHED, ...extra],
    }),
    optionById: new Map(optionById.map((row) => [idOf(row, 'option_id'), row])),
    valueById: new Map(valueById.map((row) => [idOf(row, 'option_value_id'), row])),
  };
}

/** A whole table along its key, `<table>_id`; by product, the key first and then the columns. */
async function readTexts(
  reader: Reader,
  schema: ShopSchema,
  {
    table,
    columns,
  }: { readonly table: 'product_option' | 'product_option_value'; readonly columns: readonly string[] },
): Promise<ReadonlyMap<number, string>> {
  const found = new TextsByProduct(ROW);
  for await (const rows of alongKey(reader, schema, { table, columns: ['product_id', ...columns] })) {
    for (const [key, productId, ...rest] of rows) {
      const own = [key, ...rest.slice(0, columns.length)];
      found.add(Number(productId), own.map((value) => value ?? '').join(COLUMN));
    }
  }
  return found.joined();
}

function unpack(kept: KeptRows, productIds: readonly string[], codeColumns: readonly string[]): OptionRows {
  const options: SqlRow[] = [];
  const values: SqlRow[] = [];
  for (const productId of productIds) {
    for (const row of kept.options.get(Number(productId))?.split(ROW) ?? []) {
      const [id = '', optionId = '', required = ''] = row.split(COLUMN);
      const option = kept.optionById.get(optionId);
      // As the JOIN has it: an option that is no more has no rows either.
      if (option === undefined) continue;
      options.push({ ...option, product_option_id: id, product_id: productId, required });
    }
    for (const row of kept.values.get(Number(productId))?.split(ROW) ?? []) {
      values.push(valueRow(kept, productId, row.split(COLUMN), codeColumns));
    }
  }
  return { options, values };
}

function valueRow(
  kept: KeptRows,
  productId: string,
  columns: readonly string[],
  codeColumns: readonly string[],
): SqlRow {
  const [id = '', valueId = '', watched = ''] = columns;
  const [, optionId = '', quantity = '', subtract = '', price = '', prefix = ''] = watched.split('\t');
  const value = kept.valueById.get(valueId);
  const named = value ?? {};
  return {
    product_id: productId,
    product_option_value_id: id,
    option_value_id: valueId,
    product_option_id: optionId,
    quantity,
    subtract,
    price,
    price_prefix: prefix,
    watched,
    value_order: numberOf(named, 'value_order'),
    value_name: textOf(named, 'value_name'),
    ...Object.fromEntries(codeColumns.map((column, index) => [`extra_${column}`, columns[3 + index] ?? ''])),
  };
}
