import { fieldOf, isFieldName, isStock, type FieldName } from '#common/product-field.ts';
import type { FieldValue } from '#contract/product-value.ts';
import type { EditMode } from '#contract/products.ts';
import { delimiterOf, readCsv, type CsvRecord } from '#common/csv.ts';
import { hasLostZeros } from '#common/gtin.ts';
import { IDENTIFIERS, type FileEdit, type Identified } from './file-edit.ts';
import { unread, type Fault, type FaultCode, type Read } from '#common/file-fault.ts';
import { readFieldText } from './field-text.ts';

type Found = { readonly edits: readonly FileEdit[]; readonly faults: readonly Fault[] };

/**
 * Reads a table with a header, cells parted by comma, semicolon or tab. Either one edit a line (`productId;field;value`
 * and, if wanted, `mode` and `base`), where an empty value empties the field; or one product a line
 * (`productId;price;name:tr-tr`), the first column naming the product, where an empty cell leaves the field as it is.
 * A product is named by `productId`, `model` or `barcode`. Columns whose title begins with `#` are notes.
 */
export function readCsvEdits(text: string): Found {
  const { body, delimiter, skipped } = delimiterOf(text);
  const { records, fault } = readCsv(body, delimiter);
  const moved = records.map((record) => ({ ...record, line: record.line + skipped }));
  return readTableEdits(moved, fault ? [{ ...fault, line: fault.line + skipped }] : []);
}

/** The same of a table whose cells were told apart already; `broken` is what was wrong with them. */
export function readTableEdits([header, ...rows]: readonly CsvRecord[], broken: readonly Fault[]): Found {
  if (!header) return { edits: [], faults: broken };
  const titles = header.cells.map((cell) => titleOf(cell));
  const table: Table = { titles, line: header.line };
  const found = titles.includes('field') ? readLong(table, rows) : readWide(table, rows);
  return { edits: found.edits, faults: [...found.faults, ...broken] };
}

type Table = { readonly titles: readonly string[]; readonly line: number };

/** Field names as they are; the few words of ours in any case. */
function titleOf(cell: string): string {
  const title = cell.trim();
  const own = [...IDENTIFIERS, 'field', 'value', 'mode', 'base'];
  return own.find((word) => word.toLowerCase() === title.toLowerCase()) ?? title;
}

const isIdentifier = (title: string): title is Identified['by'] => IDENTIFIERS.some((each) => each === title);
const isNote = (title: string): boolean => title.startsWith('#');

function readLong(table: Table, rows: readonly CsvRecord[]): Found {
  const { titles } = table;
  const known = (title: string): boolean =>
    isNote(title) || isIdentifier(title) || ['field', 'value', 'mode', 'base'].includes(title);
  const identifiers = titles.filter(isIdentifier);
  const faults = [
    ...headerFaults(table, known),
    ...(titles.includes('value') ? [] : [fault(table.line, 'value', 'missing')]),
    ...(identifiers.length === 0 ? [fault(table.line, '', 'no-identifier')] : []),
    ...(identifiers.length > 1
      ? [fault(table.line, identifiers[1]!, 'several-identifiers', identifiers.join(', '))]
      : []),
  ];
  if (faults.length > 0) return { edits: [], faults };
  const by = identifiers[0]!;
  const valueOf = (row: CsvRecord, title: string, name: FieldName): Read<FieldValue> =>
    readCell(row, titles.indexOf(title), name);
  return gather(rows, table, (row, cell) => {
    const name = cell('field').trim();
    const code = cell(by).trim();
    if (code === '') return [fault(row.line, by, 'empty')];
    if (!isFieldName(name)) return [fault(row.line, 'field', 'unknown-field', name)];
    const mode = readMode(name, cell('mode').trim());
    if (typeof mode === 'object' && mode !== null) return [fault(row.line, 'mode', mode.code, cell('mode'))];
    const value = valueOf(row, 'value', name);
    if (!value.ok) return [fault(row.line, 'value', value.code, cell('value'))];
    // No base is "not said" here: a text that was empty before can be said in JSON.
    const base = cell('base') === '' ? null : valueOf(row, 'base', name);
    if (base && !base.ok) return [fault(row.line, 'base', base.code, cell('base'))];
    const edit: FileEdit = {
      line: row.line,
      column: 'value',
      product: { by, code },
      field: name,
      value: value.value,
      mode,
      base: base ? base.value : undefined,
    };
    return [edit];
  });
}

function readWide(table: Table, rows: readonly CsvRecord[]): Found {
  const [by, ...others] = table.titles;
  if (by === undefined || !isIdentifier(by)) {
    return { edits: [], faults: [fault(table.line, '', 'no-identifier', by ?? '')] };
  }
  const faults = headerFaults({ ...table, titles: others }, (title) => isNote(title) || isFieldName(title));
  if (faults.length > 0) return { edits: [], faults };
  return gather(rows, table, (row) => {
    const code = row.cells[0]!.trim();
    if (code === '') return [fault(row.line, by, 'empty')];
    return others.flatMap((title, index): readonly (FileEdit | Fault)[] => {
      const text = row.cells[index + 1]!;
      if (!isFieldName(title) || text.trim() === '') return [];
      const value = readCell(row, index + 1, title);
      if (!value.ok) return [fault(row.line, title, value.code, text)];
      const place = { line: row.line, column: title, product: { by, code }, field: title };
      return [{ ...place, value: value.value, mode: null, base: undefined }];
    });
  });
}

function headerFaults(table: Table, known: (title: string) => boolean): readonly Fault[] {
  return table.titles.flatMap((title, at) => {
    if (!known(title)) return [fault(table.line, title, 'unknown-column', title)];
    return !isNote(title) && table.titles.indexOf(title) !== at
      ? [fault(table.line, title, 'column-twice', title)]
      : [];
  });
}

/**
 * A cell as the field's value. A number of a workbook can't be mistaken: `1.234` is no thousand. A barcode that lost its
 * zeros would be another one.
 */
function readCell(row: CsvRecord, at: number, name: FieldName): Read<FieldValue> {
  const text = row.cells[at] ?? '';
  if (!row.numbers?.has(at)) return readFieldText(name, text);
  if (fieldOf(name).kind === 'code')
    return hasLostZeros(text) ? unread('zeros-lost') : readFieldText(name, text);
  // With a fourth decimal, three of them can't be taken for a group.
  return readFieldText(name, /\.\d{3}$/.test(text) && isAmount(name) ? `${text}0` : text);
}

function isAmount(name: FieldName): boolean {
  return ['price', 'cost', 'special', 'option-price', 'quantity', 'option-quantity'].includes(
    fieldOf(name).kind,
  );
}

/** Runs over lines that have a cell for every title; the others are faults. */
function gather(
  rows: readonly CsvRecord[],
  table: Table,
  readRow: (row: CsvRecord, cell: (title: string) => string) => readonly (FileEdit | Fault)[],
): Found {
  const found = rows.flatMap((row) => {
    if (row.cells.length !== table.titles.length) {
      return [fault(row.line, '', 'cell-count', `${row.cells.length} / ${table.titles.length}`)];
    }
    return readRow(row, (title) => row.cells[table.titles.indexOf(title)] ?? '');
  });
  const isFault = (each: FileEdit | Fault): each is Fault => 'code' in each;
  return {
    edits: found.flatMap((each) => (isFault(each) ? [] : [each])),
    faults: found.filter(isFault),
  };
}

/** `difference` is for stock alone; no text is the field's usual way. */
export function readMode(name: FieldName, text: string): EditMode | null | { readonly code: FaultCode } {
  if (text === '') return null;
  if (text !== 'set' && text !== 'difference') return { code: 'unknown-mode' };
  return text === 'difference' && !isStock(fieldOf(name)) ? { code: 'mode-not-for-field' } : text;
}

function fault(line: number, column: string, code: FaultCode, found = ''): Fault {
  return { line, column, code, found: found.slice(0, 40) };
}
