import type { Database, Statement } from 'better-sqlite3';

const statements = new WeakMap<Database, Map<string, Statement>>();

/**
 * The statement for this text, compiled once per database. `Parameters` and `Row` are the caller's word for what the
 * SQL beside it takes and gives; SQLite's STRICT tables hold the columns to it.
 */
export function prepared<Parameters extends unknown[], Row = unknown>(
  database: Database,
  sql: string,
): Statement<Parameters, Row> {
  let ofDatabase = statements.get(database);
  if (!ofDatabase) statements.set(database, (ofDatabase = new Map()));
  let statement = ofDatabase.get(sql);
  if (!statement) ofDatabase.set(sql, (statement = database.prepare(sql)));
  return statement as Statement<Parameters, Row>;
}
