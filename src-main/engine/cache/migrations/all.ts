import { firstCache } from './0010-first-cache.ts';
import { offlineEditing } from './0020-offline-editing.ts';
import type { Migration } from './migration.ts';

/** Every step of the cache's schema, oldest first. */
export const allMigrations: readonly Migration[] = [firstCache, offlineEditing];
