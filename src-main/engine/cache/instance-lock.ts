import { rmSync } from 'node:fs';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { problem, ProblemError } from '#contract/problem.ts';
import { meansDamage, sqliteCode } from './cache-problem.ts';

/**
 * Takes the profile for this process: an exclusive transaction on a file of its own, which the operating system gives
 * back by itself when the process dies, however it dies. Throws `cache/in-use` while another instance holds it. The
 * profile is given back by closing what is returned.
 */
export function takeInstanceLock(file: string): Database {
  try {
    return lock(file);
  } catch (error) {
    if (!meansDamage(error)) throw error;
    // It holds nothing, and nobody can hold a lock on what is no database.
    rmSync(file, { force: true });
    return lock(file);
  }
}

function lock(file: string): Database {
  const database = new SqliteDatabase(file, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database.close();
    if (sqliteCode(error)?.startsWith('SQLITE_BUSY')) {
      throw new ProblemError(problem('cache/in-use'), { cause: error });
    }
    throw error;
  }
}
