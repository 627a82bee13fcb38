import type { Database } from 'better-sqlite3';

/**
 * One step of the cache's schema. Versions grow in tens, so that a step can be put between two. A step runs inside one
 * transaction together with the `user_version` it leads to; it is never changed after a release.
 */
export type Migration = {
  readonly version: number;
  readonly name: string;
  readonly up: (database: Database) => void;
};
