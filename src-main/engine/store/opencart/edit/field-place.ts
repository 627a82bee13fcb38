import { assertNever } from '#common/assert-never.ts';
import { fieldOf, type FieldName } from '#common/product-field.ts';
import { identifierColumns } from '../dialect/generation.ts';
import { quoteName } from '../dialect/identifiers.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import type { ShopLanguage, ShopSettings } from '../read/shop-settings.ts';
import { textOf } from '../session/queryable.ts';
import type { Reader } from '../session/queryable.ts';

/**
 * Where in this shop a field of a product lives. Texts are stored encoded (`text/entities.ts`); NULL reads as an empty
 * text, as 0, and as no manufacturer.
 */
export type FieldPlace =
  /** A text column of `product`: the model, and codes that are columns. */
  | { readonly kind: 'product-text'; readonly column: string }
  | {
      readonly kind: 'product-value';
      readonly column: 'status' | 'quantity' | 'price' | 'manufacturer_id';
    }
  /** `product_description`, one row for each language; without one both columns read as empty. */
  | {
      readonly kind: 'description';
      readonly column: 'name' | 'description';
      readonly languageId: string;
    }
  /**
   * 4.1's `product_code`. `code` is in capitals; rows hold it in either. Several rows of one code: the first one (by
   * product_code_id) that holds something counts, so a code is empty only when all its rows are.
   */
  | { readonly kind: 'code-row'; readonly code: string }
  /** `product_to_category`; a row of category 0 is none and stays as it is. */
  | { readonly kind: 'categories' }
  /**
   * `product.image`, then `product_image` by sort_order and id. Empty paths are left out: where only the main one is
   * empty, the first further one leads the list, and whatever writes the list makes it the main one.
   */
  | { readonly kind: 'images' }
  | { readonly kind: 'special'; readonly table: SpecialTable }
  | { readonly kind: 'attribute'; readonly attributeId: string; readonly languageId: string }
  | { readonly kind: 'option-quantity' | 'option-price'; readonly optionValueId: string };

/** Up to 4.0 a table of its own; in 4.1 the rows of `product_discount` with `special` = 1. */
export type SpecialTable =
  | { readonly name: 'product_special'; readonly key: 'product_special_id'; readonly filter: '1 = 1' }
  | {
      readonly name: 'product_discount';
      readonly key: 'product_discount_id';
      readonly filter: 'special = 1';
    };

/** What of a shop decides where its fields live. */
export type EditPlaces = {
  readonly schema: ShopSchema;
  readonly shop: ShopSettings;
  /** Those whose code can stand in a field's name; each code once. */
  readonly languages: readonly ShopLanguage[];
  /** Codes in capitals that `product_code` is meant to hold: what OpenCart's own form shows. Empty before 4.1.0.1. */
  readonly identifiers: readonly string[];
};

export async function readEditPlaces(
  reader: Reader,
  schema: ShopSchema,
  shop: ShopSettings,
): Promise<EditPlaces> {
  const languages = new Map<string, ShopLanguage>();
  for (const language of shop.languages) {
    if (!/^[^:]{1,10}$/.test(language.code) || languages.has(language.code)) continue;
    languages.set(language.code, language);
  }
  return {
    schema,
    shop,
    languages: [...languages.values()],
    identifiers: await readIdentifiers(reader, schema),
  };
}

/** A row of `product_code` whose code stands in no identifier is lost with admin's next save: no source to offer. */
async function readIdentifiers(reader: Reader, schema: ShopSchema): Promise<readonly string[]> {
  if (!schema.has('product_code')) return [];
  const rows = schema.has('identifier', 'code')
    ? await reader.rows(`SELECT code AS code FROM ${schema.sql('identifier')} ORDER BY identifier_id`)
    : await reader.rows(`SELECT DISTINCT code AS code FROM ${schema.sql('product_code')} ORDER BY code`);
  return [...new Set(rows.map((row) => capitals(textOf(row, 'code'))))].filter((code) => code !== '');
}

/** A code as sources name it: an upgrade writes `ean`, admin `EAN`. */
export function capitals(code: string): string {
  return code.toUpperCase();
}

/** Columns of `product` that hold a code, beside the model. Dead ones of 4.1.0.1 to 4.1.0.3 are none. */
export function codeColumns(schema: ShopSchema): readonly string[] {
  const columns = identifierColumns(schema).filter((column) => column !== 'model');
  return schema.has('product', 'location') ? [...columns, 'location'] : columns;
}

/** Null where the shop keeps no specials that this account can see. */
export function specialTable(schema: ShopSchema): SpecialTable | null {
  // A `product_special` left over from an upgrade to 4.1 acts no more.
  if (schema.has('product_discount', 'special')) {
    return { name: 'product_discount', key: 'product_discount_id', filter: 'special = 1' };
  }
  if (!schema.has('product_special')) return null;
  return { name: 'product_special', key: 'product_special_id', filter: '1 = 1' };
}

/**
 * Where a field lives; null when this shop has no place for it. Whether the product at hand has the field (the option
 * value, a special that can be shown) is what its sheet tells.
 */
export function placeOf(name: FieldName, places: EditPlaces): FieldPlace | null {
  const { schema } = places;
  const field = fieldOf(name);
  switch (field.kind) {
    case 'model':
      return { kind: 'product-text', column: 'model' };
    case 'enabled':
      return { kind: 'product-value', column: 'status' };
    case 'quantity':
    case 'price':
      return { kind: 'product-value', column: field.kind };
    case 'manufacturer':
      return schema.has('product', 'manufacturer_id')
        ? { kind: 'product-value', column: 'manufacturer_id' }
        : null;
    case 'categories':
    case 'images':
      return { kind: field.kind };
    case 'special': {
      const table = specialTable(schema);
      return table && { kind: 'special', table };
    }
    case 'cost':
      return null;
    case 'code':
      return codePlace(field.source, schema);
    case 'name':
    case 'description':
      return ofLanguage(places, field.language, (languageId) => ({
        kind: 'description',
        column: field.kind,
        languageId,
      }));
    case 'attribute':
      if (!schema.has('product_attribute')) return null;
      return ofLanguage(places, field.language, (languageId) => ({
        kind: 'attribute',
        attributeId: field.attributeId,
        languageId,
      }));
    case 'option-quantity':
    case 'option-price':
      return { kind: field.kind, optionValueId: field.optionValueId };
    default:
      return assertNever(field, 'field of a product');
  }
}

function codePlace(source: string, schema: ShopSchema): FieldPlace | null {
  if (source.startsWith('code:')) {
    const code = source.slice('code:'.length);
    return schema.has('product_code') && code === capitals(code) ? { kind: 'code-row', code } : null;
  }
  return codeColumns(schema).includes(source) ? { kind: 'product-text', column: source } : null;
}

function ofLanguage(
  places: EditPlaces,
  code: string,
  place: (languageId: string) => FieldPlace,
): FieldPlace | null {
  const language = places.languages.find((candidate) => candidate.code === code);
  return language ? place(language.languageId) : null;
}

/**
 * SQL for "the text column still holds exactly this", with one parameter: the raw value just read, or null. By bytes,
 * because collations take `STK-ı` for `STK-I` and `a ` for `a`; through utf8mb4, whatever the column is in. `table` is
 * the alias of the column's table where a statement has several.
 */
export function holdsText(column: string, table: string | null = null): string {
  const name = table === null ? quoteName(column) : `${quoteName(table)}.${quoteName(column)}`;
  return `CAST(CONVERT(${name} USING utf8mb4) AS BINARY) <=> CAST(? AS BINARY)`;
}
