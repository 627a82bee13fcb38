import { firstCache } from './0010-first-cache.ts';
import type { Migration } from './migration.ts';

/** Every step of the cache's schema, oldest first. */
export const allMigrations: readonly Migration[] = [firstCache];
