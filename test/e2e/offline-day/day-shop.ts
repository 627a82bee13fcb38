import type { StoreSheet } from '#engine/store/port.ts';
import type { Sandbox } from '../../../src-main/sandbox/start-sandbox.ts';
import type { MariadbFacts } from '../../support/mariadb-server.ts';
import {
  createOpencartShop,
  sellInShop,
  type OpencartShop,
  type OpencartVersion,
} from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS, openStoreOn } from '../../support/opencart-under-test.ts';
import { barcodeOf, STOCKED } from '../../support/stocked-shop.ts';

/** Demo goods that have options, or need none; the last two are on no marketplace. */
export const CAMERA = 30;
const CLONES = Array.from({ length: 30 }, (_, index) => 1_001 + index);
/** One stock each, and on the marketplace. */
export const LISTED: readonly number[] = [...STOCKED, ...CLONES];
export const EVERYTHING: readonly string[] = [...LISTED, CAMERA, 31, 35, 42].map(String);
/** Of the camera's option value 15, which a person links. */
export const CAMERA_BARCODE = barcodeOf(CAMERA);
export const START = 60;
const NET_PRICE = 100;
const CLONED = ['product', 'product_description', 'product_to_store', 'product_to_category'] as const;

/** A shop with a few dozen goods: what its owner sees, sells and saves, past this program. */
export type DayShop = {
  readonly shop: OpencartShop;
  readonly sheets: () => Promise<ReadonlyMap<string, StoreSheet['sheet']>>;
  readonly sell: (productId: number, optionValueId: number | null, pieces: number) => Promise<void>;
  /** Saves one value as OpenCart's admin does. Stock: so many pieces more. */
  readonly saveInAdmin: (saved: AdminSave) => Promise<void>;
  /** A figure for everything that stands in the shop. */
  readonly checksums: () => Promise<unknown>;
  readonly close: () => Promise<void>;
};

export async function openDayShop(mariadb: MariadbFacts, version: OpencartVersion): Promise<DayShop> {
  const shop = await createOpencartShop(mariadb, version);
  for (const id of CLONES) for (const table of CLONED) await clone(shop, table, id);
  for (const id of LISTED) await stock(shop, id);
  await shop.run('UPDATE oc_product SET quantity = ?, subtract = 1, status = 1 WHERE product_id = ?', [
    START,
    CAMERA,
  ]);
  await shop.run(
    'UPDATE oc_product_option_value SET quantity = ?, subtract = 1 WHERE product_option_value_id IN (15, 16)',
    [START],
  );
  const store = openStoreOn(shop);
  return {
    shop,
    sheets: async () => {
      const found = await store.readSheets(EVERYTHING, { settings: OPENCART_SETTINGS });
      return new Map(found.map(({ productId, sheet }) => [productId, sheet]));
    },
    sell: (productId, optionValueId, quantity) =>
      sellInShop(shop, {
        productId: String(productId),
        optionValueIds: optionValueId === null ? [] : [String(optionValueId)],
        quantity,
      }),
    saveInAdmin: async (saved) => {
      await save(shop, saved);
      await shop.run('UPDATE oc_product SET date_modified = NOW() WHERE product_id = ?', [saved.productId]);
    },
    checksums: () => checksums(shop),
    close: async () => {
      await store.close();
      await shop.remove();
    },
  };
}

async function clone(shop: OpencartShop, table: (typeof CLONED)[number], id: number): Promise<void> {
  const columns = await shop.rows(
    `SELECT column_name AS name FROM information_schema.columns
     WHERE table_schema = ? AND table_name = ? AND column_name <> 'product_id'`,
    [shop.connection.database, `oc_${table}`],
  );
  const names = columns.map(({ name }) => `\`${String(name)}\``).join(', ');
  await shop.run(
    `INSERT INTO oc_${table} (product_id, ${names}) SELECT ?, ${names} FROM oc_${table} WHERE product_id = ?`,
    [id, 40],
  );
}

async function stock(shop: OpencartShop, id: number): Promise<void> {
  await shop.run(
    `UPDATE oc_product SET quantity = ?, price = ?, model = ?, subtract = 1, status = 1, tax_class_id = 9
     WHERE product_id = ?`,
    [START, NET_PRICE, `Ürün ${id}`, id],
  );
  await (shop.version === '3.0.4.1'
    ? shop.run('UPDATE oc_product SET ean = ? WHERE product_id = ?', [barcodeOf(id), id])
    : shop.run("INSERT INTO oc_product_code SET product_id = ?, code = 'EAN', value = ?", [
        id,
        barcodeOf(id),
      ]));
}

/** The same goods on the marketplace, at the shop's price with its 20 % KDV. */
export function listGoods(sandbox: Sandbox): void {
  sandbox.trendyol.seedListings(
    [...LISTED, CAMERA].map((id) => ({
      barcode: barcodeOf(id),
      stockCode: `P${id}`,
      title: `Ürün ${id}`,
      quantity: START,
      salePrice: 120,
      listPrice: 120,
      approved: true,
    })),
  );
}

/** Fields that somebody saves in OpenCart's own admin, each with what it is set to; stock: with pieces more. */
export type AdminSave = { readonly productId: string } & (
  | {
      readonly field: 'quantity' | 'price' | 'model' | 'name:en-gb' | 'description:en-gb';
      readonly value: string;
    }
  | { readonly field: 'categories'; readonly value: readonly string[] }
);

const STATEMENTS: Readonly<Record<Exclude<AdminSave['field'], 'categories'>, string>> = {
  quantity: 'UPDATE oc_product SET quantity = quantity + ? WHERE product_id = ?',
  price: 'UPDATE oc_product SET price = ? WHERE product_id = ?',
  model: 'UPDATE oc_product SET model = ? WHERE product_id = ?',
  'name:en-gb': 'UPDATE oc_product_description SET name = ? WHERE product_id = ? AND language_id = 1',
  'description:en-gb':
    'UPDATE oc_product_description SET description = ? WHERE product_id = ? AND language_id = 1',
};

async function save(shop: OpencartShop, { productId, ...saved }: AdminSave): Promise<void> {
  if (saved.field !== 'categories') {
    return shop.run(STATEMENTS[saved.field], [saved.value, productId]);
  }
  await shop.run('DELETE FROM oc_product_to_category WHERE product_id = ?', [productId]);
  for (const id of saved.value) {
    await shop.run('INSERT INTO oc_product_to_category SET product_id = ?, category_id = ?', [productId, id]);
  }
}

async function checksums(shop: OpencartShop): Promise<unknown> {
  const tables = await shop.rows(
    'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ? ORDER BY table_name',
    [shop.connection.database],
  );
  const names = tables.map(({ name }) => `\`${String(name)}\``).join(', ');
  return shop.rows(`CHECKSUM TABLE ${names}`);
}
