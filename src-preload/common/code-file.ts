import type { CodeImportRow } from '../contract/codes.ts';
import { delimiterOf, readCsv, type CsvRecord } from './csv.ts';
import { decodeText } from './decode-text.ts';
import type { Fault, FaultCode } from './file-fault.ts';
import { hasLostZeros } from './gtin.ts';
import { foldKey } from './turkish-text.ts';
import { isWorkbook, readWorkbook, type FileHands } from './workbook/read-workbook.ts';

export type CodeFile = { readonly rows: readonly CodeImportRow[]; readonly faults: readonly Fault[] };

type Column = 'variant' | 'product' | 'model' | 'option' | 'optionValueIds' | 'barcode' | 'stockCode';

/** Titles as people write them, folded. */
const TITLES: Readonly<Record<string, Column>> = {
  variantid: 'variant',
  variant: 'variant',
  varyant: 'variant',
  productid: 'product',
  product: 'product',
  'urun no': 'product',
  model: 'model',
  option: 'option',
  secenek: 'option',
  optionvalueids: 'optionValueIds',
  'secenek no': 'optionValueIds',
  barcode: 'barcode',
  barkod: 'barcode',
  stockcode: 'stockCode',
  'stok kodu': 'stockCode',
};

/**
 * Reads a table of variants' codes with a header: an Excel workbook, or a text with cells parted by comma, semicolon or
 * tab. A line names its variant by the first of `variantId`, `productId` and `model` that is filled, or else by the
 * `stockCode` it has now; of several variants of a product by `option` (`Kırmızı / XL`) or `optionValueIds` (`16+21`).
 * `barcode` and `stockCode` are the new codes; an empty cell leaves a code as it is. Titles may be Turkish; columns whose
 * title begins with `#` are notes. With any fault, none of its rows may be used.
 */
export async function readCodeFile(bytes: Uint8Array, hands: FileHands): Promise<CodeFile> {
  if (isWorkbook(bytes)) {
    const { records, faults } = await readWorkbook(bytes, hands);
    return readTable(
      records,
      faults.filter(({ column }) => !column.startsWith('#')),
    );
  }
  const decoded = decodeText(bytes, hands.TextDecoder);
  if (!decoded) return { rows: [], faults: [fault(1, '', 'unknown-encoding', 'UTF-16BE')] };
  const { body, delimiter, skipped } = delimiterOf(decoded.text);
  const csv = readCsv(body, delimiter);
  const broken = csv.fault ? [{ ...csv.fault, line: csv.fault.line + skipped }] : [];
  return readTable(
    csv.records.map((record) => ({ ...record, line: record.line + skipped })),
    broken,
  );
}

function readTable([header, ...records]: readonly CsvRecord[], broken: readonly Fault[]): CodeFile {
  if (!header) return { rows: [], faults: broken.length > 0 ? broken : [fault(1, '', 'no-edits')] };
  const columns = header.cells.map(columnOf);
  const wrong = headerFaults(header, columns);
  if (wrong.length > 0) return { rows: [], faults: [...wrong, ...broken] };
  const read = records.map((record) => readRecord(record, columns));
  return {
    rows: read.flatMap((each) => ('code' in each && 'column' in each ? [] : [each])),
    faults: [...read.flatMap((each) => ('column' in each ? [each] : [])), ...broken],
  };
}

function columnOf(cell: string): Column | 'note' | null {
  const title = cell.trim();
  if (title.startsWith('#')) return 'note';
  const folded = foldKey(title);
  return Object.hasOwn(TITLES, folded) ? TITLES[folded]! : null;
}

function headerFaults(header: CsvRecord, columns: readonly (Column | 'note' | null)[]): readonly Fault[] {
  const faults = columns.flatMap((column, at) => {
    const title = header.cells[at]!.trim();
    if (column === null) return [fault(header.line, title, 'unknown-column', title)];
    return column !== 'note' && columns.indexOf(column) !== at
      ? [fault(header.line, title, 'column-twice', title)]
      : [];
  });
  const has = (...wanted: readonly Column[]): boolean => wanted.some((column) => columns.includes(column));
  if (!has('variant', 'product', 'model', 'stockCode')) {
    faults.push(fault(header.line, 'variantId', 'missing'));
  }
  if (!has('barcode', 'stockCode')) faults.push(fault(header.line, 'barcode', 'missing'));
  return faults;
}

function readRecord(record: CsvRecord, columns: readonly (Column | 'note' | null)[]): CodeImportRow | Fault {
  const { line, cells } = record;
  if (cells.length !== columns.length) {
    return fault(line, '', 'cell-count', `${cells.length} / ${columns.length}`);
  }
  const cell = (column: Column): string => cells[columns.indexOf(column)]?.trim() ?? '';
  const by = (['variant', 'product', 'model'] as const).find((column) => cell(column) !== '') ?? 'stock-code';
  const code = by === 'stock-code' ? cell('stockCode') : cell(by);
  if (code === '') return fault(line, 'variantId', 'empty');
  const [barcode, stockCode] = [cell('barcode'), by === 'stock-code' ? '' : cell('stockCode')];
  // A spreadsheet that took a barcode for a number has lost its last figures.
  const lossy = /^\d[.,]?\d*E\+?\d+$/i;
  if (lossy.test(barcode)) return fault(line, 'barcode', 'scientific', barcode);
  if (lossy.test(stockCode)) return fault(line, 'stockCode', 'scientific', stockCode);
  if (record.numbers?.has(columns.indexOf('barcode')) && hasLostZeros(barcode)) {
    return fault(line, 'barcode', 'zeros-lost', barcode);
  }
  if (barcode === '' && stockCode === '') return fault(line, 'barcode', 'empty');
  return {
    line,
    by,
    code,
    option: optionOf(cell('option'), cell('optionValueIds')),
    barcode: barcode === '' ? null : barcode,
    stockCode: stockCode === '' ? null : stockCode,
  };
}

function optionOf(text: string, ids: string): CodeImportRow['option'] {
  if (ids !== '') return { optionValueIds: ids.split(/[+,;\s]+/).filter((id) => id !== '') };
  return text === '' ? null : { text };
}

function fault(line: number, column: string, code: FaultCode, found = ''): Fault {
  return { line, column, code, found: found.slice(0, 40) };
}
