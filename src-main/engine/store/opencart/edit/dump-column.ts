import type { ColumnFacts } from '../dialect/schema.ts';
import type { SqlValue } from '../session/queryable.ts';

/** How one column gets into a dump: what to select, and what its value is as a literal. */
export type DumpColumn = {
  readonly name: string;
  readonly select: string;
  readonly literal: (value: SqlValue) => string;
};

const EXACT_NUMBERS = new Set([
  'tinyint',
  'smallint',
  'mediumint',
  'int',
  'bigint',
  'decimal',
  'numeric',
  'year',
]);
const TIMES = new Set(['date', 'datetime', 'timestamp', 'time']);
const TEXTS = new Set(['char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext']);
/** Values of a list, and of types that texts are parsed into. */
const PARSED = new Set(['enum', 'set', 'json', 'uuid', 'inet4', 'inet6']);

/** No hexadecimal number begins like this. */
const TOO_LONG = 'text:';

/**
 * Texts are asked for by their bytes, so that nothing between column and dump can read them in another character set:
 * double-encoded ones and those in an old latin table come back as they were.
 */
export function dumpColumn(column: ColumnFacts): DumpColumn {
  // A column that is left out would be emptied, so a fork's odd name is quoted rather than refused.
  const name = `\`${column.name.replaceAll('`', '``')}\``;
  const { dataType } = column;
  if (EXACT_NUMBERS.has(dataType)) return { name, select: name, literal: orNull(String) };
  // A FLOAT is shown with six digits and holds more; a BIT comes as bytes.
  if (dataType === 'float' || dataType === 'double') {
    return { name, select: `${name} + 0e0`, literal: orNull(String) };
  }
  if (dataType === 'bit') return { name, select: `${name} + 0`, literal: orNull(String) };
  if (TIMES.has(dataType)) return { name, select: name, literal: orNull(quoteText) };
  if (PARSED.has(dataType)) return { name, select: `CAST(${name} AS CHAR)`, literal: orNull(quoteText) };
  const isUnicode = TEXTS.has(dataType) && ['utf8mb3', 'utf8mb4', 'ascii'].includes(column.charset ?? '');
  return {
    name,
    // HEX of more than half of max_allowed_packet is NULL.
    select: `IFNULL(HEX(${name}), CONCAT('${TOO_LONG}', ${name}))`,
    literal: orNull((value) => {
      if (value.startsWith(TOO_LONG)) return quoteText(value.slice(TOO_LONG.length));
      return isUnicode ? quoteBytes(value) : hexLiteral(value);
    }),
  };
}

function orNull(literal: (text: string) => string): (value: SqlValue) => string {
  return (value) => (value === null ? 'NULL' : literal(String(value)));
}

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A readable text where the bytes are one, the bytes themselves otherwise. */
function quoteBytes(hex: string): string {
  try {
    return quoteText(STRICT.decode(Buffer.from(hex, 'hex')));
  } catch (error) {
    if (error instanceof TypeError) return hexLiteral(hex);
    throw error;
  }
}

function hexLiteral(hex: string): string {
  return hex === '' ? "''" : `X'${hex}'`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\u001a': '\\Z',
  '"': '\\"',
  "'": "\\'",
  '\\': '\\\\',
};

/** On one line, by MySQL's escapes (manual, "String Literals"); the dump's own sql_mode leaves them on. */
function quoteText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are the characters that MySQL has escapes for
  return `'${text.replace(/[\0\b\t\n\r\u001a"'\\]/g, (character) => ESCAPES[character] ?? character)}'`;
}
