import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';

/** Keeps one part of a run's dump: gzipped SQL text of the shop's rows as they stood before. */
export function keepDumpPart(database: Database, runId: string, sql: Buffer): void {
  prepared<[{ runId: string; sql: Buffer }]>(
    database,
    `INSERT INTO shop_dump (run_id, part, sql)
     SELECT @runId, coalesce(max(part) + 1, 0), @sql FROM shop_dump WHERE run_id = @runId`,
  ).run({ runId, sql });
}

/** A run's dump in the order in which it was kept; empty when there is none (any more). */
export function dumpParts(database: Database, runId: string): readonly Buffer[] {
  return prepared<[string], Buffer>(database, 'SELECT sql FROM shop_dump WHERE run_id = ? ORDER BY part')
    .pluck()
    .all(runId);
}
