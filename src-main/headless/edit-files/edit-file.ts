import { decodeText, type DecodedText } from '#common/decode-text.ts';
import type { Fault } from '#common/file-fault.ts';
import { isWorkbook, readWorkbook } from '#common/workbook/read-workbook.ts';
import { readCsvEdits, readTableEdits } from './csv-edits.ts';
import type { FileEdit } from './file-edit.ts';
import { readJsonEdits } from './json-edits.ts';

export type EditFile = {
  readonly edits: readonly FileEdit[];
  readonly faults: readonly Fault[];
  readonly encoding: DecodedText['encoding'];
};

/**
 * Reads a file of edits: a JSON array of `{productId|model|barcode, field, value, mode?, base?}` where it begins with a
 * bracket, otherwise a table (see `csv-edits.ts`), which may be an Excel workbook. With any fault, none of its edits may be used.
 */
export async function readEditFile(bytes: Uint8Array): Promise<EditFile> {
  if (isWorkbook(bytes)) {
    const { records, faults } = await readWorkbook(bytes, { TextDecoder, DecompressionStream });
    const meant = faults.filter(({ column }) => !column.startsWith('#'));
    return checked(readTableEdits(records, meant), 'utf-8');
  }
  const decoded = decodeText(bytes, TextDecoder);
  if (!decoded) {
    const fault: Fault = { line: 1, column: '', code: 'unknown-encoding', found: 'UTF-16BE' };
    return { edits: [], faults: [fault], encoding: 'utf-16le' };
  }
  const { text, encoding } = decoded;
  return checked(/^\s*[[{]/.test(text) ? readJsonEdits(text) : readCsvEdits(text), encoding);
}

function checked(
  { edits, faults }: Pick<EditFile, 'edits' | 'faults'>,
  encoding: EditFile['encoding'],
): EditFile {
  const all = [...faults, ...twiceIn(edits)];
  if (all.length === 0 && edits.length === 0) {
    return { edits, faults: [{ line: 1, column: '', code: 'no-edits', found: '' }], encoding };
  }
  return { edits, faults: all, encoding };
}

/** The same field of the same product twice: which of the two is meant is not ours to say. */
function twiceIn(edits: readonly FileEdit[]): readonly Fault[] {
  const first = new Map<string, number>();
  return edits.flatMap((edit): readonly Fault[] => {
    const place = JSON.stringify([edit.product.by, edit.product.code, edit.field]);
    const earlier = first.get(place);
    if (earlier === undefined) {
      first.set(place, edit.line);
      return [];
    }
    return [{ line: edit.line, column: edit.column, code: 'twice', found: String(earlier) }];
  });
}
