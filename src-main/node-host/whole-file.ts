import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes a small private file so that after a crash it is there whole or not at all. Replaces an existing one. */
export function writeWholeFile(path: string, content: string): void {
  withTemporary(path, content, (temporary) => renameSync(temporary, path));
}

/** The same, but refuses (`EEXIST`) when the file is already there: of two processes one wins. */
export function createWholeFile(path: string, content: string): void {
  withTemporary(path, content, (temporary) => {
    linkSync(temporary, path);
    rmSync(temporary);
  });
}

function withTemporary(path: string, content: string, place: (temporary: string) => void): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${process.pid}.new`;
  rmSync(temporary, { force: true });
  const file = openSync(temporary, 'wx', 0o600);
  try {
    writeSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    place(temporary);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

/** Makes the new name itself durable. Windows has no such call, and its file systems journal names themselves. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
