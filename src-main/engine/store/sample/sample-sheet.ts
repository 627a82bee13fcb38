import type { Database } from 'better-sqlite3';
import type { FieldName } from '#common/product-field.ts';
import type { FieldValue } from '#contract/product-value.ts';
import type { ProductOptionValue } from '#contract/products.ts';
import type { StoreSheet } from '../port.ts';

/** The only language and currency of the sample shop. */
export const SAMPLE_LANGUAGE = 'tr-tr';
export const SAMPLE_CURRENCY = 'TRY';
/** Identifiers that have a column; `model` is a field of its own. */
export const SAMPLE_CODES = ['sku', 'ean'] as const;

type ProductRow = {
  readonly product_id: number;
  readonly model: string;
  readonly sku: string;
  readonly ean: string;
  readonly status: number;
  readonly quantity: number;
  readonly price_e4: number;
  readonly manufacturer_id: number | null;
  readonly title: string;
  readonly html: string;
  readonly images: string;
  readonly date_modified: string;
};
type SpecialRow = {
  readonly product_id: number;
  readonly price_e4: number;
  readonly date_start: string;
  readonly date_end: string;
};
type OptionRow = {
  readonly product_id: number;
  readonly option_value_id: number;
  readonly option_name: string;
  readonly name: string;
  readonly quantity: number;
  readonly subtract: number;
  readonly price_e4: number;
  readonly price_prefix: string;
};
type CategoryRow = { readonly product_id: number; readonly category_id: number };
type AttributeRow = { readonly product_id: number; readonly attribute_id: number; readonly text: string };

type Children = {
  readonly special: SpecialRow | undefined;
  readonly options: readonly OptionRow[];
  readonly categories: readonly CategoryRow[];
  readonly attributes: readonly AttributeRow[];
};

/** Everything editable of the named products, in ascending order of their ids; those that are gone are left out. */
export function readSampleSheets(database: Database, productIds: readonly string[]): readonly StoreSheet[] {
  if (productIds.length > 500) throw new RangeError('at most 500 products a call');
  const ids = JSON.stringify(productIds.map(Number).filter(Number.isSafeInteger));
  const named = 'product_id IN (SELECT value FROM json_each(?))';
  // Every column is STRICT: what a row holds is what its type says.
  const products = database
    .prepare(`SELECT * FROM product WHERE ${named} ORDER BY product_id`)
    .all(ids) as ProductRow[];
  const specials = database.prepare(`SELECT * FROM product_special WHERE ${named}`).all(ids) as SpecialRow[];
  const options = database
    .prepare(
      `SELECT v.*, o.name AS option_name FROM product_option_value v JOIN product_option o USING (option_id)
        WHERE v.${named} ORDER BY v.option_id, v.option_value_id`,
    )
    .all(ids) as OptionRow[];
  const categories = database
    .prepare(`SELECT * FROM product_to_category WHERE ${named} ORDER BY category_id`)
    .all(ids) as CategoryRow[];
  const attributes = database
    .prepare(`SELECT * FROM product_attribute WHERE ${named} ORDER BY attribute_id`)
    .all(ids) as AttributeRow[];
  const optionsOf = Map.groupBy(options, (row) => row.product_id);
  const categoriesOf = Map.groupBy(categories, (row) => row.product_id);
  const attributesOf = Map.groupBy(attributes, (row) => row.product_id);
  const specialOf = new Map(specials.map((row) => [row.product_id, row]));
  return products.map((row) =>
    toSheet(row, {
      special: specialOf.get(row.product_id),
      options: optionsOf.get(row.product_id) ?? [],
      categories: categoriesOf.get(row.product_id) ?? [],
      attributes: attributesOf.get(row.product_id) ?? [],
    }),
  );
}

function toSheet(row: ProductRow, children: Children): StoreSheet {
  return {
    productId: String(row.product_id),
    sheet: {
      model: row.model,
      enabled: row.status === 1,
      quantity: row.quantity,
      price: row.price_e4,
      manufacturer: row.manufacturer_id === null ? null : String(row.manufacturer_id),
      categories: children.categories.map((category) => String(category.category_id)),
      images: JSON.parse(row.images) as string[], // Written by this room only.
      special: toSpecial(children.special),
      [`name:${SAMPLE_LANGUAGE}`]: row.title,
      [`description:${SAMPLE_LANGUAGE}`]: row.html,
      ...Object.fromEntries(SAMPLE_CODES.map((code) => [`code:${code}`, row[code]])),
      ...Object.fromEntries(children.attributes.map(toAttribute)),
      ...Object.fromEntries(children.options.flatMap(toOptionFields)),
    },
    modifiedAt: row.date_modified === '' ? null : row.date_modified,
    masterId: null,
    options: children.options.map(toOption),
  };
}

/** OpenCart's `0000-00-00` is an empty text here. */
function toSpecial(row: SpecialRow | undefined): FieldValue {
  if (!row) return null;
  return { priceE4: row.price_e4, dateStart: row.date_start || null, dateEnd: row.date_end || null };
}

function toAttribute(row: AttributeRow): readonly [FieldName, FieldValue] {
  return [`attribute:${row.attribute_id}:${SAMPLE_LANGUAGE}`, row.text];
}

function toOptionFields(row: OptionRow): readonly (readonly [FieldName, FieldValue])[] {
  return [
    [`option:${row.option_value_id}:quantity`, row.quantity],
    [`option:${row.option_value_id}:price`, { priceE4: row.price_e4, prefix: row.price_prefix }],
  ];
}

function toOption(row: OptionRow): ProductOptionValue {
  return {
    optionValueId: String(row.option_value_id),
    option: row.option_name,
    value: row.name,
    subtracts: row.subtract === 1,
  };
}
