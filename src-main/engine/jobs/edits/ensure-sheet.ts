import { isProblemError } from '#contract/problem.ts';
import { findSheet, fingerprintOf, type SheetRow } from '../../cache/tables/product-sheet.ts';
import { readStoreRow } from '../../cache/tables/store.ts';
import type { EngineContext } from '../../context.ts';
import { openEditShop } from './edit-shop.ts';
import { seeGone, seeSheet } from './see-sheet.ts';

/**
 * A product's sheet, read from the shop first where none was read yet or the product has changed since. Where the shop
 * can't be reached: the last one, or null. An old sheet is not waited for while the shop is known to be unreachable.
 */
export async function ensureSheet(context: EngineContext, productId: string): Promise<SheetRow | null> {
  const { database, events } = context;
  const fingerprint = fingerprintOf(database, productId);
  const kept = findSheet(database, productId);
  const row = readStoreRow(database);
  if (fingerprint === null || row === null) return kept;
  if (kept && (kept.fingerprint === fingerprint || row.problem !== null)) return kept;
  try {
    const readAt = context.host.clock.now();
    const { store, settings } = await openEditShop(context);
    const [found] = await store.readSheets([productId], { settings });
    const changed = found ? seeSheet(context, found, { fingerprint, readAt }) : seeGone(context, productId);
    if (changed) events.changed('edits', 'products');
  } catch (error) {
    if (!isProblemError(error) || !error.problem.code.startsWith('store/')) throw error;
  }
  return findSheet(database, productId);
}
