import type { Database } from 'better-sqlite3';
import { Problem } from '#contract/problem.ts';
import { isFieldName, type FieldName } from '#common/product-field.ts';
import type { Edit, EditMode } from '../../editing/merge.ts';
import { readValue, type FieldValue } from '#contract/product-value.ts';
import { prepared } from '../prepared.ts';
import { transact } from '../transaction.ts';
import { reopenRuns } from './reopen-run.ts';

/** `conflict`: the shop holds something else by now. `refused`: the shop did not take it; `problem` says why. */
export type PendingState = 'pending' | 'conflict' | 'refused';

/** An edit that waits to be written into the shop. Instants in epoch milliseconds. */
export type PendingEdit = Edit & {
  readonly state: PendingState;
  /** The shop's value that stood against it, as last seen; null while nothing did (or the shop's value is null). */
  readonly theirs: FieldValue | null;
  readonly theirsAt: number | null;
  readonly problem: Problem | null;
  readonly editedAt: number;
  readonly editedBy: string;
  readonly batchId: string;
};

export type EditPlace = { readonly productId: string; readonly field: FieldName };

type Raw = {
  product_id: string;
  field: string;
  base: string;
  mine: string;
  mode: EditMode;
  state: PendingState;
  theirs: string | null;
  theirs_at: number | null;
  problem: string | null;
  edited_at: number;
  edited_by: string;
  batch_id: string;
};

function fromRaw(raw: Raw): PendingEdit {
  if (!isFieldName(raw.field)) throw new TypeError(`a kept edit names no field: ${raw.field}`);
  const field = raw.field;
  return {
    productId: raw.product_id,
    field,
    base: valueOf(field, raw.base),
    mine: valueOf(field, raw.mine),
    mode: raw.mode,
    state: raw.state,
    theirs: raw.theirs === null ? null : valueOf(field, raw.theirs),
    theirsAt: raw.theirs_at,
    problem: raw.problem === null ? null : Problem.parse(JSON.parse(raw.problem)),
    editedAt: raw.edited_at,
    editedBy: raw.edited_by,
    batchId: raw.batch_id,
  };
}

function valueOf(field: FieldName, json: string): FieldValue {
  const read = readValue(field, JSON.parse(json));
  // Written by this program from a checked value: another shape is a bug, not a state of the world.
  if (!read) throw new TypeError(`a kept edit has not the shape of its field: ${field}`);
  return read.value;
}

export function findPending(database: Database, { productId, field }: EditPlace): PendingEdit | null {
  const raw = prepared<[string, string], Raw>(
    database,
    'SELECT * FROM pending_edit WHERE product_id = ? AND field = ?',
  ).get(productId, field);
  return raw ? fromRaw(raw) : null;
}

/** Puts one waiting edit in place of whatever waits for its field. */
export function writePending(database: Database, edit: PendingEdit): void {
  prepared<unknown[]>(
    database,
    `INSERT OR REPLACE INTO pending_edit (product_id, field, base, mine, mode, state, theirs, theirs_at, problem,
       edited_at, edited_by, batch_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    edit.productId,
    edit.field,
    JSON.stringify(edit.base),
    JSON.stringify(edit.mine),
    edit.mode,
    edit.state,
    edit.theirsAt === null ? null : JSON.stringify(edit.theirs),
    edit.theirsAt,
    edit.problem === null ? null : JSON.stringify(edit.problem),
    edit.editedAt,
    edit.editedBy,
    edit.batchId,
  );
}

export function deletePending(database: Database, { productId, field }: EditPlace): boolean {
  return (
    prepared<[string, string]>(database, 'DELETE FROM pending_edit WHERE product_id = ? AND field = ?').run(
      productId,
      field,
    ).changes > 0
  );
}

/** Drops what waits for these fields and returns how many edits that were. The shop's values stand again. */
export function discardEdits(database: Database, places: readonly EditPlace[]): number {
  return transact(database, () => {
    const dropped = places.flatMap((place) => findPending(database, place) ?? []);
    for (const edit of dropped) deletePending(database, edit);
    reopenRuns(
      database,
      dropped.map(({ batchId }) => batchId),
    );
    return dropped.length;
  });
}

export type PendingPage = {
  readonly edits: readonly PendingEdit[];
  /** Where the next page begins; null when this was the last. */
  readonly next: EditPlace | null;
};

/** A page of what waits, by product and field; of one product and one state where wished. */
export function listPending(
  database: Database,
  question: {
    readonly productId?: string;
    readonly state?: PendingState;
    readonly after?: EditPlace | null;
    readonly limit: number;
  },
): PendingPage {
  const { productId = null, state = null, after = null, limit } = question;
  const rows = prepared<[Record<string, string | number | null>], Raw>(
    database,
    `SELECT * FROM pending_edit
     WHERE (product_id, field) > ($afterProduct, $afterField)
       AND ($product IS NULL OR product_id = $product) AND ($state IS NULL OR state = $state)
     ORDER BY product_id, field LIMIT $limit`,
  ).all({
    afterProduct: after?.productId ?? '',
    afterField: after?.field ?? '',
    product: productId,
    state,
    limit: limit + 1,
  });
  const edits = rows.slice(0, limit).map(fromRaw);
  const last = rows.length > limit ? edits.at(-1) : undefined;
  return { edits, next: last ? { productId: last.productId, field: last.field } : null };
}

/** Everything that waits for these products, whatever its state, by product. */
export function pendingOfProducts(
  database: Database,
  productIds: readonly string[],
): ReadonlyMap<string, readonly PendingEdit[]> {
  const rows = prepared<[string], Raw>(
    database,
    `SELECT * FROM pending_edit WHERE product_id IN (SELECT value FROM json_each(?)) ORDER BY product_id, field`,
  ).all(JSON.stringify(productIds));
  return Map.groupBy(rows.map(fromRaw), ({ productId }) => productId);
}

/** Where edits wait: all of them, or those of one state. */
export function listPlaces(database: Database, state: PendingState | null): readonly EditPlace[] {
  return prepared<[{ state: PendingState | null }], EditPlace>(
    database,
    `SELECT product_id AS productId, field FROM pending_edit WHERE $state IS NULL OR state = $state
     ORDER BY product_id, field`,
  ).all({ state });
}

/** How many edits wait, by state, and of how many products. */
export function countPending(database: Database): Readonly<Record<PendingState | 'products', number>> {
  const rows = prepared<[], [PendingState, number]>(
    database,
    'SELECT state, count(*) FROM pending_edit GROUP BY state',
  )
    .raw()
    .all();
  const of = Object.fromEntries(rows) as Partial<Record<PendingState, number>>;
  const products = prepared<[], number>(database, 'SELECT count(DISTINCT product_id) FROM pending_edit')
    .pluck()
    .get();
  return {
    pending: of.pending ?? 0,
    conflict: of.conflict ?? 0,
    refused: of.refused ?? 0,
    products: products ?? 0,
  };
}

/** Everything that waits for one product, by field. */
export function pendingOf(database: Database, productId: string): readonly PendingEdit[] {
  return prepared<[string], Raw>(database, 'SELECT * FROM pending_edit WHERE product_id = ? ORDER BY field')
    .all(productId)
    .map(fromRaw);
}

/** Every edit of one state, by product and field. */
export function pendingInState(database: Database, state: PendingState): readonly PendingEdit[] {
  return prepared<[string], Raw>(
    database,
    'SELECT * FROM pending_edit WHERE state = ? ORDER BY product_id, field',
  )
    .all(state)
    .map(fromRaw);
}

/** Products for which anything waits, by id. */
export function editedProducts(database: Database): readonly string[] {
  return prepared<[], string>(database, 'SELECT DISTINCT product_id FROM pending_edit ORDER BY product_id')
    .pluck()
    .all();
}
