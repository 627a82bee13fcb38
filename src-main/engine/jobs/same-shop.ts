import type { Database } from 'better-sqlite3';
import type { StoreSettings } from '#contract/shop.ts';
import { sampleProducts } from '../cache/tables/product.ts';
import type { StorePort } from '../store/port.ts';

const SAMPLE = 50;
/** Some of the goods may have been renamed or deleted meanwhile; most of a shop never is at once. */
const ENOUGH = 0.5;

/**
 * Whether a shop is the one that the cache knows, by its goods: an address changes when a shop moves house, and
 * another shop's product 42 is another thing.
 */
export async function isSameShop(
  database: Database,
  store: StorePort,
  options: { readonly settings: StoreSettings },
): Promise<boolean> {
  const known = sampleProducts(database, SAMPLE);
  if (known.length === 0) return true;
  const found = await store.readProducts(
    known.map(({ productId }) => productId),
    options,
  );
  const byId = new Map(found.map((product) => [product.productId, product]));
  const same = known.filter(({ productId, model, title }) => {
    const product = byId.get(productId);
    return product !== undefined && (product.title === title || (model !== '' && product.model === model));
  });
  return same.length >= known.length * ENOUGH;
}
