import type { ReadOptions, StoreSheet } from '../../port.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import type { BulkReading } from '../read/bulk-reading.ts';
import type { ShopSettings } from '../read/shop-settings.ts';
import type { Reader } from '../session/queryable.ts';
import { readEditPlaces } from './field-place.ts';
import { readProductRows } from './product-rows.ts';
import { sheetOf } from './sheet-of-rows.ts';

const MOST = 500;

/** Throws a RangeError for more ids than one call may name: a statement's length is bounded. */
export function requireFew(productIds: readonly string[]): void {
  if (productIds.length > MOST) throw new RangeError(`at most 500 products a call, not ${productIds.length}`);
}

/** See `StorePort.readSheets`: a dozen statements, however many products. In the order of the product id. */
export async function readSheets(
  facts: {
    readonly reader: Reader;
    readonly schema: ShopSchema;
    readonly shop: ShopSettings;
    readonly bulk: BulkReading;
  },
  productIds: readonly string[],
  options: ReadOptions,
): Promise<readonly StoreSheet[]> {
  requireFew(productIds);
  options.signal?.throwIfAborted();
  if (productIds.length === 0) return [];
  const { reader, schema, shop, bulk } = facts;
  const readPlaces = (): ReturnType<typeof readEditPlaces> => readEditPlaces(reader, schema, shop);
  const inBulk = options.pace === 'in-bulk';
  const places = inBulk ? await bulk.keep('edit-places', readPlaces) : await readPlaces();
  const rows = await readProductRows(reader, places, productIds, inBulk ? bulk : null);
  options.signal?.throwIfAborted();
  return [...rows.values()].map((one) => sheetOf(places, one));
}
