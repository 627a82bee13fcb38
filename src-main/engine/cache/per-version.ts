import type { Database } from 'better-sqlite3';
import { prepared } from './prepared.ts';

type Kept = { version: number; readonly values: Map<string, unknown> };

const kept = new WeakMap<Database, Kept>();

/** So many answers are kept between two writes; beyond that the oldest make room. */
const MOST = 64;

/**
 * Computes something from the cache's rows once between two writes. The cache has a single writer, this connection, so
 * its own count of changed rows tells for certain whether anything was written since.
 */
export function perVersion<T>(database: Database, key: string, compute: () => T): T {
  const version = prepared<[], number>(database, 'SELECT total_changes()').pluck().get() ?? 0;
  let entry = kept.get(database);
  if (!entry || entry.version !== version) kept.set(database, (entry = { version, values: new Map() }));
  if (entry.values.has(key)) return entry.values.get(key) as T;
  const value = compute();
  if (entry.values.size >= MOST) {
    const oldest = entry.values.keys().next();
    if (!oldest.done) entry.values.delete(oldest.value);
  }
  entry.values.set(key, value);
  return value;
}
