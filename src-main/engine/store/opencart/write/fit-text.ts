import type { ColumnFacts } from '../dialect/schema.ts';
import { encodeText } from '../text/entities.ts';

/**
 * A text as OpenCart's form would have stored it and as its column can hold it: encoded, cut by characters (never
 * within an entity), and without the characters that a three-byte column refuses.
 */
export function fitEncoded(text: string, column: ColumnFacts): string {
  const points = Array.from(fitCharset(text, column).trim());
  const width = widthOf(column);
  let encoded = '';
  let length = 0;
  for (const point of points) {
    const piece = encodeText(point);
    if (length + piece.length > width) break;
    encoded += piece;
    length += piece.length === 2 ? 1 : piece.length;
  }
  return encoded;
}

/** A text that is stored as it is: a mark, a code, JSON. */
export function fitRaw(text: string, column: ColumnFacts): string {
  return Array.from(fitCharset(text, column)).slice(0, widthOf(column)).join('');
}

/** True when nothing of the text is lost in the column. */
export function fits(text: string, column: ColumnFacts): boolean {
  return fitEncoded(text, column) === encodeText(text.trim());
}

/**
 * MySQL's three-byte utf8 ends at U+FFFF: an emoji is an error in strict mode and a `?` otherwise. What joins and tints
 * emoji goes with them: by itself it is an invisible letter in a name.
 */
function fitCharset(text: string, column: ColumnFacts): string {
  // Control characters come from copied addresses and break the printed label.
  const printable = text.replace(/(?![\t\n\r])\p{Cc}/gu, '');
  return column.charset === 'utf8mb4'
    ? printable
    : printable.replace(/[\u{10000}-\u{10ffff}]|\u200d|\ufe0e|\ufe0f/gu, '');
}

function widthOf(column: ColumnFacts): number {
  // TEXT columns count in bytes; a quarter of that is safe in every character set.
  if (column.maxLength === null) return 255;
  return column.dataType.endsWith('text') ? Math.floor(column.maxLength / 4) : column.maxLength;
}
