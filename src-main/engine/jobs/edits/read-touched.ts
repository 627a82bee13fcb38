import { fingerprintOf } from '../../cache/tables/product-sheet.ts';
import { rangeOf } from '../../cache/tables/product.ts';
import type { EngineContext } from '../../context.ts';
import { withShop } from '../shop-lock.ts';
import { beginReading, readAndWrite } from '../store-reading.ts';
import { openEditShop } from './edit-shop.ts';
import { readChunk } from './read-sheets.ts';

const CHUNK = 500;

/**
 * Reads the named products anew, with their sheets, so that plan and page show at once what was written. What surprises
 * in them waits for the next full reading, which looks twice.
 */
export async function readTouched(
  context: EngineContext,
  productIds: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  if (productIds.length === 0) return;
  const { database } = context;
  await withShop(context, async () => {
    const shop = await openEditShop(context);
    const reading = beginReading(context, shop.store, { settings: shop.settings, signal });
    const byRange = Map.groupBy(productIds, (productId) => rangeOf(database, productId));
    for (const [range, ids] of byRange) {
      if (range !== null) await readAndWrite(reading, range, { productIds: ids, look: 'first' });
    }
    for (let start = 0; start < productIds.length; start += CHUNK) {
      signal.throwIfAborted();
      const due = productIds
        .slice(start, start + CHUNK)
        .map((productId) => ({ productId, fingerprint: fingerprintOf(database, productId) ?? '' }));
      await readChunk(context, shop, { due, signal });
    }
  });
  context.events.changed('store', 'listings', 'products');
}
