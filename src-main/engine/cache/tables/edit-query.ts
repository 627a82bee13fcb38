import type { Database } from 'better-sqlite3';
import type { EditBatchRow, EditPage, EditQuery } from '#contract/edits.ts';
import { prepared } from '../prepared.ts';
import { searchTerms } from '../search-terms.ts';
import { pendingOfProducts, type PendingEdit, type PendingState } from './pending-edit.ts';
import { productsOf } from './product-boards.ts';

export type EditWindow = {
  readonly edits: readonly PendingEdit[];
  readonly total: number;
  readonly counts: EditPage['counts'];
};

/**
 * Finds a window into the edits that wait, by their products' titles and then by field. The counts are of everything
 * that the search finds.
 */
export function findEdits(database: Database, query: EditQuery): EditWindow {
  const board = productsOf(database);
  const found = board.find(searchTerms(query.search));
  const { pending, conflict, refused } = board.columns.edits;
  const counts = { pending: 0, conflict: 0, refused: 0, products: 0 };
  const products: EditedProduct[] = [];
  for (const number of board.inOrder('title')) {
    if (found !== null && found[number] !== 1) continue;
    const edits = { pending: pending[number]!, conflict: conflict[number]!, refused: refused[number]! };
    const all = edits.pending + edits.conflict + edits.refused;
    if (all === 0) continue;
    counts.products += 1;
    for (const state of STATES) counts[state] += edits[state];
    const count = query.state === null ? all : edits[query.state];
    if (count > 0) products.push({ productId: board.columns.ids[number]!, count });
  }
  const { productIds, skip } = productsInWindow(products, query);
  const edits = pendingOfProducts(database, productIds);
  const wanted = productIds
    .flatMap((productId) => edits.get(productId) ?? [])
    .filter(({ state }) => query.state === null || state === query.state);
  const total =
    query.state === null ? counts.pending + counts.conflict + counts.refused : counts[query.state];
  return { edits: wanted.slice(skip, skip + query.limit), total, counts };
}

const STATES: readonly PendingState[] = ['pending', 'conflict', 'refused'];

type EditedProduct = { readonly productId: string; readonly count: number };

/** The products whose edits stand in the window, and how many of the first one's lie before it. */
function productsInWindow(
  products: readonly EditedProduct[],
  { offset, limit }: EditQuery,
): { readonly productIds: readonly string[]; readonly skip: number } {
  const productIds: string[] = [];
  let before = 0;
  let skip = 0;
  for (const { productId, count } of products) {
    if (before >= offset + limit) break;
    if (before + count > offset) {
      if (productIds.length === 0) skip = offset - before;
      productIds.push(productId);
    }
    before += count;
  }
  return { productIds, skip };
}

type RawBatch = {
  readonly batch_id: string;
  readonly at: number;
  readonly by: string;
  readonly title: string;
  readonly fields: number;
  readonly undone_at: number | null;
  readonly written_at: number | null;
};

/** Batches of edits, newest first. */
export function batchPage(
  database: Database,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): { readonly rows: EditBatchRow[]; readonly total: number } {
  const rows = prepared<[number, number], RawBatch>(
    database,
    `SELECT batch_id, at, by, title, json_array_length(replaced) AS fields, undone_at, written_at
     FROM edit_batch ORDER BY row DESC LIMIT ? OFFSET ?`,
  ).all(limit, offset);
  const total = prepared<[], number>(database, 'SELECT count(*) FROM edit_batch').pluck().get() ?? 0;
  return { rows: rows.map(toBatchRow), total };
}

function toBatchRow(raw: RawBatch): EditBatchRow {
  return {
    batchId: raw.batch_id,
    at: new Date(raw.at).toISOString(),
    by: raw.by,
    title: raw.title,
    fields: raw.fields,
    state: raw.written_at !== null ? 'written' : raw.undone_at !== null ? 'undone' : 'open',
  };
}
