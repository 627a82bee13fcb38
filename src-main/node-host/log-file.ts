import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export type LogFile = { readonly write: (line: string) => void; readonly close: () => void };

export type LogFileOptions = {
  readonly folder: string;
  readonly name: string;
  /** The file is put aside as `<name>.1.log` when it would grow beyond this many bytes. */
  readonly maxBytes: number;
  /** How many files put aside are kept. */
  readonly keep: number;
};

/**
 * A log file that can never fill the disk: `maxBytes × (keep + 1)` is all it takes. Written synchronously, so that the
 * last line before a crash is there; when the disk is full or the folder is gone, lines are lost and the program is not.
 */
export function openLogFile(options: LogFileOptions): LogFile {
  const path = (generation: number): string =>
    join(options.folder, generation === 0 ? `${options.name}.log` : `${options.name}.${generation}.log`);
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  let file = openSync(path(0), 'a', 0o600);
  let size = fstatSync(file).size;
  let open = true;

  const rotate = (): void => {
    closeSync(file);
    rmSync(path(options.keep), { force: true });
    for (let generation = options.keep - 1; generation >= 0; generation -= 1)
      moveIfThere(path(generation), path(generation + 1));
    file = openSync(path(0), 'a', 0o600);
    size = fstatSync(file).size;
  };

  return {
    write: (line) => {
      if (!open) return;
      const bytes = Buffer.from(line, 'utf8');
      try {
        if (size > 0 && size + bytes.length > options.maxBytes) rotate();
        size += writeSync(file, bytes);
      } catch (error) {
        // A log must not take the program down. What cannot be logged is said where a person may see it.
        process.stderr.write(`log: ${error instanceof Error ? error.message : 'not written'}\n`);
      }
    },
    close: () => {
      if (open) closeSync(file);
      open = false;
    },
  };
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
