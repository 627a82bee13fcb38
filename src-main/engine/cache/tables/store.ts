import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { Problem } from '#contract/problem.ts';
import { MysqlConnection, SshTunnel, StoreReport, StoreSettings, StoreState } from '#contract/shop.ts';
import { prepared } from '../prepared.ts';

/** A shop's connection as it is kept in clear: everything but its secrets. */
export const StoredConnection = z.discriminatedUnion('kind', [
  MysqlConnection.omit({ password: true }).extend({
    tunnel: SshTunnel.omit({ password: true, privateKey: true, passphrase: true }).nullish(),
  }),
  z.object({ kind: z.literal('sample') }),
]);
export type StoredConnection = z.infer<typeof StoredConnection>;

export type LastRead = NonNullable<StoreState['lastRead']>;

/** The one shop of this profile. */
export type StoreRow = {
  readonly connection: StoredConnection;
  readonly report: StoreReport;
  readonly settings: StoreSettings;
  readonly connectedAt: number;
  readonly lastRead: LastRead | null;
  readonly problem: Problem | null;
};

type Raw = {
  connection: string;
  report: string;
  settings: string;
  connected_at: number;
  last_read: string | null;
  problem: string | null;
};

/** Null while no shop is connected. */
export function readStoreRow(database: Database): StoreRow | null {
  const raw = prepared<[], Raw>(
    database,
    'SELECT connection, report, settings, connected_at, last_read, problem FROM store WHERE id = 1',
  ).get();
  if (!raw) return null;
  return {
    connection: StoredConnection.parse(JSON.parse(raw.connection)),
    report: StoreReport.parse(JSON.parse(raw.report)),
    settings: StoreSettings.parse(JSON.parse(raw.settings)),
    connectedAt: raw.connected_at,
    lastRead: raw.last_read === null ? null : StoreState.shape.lastRead.parse(JSON.parse(raw.last_read)),
    problem: raw.problem === null ? null : Problem.parse(JSON.parse(raw.problem)),
  };
}

/** Connects the shop, or replaces what was known of it; the last reading and an old problem are forgotten. */
export function writeStoreRow(
  database: Database,
  row: Pick<StoreRow, 'connection' | 'report' | 'settings' | 'connectedAt'>,
): void {
  prepared<[string, string, string, string, number]>(
    database,
    `INSERT INTO store (id, kind, connection, report, settings, connected_at) VALUES (1, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, connection = excluded.connection, report = excluded.report,
       settings = excluded.settings, connected_at = excluded.connected_at, last_read = NULL, problem = NULL`,
  ).run(
    row.connection.kind,
    JSON.stringify(row.connection),
    JSON.stringify(row.report),
    JSON.stringify(row.settings),
    row.connectedAt,
  );
}

/** Keeps what a look at the connected shop found. */
export function writeStoreReport(database: Database, report: StoreReport): void {
  prepared<[string]>(database, 'UPDATE store SET report = ?').run(JSON.stringify(report));
}

export function writeStoreSettings(database: Database, settings: StoreSettings): void {
  prepared<[string]>(database, 'UPDATE store SET settings = ?').run(JSON.stringify(settings));
}

/** Why the shop can't be reached now, or null once it can. Returns whether that changed anything. */
export function writeStoreProblem(database: Database, value: Problem | null): boolean {
  const text = value === null ? null : JSON.stringify(value);
  return (
    prepared<[string | null, string | null]>(
      database,
      'UPDATE store SET problem = ? WHERE problem IS NOT ?',
    ).run(text, text).changes > 0
  );
}

export function writeLastRead(database: Database, lastRead: LastRead): void {
  prepared<[string]>(database, 'UPDATE store SET last_read = ?, problem = NULL').run(
    JSON.stringify(lastRead),
  );
}

export function deleteStoreRow(database: Database): void {
  prepared(database, 'DELETE FROM store').run();
}

/** The shop as the page sees it. */
export function readStoreState(database: Database): StoreState {
  const row = readStoreRow(database);
  if (row === null) {
    return { connected: false, address: null, report: null, settings: null, lastRead: null, problem: null };
  }
  return {
    connected: true,
    address: storeAddress(row.connection),
    report: row.report,
    settings: row.settings,
    lastRead: row.lastRead,
    problem: row.problem,
  };
}

/** Names the database without its password: `user@host:port/database`. Null for the sample shop. */
export function storeAddress(connection: StoredConnection): string | null {
  if (connection.kind === 'sample') return null;
  return `${connection.user}@${connection.host}:${connection.port}/${connection.database}`;
}
