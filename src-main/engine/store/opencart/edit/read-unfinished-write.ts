import type { StoreSheet, WriteMark } from '../../port.ts';
import type { Writer } from '../session/queryable.ts';
import { underLock } from '../write/lock.ts';
import { lockName } from '../write/mark.ts';
import { readEditPlaces } from './field-place.ts';
import { isSameTime, modifiedOf } from './mark-product.ts';
import { readProductRows } from './product-rows.ts';
import { sheetOf } from './sheet-of-rows.ts';
import type { ProductWriteFacts } from './write-product.ts';

/**
 * See `StorePort.readUnfinishedWrite`. Under the lock of writing: a statement of a program that is dead by now may still
 * run in the server, and would put its value into the shop after it was looked for.
 */
export async function readUnfinishedWrite(
  writer: Writer,
  { schema, shop }: Pick<ProductWriteFacts, 'schema' | 'shop'>,
  { productId, before }: WriteMark & { readonly productId: string },
): Promise<StoreSheet | null> {
  const places = await readEditPlaces(writer, schema, shop);
  return underLock(writer, lockName(schema.database, schema.prefix, 'product', productId), async () => {
    const rows = (await readProductRows(writer, places, [productId])).get(productId);
    const isUnfinished = rows !== undefined && isSameTime(modifiedOf(rows.product), before);
    return isUnfinished ? sheetOf(places, rows) : null;
  });
}
