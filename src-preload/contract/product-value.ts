import { z } from 'zod';
import { assertNever } from '#common/assert-never.ts';
import { fieldOf, type FieldKind, type FieldName } from '#common/product-field.ts';

/** A price that holds for a while, for the shop's default customer group. Dates are `YYYY-MM-DD`; null is open. */
export type Special = {
  readonly priceE4: number;
  readonly dateStart: string | null;
  readonly dateEnd: string | null;
};

/** What an option value adds to the price. Core knows the prefixes `+` and `-`; extensions have others. */
export type OptionPrice = { readonly priceE4: number; readonly prefix: string };

/** What a field can hold. Money in 1/10000 as stored, ids as texts, texts decoded. */
export type FieldValue = string | number | boolean | null | readonly string[] | Special | OptionPrice;

const Text = z.string();
const Whole = z.int();
const Texts = z.array(z.string()).readonly();

/** The shape of each kind of field; ranges and widths are a matter of `validate.ts`. */
const SHAPES: Readonly<Record<FieldKind, z.ZodType<FieldValue>>> = {
  model: Text,
  enabled: z.boolean(),
  quantity: Whole,
  price: Whole,
  manufacturer: Text.nullable(),
  categories: Texts,
  images: Texts,
  special: z
    .strictObject({ priceE4: Whole, dateStart: Text.nullable(), dateEnd: Text.nullable() })
    .readonly()
    .nullable(),
  cost: Whole.nullable(),
  code: Text,
  name: Text,
  description: Text,
  attribute: Text.nullable(),
  'option-quantity': Whole,
  'option-price': z.strictObject({ priceE4: Whole, prefix: Text }).readonly(),
};

/** Any field's value, for the border; whether it is one of *this* field is what {@link readValue} tells. */
export const AnyFieldValue: z.ZodType<FieldValue> = z.union([
  Text,
  Whole,
  z.boolean(),
  z.null(),
  Texts,
  SHAPES.special,
  SHAPES['option-price'],
]);

/** A value from outside (the page, the cache's JSON) as this field's value; null when it has another shape. */
export function readValue(name: FieldName, value: unknown): { readonly value: FieldValue } | null {
  const parsed = SHAPES[fieldOf(name).kind].safeParse(value);
  return parsed.success ? { value: parsed.data } : null;
}

/**
 * The one form of all values that mean the same: line ends as `\n`, categories sorted and each once, a zero date as
 * open. Two values of a field are one value when their canonical JSON is the same.
 */
export function canonical(name: FieldName, value: FieldValue): FieldValue {
  const { kind } = fieldOf(name);
  if (typeof value === 'string') return value.replace(/\r\n?/g, '\n');
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return kind === 'categories' ? asSet(value) : value;
  if ('dateStart' in value) {
    return { priceE4: value.priceE4, dateStart: openDate(value.dateStart), dateEnd: openDate(value.dateEnd) };
  }
  if ('prefix' in value) return { priceE4: value.priceE4, prefix: value.prefix };
  return assertNever(value, 'field value');
}

export function isSameValue(name: FieldName, one: FieldValue, other: FieldValue): boolean {
  return JSON.stringify(canonical(name, one)) === JSON.stringify(canonical(name, other));
}

export function isList(value: FieldValue): value is readonly string[] {
  return Array.isArray(value);
}

/** Each id once, in the order of the numbers they are. */
export function asSet(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)].toSorted((one, other) =>
    one.length === other.length ? (one < other ? -1 : Number(one > other)) : one.length - other.length,
  );
}

/** OpenCart stores an open end as `0000-00-00`. */
function openDate(date: string | null): string | null {
  return date === null || date === '' || date.startsWith('0000-00-00') ? null : date;
}
