import { assertNever } from '#common/assert-never.ts';
import { fieldOf, type FieldName } from '#common/product-field.ts';
import type { FieldValue } from '#contract/product-value.ts';
import { readAmount, readAmountNumber } from './amount-text.ts';
import { read, unread, type Read } from '#common/file-fault.ts';
import { readDate, readFieldText } from './field-text.ts';

/** A field's value out of JSON: the same texts as in a table, or JSON's own kinds. Money in units, never in 1/10000. */
export function readFieldJson(name: FieldName, value: unknown): Read<FieldValue> {
  if (typeof value === 'string') return readFieldText(name, value);
  const { kind } = fieldOf(name);
  switch (kind) {
    case 'model':
    case 'name':
    case 'description':
    case 'code':
      return unread('wrong-kind');
    case 'attribute':
      return value === null ? read(null) : unread('wrong-kind');
    case 'manufacturer':
      return value === null ? read(null) : readId(value);
    case 'categories':
    case 'images':
      return readList(value);
    case 'enabled':
      return typeof value === 'boolean' ? read(value) : unread('not-yes-or-no');
    case 'quantity':
    case 'option-quantity':
      if (typeof value !== 'number') return unread('not-a-number');
      return Number.isSafeInteger(value) ? read(value + 0) : unread('not-whole');
    case 'price':
      return readMoney(value);
    case 'cost':
      return value === null ? read(null) : readMoney(value);
    case 'special':
      return value === null ? read(null) : readSpecial(value);
    case 'option-price':
      return typeof value === 'number' ? readOptionPrice({ price: value }) : readOptionPrice(value);
    default:
      return assertNever(kind, 'kind of field');
  }
}

function readId(value: unknown): Read<string> {
  if (typeof value === 'string') return read(value);
  return typeof value === 'number' && Number.isSafeInteger(value)
    ? read(String(value))
    : unread('wrong-kind');
}

function readList(value: unknown): Read<readonly string[]> {
  if (!Array.isArray(value)) return unread('wrong-kind');
  const parts = value.map(readId);
  const wrong = parts.find((part) => !part.ok);
  return wrong ?? read(parts.flatMap((part) => (part.ok ? [part.value] : [])));
}

function readMoney(value: unknown): Read<number> {
  if (typeof value === 'string') return readAmount(value);
  return typeof value === 'number' ? readAmountNumber(value) : unread('not-a-number');
}

/** `{"price": 99.9, "dateStart": "2026-12-01", "dateEnd": null}` */
function readSpecial(value: unknown): Read<FieldValue> {
  const keys = keysOf(value, ['price', 'dateStart', 'dateEnd']);
  if (!keys) return unread('not-a-special');
  const amount = readMoney(keys['price']);
  if (!amount.ok) return amount;
  const [start, end] = [keys['dateStart'] ?? '', keys['dateEnd'] ?? ''];
  if (typeof start !== 'string' || typeof end !== 'string') return unread('not-a-special');
  return read({ priceE4: amount.value, dateStart: readDate(start), dateEnd: readDate(end) });
}

/** `{"price": 5, "prefix": "-"}`, or a number: less than nothing takes from the product's price. */
function readOptionPrice(value: unknown): Read<FieldValue> {
  const keys = keysOf(value, ['price', 'prefix']);
  if (!keys) return unread('not-an-option-price');
  const amount = readMoney(keys['price']);
  if (!amount.ok) return amount;
  const prefix = keys['prefix'] ?? (amount.value < 0 ? '-' : '+');
  const crossed = keys['prefix'] !== undefined && amount.value < 0;
  if (typeof prefix !== 'string' || crossed) return unread('not-an-option-price');
  return read({ priceE4: Math.abs(amount.value), prefix });
}

/** An object with no other keys than these: a misspelt one is not passed over. */
function keysOf(value: unknown, known: readonly string[]): Readonly<Record<string, unknown>> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return Object.keys(value).every((key) => known.includes(key)) ? { ...value } : null;
}
