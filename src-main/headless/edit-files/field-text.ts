import { assertNever } from '#common/assert-never.ts';
import { fieldOf, type FieldName } from '#common/product-field.ts';
import type { FieldValue, OptionPrice, Special } from '#contract/product-value.ts';
import { readAmount, readWhole } from './amount-text.ts';
import { read, unread, type Read } from '#common/file-fault.ts';

/** Stands between the parts of a cell that holds several: no id, path or date holds it. */
const BETWEEN = '|';

/**
 * A field's value out of a text: a cell of a table, or what was typed. Money in units. An empty text empties what can
 * be empty. Manufacturers and categories may stand by id or name; names are looked up later.
 */
export function readFieldText(name: FieldName, text: string): Read<FieldValue> {
  const { kind } = fieldOf(name);
  switch (kind) {
    case 'model':
    case 'name':
    case 'description':
      return read(text);
    case 'code':
      // A spreadsheet that took a barcode for a number has lost its last figures.
      return /^\s*\d[.,]?\d*E\+?\d+\s*$/i.test(text) ? unread('scientific') : read(text);
    case 'attribute':
      return read(text === '' ? null : text);
    case 'manufacturer':
      return read(text.trim() || null);
    case 'categories':
    case 'images':
      return read(partsOf(text));
    case 'enabled':
      return readYesOrNo(text);
    case 'quantity':
    case 'option-quantity':
      return readWhole(text);
    case 'price':
      return readAmount(text);
    case 'cost':
      return text.trim() === '' ? read(null) : readAmount(text);
    case 'special':
      return readSpecial(text);
    case 'option-price':
      return readOptionPrice(text);
    default:
      return assertNever(kind, 'kind of field');
  }
}

function partsOf(text: string): readonly string[] {
  return text.trim() === '' ? [] : text.split(BETWEEN).map((part) => part.trim());
}

const YES = new Set(['1', 'true', 'yes', 'on', 'evet', 'açık', 'doğru', 'enabled']);
const NO = new Set(['0', 'false', 'no', 'off', 'hayır', 'kapalı', 'yanlış', 'disabled']);

function readYesOrNo(text: string): Read<boolean> {
  const word = text.trim();
  if (word === '') return unread('empty');
  // Both ways of lowering an I: DOĞRU, HAYIR and DISABLED all come out of spreadsheets.
  const forms = [word.toLowerCase(), word.toLocaleLowerCase('tr')];
  if (forms.some((form) => YES.has(form))) return read(true);
  return forms.some((form) => NO.has(form)) ? read(false) : unread('not-yes-or-no');
}

/** `99,90` or `99,90|2026-12-01|2026-12-31`, an empty date leaving that side open; no text ends the special. */
function readSpecial(text: string): Read<Special | null> {
  if (text.trim() === '') return read(null);
  const [price = '', start = '', end = '', ...more] = text.split(BETWEEN).map((part) => part.trim());
  if (more.length > 0) return unread('not-a-special');
  const amount = readAmount(price);
  if (!amount.ok) return amount;
  return read({ priceE4: amount.value, dateStart: readDate(start), dateEnd: readDate(end) });
}

/** `31.12.2026` and `31/12/2026` as a Turkish spreadsheet writes them; anything else is judged as it stands. */
export function readDate(text: string): string | null {
  const match = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text);
  if (!match) return text === '' ? null : text;
  return `${match[3]}-${match[2]!.padStart(2, '0')}-${match[1]!.padStart(2, '0')}`;
}

/** `5,00` and `+5,00` add to the product's price, `-5,00` takes from it. */
function readOptionPrice(text: string): Read<OptionPrice> {
  const amount = readAmount(text);
  if (!amount.ok) return amount;
  return read({ priceE4: Math.abs(amount.value), prefix: text.trim().startsWith('-') ? '-' : '+' });
}
