import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { problem, ProblemError } from '#contract/problem.ts';
import type { Host } from '../host.ts';
import { backUpNow, isBackupDue } from './backup.ts';
import { cacheFiles, type CacheFiles } from './cache-files.ts';
import { cacheProblem, meansDamage } from './cache-problem.ts';
import { buildFresh, lookAtFile, newestVersion } from './file-state.ts';
import { takeInstanceLock } from './instance-lock.ts';
import { migrate, schemaVersion } from './migrate.ts';
import { allMigrations } from './migrations/all.ts';
import type { Migration } from './migrations/migration.ts';
import { moveToQuarantine, quarantineFolder } from './quarantine.ts';
import { buildReplacement } from './recover.ts';
import { isSuspect } from './suspicion.ts';

export type OpenCacheOptions = {
  readonly host: Host;
  /** Tests only: the schema of a version that does not exist yet. */
  readonly migrations?: readonly Migration[];
};

/** The lock lives exactly as long as the database it guards. */
const locks = new WeakMap<Database, Database>();

/**
 * Opens the profile's cache for this process alone and brings it to the newest schema.
 *
 * A damaged file is moved to `quarantine/` whole and replaced by the last good backup, or by an empty cache, with a
 * notice that stays until it is put away (`damage-notice.ts`). Throws `cache/in-use`, `cache/from-the-future` (the
 * file is left as it is), `cache/migration-failed` (likewise, at the version it had), `cache/full`.
 */
export function openCache({ host, migrations = allMigrations }: OpenCacheOptions): Database {
  mkdirSync(host.paths.data, { recursive: true, mode: 0o700 });
  const files = cacheFiles(host.paths.data);
  const lock = takeInstanceLock(files.lock);
  try {
    const database = openOrReplace(host, files, migrations);
    locks.set(database, lock);
    return database;
  } catch (error) {
    lock.close();
    throw cacheProblem(error) ?? error;
  }
}

/** Closes the cache and gives the profile back. */
export function closeCache(database: Database): void {
  database.close();
  locks.get(database)?.close();
  locks.delete(database);
}

function openOrReplace(host: Host, files: CacheFiles, migrations: readonly Migration[]): Database {
  finishReplacement(host, files);
  const state = lookAtFile(files.database);
  if (state.kind === 'ours') {
    refuseFuture(state.version, migrations);
    const database = tryOpen(files, migrations);
    if (database !== null) return bringUpToDate(host, database, migrations);
    return replace(host, files, migrations, 'check failed');
  }
  if (state.kind === 'damaged') return replace(host, files, migrations, state.reason);
  if (files.companions.some((file) => existsSync(file)))
    return replace(host, files, migrations, 'database missing');
  const part = `${files.database}.part`;
  buildFresh(part, migrations);
  renameSync(part, files.database);
  return openSound(files, migrations);
}

function replace(host: Host, files: CacheFiles, migrations: readonly Migration[], reason: string): Database {
  host.logger.error('cache-damaged', { reason });
  const { quarantine } = buildReplacement(host, migrations);
  moveToQuarantine(host, quarantine);
  finishReplacement(host, files);
  return openSound(files, migrations);
}

/** A replacement takes the database's place once the damaged one is out of the way; until then it is begun again. */
function finishReplacement(host: Host, files: CacheFiles): void {
  const next = `${files.database}.next`;
  if (!existsSync(next)) return;
  if (existsSync(files.database)) {
    rmSync(next);
    return;
  }
  // A companion that was left behind belongs to the damaged file and would be taken for the new one's.
  if (files.companions.some((file) => existsSync(file))) moveToQuarantine(host, quarantineFolder(host));
  renameSync(next, files.database);
}

function refuseFuture(version: number, migrations: readonly Migration[]): void {
  const known = newestVersion(migrations);
  if (version > known) throw new ProblemError(problem('cache/from-the-future', { version, known }));
}

function openSound(files: CacheFiles, migrations: readonly Migration[]): Database {
  const database = tryOpen(files, migrations);
  if (database === null) throw new ProblemError(problem('cache/damaged'));
  return database;
}

/** Null when the file can't be believed. */
function tryOpen(files: CacheFiles, migrations: readonly Migration[]): Database | null {
  const database = new SqliteDatabase(files.database, { fileMustExist: true });
  try {
    setUp(database);
    refuseFuture(schemaVersion(database), migrations);
    if (database.pragma('quick_check', { simple: true }) === 'ok' && !wasSuspected(database)) return database;
  } catch (error) {
    database.close();
    if (!meansDamage(error)) throw error;
    return null;
  }
  database.close();
  return null;
}

/** Whether the weekly check of an earlier run found damage that a quick look does not see. */
function wasSuspected(database: Database): boolean {
  return schemaVersion(database) > 0 && isSuspect(database);
}

/** The file was just found whole: now is when a copy of it is known to be a good one. */
function bringUpToDate(host: Host, database: Database, migrations: readonly Migration[]): Database {
  try {
    const version = schemaVersion(database);
    const isOld = version < newestVersion(migrations);
    if (isOld || isBackupDue(host)) {
      backUpNow(host, database, version);
      host.logger.info('cache-backed-up', { version });
    }
    if (isOld) migrate(database, migrations);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** FULL: an intent that was told to be durable must survive a power cut, and SQLite's NORMAL may lose the last ones. */
function setUp(database: Database): void {
  database.pragma('busy_timeout = 5000');
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('trusted_schema = OFF');
  database.pragma('secure_delete = ON');
  database.pragma('cell_size_check = ON');
  database.pragma('temp_store = MEMORY');
  // 16 MB of pages: beyond that the operating system keeps them as well, and gives the memory back when it is needed.
  database.pragma('cache_size = -16384');
  database.pragma('journal_size_limit = 67108864');
  database.pragma('wal_autocheckpoint = 8000');
}
