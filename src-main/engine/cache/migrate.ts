import type { Database } from 'better-sqlite3';
import { problem, ProblemError } from '#contract/problem.ts';
import { sqliteCode } from './cache-problem.ts';
import type { Migration } from './migrations/migration.ts';

/** The version of the schema that this file holds. */
export function schemaVersion(database: Database): number {
  return Number(database.pragma('user_version', { simple: true }));
}

/**
 * Brings the schema to the newest version, each step in one transaction with the version it leads to. A step that
 * fails leaves the file at the step before it and throws `cache/migration-failed` (`cache/full` for a full disk).
 */
export function migrate(database: Database, migrations: readonly Migration[]): void {
  // A step may rebuild a table that others point at; what it leaves is checked before it is committed.
  database.pragma('foreign_keys = OFF');
  for (const step of migrations) {
    if (step.version > schemaVersion(database)) apply(database, step);
  }
  database.pragma('foreign_keys = ON');
}

function apply(database: Database, step: Migration): void {
  const from = schemaVersion(database);
  try {
    database
      .transaction(() => {
        step.up(database);
        const orphans = database.pragma('foreign_key_check');
        if (Array.isArray(orphans) && orphans.length > 0) {
          throw new Error(`${step.name} leaves ${orphans.length} rows that point at nothing`);
        }
        database.pragma(`user_version = ${step.version}`);
      })
      .exclusive();
  } catch (error) {
    if (sqliteCode(error) === 'SQLITE_FULL') throw new ProblemError(problem('cache/full'), { cause: error });
    const detail = error instanceof Error ? error.message : String(error);
    const params = { from, to: step.version, step: step.name };
    throw new ProblemError(problem('cache/migration-failed', params, detail), { cause: error });
  }
}
