import type { Database } from 'better-sqlite3';
import { fieldOf, isFieldName, isStock, type FieldName } from '#common/product-field.ts';
import { readValue, type FieldValue } from '#contract/product-value.ts';
import type { EditMode } from '../../editing/merge.ts';
import { prepared } from '../prepared.ts';

/** One run of writing edits into the shop. Instants in epoch milliseconds. */
export type ShopWriteRun = {
  readonly runId: string;
  readonly at: number;
  readonly by: string;
  readonly products: number;
  readonly fields: number;
  /** Null while nothing asked its values back, or once that was itself taken back. */
  readonly undoneAt: number | null;
};

/** One field that reached the shop. Of stock, `after − before` is exactly what this run added. */
export type WrittenChange = {
  readonly productId: string;
  readonly field: FieldName;
  readonly before: FieldValue;
  readonly after: FieldValue;
  readonly mode: EditMode;
};

/** Keeps the run, the first time it is asked for. */
export function keepShopWriteRun(
  database: Database,
  run: { readonly runId: string; readonly at: number; readonly by: string },
): void {
  prepared<[string, number, string]>(
    database,
    'INSERT INTO shop_write_run (run_id, at, by) VALUES (?, ?, ?) ON CONFLICT (run_id) DO NOTHING',
  ).run(run.runId, run.at, run.by);
}

/** Notes what reached the shop. The same field twice in one run is one change, from the first before to the last after. */
export function noteWrittenChange(database: Database, runId: string, change: WrittenChange): void {
  const { productId, field, after, mode } = change;
  const earlier = findChange(database, runId, change);
  prepared<[string, string, string, string, string, EditMode]>(
    database,
    `INSERT OR REPLACE INTO shop_write_change (run_id, product_id, field, before, after, mode)
     VALUES (?, ?, ?, ?, ?, ?)`,
  ).run(
    runId,
    productId,
    field,
    JSON.stringify(earlier ? firstBefore(earlier, change) : change.before),
    JSON.stringify(after),
    mode,
  );
}

/** Of stock the pieces count: what was sold between the two is not this run's. */
function firstBefore(earlier: WrittenChange, change: WrittenChange): FieldValue {
  if (!isStock(fieldOf(change.field))) return earlier.before;
  const [from, to, before, after] = [earlier.before, earlier.after, change.before, change.after].map(Number);
  return after! - (to! - from!) - (after! - before!);
}

type RawChange = { product_id: string; field: string; before: string; after: string; mode: EditMode };

function findChange(
  database: Database,
  runId: string,
  { productId, field }: Pick<WrittenChange, 'productId' | 'field'>,
): WrittenChange | null {
  const raw = prepared<[string, string, string], RawChange>(
    database,
    'SELECT * FROM shop_write_change WHERE run_id = ? AND product_id = ? AND field = ?',
  ).get(runId, productId, field);
  return raw ? toChange(raw) : null;
}

/** Everything that a run wrote, by product and field. */
export function changesOfRun(database: Database, runId: string): readonly WrittenChange[] {
  return prepared<[string], RawChange>(
    database,
    'SELECT * FROM shop_write_change WHERE run_id = ? ORDER BY product_id, field',
  )
    .all(runId)
    .map(toChange);
}

function toChange(raw: RawChange): WrittenChange {
  const { field } = raw;
  if (!isFieldName(field)) throw new TypeError(`a written change names no field: ${field}`);
  const value = (json: string): FieldValue => {
    const read = readValue(field, JSON.parse(json));
    // Written by this program from a checked value: another shape is a bug, not a state of the world.
    if (!read) throw new TypeError(`a written change has not the shape of its field: ${field}`);
    return read.value;
  };
  return {
    productId: raw.product_id,
    field,
    before: value(raw.before),
    after: value(raw.after),
    mode: raw.mode,
  };
}

/** An undoing that was taken back itself leaves its run as it was. */
const RUNS = `SELECT r.run_id AS runId, r.at, r.by, count(DISTINCT c.product_id) AS products, count(*) AS fields,
    CASE WHEN b.undone_at IS NULL THEN r.undone_at END AS undoneAt
  FROM shop_write_run r JOIN shop_write_change c ON c.run_id = r.run_id
    LEFT JOIN edit_batch b ON b.batch_id = r.undo_batch_id`;

/** Runs that wrote anything, newest first, and how many there are. */
export function shopWriteRunPage(
  database: Database,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): { readonly rows: readonly ShopWriteRun[]; readonly total: number } {
  const rows = prepared<[number, number], ShopWriteRun>(
    database,
    `${RUNS} GROUP BY r.row ORDER BY r.row DESC LIMIT ? OFFSET ?`,
  ).all(limit, offset);
  const total = prepared<[], number>(
    database,
    `SELECT count(*) FROM shop_write_run r
     WHERE EXISTS (SELECT 1 FROM shop_write_change c WHERE c.run_id = r.run_id)`,
  )
    .pluck()
    .get();
  return { rows, total: total ?? 0 };
}

/** Null for a run that is not known, or that wrote nothing. */
export function findShopWriteRun(database: Database, runId: string): ShopWriteRun | null {
  return (
    prepared<[string], ShopWriteRun>(database, `${RUNS} WHERE r.run_id = ? GROUP BY r.row`).get(runId) ?? null
  );
}

/** `undoBatchId`: the batch of edits that asks the values back; null where nothing was left to ask back. */
export function markRunUndone(
  database: Database,
  runId: string,
  undo: { readonly at: number; readonly undoBatchId: string | null },
): void {
  prepared<[number, string | null, string]>(
    database,
    'UPDATE shop_write_run SET undone_at = ?, undo_batch_id = ? WHERE run_id = ?',
  ).run(undo.at, undo.undoBatchId, runId);
}
