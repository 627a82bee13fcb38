import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { isFieldName } from '#common/product-field.ts';
import type { Language } from '#contract/basics.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import type { EditMode } from '#contract/products.ts';
import { readMode } from '../edit-files/csv-edits.ts';
import { readEditFile, type EditFile } from '../edit-files/edit-file.ts';
import type { Fault } from '#common/file-fault.ts';
import { describeFault } from '#contract/file-fault-texts.ts';
import { readFieldText } from '../edit-files/field-text.ts';
import type { FileEdit } from '../edit-files/file-edit.ts';
import type { CommandContext } from './context.ts';
import { UsageError } from './outcome.ts';

/** So many faults of a file are told at once. */
const TOLD = 10;

/** The edits of a file, or with `-` of standard input. A `UsageError` where it can't be read at all. */
export async function readEdits(context: CommandContext, file: string): Promise<EditFile> {
  return readEditFile(file === '-' ? await buffer(context.streams.stdin) : await readBytes(file));
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    throw new UsageError(
      `Düzenleme dosyası okunamadı: ${reason}`,
      `The file of edits cannot be read: ${reason}`,
    );
  }
}

/** Throws `edit/file-not-understood`, naming the first places that are wrong. */
export function requireNoFaults(faults: readonly Fault[], language: Language): void {
  const [first] = faults;
  if (!first) return;
  const told = faults.slice(0, TOLD).map((fault) => describeFault(fault, language));
  const more = faults.length > TOLD ? [`… +${faults.length - TOLD}`] : [];
  throw new ProblemError(
    problem('edit/file-not-understood', { line: first.line }, [...told, ...more].join(' · ')),
  );
}

/** `price=129,90 quantity=5` of one product, as typed. */
export function readAssignments(
  productId: string,
  assignments: readonly string[],
  mode: EditMode | undefined,
): readonly FileEdit[] {
  if (assignments.length === 0) {
    throw new UsageError(
      'Ne değişecek? Örnek: meschain edit --set 101 price=129,90',
      'What shall change? For example: meschain edit --set 101 price=129.90',
    );
  }
  return assignments.map((assignment, at): FileEdit => {
    const split = assignment.indexOf('=');
    const field = assignment.slice(0, split).trim();
    if (split < 0 || !isFieldName(field)) throw wrong(assignment, { code: 'unknown-field', found: field });
    const read = readFieldText(field, assignment.slice(split + 1));
    if (!read.ok) throw wrong(assignment, { code: read.code, found: assignment.slice(split + 1) });
    const how = readMode(field, mode ?? '');
    if (typeof how === 'object' && how !== null) throw wrong(assignment, { code: how.code, found: '' });
    const product = { by: 'productId', code: productId } as const;
    return { line: at + 1, column: field, product, field, value: read.value, mode: how, base: undefined };
  });
}

/** A fault in what was typed, said without a line. */
export function wrong(assignment: string, fault: Pick<Fault, 'code' | 'found'>): UsageError {
  const [tr, en] = (['tr', 'en'] as const).map((language) =>
    describeFault({ ...fault, line: 0, column: '' }, language),
  );
  return new UsageError(`${assignment}: ${tr}`, `${assignment}: ${en}`);
}
