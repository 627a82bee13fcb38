import { assertNever } from '#common/assert-never.ts';
import { parseDecimalE4 } from '#common/money.ts';
import { printField, type FieldName } from '#common/product-field.ts';
import { asSet, type FieldValue, type Special } from '#contract/product-value.ts';
import type { ProductOptionValue } from '#contract/products.ts';
import type { StoreSheet } from '../../port.ts';
import { idOf, numberOf, textOf } from '../session/queryable.ts';
import type { SqlRow } from '../session/queryable.ts';
import { decodeOnce } from '../text/entities.ts';
import { capitals, codeColumns, placeOf, type EditPlaces, type FieldPlace } from './field-place.ts';
import type { ProductRows } from './product-rows.ts';

/** A product's sheet out of its rows. Pure. */
export function sheetOf(places: EditPlaces, rows: ProductRows): StoreSheet {
  const sheet: Partial<Record<FieldName, FieldValue>> = {};
  for (const name of fieldNames(places, rows)) {
    const place = placeOf(name, places);
    const value = place === null ? undefined : valueAt(place, rows);
    if (value !== undefined) sheet[name] = value;
  }
  const masterId = idOf(rows.product, 'master_id');
  const modified = textOf(rows.product, 'date_modified');
  return {
    productId: idOf(rows.product, 'product_id'),
    sheet,
    modifiedAt: modified === '' || modified.startsWith('0000') ? null : modified,
    masterId: masterId === '0' ? null : masterId,
    options: optionValues(rows),
  };
}

/** Names of what this product could have; which of them can be shown is what {@link valueAt} tells. */
function fieldNames(places: EditPlaces, rows: ProductRows): readonly FieldName[] {
  const codes = new Set([...places.identifiers, ...rows.codes.map((row) => capitals(textOf(row, 'code')))]);
  codes.delete('');
  const languageById = new Map(places.languages.map(({ languageId, code }) => [languageId, code]));
  return [
    'model',
    ...codeColumns(places.schema).map((source) => printField({ kind: 'code', source })),
    ...[...codes].map((code) => printField({ kind: 'code', source: `code:${code}` })),
    'enabled',
    'quantity',
    'price',
    'special',
    'manufacturer',
    'categories',
    'images',
    ...places.languages.flatMap(({ code: language }) => [
      printField({ kind: 'name', language }),
      printField({ kind: 'description', language }),
    ]),
    ...rows.attributes.flatMap((row) => {
      // Texts of a language that was removed stay behind; nobody sees them any more.
      const language = languageById.get(idOf(row, 'language_id'));
      const attributeId = idOf(row, 'attribute_id');
      return language === undefined ? [] : [printField({ kind: 'attribute', attributeId, language })];
    }),
    ...optionValues(rows).flatMap(({ optionValueId }) => [
      printField({ kind: 'option-quantity', optionValueId }),
      printField({ kind: 'option-price', optionValueId }),
    ]),
  ];
}

/**
 * What a product's rows hold at a place; undefined where that is nothing (any more), or something that an edit could
 * only get wrong: a special of many rows, in percent or switched off, a stock that is no whole number. An attribute
 * that the product does not have is undefined too, and means null (`editing/sheet.ts`).
 */
export function valueAt(place: FieldPlace, rows: ProductRows): FieldValue | undefined {
  switch (place.kind) {
    case 'product-text':
      return decodeOnce(textOf(rows.product, place.column));
    case 'product-value':
      return productValue(place.column, rows.product);
    case 'description': {
      const row = rows.descriptions.find((one) => idOf(one, 'language_id') === place.languageId);
      return decodeOnce(textOf(row ?? {}, place.column));
    }
    case 'code-row':
      return codeValue(place.code, rows.codes);
    case 'categories':
      return asSet(rows.categories.map((row) => idOf(row, 'category_id')).filter((id) => id !== '0'));
    case 'images':
      return [rows.product, ...rows.images]
        .map((row) => decodeOnce(textOf(row, 'image')))
        .filter((path) => path !== '');
    case 'special':
      return specialOf(rows.specials);
    case 'attribute': {
      const row = rows.attributes.find(
        (one) =>
          idOf(one, 'attribute_id') === place.attributeId && idOf(one, 'language_id') === place.languageId,
      );
      return row && decodeOnce(textOf(row, 'text'));
    }
    case 'option-quantity':
    case 'option-price': {
      const row = rows.optionValues.find(
        (one) => idOf(one, 'product_option_value_id') === place.optionValueId,
      );
      return row && isShown(row, rows) ? optionValueAt(place.kind, row) : undefined;
    }
    default:
      return assertNever(place, 'place of a field');
  }
}

function productValue(
  column: Extract<FieldPlace, { kind: 'product-value' }>['column'],
  product: SqlRow,
): FieldValue | undefined {
  if (column === 'quantity') return whole(product, column);
  if (column === 'price') return money(product, column);
  // OpenCart sells what has the status 1; every other one is off.
  if (column === 'status') return numberOf(product, column) === 1;
  const id = idOf(product, column);
  return id === '0' ? null : id;
}

function optionValueAt(kind: 'option-quantity' | 'option-price', row: SqlRow): FieldValue | undefined {
  if (kind === 'option-quantity') return whole(row, 'quantity');
  const priceE4 = money(row, 'price');
  return priceE4 === undefined ? undefined : { priceE4, prefix: textOf(row, 'price_prefix') };
}

/** Forks count in metres and kilograms: half a piece is no stock that an edit could state. */
function whole(row: SqlRow, column: string): number | undefined {
  const value = Number(textOf(row, column));
  return Number.isSafeInteger(value) ? value : undefined;
}

function money(row: SqlRow, column: string): number | undefined {
  const text = textOf(row, column);
  return text === '' ? 0 : (parseDecimalE4(text) ?? undefined);
}

function codeValue(code: string, rows: readonly SqlRow[]): string {
  const values = rows
    .filter((row) => capitals(textOf(row, 'code')) === code)
    .map((row) => decodeOnce(textOf(row, 'value')));
  return values.find((value) => value !== '') ?? '';
}

function specialOf(rows: readonly SqlRow[]): Special | null | undefined {
  const [row, ...others] = rows;
  if (row === undefined) return null;
  const priceE4 = money(row, 'price');
  const [dateStart, dateEnd] = [dayOf(row, 'date_start'), dayOf(row, 'date_end')];
  const isPlain = others.length === 0 && textOf(row, 'type') === 'F' && numberOf(row, 'quantity') === 1;
  if (!isPlain || priceE4 === undefined || dateStart === undefined || dateEnd === undefined) return undefined;
  return { priceE4, dateStart, dateEnd };
}

/** A zero date is an open end, NULL switches the row off. A fork's time of day is none that a day could state. */
function dayOf(row: SqlRow, column: string): string | null | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?: 00:00:00)?$/.exec(textOf(row, column));
  if (!match?.[1]) return undefined;
  return match[1] === '0000-00-00' ? null : match[1];
}

/** A value whose option is gone is seen by nobody, in the shop or in admin. */
function isShown(value: SqlRow, rows: ProductRows): boolean {
  const id = idOf(value, 'product_option_id');
  return rows.options.some((option) => idOf(option, 'product_option_id') === id);
}

/** In the shop's own order. */
function optionValues(rows: ProductRows): readonly ProductOptionValue[] {
  const by = (column: string) => (a: SqlRow, b: SqlRow) => numberOf(a, column) - numberOf(b, column);
  const values = Map.groupBy(
    rows.optionValues.toSorted(by('product_option_value_id')).toSorted(by('value_order')),
    (row) => idOf(row, 'product_option_id'),
  );
  return rows.options
    .toSorted(by('product_option_id'))
    .toSorted(by('sort_order'))
    .flatMap((option) =>
      (values.get(idOf(option, 'product_option_id')) ?? []).map((row) => ({
        optionValueId: idOf(row, 'product_option_value_id'),
        option: decodeOnce(textOf(option, 'option_name')),
        value: decodeOnce(textOf(row, 'value_name')),
        subtracts: numberOf(row, 'subtract') === 1,
      })),
    );
}
