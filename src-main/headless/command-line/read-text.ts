import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { CommandContext } from './context.ts';
import { UsageError } from './outcome.ts';

/** A text for a buyer, from a file or standard input: what is written to a person has no place in a list of processes. */
export async function readText(context: CommandContext, file: string): Promise<string> {
  if (file === '-') return (await text(context.streams.stdin)).trim();
  return new TextDecoder().decode(await readGivenFile(file)).trim();
}

/** Rejects with a usage error that says why the file can't be read. */
export async function readGivenFile(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new UsageError(`Dosya okunamadı: ${reason}`, `The file cannot be read: ${reason}`);
  }
}
