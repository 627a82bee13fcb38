import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import type { Host } from '../host.ts';
import { listBackups } from './backup.ts';
import { cacheFiles } from './cache-files.ts';
import { sqliteCode } from './cache-problem.ts';
import { buildFresh, isSound } from './file-state.ts';
import { writeDamageNotice } from './damage-notice.ts';
import { doubtDifferences, doubtEveryEdit } from './doubt-edits.ts';
import { migrate } from './migrate.ts';
import type { Migration } from './migrations/migration.ts';
import { quarantineFolder } from './quarantine.ts';
import { salvage } from './salvage.ts';
import { clearSuspicion } from './suspicion.ts';
import { transact } from './transaction.ts';

/**
 * Makes a replacement for a damaged cache in `cache.sqlite.next`, complete with the notice of what happened, before
 * the damaged one is touched: killed at any point, the next start either begins this again or finds it done.
 */
export function buildReplacement(
  host: Host,
  migrations: readonly Migration[],
): { readonly quarantine: string } {
  const files = cacheFiles(host.paths.data);
  const part = `${files.database}.part`;
  rmSync(part, { force: true });
  const backup = listBackups(host.paths.data).find((file) => isSound(file, migrations));
  if (backup === undefined) buildFresh(part, migrations);
  else copyFileSync(backup, part);
  const quarantine = quarantineFolder(host);
  const database = new SqliteDatabase(part, { fileMustExist: true });
  try {
    migrate(database, migrations);
    // Before anything newer comes over from the damaged file.
    if (backup !== undefined) transact(database, () => doubtEveryEdit(database, host.clock.now()));
    const salvagedRows = salvageFrom(host, database);
    transact(database, () => {
      // Came over with the settings; it is the file that goes to quarantine which it speaks of.
      clearSuspicion(database);
      doubtDifferences(database, host.clock.now());
      if (backup !== undefined) forgetWhatMayHaveChanged(database);
      writeDamageNotice(database, {
        at: new Date(host.clock.now()).toISOString(),
        folder: basename(quarantine),
        startedFrom: backup === undefined ? 'nothing' : 'backup',
        backupMadeAt: backup === undefined ? null : stampToIso(basename(backup)),
        salvagedRows,
      });
    });
  } finally {
    database.close();
  }
  renameSync(part, `${files.database}.next`);
  return { quarantine };
}

/** Works on a copy, so that the damaged file reaches quarantine exactly as it was found. */
function salvageFrom(host: Host, into: Database): number {
  const files = cacheFiles(host.paths.data);
  if (!existsSync(files.database)) return 0;
  const folder = mkdtempSync(join(host.paths.data, 'salvage-'));
  try {
    for (const file of [files.database, `${files.database}-wal`]) {
      if (existsSync(file)) copyFileSync(file, join(folder, basename(file)));
    }
    const damaged = new SqliteDatabase(join(folder, basename(files.database)), { fileMustExist: true });
    try {
      return salvage(damaged, into);
    } finally {
      damaged.close();
    }
  } catch (error) {
    // Nothing of it opens: what the backup holds, or an empty cache, has to do.
    if (sqliteCode(error) === null) throw error;
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A backup tells how things stood. What was on its way then is of unknown outcome now, nothing that was planned or
 * approved then still holds, and shop and listings are read in full before anything is planned.
 */
function forgetWhatMayHaveChanged(database: Database): void {
  database.exec(`
    DELETE FROM plan;
    DELETE FROM plan_row;
    DELETE FROM approval;
    DELETE FROM request;
    DELETE FROM store_range;
    UPDATE product SET fingerprint = '';
    UPDATE listing SET held = 0;
    UPDATE outbox SET state = 'superseded' WHERE state IN ('waiting', 'leased');
    UPDATE outbox SET state = 'unknown' WHERE state = 'sent';
    UPDATE attempt SET state = 'lost' WHERE state IN ('intent', 'open', 'unknown');
    UPDATE channel SET listings_read_at = NULL;
  `);
}

function stampToIso(backupName: string): string | null {
  const match = /^cache-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z/.exec(backupName);
  if (!match) return null;
  const [, year, month, day, hour, minute, second, millisecond] = match;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.${millisecond}Z`;
}
