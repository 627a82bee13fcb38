import type { Fault, FaultCode } from './file-fault.ts';

export type CsvRecord = {
  readonly line: number;
  readonly cells: readonly string[];
  /** Cells that a workbook keeps as numbers, by their place: plain digits with a point. A text file has none. */
  readonly numbers?: ReadonlySet<number>;
};
export type CsvDelimiter = ',' | ';' | '\t';
export type Csv = { readonly records: readonly CsvRecord[]; readonly fault: Fault | null };

/**
 * Reads RFC 4180: cells in quotes hold delimiters, line ends and doubled quotes; any of the three line ends ends a
 * record. Strict: a quote out of place ends the reading with a fault, since everything after it could be shifted.
 * Lines without any text are left out. Line numbers count from 1 and are those of the record's first line.
 */
export function readCsv(text: string, delimiter: CsvDelimiter): Csv {
  const records: CsvRecord[] = [];
  const reader = { text, delimiter, at: 0, line: 1 };
  while (reader.at < text.length) {
    const { line } = reader;
    const cells = readRecord(reader);
    if ('code' in cells) return { records, fault: cells };
    if (cells.some((cell) => cell.trim() !== '')) records.push({ line, cells });
  }
  return { records, fault: null };
}

type Reader = { readonly text: string; readonly delimiter: string; at: number; line: number };

function readRecord(reader: Reader): string[] | Fault {
  const cells: string[] = [];
  for (;;) {
    const cell = reader.text[reader.at] === '"' ? readQuoted(reader) : readBare(reader);
    if (typeof cell !== 'string') return cell;
    cells.push(cell);
    if (reader.text[reader.at] !== reader.delimiter) break;
    reader.at += 1;
  }
  if (reader.at < reader.text.length) skipLineEnd(reader);
  return cells;
}

function readBare(reader: Reader): string | Fault {
  const start = reader.at;
  for (; reader.at < reader.text.length; reader.at += 1) {
    const character = reader.text[reader.at]!;
    if (character === reader.delimiter || isLineEnd(character)) break;
    if (character === '"') return fault(reader.line, 'quote-inside', reader.text.slice(start, reader.at + 1));
  }
  return reader.text.slice(start, reader.at);
}

function readQuoted(reader: Reader): string | Fault {
  const { line } = reader;
  let cell = '';
  reader.at += 1;
  for (;;) {
    const character = reader.text[reader.at];
    if (character === undefined) return fault(line, 'quote-open', cell);
    if (character !== '"') {
      if (character === '\n' || (character === '\r' && reader.text[reader.at + 1] !== '\n')) reader.line += 1;
      cell += character;
      reader.at += 1;
    } else if (reader.text[reader.at + 1] === '"') {
      cell += '"';
      reader.at += 2;
    } else {
      break;
    }
  }
  reader.at += 1;
  const next = reader.text[reader.at];
  const ends = next === undefined || next === reader.delimiter || isLineEnd(next);
  return ends ? cell : fault(reader.line, 'after-quote', cell);
}

function skipLineEnd(reader: Reader): void {
  reader.at += reader.text.startsWith('\r\n', reader.at) ? 2 : 1;
  reader.line += 1;
}

function isLineEnd(character: string): boolean {
  return character === '\n' || character === '\r';
}

function fault(line: number, code: FaultCode, found: string): Fault {
  return { line, column: '', code, found: found.slice(0, 40) };
}

/** What parts the header most often parts the table; a line `sep=;` as Excel knows it decides. */
export function delimiterOf(text: string): { body: string; delimiter: CsvDelimiter; skipped: number } {
  const told = /^sep=([,;\t])\r?\n/i.exec(text);
  const known = [';', '\t', ','] as const;
  const ofExcel = known.find((each) => each === told?.[1]);
  if (told && ofExcel) return { body: text.slice(told[0].length), delimiter: ofExcel, skipped: 1 };
  const header = /^[^\r\n]*/.exec(text.trimStart())?.[0] ?? '';
  const count = (delimiter: string): number => header.split(delimiter).length;
  const delimiter = known.reduce((best, each) => (count(each) > count(best) ? each : best));
  return { body: text, delimiter, skipped: 0 };
}
