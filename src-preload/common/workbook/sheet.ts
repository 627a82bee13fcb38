import type { CsvRecord } from '../csv.ts';
import type { Fault } from '../file-fault.ts';
import { numberText, type NumberFormat } from './number-format.ts';
import { broken, UnreadableWorkbook } from './unreadable.ts';
import { tagsOf, unescapeText } from './xml-tags.ts';

/** What the cells of a sheet refer to. */
export type SheetParts = {
  readonly texts: readonly string[];
  readonly formats: readonly NumberFormat[];
  readonly epoch: 1900 | 1904;
};

/** 100,000 products with ten columns; some 100 MB of memory. */
const MOST_CELLS = 1_000_000;
/** What Excel itself can hold. */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;

type RawCell = {
  readonly type: string;
  readonly style: string;
  /** The text of `v`, or of `is` where it stands in the cell itself. */
  text: string;
  isCalculated: boolean;
  hasValue: boolean;
};

type Value =
  | { readonly kind: 'text' | 'number'; readonly text: string }
  | { readonly kind: 'fault'; readonly code: 'cell-error' | 'cell-not-calculated'; readonly text: string };

type Row = {
  readonly line: number;
  readonly cells: string[];
  readonly numbers: Set<number>;
  readonly faults: CellFault[];
};
type CellFault = { readonly at: number; readonly code: Fault['code']; readonly found: string };

export type ReadSheet = { readonly records: readonly CsvRecord[]; readonly faults: readonly Fault[] };

/** Whether any cell of a sheet holds something. */
export function isFilled(xml: string): boolean {
  for (const tag of tagsOf(xml))
    if ((tag.name === 'v' || tag.name === 't') && tag.kind === 'closes') return true;
  return false;
}

/**
 * The rows of a sheet that hold something, as a table of texts: every row as long as the first, or longer where it is
 * filled further. Errors of formulas and formulas that were never calculated are faults: their cells have no value that
 * anybody saw.
 *
 * @throws UnreadableWorkbook
 */
export function readSheet(xml: string, parts: SheetParts): ReadSheet {
  const rows = readRows(xml, parts);
  const [header] = rows;
  if (header === undefined) return { records: [], faults: [] };
  const width = header.cells.length;
  const padded = rows.reduce((sum, { cells }) => sum + Math.max(width, cells.length), 0);
  if (padded > MOST_CELLS) throw new UnreadableWorkbook('workbook-too-large');
  const records = rows.map(({ line, cells, numbers }) => {
    while (cells.length < width) cells.push('');
    return { line, cells, numbers };
  });
  const faults = rows.flatMap(({ line, faults: found }) =>
    found.map(({ at, code, found: text }) => ({
      line,
      column: header.cells[at]?.trim() || lettersOf(at),
      code,
      found: text.slice(0, 40),
    })),
  );
  return { records, faults };
}

function readRows(xml: string, parts: SheetParts): readonly Row[] {
  const rows: Row[] = [];
  let row: Row | null = null;
  let last = { line: 0, column: 0 };
  let cell: RawCell | null = null;
  let taken = 0;
  for (const tag of tagsOf(xml)) {
    if (tag.name === 'row' && tag.kind === 'opens') {
      const line = tag.attribute('r') === '' ? last.line + 1 : Number(tag.attribute('r'));
      if (!(Number.isInteger(line) && line > last.line && line <= MOST_ROWS)) throw broken('row');
      row = { line, cells: [], numbers: new Set(), faults: [] };
      last = { line, column: 0 };
    } else if (tag.name === 'row' && tag.kind === 'closes') {
      if (row !== null && (row.cells.some((text) => text.trim() !== '') || row.faults.length > 0))
        rows.push(row);
      row = null;
    } else if (tag.name === 'c' && row !== null) {
      if (tag.kind === 'closes') {
        if (cell !== null) taken += take(row, last.column - 1, valueOf(cell, parts));
        if (taken > MOST_CELLS) throw new UnreadableWorkbook('workbook-too-large');
        cell = null;
        continue;
      }
      last = { line: row.line, column: columnOf(tag.attribute('r'), row.line, last.column) };
      cell = tag.kind === 'opens' ? emptyCell(tag.attribute('t'), tag.attribute('s')) : null;
    } else if (cell !== null) readInside(cell, tag);
  }
  return rows;
}

function emptyCell(type: string, style: string): RawCell {
  return { type: type === '' ? 'n' : type, style, text: '', isCalculated: false, hasValue: false };
}

function readInside(
  cell: RawCell,
  tag: { readonly name: string; readonly kind: string; readonly textBefore: string },
): void {
  if (tag.name === 'f') cell.isCalculated = true;
  else if (tag.name === 'v' && tag.kind === 'closes') {
    cell.text = tag.textBefore;
    cell.hasValue = true;
  } else if (tag.name === 't' && tag.kind === 'closes') {
    cell.text += tag.textBefore;
    cell.hasValue = true;
  }
}

/** Cells stand in their order; an address that says otherwise was made to mislead. */
function columnOf(address: string, line: number, before: number): number {
  if (address === '') return before + 1;
  const match = /^([A-Z]{1,3})(\d{1,7})$/.exec(address);
  const letters = match?.[1] ?? '';
  let column = 0;
  for (let at = 0; at < letters.length; at += 1) column = column * 26 + letters.charCodeAt(at) - 64;
  if (Number(match?.[2]) !== line || column <= before || column > MOST_COLUMNS)
    throw broken(address.slice(0, 12));
  return column;
}

function lettersOf(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26));
  return at < 26 ? letter : lettersOf(Math.floor(at / 26) - 1) + letter;
}

/** How many cells the row grew by. */
function take(row: Row, at: number, value: Value): number {
  if (value.text === '' && value.kind !== 'fault') return 0;
  const before = row.cells.length;
  while (row.cells.length < at) row.cells.push('');
  row.cells.push(value.kind === 'fault' ? '' : value.text);
  if (value.kind === 'number') row.numbers.add(at);
  if (value.kind === 'fault') row.faults.push({ at, code: value.code, found: value.text });
  return row.cells.length - before;
}

function valueOf(cell: RawCell, { texts, formats, epoch }: SheetParts): Value {
  const { type, text } = cell;
  if (cell.isCalculated && type !== 'str' && text === '')
    return { kind: 'fault', code: 'cell-not-calculated', text };
  switch (type) {
    case 's': {
      const shared = text === '' ? '' : texts[Number(text)];
      if (shared === undefined) throw broken('xl/sharedStrings.xml');
      return { kind: 'text', text: shared };
    }
    case 'str':
    case 'inlineStr':
      if (type === 'str' && cell.isCalculated && !cell.hasValue)
        return { kind: 'fault', code: 'cell-not-calculated', text };
      return { kind: 'text', text: unescapeText(text) };
    case 'b':
      return { kind: 'text', text: text === '' ? '' : text === '1' ? 'true' : 'false' };
    case 'e':
      return text === '' ? { kind: 'text', text } : { kind: 'fault', code: 'cell-error', text };
    case 'd':
      return { kind: 'text', text: text.replace(/T00:00(:00(\.0+)?)?Z?$/, '').replace('T', ' ') };
    case 'n': {
      if (text.trim() === '') return { kind: 'text', text: '' };
      const value = Number(text);
      if (!Number.isFinite(value)) throw broken(text.slice(0, 40));
      const format = cell.style === '' ? { kind: 'plain' as const } : formats[Number(cell.style)];
      if (format === undefined) throw broken('xl/styles.xml');
      return { kind: format.kind === 'plain' ? 'number' : 'text', text: numberText(value, format, epoch) };
    }
    default:
      throw broken(type.slice(0, 12));
  }
}
