import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { problem, ProblemError } from '#contract/problem.ts';
import { createWholeFile } from '../whole-file.ts';

export function keyFilePath(dataFolder: string): string {
  return join(dataFolder, 'vault.key');
}

/** Reads the 32-byte key. Null when there is no such file; `vault/unprotected-file` when others could read it too. */
export function readKeyFile(dataFolder: string): Buffer | null {
  const path = keyFilePath(dataFolder);
  if (!existsSync(path)) return null;
  refuseUnprotected(path);
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
  if (key.length !== 32) throw new ProblemError(problem('vault/tampered', { file: path }));
  return key;
}

/** Keeps a new key, readable by this account alone. Of two processes at once the first wins; the other reads it. */
export function createKeyFile(dataFolder: string, key: Buffer): Buffer {
  try {
    createWholeFile(keyFilePath(dataFolder), `${key.toString('base64')}\n`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const kept = readKeyFile(dataFolder);
  if (kept === null) throw new ProblemError(problem('vault/key-missing', { file: keyFilePath(dataFolder) }));
  return kept;
}

/**
 * On Windows a file has no mode: what protects it is the access list it inherits from the profile's folder, which is by
 * default the merchant's own (`%APPDATA%`). A profile elsewhere needs the same list, set by its owner.
 */
function refuseUnprotected(path: string): void {
  if (process.platform === 'win32') return;
  const facts = statSync(path);
  const mode = facts.mode & 0o777;
  const foreign = process.getuid !== undefined && facts.uid !== process.getuid();
  if ((mode & 0o077) === 0 && !foreign) return;
  throw new ProblemError(
    problem('vault/unprotected-file', { file: path, mode: mode.toString(8).padStart(4, '0') }),
  );
}
