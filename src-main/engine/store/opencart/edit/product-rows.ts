import { quoteName } from '../dialect/identifiers.ts';
import type { BulkReading } from '../read/bulk-reading.ts';
import { ofProducts } from '../read/of-products.ts';
import { readOptionRows, readOptionRowsInBulk } from '../read/option-rows.ts';
import { idOf } from '../session/queryable.ts';
import type { Reader, SqlParameter, SqlRow } from '../session/queryable.ts';
import { codeColumns, specialTable, type EditPlaces } from './field-place.ts';

/**
 * The rows behind one product's sheet, raw as the shop holds them: what a write compares its statements with. Columns
 * have their own names. `options` and `optionValues` as `read/option-rows.ts` gives them, `options` with `option_name`.
 */
export type ProductRows = {
  readonly product: SqlRow;
  /** `language_id`, `name`, `description`. */
  readonly descriptions: readonly SqlRow[];
  /** `product_code_id`, `code`, `value`, in the order of the id. */
  readonly codes: readonly SqlRow[];
  /** `category_id`. */
  readonly categories: readonly SqlRow[];
  /** `product_image_id`, `image`, `sort_order`, as the shop shows them. */
  readonly images: readonly SqlRow[];
  /** Of the default customer group: the table's key as `row_id`, `priority`, `price`, `type`, `quantity`, dates. */
  readonly specials: readonly SqlRow[];
  /** `attribute_id`, `language_id`, `text`. */
  readonly attributes: readonly SqlRow[];
  readonly options: readonly SqlRow[];
  readonly optionValues: readonly SqlRow[];
};

/**
 * Rows by product id; products that no longer exist have none. Ten statements at most, however many products; with
 * `bulk` the two tables that have no index on the product are read once for many calls.
 */
export async function readProductRows(
  reader: Reader,
  places: EditPlaces,
  productIds: readonly string[],
  bulk: BulkReading | null = null,
): Promise<ReadonlyMap<string, ProductRows>> {
  const products = await readProductRow(reader, places, productIds);
  const ids = products.map((row) => idOf(row, 'product_id'));
  if (ids.length === 0) return new Map();
  const children = await readChildren(reader, places, ids);
  const options = await readOptions(reader, places, ids, bulk);
  const of = (rows: ReadonlyMap<string, readonly SqlRow[]>, id: string): readonly SqlRow[] =>
    rows.get(id) ?? [];
  return new Map(
    products.map((product): [string, ProductRows] => {
      const id = idOf(product, 'product_id');
      return [
        id,
        {
          product,
          descriptions: of(children.descriptions, id),
          codes: of(children.codes, id),
          categories: of(children.categories, id),
          images: of(children.images, id),
          specials: of(children.specials, id),
          attributes: of(children.attributes, id),
          options: of(options.options, id),
          optionValues: of(options.values, id),
        },
      ];
    }),
  );
}

type ByProduct = ReadonlyMap<string, readonly SqlRow[]>;

async function readProductRow(
  reader: Reader,
  { schema }: EditPlaces,
  productIds: readonly string[],
): Promise<readonly SqlRow[]> {
  if (productIds.length === 0) return [];
  const columns = [
    'product_id',
    'master_id',
    'model',
    ...codeColumns(schema),
    'quantity',
    'price',
    'status',
    'image',
    'manufacturer_id',
    'date_modified',
  ].filter((column) => schema.has('product', column));
  const of = ofProducts(productIds);
  const rows = await reader.rows(
    `SELECT ${schema.buffered('product')} ${columns.map(named).join(', ')}
     FROM ${schema.sql('product')} WHERE ${of.sql} ORDER BY product_id`,
    of.parameters,
  );
  const wanted = new Set(productIds);
  return rows.filter((row) => wanted.has(idOf(row, 'product_id')));
}

/** Whatever the server calls a column in its answer, the row has it under this name. */
function named(column: string): string {
  return `${quoteName(column)} AS ${quoteName(column)}`;
}

async function readChildren(
  reader: Reader,
  places: EditPlaces,
  productIds: readonly string[],
): Promise<
  Readonly<Record<'descriptions' | 'codes' | 'categories' | 'images' | 'specials' | 'attributes', ByProduct>>
> {
  const { schema, shop } = places;
  const read = async (table: string, select: Select): Promise<ByProduct> => {
    if (!schema.has(table)) return new Map();
    const of = ofProducts(productIds);
    const rows = await reader.rows(
      `SELECT product_id AS product_id, ${select.columns} FROM ${schema.sql(table)}
       WHERE ${of.sql} ${select.where ?? ''} ORDER BY ${select.order}`,
      [...of.parameters, ...(select.parameters ?? [])],
    );
    return Map.groupBy(rows, (row) => idOf(row, 'product_id'));
  };
  const specials = specialTable(schema);
  return {
    descriptions: await read('product_description', {
      columns: 'language_id AS language_id, name AS name, description AS description',
      order: 'product_id, language_id',
    }),
    codes: await read('product_code', {
      columns: 'product_code_id AS product_code_id, code AS code, value AS value',
      order: 'product_code_id',
    }),
    categories: await read('product_to_category', {
      columns: 'category_id AS category_id',
      order: 'product_id, category_id',
    }),
    images: await read('product_image', {
      columns: 'product_image_id AS product_image_id, image AS image, sort_order AS sort_order',
      order: 'product_id, sort_order, product_image_id',
    }),
    specials:
      specials === null
        ? new Map()
        : await read(specials.name, {
            columns: `${specials.key} AS row_id, priority AS priority, price AS price,
              date_start AS date_start, date_end AS date_end,
              ${specials.name === 'product_discount' ? 'type AS type, quantity AS quantity' : "'F' AS type, 1 AS quantity"}`,
            where: `AND customer_group_id = ? AND ${specials.filter}`,
            parameters: [shop.customerGroupId],
            order: specials.key,
          }),
    attributes: await read('product_attribute', {
      columns: 'attribute_id AS attribute_id, language_id AS language_id, text AS text',
      order: 'product_id, attribute_id, language_id',
    }),
  };
}

type Select = {
  readonly columns: string;
  readonly where?: string;
  readonly parameters?: readonly SqlParameter[];
  readonly order: string;
};

async function readOptions(
  reader: Reader,
  { schema, shop }: EditPlaces,
  productIds: readonly string[],
  bulk: BulkReading | null,
): Promise<{ readonly options: ByProduct; readonly values: ByProduct }> {
  const facts = { reader, schema, languageId: shop.language.languageId };
  const { options, values } =
    bulk === null
      ? await readOptionRows(facts, productIds)
      : await readOptionRowsInBulk(facts, productIds, bulk);
  const names = await readOptionNames(facts, [...new Set(options.map((row) => idOf(row, 'option_id')))]);
  const withNames = options.map((row) => ({ ...row, option_name: names.get(idOf(row, 'option_id')) ?? '' }));
  const byProduct = (rows: readonly SqlRow[]): ByProduct =>
    Map.groupBy(rows, (row) => idOf(row, 'product_id'));
  return { options: byProduct(withNames), values: byProduct(values) };
}

async function readOptionNames(
  { reader, schema, languageId }: Parameters<typeof readOptionRows>[0],
  optionIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (optionIds.length === 0) return new Map();
  const rows = await reader.rows(
    `SELECT option_id AS option_id, name AS name FROM ${schema.sql('option_description')}
     WHERE language_id = ? AND option_id IN (?)`,
    [languageId, optionIds],
  );
  return new Map(rows.map((row) => [idOf(row, 'option_id'), String(row.name ?? '')]));
}
