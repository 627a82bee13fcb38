import { formatDecimalE4 } from '#common/money.ts';
import { isList, type FieldValue } from '#contract/product-value.ts';
import type { ColumnFacts, ShopSchema } from '../dialect/schema.ts';
import { generationOf } from '../dialect/generation.ts';
import { decodeOnce, encodeText } from '../text/entities.ts';
import type { FieldPlace } from './field-place.ts';
import { RefusedValue } from './write-refused.ts';

/** PHP's `trim`, through which OpenCart sends its forms from 4.0 on (code, opencart.md §3). */
const PHP_BLANKS = /^[ \t\n\r\0\v]+|[ \t\n\r\0\v]+$/g;

/**
 * A text as OpenCart's form would have stored it. Unlike a buyer's name in an order it is never cut or mended: what the
 * column cannot hold whole throws a {@link RefusedValue}.
 */
export function storedText(
  text: string,
  schema: ShopSchema,
  place: readonly [table: string, column: string],
): string {
  const [table, name] = place;
  const column = schema.table(table).columns.get(name);
  const stored = encodeText(trimmed(text, schema));
  if (column) requireHeld(stored, column);
  return stored;
}

function requireHeld(stored: string, column: ColumnFacts): void {
  const { name, charset, maxLength } = column;
  if (!stored.isWellFormed()) {
    throw new RefusedValue(
      `${name}: metin bozuk bir karakter içeriyor`,
      `${name}: the text holds a broken character`,
    );
  }
  // A three-byte column ends at U+FFFF: strict servers refuse an emoji, others store a question mark.
  const wide = charset === 'utf8mb3' ? /[\u{10000}-\u{10ffff}]/u.exec(stored)?.[0] : undefined;
  if (wide !== undefined) {
    throw new RefusedValue(
      `${name}: bu sütun “${wide}” karakterini saklayamaz (${charset})`,
      `${name}: this column can’t hold the character “${wide}” (${charset})`,
    );
  }
  if (maxLength === null) return;
  const inBytes = column.dataType.endsWith('text');
  const width = inBytes ? Buffer.byteLength(stored) : Array.from(stored).length;
  if (width > maxLength) {
    throw new RefusedValue(
      `${name}: saklanan hâli ${width} ${inBytes ? 'bayt' : 'karakter'}, sütun ${maxLength} alır`,
      `${name}: stored it takes ${width} ${inBytes ? 'bytes' : 'characters'}, the column holds ${maxLength}`,
    );
  }
}

/** What a sheet shows once the value is stored: texts as they come back, everything else as it is. */
export function asShown(place: FieldPlace, value: FieldValue, schema: ShopSchema): FieldValue {
  const shown = (text: string): string => decodeOnce(encodeText(trimmed(text, schema)));
  if (place.kind === 'images' && isList(value)) return value.map(shown).filter((path) => path !== '');
  const isText = ['product-text', 'description', 'code-row', 'attribute'].includes(place.kind);
  return isText && typeof value === 'string' ? shown(value) : value;
}

function trimmed(text: string, schema: ShopSchema): string {
  const generation = generationOf(schema);
  return generation === '4.0' || generation === '4.1' ? text.replace(PHP_BLANKS, '') : text;
}

/** An amount of 1/10000 as the exact decimal text of a DECIMAL column. */
export function storedMoney(value: FieldValue): string {
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    throw new TypeError('not an amount of money');
  return formatDecimalE4(value);
}
