import type { Database } from 'better-sqlite3';
import { meansDamage } from './cache-problem.ts';
import { prepared } from './prepared.ts';

/** The tables to check one by one: the whole file at once would hold everybody up for seconds. */
export function listTables(database: Database): readonly string[] {
  return prepared<[], string>(
    database,
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
  )
    .pluck()
    .all();
}

/** What is wrong with a table and its indexes, in SQLite's words; null when nothing is. */
export function checkTable(database: Database, table: string): string | null {
  try {
    const [first] = database
      .prepare<[string], string>('SELECT integrity_check FROM pragma_integrity_check(?)')
      .pluck()
      .all(table);
    return first === 'ok' ? null : (first ?? 'no answer');
  } catch (error) {
    if (!meansDamage(error)) throw error;
    return error instanceof Error ? error.message : 'unreadable';
  }
}
