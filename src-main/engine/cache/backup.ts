import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { Host } from '../host.ts';
import { cacheFiles, fileStamp } from './cache-files.ts';

const KEPT_BACKUPS = 3;
const DAILY_MS = 24 * 60 * 60 * 1_000;
const BACKUP_NAME = /^cache-\d{8}T\d{9}Z-v\d+\.sqlite$/;

/**
 * Copies the cache into `backups/`, whole and consistent, and keeps the newest three. Blocks while it copies: for use
 * at the start. Returns the copy's path.
 */
export function backUpNow(host: Host, database: Database, version: number): string {
  const target = newBackupPath(host, version);
  const unfinished = `${target}.part`;
  rmSync(unfinished, { force: true });
  database.prepare('VACUUM INTO ?').run(unfinished);
  renameSync(unfinished, target);
  dropOldBackups(host);
  return target;
}

/** The same beside running work, a few pages at a time. For the daily backup. */
export async function backUpQuietly(host: Host, database: Database): Promise<string> {
  const version = Number(database.pragma('user_version', { simple: true }));
  const target = newBackupPath(host, version);
  const unfinished = `${target}.part`;
  rmSync(unfinished, { force: true });
  await database.backup(unfinished);
  renameSync(unfinished, target);
  dropOldBackups(host);
  return target;
}

/** Whether the newest backup is a day old, or there is none. */
export function isBackupDue(host: Host): boolean {
  const [newest] = listBackups(host.paths.data);
  if (newest === undefined) return true;
  // Names sort by time; the tilde comes after whatever may follow a stamp, so that a day old to the millisecond is due.
  return basename(newest) <= `cache-${fileStamp(host.clock.now() - DAILY_MS)}~`;
}

/** Makes the daily backup of a program that runs for weeks, when it is due. Returns whether it was. */
export async function backUpDaily(host: Host, database: Database): Promise<boolean> {
  if (!isBackupDue(host)) return false;
  await backUpQuietly(host, database);
  return true;
}

/** Finished backups, newest first. */
export function listBackups(dataFolder: string): readonly string[] {
  const folder = cacheFiles(dataFolder).backups;
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => BACKUP_NAME.test(name))
    .sort()
    .reverse()
    .map((name) => join(folder, name));
}

function newBackupPath(host: Host, version: number): string {
  const folder = cacheFiles(host.paths.data).backups;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, `cache-${fileStamp(host.clock.now())}-v${version}.sqlite`);
}

function dropOldBackups(host: Host): void {
  for (const file of listBackups(host.paths.data).slice(KEPT_BACKUPS)) rmSync(file, { force: true });
}
