import type { Database } from 'better-sqlite3';
import type { PendingEditRow } from '#contract/products.ts';
import type { PendingEdit } from '../cache/tables/pending-edit.ts';
import { productTitles } from '../cache/tables/product-rows.ts';
import { mastersOf, savedTimes } from '../cache/tables/product-sheet.ts';
import { fieldTexts } from './field-text.ts';

/** Edits that wait as the page shows them, in their order. */
export function editRows(database: Database, edits: readonly PendingEdit[]): PendingEditRow[] {
  const productIds = [...new Set(edits.map(({ productId }) => productId))];
  const titles = productTitles(database, productIds);
  const saved = savedTimes(database, productIds);
  const masters = mastersOf(database, productIds);
  const textOf = fieldTexts(database);
  return edits.map((edit) => ({
    productId: edit.productId,
    title: titles.get(edit.productId) ?? '',
    field: edit.field,
    fieldText: textOf(edit.productId, edit.field),
    base: edit.base,
    mine: edit.mine,
    mode: edit.mode,
    state: edit.state,
    theirs: edit.theirs,
    theirsAt: edit.theirsAt === null ? null : new Date(edit.theirsAt).toISOString(),
    theirsModifiedAt: saved.get(edit.productId) ?? null,
    masterId: masters.get(edit.productId) ?? null,
    problem: edit.problem,
    editedAt: new Date(edit.editedAt).toISOString(),
    editedBy: edit.editedBy,
    batchId: edit.batchId,
  }));
}
