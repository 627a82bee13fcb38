import { join } from 'node:path';

/** `MSC1`: written into the file's header, so that a foreign SQLite file is never taken for this program's cache. */
export const APPLICATION_ID = 0x4d534331;

/** Where the parts of a profile's cache lie. */
export type CacheFiles = {
  readonly database: string;
  /** The file's companions in WAL mode: they are one thing with it and are only ever moved together. */
  readonly companions: readonly string[];
  readonly lock: string;
  readonly backups: string;
  readonly quarantine: string;
};

export function cacheFiles(dataFolder: string): CacheFiles {
  const database = join(dataFolder, 'cache.sqlite');
  return {
    database,
    companions: [`${database}-wal`, `${database}-shm`, `${database}-journal`],
    lock: join(dataFolder, 'lock.db'),
    backups: join(dataFolder, 'backups'),
    quarantine: join(dataFolder, 'quarantine'),
  };
}

/** An instant as part of a file name: `20261124T070153123Z`. Sorts by time. */
export function fileStamp(epochMs: number): string {
  return new Date(epochMs).toISOString().replaceAll(/[-:.]/g, '');
}
