import { readCodeFile } from '#common/code-file.ts';
import type { Fault } from '#common/file-fault.ts';
import { MOST_CODE_ROWS, type CodeImportRow } from '#contract/codes.ts';

/** A file as it was chosen: its rows, or why it can't be used. */
export type ChosenCodes =
  | {
      readonly kind: 'rows';
      readonly file: string;
      readonly rows: readonly CodeImportRow[];
      /** Tells one choosing from the next: a file that was mended has the name it had. */
      readonly choiceId: string;
    }
  | { readonly kind: 'faults'; readonly file: string; readonly faults: readonly Fault[] }
  | { readonly kind: 'too-many'; readonly file: string; readonly count: number }
  | { readonly kind: 'empty' | 'unreadable'; readonly file: string };

/** Reads a table of codes as `meschain codes import` does. */
export async function readChosen(file: File): Promise<ChosenCodes> {
  const { name } = file;
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return { kind: 'unreadable', file: name }; // moved, locked, or no longer allowed: the browser says no more
  }
  const { rows, faults } = await readCodeFile(bytes, { TextDecoder, DecompressionStream });
  if (faults.length > 0) return { kind: 'faults', file: name, faults };
  if (rows.length === 0) return { kind: 'empty', file: name };
  return rows.length > MOST_CODE_ROWS
    ? { kind: 'too-many', file: name, count: rows.length }
    : { kind: 'rows', file: name, rows, choiceId: crypto.randomUUID() };
}
