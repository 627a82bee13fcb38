import { countLivingProducts, writeProductGone } from '../cache/tables/product.ts';
import { deleteRange } from '../cache/tables/store-range.ts';
import { clearVanishDoubt, listVanishDoubts, writeVanishDoubt } from '../cache/tables/variant.ts';
import { transact } from '../cache/transaction.ts';
import { readAndWrite, settleRange, type Reading } from './store-reading.ts';

/** Losing more than this share of the shop in one reading is more likely an import under way than a decision … */
const DOUBTED_SHARE = 0.3;
/** … and so many at least: a small shop may well lose half of its products by a decision. */
const DOUBTED_COUNT = 20;
/** How long a loss in bulk must last before a later reading believes it. */
const BELIEVED_AFTER_MS = 30_000;

/**
 * Decides on products that were not found. Each is looked for once more; what is still missing is gone, and its
 * listings are wanted at stock 0. When too much is missing at once, it is only doubted: nothing of it is raised, the
 * merchant is shown the zeros, and a later reading that misses it too makes them true.
 */
export async function settleVanished(reading: Reading): Promise<void> {
  const missing = await lookForMissing(reading);
  const { database, host } = reading.context;
  const lost = [...missing.values()].reduce((sum, ids) => sum + ids.length, 0);
  const inBulk = lost > DOUBTED_COUNT && lost > countLivingProducts(database) * DOUBTED_SHARE;
  if (inBulk) host.logger.warn('store-lost-products', { products: lost });
  const doubts = new Map(listVanishDoubts(database).map(({ productId, since }) => [productId, since]));
  for (const [rangeKey, productIds] of missing) {
    transact(database, () => {
      const believed = productIds.filter((id) => !inBulk || isOld(doubts.get(id), reading.startedAt));
      for (const productId of believed) writeProductGone(database, productId, reading.startedAt);
      reading.changed += believed.length;
      if (believed.length === productIds.length) closeRange(reading, rangeKey);
      else for (const productId of productIds) writeVanishDoubt(database, productId, reading.startedAt);
    });
    for (const productId of productIds) doubts.delete(productId);
  }
  // What was doubted and is found again is doubted no longer.
  for (const productId of doubts.keys()) clearVanishDoubt(database, productId);
}

async function lookForMissing(reading: Reading): Promise<ReadonlyMap<string, readonly string[]>> {
  const missing = new Map<string, readonly string[]>();
  // A copy: what is missing still is noted anew under the same range while this goes on.
  for (const [rangeKey, productIds] of Array.from(reading.vanished)) {
    reading.vanished.delete(rangeKey);
    await readAndWrite(reading, rangeKey, { productIds, look: 'second' });
    const still = reading.vanished.get(rangeKey);
    if (still) missing.set(rangeKey, still);
    else transact(reading.context.database, () => settleRange(reading, rangeKey));
  }
  return missing;
}

/** A range that was read is written now; one that was not met at all has nothing left in it. */
function closeRange(reading: Reading, rangeKey: string): void {
  if (reading.pending.has(rangeKey)) settleRange(reading, rangeKey);
  else deleteRange(reading.context.database, rangeKey);
}

function isOld(since: number | undefined, now: number): boolean {
  return since !== undefined && now - since >= BELIEVED_AFTER_MS;
}
