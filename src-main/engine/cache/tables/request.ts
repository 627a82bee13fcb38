import type { Database } from 'better-sqlite3';

const KEEP_MS = 24 * 60 * 60 * 1_000;

/**
 * The answer that this write command was given before, as a vault token (it may name a buyer); null when it was not asked
 * yet.
 */
export function findRequest(database: Database, requestId: string, command: string): string | null {
  const row = database
    .prepare<[string, string], { answer: string }>(
      'SELECT answer FROM request WHERE request_id = ? AND command = ?',
    )
    .get(requestId, command);
  return row?.answer ?? null;
}

/** Keeps an answer for a day, and sweeps what is older. */
export function recordRequest(
  database: Database,
  entry: {
    readonly requestId: string;
    readonly command: string;
    readonly answerSealed: string;
    readonly at: number;
  },
): void {
  database.prepare('DELETE FROM request WHERE at < ?').run(entry.at - KEEP_MS);
  database
    .prepare('INSERT OR IGNORE INTO request (request_id, command, answer, at) VALUES (?, ?, ?, ?)')
    .run(entry.requestId, entry.command, entry.answerSealed, entry.at);
}
