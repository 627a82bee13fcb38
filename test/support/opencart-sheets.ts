import { expect, inject } from 'vitest';
import { readSheet } from '#engine/editing/sheet.ts';
import type { StorePort, StoreSheet } from '#engine/store/port.ts';
import { createOpencartShop, type OpencartShop, type OpencartVersion } from './opencart-shop.ts';
import { OPENCART_SETTINGS, openStoreOn } from './opencart-under-test.ts';

export const READING = { settings: OPENCART_SETTINGS };

/** A second language, switched off, in which nothing is translated. */
const TURKISH = `INSERT INTO oc_language SET language_id = 2, name = 'Türkçe', code = 'tr-tr', locale = 'tr-TR',
  sort_order = 2, status = 0`;

export async function openWithTurkish(version: OpencartVersion): Promise<[OpencartShop, StorePort]> {
  const shop = await createOpencartShop(inject('mariadb'), version);
  await shop.run(TURKISH);
  return [shop, openStoreOn(shop)];
}

/** The sheet of a product that is there. */
export async function sheetIn(store: StorePort, productId: string): Promise<StoreSheet> {
  const [read] = await store.readSheets([productId], READING);
  if (read === undefined) throw new Error(`product ${productId} has no sheet`);
  // The cache keeps it as JSON and refuses a value of another shape.
  expect(readSheet(read.sheet)).toEqual(read.sheet);
  return read;
}

/** One special of the shop's ordinary customers. Up to 4.0 a special has no type and no quantity. */
export async function insertSpecial(
  shop: OpencartShop,
  productId: string,
  special: {
    readonly price: string;
    readonly start: string | null;
    readonly end: string | null;
    readonly group?: number;
    readonly type?: string;
    readonly quantity?: number;
  },
): Promise<void> {
  const { price, start, end, group = 1, type = 'F', quantity = 1 } = special;
  const values = [productId, group, price, start, end];
  await (shop.version.startsWith('4.1')
    ? shop.run(
        `INSERT INTO oc_product_discount SET product_id = ?, customer_group_id = ?, priority = 1, price = ?,
         date_start = ?, date_end = ?, type = ?, quantity = ?, special = 1`,
        [...values, type, quantity],
      )
    : shop.run(
        `INSERT INTO oc_product_special SET product_id = ?, customer_group_id = ?, priority = 1, price = ?,
         date_start = ?, date_end = ?`,
        values,
      ));
}
