import { assertNever } from '#common/assert-never.ts';
import { mulDivRound } from '#common/money.ts';
import { fieldOf, isStock, type FieldName } from '#common/product-field.ts';
import { PRICE_JUMP_PERCENT, type EditRemark } from '#contract/edits.ts';
import { GREATEST_INT, LEAST_INT, type Edit } from './merge.ts';
import { encodedBytes, encodedCharacters } from './text-width.ts';
import {
  canonical,
  isList,
  readValue,
  type FieldValue,
  type OptionPrice,
  type Special,
} from '#contract/product-value.ts';

/** An error keeps the value from being kept; a warning is said and the value is kept. */
export type Remark = {
  readonly field: FieldName;
  readonly kind: 'error' | 'warning';
  readonly code: EditRemark['code'];
  readonly params: Readonly<Record<string, string | number>>;
};

/** Widths of this shop's columns: characters, but bytes for `description` and `attribute` (TEXT). */
export type Limits = {
  readonly name: number;
  readonly model: number;
  readonly image: number;
  readonly description: number;
  readonly attribute: number;
  /** By the source's name; `otherCode` for the rest (4.1's product_code.value). */
  readonly codes: Readonly<Record<string, number>>;
  readonly otherCode: number;
};

/** As OpenCart is installed (opencart-3.0.4.1.sql, opencart-4.1.0.4.sql). A shop's own columns may be wider. */
export const INSTALLED_LIMITS: Limits = {
  name: 255,
  model: 64,
  image: 255,
  description: 65_535,
  attribute: 65_535,
  codes: { sku: 64, upc: 12, ean: 14, jan: 13, isbn: 17, mpn: 64, location: 128 },
  otherCode: 255,
};

/** DECIMAL(15,4) ends below 10^11. */
const PRICE_END_E4 = 1e15;

/** What is wrong or doubtful with a value; empty when nothing is. Judges one field by itself. */
export function validate(field: FieldName, value: unknown, limits: Limits): readonly Remark[] {
  const read = readValue(field, value);
  if (!read) return [error(field, 'wrong-kind')];
  return judge(field, canonical(field, read.value), limits);
}

/** The same of an edit: also whether its base and mode are ones of the field, and whether a price moves far at once. */
export function judgeEdit(
  edit: {
    readonly field: FieldName;
    readonly base: unknown;
    readonly mine: unknown;
    readonly mode: Edit['mode'];
  },
  limits: Limits,
): readonly Remark[] {
  const { field, mode } = edit;
  const base = readValue(field, edit.base);
  if (!base || (mode === 'difference' && !isStock(fieldOf(field)))) return [error(field, 'wrong-kind')];
  const remarks = validate(field, edit.mine, limits);
  if (field !== 'price' || remarks.length > 0) return remarks;
  return judgeJump(Number(base.value), Number(edit.mine));
}

/** Nothing is a jump from a price that was nothing. */
function judgeJump(fromE4: number, toE4: number): readonly Remark[] {
  if (fromE4 <= 0 || Math.abs(toE4 - fromE4) * 100 <= fromE4 * PRICE_JUMP_PERCENT) return [];
  const percent = mulDivRound(toE4 - fromE4, 100, fromE4);
  return [{ field: 'price', kind: 'warning', code: 'price-jump', params: { percent, fromE4, toE4 } }];
}

function judge(name: FieldName, value: FieldValue, limits: Limits): readonly Remark[] {
  if (typeof value === 'string') return judgeText(name, value, limits);
  if (typeof value === 'number') return judgeNumber(name, value);
  if (value === null || typeof value === 'boolean') return [];
  if (isList(value)) return judgeList(name, value, limits);
  if ('prefix' in value) return judgeOptionPrice(name, value);
  return 'dateStart' in value ? judgeSpecial(name, value) : assertNever(value, 'field value');
}

function judgeText(name: FieldName, text: string, limits: Limits): readonly Remark[] {
  const field = fieldOf(name);
  if (field.kind === 'manufacturer') return isId(text) ? [] : [error(name, 'no-id', { value: text })];
  if (field.kind === 'model' || field.kind === 'name') {
    return [...required(name, text), ...tooLong(name, encodedCharacters(text), limits[field.kind])];
  }
  if (field.kind === 'code') {
    const limit = Object.hasOwn(limits.codes, field.source) ? limits.codes[field.source] : undefined;
    return tooLong(name, encodedCharacters(text), limit ?? limits.otherCode);
  }
  const limit = field.kind === 'description' ? limits.description : limits.attribute;
  return tooLong(name, encodedBytes(text), limit);
}

/** OpenCart's own form refuses an empty model and an empty name. */
function required(name: FieldName, text: string): readonly Remark[] {
  return text.trim() === '' ? [error(name, 'empty')] : [];
}

function tooLong(name: FieldName, width: number, limit: number): readonly Remark[] {
  return width > limit ? [error(name, 'too-long', { width, limit })] : [];
}

function judgeNumber(name: FieldName, amount: number): readonly Remark[] {
  const { kind } = fieldOf(name);
  if (kind !== 'price' && kind !== 'cost') {
    const fits = amount >= LEAST_INT && amount <= GREATEST_INT;
    return fits ? [] : [error(name, 'out-of-range', { least: LEAST_INT, greatest: GREATEST_INT })];
  }
  return kind === 'price' ? judgeMoney(name, amount) : judgeRange(name, amount);
}

function judgeRange(name: FieldName, amountE4: number): readonly Remark[] {
  if (amountE4 >= 0 && amountE4 < PRICE_END_E4) return [];
  return [error(name, 'out-of-range', { leastE4: 0, belowE4: PRICE_END_E4 })];
}

function judgeMoney(name: FieldName, amountE4: number): readonly Remark[] {
  if (amountE4 === 0) return [{ field: name, kind: 'warning', code: 'zero-price', params: {} }];
  return judgeRange(name, amountE4);
}

function judgeList(name: FieldName, list: readonly string[], limits: Limits): readonly Remark[] {
  if (fieldOf(name).kind === 'categories') {
    return list.filter((id) => !isId(id)).map((id) => error(name, 'no-id', { value: id }));
  }
  const twice = list.filter((path, index) => list.indexOf(path) !== index);
  return [
    ...list.flatMap((path) => [
      ...(path.trim() === '' ? [error(name, 'empty')] : []),
      ...tooLong(name, encodedCharacters(path), limits.image),
    ]),
    ...twice.map((path) => ({ field: name, kind: 'warning', code: 'twice', params: { path } }) as const),
  ];
}

function judgeOptionPrice(name: FieldName, { priceE4, prefix }: OptionPrice): readonly Remark[] {
  // Extensions add prefixes of their own, which core ignores: such a row is left as it is.
  const known = prefix === '+' || prefix === '-';
  return [...judgeRange(name, priceE4), ...(known ? [] : [error(name, 'unknown-prefix', { prefix })])];
}

function judgeSpecial(name: FieldName, { priceE4, dateStart, dateEnd }: Special): readonly Remark[] {
  const wrong = [dateStart, dateEnd].filter((date) => date !== null && !isDate(date));
  const crossed = wrong.length === 0 && dateStart !== null && dateEnd !== null && dateEnd < dateStart;
  return [
    ...judgeMoney(name, priceE4),
    ...wrong.map((date) => error(name, 'no-date', { value: String(date) })),
    ...(crossed ? [error(name, 'dates-crossed', { dateStart, dateEnd })] : []),
  ];
}

/** A day of the calendar as `YYYY-MM-DD`, from the year 1000 on as MySQL's DATE. */
function isDate(text: string): boolean {
  const match = /^([1-9]\d{3})-(\d\d)-(\d\d)$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
}

function daysOf(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}

/** All ids of OpenCart are INT, from 1 on. */
function isId(text: string): boolean {
  return /^[1-9]\d{0,9}$/.test(text) && Number(text) <= GREATEST_INT;
}

function error(field: FieldName, code: Remark['code'], params: Remark['params'] = {}): Remark {
  return { field, kind: 'error', code, params };
}
