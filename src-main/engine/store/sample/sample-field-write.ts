import BetterSqlite3, { type Database } from 'better-sqlite3';
import { assertNever } from '#common/assert-never.ts';
import { fieldOf, type Field, type FieldName } from '#common/product-field.ts';
import { isList, type FieldValue, type OptionPrice, type Special } from '#contract/product-value.ts';
import { GREATEST_INT, LEAST_INT } from '../../editing/merge.ts';
import { SAMPLE_CODES, SAMPLE_LANGUAGE } from './sample-sheet.ts';

/**
 * Puts a value into its place, whatever stands there. What has no place in this shop is left out. The value must have
 * its field's shape (`readValue`): hence the casts.
 */
export function putField(
  database: Database,
  place: { readonly productId: number; readonly field: FieldName },
  value: FieldValue,
): void {
  const field = fieldOf(place.field);
  const { productId } = place;
  const column = columnOf(field);
  if (column) {
    database
      .prepare(`UPDATE product SET ${column} = ? WHERE product_id = ?`)
      .run(stored(value, field), productId);
  } else if (field.kind === 'categories') {
    putCategories(database, productId, value as readonly string[]);
  } else if (field.kind === 'special') {
    putSpecial(database, productId, value as Special | null);
  } else if (field.kind === 'attribute' && field.language === SAMPLE_LANGUAGE) {
    putAttribute(database, { productId, attributeId: field.attributeId }, value as string | null);
  } else if (field.kind === 'option-quantity') {
    database
      .prepare('UPDATE product_option_value SET quantity = ? WHERE product_id = ? AND option_value_id = ?')
      .run(value, productId, field.optionValueId);
  } else if (field.kind === 'option-price') {
    const price = value as OptionPrice;
    database
      .prepare(
        'UPDATE product_option_value SET price_e4 = ?, price_prefix = ? WHERE product_id = ? AND option_value_id = ?',
      )
      .run(price.priceE4, price.prefix, productId, field.optionValueId);
  }
}

/**
 * Runs `write` as a step of its own inside the transaction that is open. Null when it went through, or what the
 * database said against the value; then nothing of the step stands.
 */
export function refusalOf(database: Database, write: () => void): string | null {
  try {
    database.transaction(write)();
    return null;
  } catch (error) {
    const refused = error instanceof BetterSqlite3.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT');
    if (refused || error instanceof OutOfRange) return error.message;
    throw error;
  }
}

/** OpenCart's stock is an INT; a sum beyond it is refused as MySQL's strict mode does. */
class OutOfRange extends RangeError {}

/** Changes stock by a difference; `zero`: a lowering ends at zero, or where sales took it below, stays. */
export function addStock(
  database: Database,
  place: { readonly productId: number; readonly field: FieldName },
  change: { readonly current: number; readonly difference: number; readonly floor: 'none' | 'zero' },
): void {
  const wanted = change.current + change.difference;
  const floored = change.floor === 'zero' && change.difference < 0;
  const quantity = floored ? Math.max(wanted, Math.min(change.current, 0)) : wanted;
  if (quantity < LEAST_INT || quantity > GREATEST_INT) throw new OutOfRange('quantity out of range');
  putField(database, place, quantity);
}

/** The product's own column of a field; null for what stands in rows of its own, or nowhere. */
function columnOf(field: Field): string | null {
  switch (field.kind) {
    case 'model':
    case 'quantity':
    case 'images':
      return field.kind;
    case 'enabled':
      return 'status';
    case 'price':
      return 'price_e4';
    case 'manufacturer':
      return 'manufacturer_id';
    case 'name':
      return field.language === SAMPLE_LANGUAGE ? 'title' : null;
    case 'description':
      return field.language === SAMPLE_LANGUAGE ? 'html' : null;
    case 'code':
      return SAMPLE_CODES.find((code) => code === field.source) ?? null;
    case 'cost':
    case 'special':
    case 'categories':
    case 'attribute':
    case 'option-quantity':
    case 'option-price':
      return null;
    default:
      return assertNever(field, 'field of a product');
  }
}

function stored(value: FieldValue, field: Field): string | number | null {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'object' && value !== null && isList(value)) return JSON.stringify(value);
  if (field.kind === 'manufacturer') return value === null ? null : Number(value);
  if (typeof value === 'string' || typeof value === 'number') return value;
  throw new TypeError(`no value of ${field.kind}`);
}

function putCategories(database: Database, productId: number, categoryIds: readonly string[]): void {
  database.prepare('DELETE FROM product_to_category WHERE product_id = ?').run(productId);
  const insert = database.prepare('INSERT INTO product_to_category (product_id, category_id) VALUES (?, ?)');
  for (const categoryId of new Set(categoryIds)) insert.run(productId, Number(categoryId));
}

function putSpecial(database: Database, productId: number, special: Special | null): void {
  database.prepare('DELETE FROM product_special WHERE product_id = ?').run(productId);
  if (!special) return;
  database
    .prepare('INSERT INTO product_special (product_id, price_e4, date_start, date_end) VALUES (?, ?, ?, ?)')
    .run(productId, special.priceE4, special.dateStart ?? '', special.dateEnd ?? '');
}

/** No text at all (null) is a product without the attribute. */
function putAttribute(
  database: Database,
  row: { readonly productId: number; readonly attributeId: string },
  text: string | null,
): void {
  database
    .prepare('DELETE FROM product_attribute WHERE product_id = ? AND attribute_id = ?')
    .run(row.productId, row.attributeId);
  if (text === null) return;
  database
    .prepare('INSERT INTO product_attribute (product_id, attribute_id, text) VALUES (?, ?, ?)')
    .run(row.productId, row.attributeId, text);
}
