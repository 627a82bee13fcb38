import { chmodSync, closeSync, existsSync, openSync, readSync, rmSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { APPLICATION_ID } from './cache-files.ts';
import { sqliteCode } from './cache-problem.ts';
import { migrate, schemaVersion } from './migrate.ts';
import type { Migration } from './migrations/migration.ts';

/** What a file's first hundred bytes say. Looking changes nothing: not a byte, not a companion file. */
export type FileState =
  | { readonly kind: 'absent' }
  | { readonly kind: 'damaged'; readonly reason: string }
  | { readonly kind: 'ours'; readonly version: number };

const HEADER_BYTES = 100;
const MAGIC = 'SQLite format 3\0';
/** Offsets of the SQLite file format, https://sqlite.org/fileformat2.html §1.3. */
const USER_VERSION_AT = 60;
const APPLICATION_ID_AT = 68;

export function lookAtFile(file: string): FileState {
  if (!existsSync(file)) return { kind: 'absent' };
  const header = Buffer.alloc(HEADER_BYTES);
  const descriptor = openSync(file, 'r');
  let length: number;
  try {
    length = readSync(descriptor, header, 0, HEADER_BYTES, 0);
  } finally {
    closeSync(descriptor);
  }
  if (length < HEADER_BYTES) return { kind: 'damaged', reason: length === 0 ? 'empty file' : 'cut off' };
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC)
    return { kind: 'damaged', reason: 'no SQLite file' };
  if (header.readUInt32BE(APPLICATION_ID_AT) !== APPLICATION_ID) {
    return { kind: 'damaged', reason: 'another program’s file' };
  }
  return { kind: 'ours', version: header.readUInt32BE(USER_VERSION_AT) };
}

/**
 * Whether a backup can be started from: ours, whole to the last index entry, and not newer than this program. Damage may
 * have lain in the cache for days before it was found, and in every copy made since.
 */
export function isSound(file: string, migrations: readonly Migration[]): boolean {
  const state = lookAtFile(file);
  if (state.kind !== 'ours' || state.version > newestVersion(migrations)) return false;
  try {
    const database = new SqliteDatabase(file, { readonly: true, fileMustExist: true });
    try {
      return database.pragma('integrity_check', { simple: true }) === 'ok';
    } finally {
      database.close();
      // A reader that may not write leaves these two behind.
      for (const companion of ['-wal', '-shm']) rmSync(`${file}${companion}`, { force: true });
    }
  } catch (error) {
    if (sqliteCode(error) === null) throw error;
    return false;
  }
}

export function newestVersion(migrations: readonly Migration[]): number {
  return Math.max(0, ...migrations.map((step) => step.version));
}

/** Builds an empty cache at `file`, complete when this returns. */
export function buildFresh(file: string, migrations: readonly Migration[]): void {
  rmSync(file, { force: true });
  const database = new SqliteDatabase(file);
  try {
    database.pragma(`application_id = ${APPLICATION_ID}`);
    database.pragma('synchronous = FULL');
    migrate(database, migrations);
    if (schemaVersion(database) !== newestVersion(migrations))
      throw new Error('the migrations are out of order');
  } finally {
    database.close();
  }
  // What the merchant's orders and sealed secrets lie in is nobody else's to read. No effect on Windows, where the
  // profile folder's own access list says so.
  chmodSync(file, 0o600);
}
