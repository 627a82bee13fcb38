import type { Database } from 'better-sqlite3';
import type { FieldChange, WriteMark } from '../../store/port.ts';
import { prepared } from '../prepared.ts';
import type { PendingEdit } from './pending-edit.ts';

/** How a product's write ended: `unsure` where that could never be told. */
export type WriteEnd = 'done' | 'unsure' | 'gone';

/** A product's write as it was kept before its first statement. */
export type ShopWrite = WriteMark & {
  readonly row: number;
  readonly runId: string;
  readonly productId: string;
  readonly changes: readonly FieldChange[];
  /** The pending edits that asked for them, as they were then: one for each change. */
  readonly edits: readonly PendingEdit[];
};

type Raw = {
  row: number;
  run_id: string;
  product_id: string;
  before_mark: string | null;
  mark: string;
  changes: string;
  edits: string;
};

/** Keeps that a write begins. A product has one write of unknown end at most: the schema holds to that. */
export function beginShopWrite(database: Database, write: Omit<ShopWrite, 'row'>, at: number): ShopWrite {
  const { lastInsertRowid } = prepared<[string, string, string | null, string, string, string, number]>(
    database,
    `INSERT INTO shop_write (run_id, product_id, before_mark, mark, changes, edits, state, begun_at)
     VALUES (?, ?, ?, ?, ?, ?, 'begun', ?)`,
  ).run(
    write.runId,
    write.productId,
    write.before,
    write.mark,
    JSON.stringify(write.changes),
    JSON.stringify(write.edits),
    at,
  );
  return { ...write, row: Number(lastInsertRowid) };
}

export function endShopWrite(database: Database, row: number, end: WriteEnd, at: number): void {
  prepared<[WriteEnd, number, number]>(
    database,
    'UPDATE shop_write SET state = ?, ended_at = ? WHERE row = ?',
  ).run(end, at, row);
}

/** Keeps what a write that did not come to its end asks for from now on: its mark will stand for that and nothing else. */
export function narrowShopWrite(
  database: Database,
  { row, changes, edits }: Pick<ShopWrite, 'row' | 'changes' | 'edits'>,
): void {
  prepared<[string, string, number]>(
    database,
    'UPDATE shop_write SET changes = ?, edits = ? WHERE row = ?',
  ).run(JSON.stringify(changes), JSON.stringify(edits), row);
}

/** Forgets a write that is known to have written nothing. */
export function forgetShopWrite(database: Database, row: number): void {
  prepared<[number]>(database, 'DELETE FROM shop_write WHERE row = ?').run(row);
}

/** Writes whose end is not known, oldest first. */
export function listBegunWrites(database: Database): readonly ShopWrite[] {
  const rows = prepared<[], Raw>(
    database,
    `SELECT row, run_id, product_id, before_mark, mark, changes, edits FROM shop_write
     WHERE state = 'begun' ORDER BY row`,
  ).all();
  return rows.map((raw) => ({
    row: raw.row,
    runId: raw.run_id,
    productId: raw.product_id,
    before: raw.before_mark,
    mark: raw.mark,
    // Both word for word as this file wrote them.
    changes: JSON.parse(raw.changes) as FieldChange[],
    edits: JSON.parse(raw.edits) as PendingEdit[],
  }));
}

export function countBegunWrites(database: Database): number {
  return (
    prepared<[], number>(database, "SELECT count(*) FROM shop_write WHERE state = 'begun'").pluck().get() ?? 0
  );
}

/** Whether a write of this product is under way, or left over with its end unknown. */
export function hasBegunWrite(database: Database, productId: string): boolean {
  return (
    prepared<[string]>(database, "SELECT 1 FROM shop_write WHERE product_id = ? AND state = 'begun'").get(
      productId,
    ) !== undefined
  );
}
