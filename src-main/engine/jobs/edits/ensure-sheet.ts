import { isProblemError } from '#contract/problem.ts';
import { dueAmong, findSheet, type SheetRow } from '../../cache/tables/product-sheet.ts';
import { readStoreRow } from '../../cache/tables/store.ts';
import type { EngineContext } from '../../context.ts';
import { openEditShop } from './edit-shop.ts';
import { readChunk } from './read-sheets.ts';

/** {@link ensureSheets} of one product; null where it was never read and can't be now. */
export async function ensureSheet(context: EngineContext, productId: string): Promise<SheetRow | null> {
  await ensureSheets(context, [productId]);
  return findSheet(context.database, productId);
}

/**
 * Reads the sheets of at most 500 products from the shop where none was read yet or the product has changed since. Where
 * the shop can't be reached, the last ones stay. Old ones are not waited for while it is known to be unreachable.
 */
export async function ensureSheets(context: EngineContext, productIds: readonly string[]): Promise<void> {
  const { database } = context;
  const row = readStoreRow(database);
  if (row === null) return;
  const due = dueAmong(database, productIds, row.problem === null ? 'unread-and-old' : 'unread');
  if (due.length === 0) return;
  try {
    await readChunk(context, await openEditShop(context), { due });
  } catch (error) {
    if (!isProblemError(error) || !error.problem.code.startsWith('store/')) throw error;
  }
}
