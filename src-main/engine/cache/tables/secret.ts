import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';

/** One sealed value. `owner` is `store`, `store-api` or `channel:<channelId>`; only the vault can open `sealed`. */
export type SecretRow = {
  readonly owner: string;
  readonly field: string;
  readonly sealed: string;
  /** The last four characters, kept readable so that a person recognises which one it is. */
  readonly last4: string | null;
  readonly changedAt: number;
};

export function writeSecret(database: Database, row: SecretRow): void {
  prepared<[string, string, string, string | null, number]>(
    database,
    `INSERT INTO secret (owner, field, sealed, last4, changed_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (owner, field) DO UPDATE SET sealed = excluded.sealed, last4 = excluded.last4,
       changed_at = excluded.changed_at`,
  ).run(row.owner, row.field, row.sealed, row.last4, row.changedAt);
}

export function listSecrets(database: Database, owner: string): readonly SecretRow[] {
  return prepared<[string], SecretRow>(
    database,
    `SELECT owner, field, sealed, last4, changed_at AS changedAt FROM secret WHERE owner = ? ORDER BY field`,
  ).all(owner);
}

export function deleteSecrets(database: Database, owner: string): void {
  prepared<[string]>(database, 'DELETE FROM secret WHERE owner = ?').run(owner);
}

/** Whether anything sealed is kept, so that a lost key is noticed before a new one is made. */
export function hasSecrets(database: Database): boolean {
  return prepared<[], { one: number }>(database, 'SELECT 1 AS one FROM secret LIMIT 1').get() !== undefined;
}
