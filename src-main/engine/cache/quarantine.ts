import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Host } from '../host.ts';
import { cacheFiles, fileStamp } from './cache-files.ts';

/** A folder below `quarantine/` that does not exist yet. */
export function quarantineFolder(host: Host): string {
  const wanted = join(cacheFiles(host.paths.data).quarantine, fileStamp(host.clock.now()));
  let folder = wanted;
  for (let turn = 2; existsSync(folder); turn += 1) folder = `${wanted}-${turn}`;
  return folder;
}

/**
 * Moves the database and its companions, as they are, into `folder`. Nothing in there is ever overwritten or deleted
 * by the program.
 */
export function moveToQuarantine(host: Host, folder: string): void {
  const files = cacheFiles(host.paths.data);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const file of [files.database, ...files.companions]) {
    if (existsSync(file)) renameSync(file, join(folder, basename(file)));
  }
}
