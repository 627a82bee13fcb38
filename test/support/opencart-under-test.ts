import { parseDecimalE4 } from '#common/money.ts';
import { DEFAULT_ORDER_SETTINGS, type StoreSettings } from '#contract/shop.ts';
import { openOpencartStore } from '#engine/store/opencart/open-opencart-store.ts';
import type { StorePort } from '#engine/store/port.ts';
import type { EditableShopUnderTest } from '../conformance/store/store-editing-conformance.ts';
import type { MariadbFacts } from './mariadb-server.ts';
import {
  cancelInAdmin,
  createOpencartShop,
  type OpencartShop,
  type OpencartVersion,
} from './opencart-shop.ts';
import { systemClock, silentLogger } from './plain-host-parts.ts';

export const OPENCART_SETTINGS: StoreSettings = {
  barcodeSource: null,
  stockCodeSource: 'model',
  pricesIncludeTax: false,
  newOrderStatusId: '1',
  cancelledOrderStatusId: '7',
  ...DEFAULT_ORDER_SETTINGS,
};

/** A store on the shop's database, as the program opens it. */
export function openStoreOn(shop: OpencartShop): StorePort {
  return openOpencartStore({ connection: shop.connection, clock: systemClock, logger: silentLogger });
}

/** A fresh OpenCart for the store conformance suites. */
export async function opencartUnderTest(
  mariadb: MariadbFacts,
  version: OpencartVersion,
  options: Parameters<typeof createOpencartShop>[2] = {},
): Promise<EditableShopUnderTest> {
  return shopUnderTest(await createOpencartShop(mariadb, version, options));
}

/** The demo goods: 40 and 28 are plain ones, 30 has a select with value 16. Closing removes the shop. */
export function shopUnderTest(shop: OpencartShop): EditableShopUnderTest {
  const store = openStoreOn(shop);
  const oneNumber = async (sql: string, values: readonly string[]): Promise<number> =>
    Number(Object.values((await shop.rows(sql, values))[0] ?? {})[0]);
  return {
    store,
    settings: OPENCART_SETTINGS,
    goods: { plain: '40', other: '28', withOption: { productId: '30', optionValueId: '16' } },
    truth: {
      quantityOf: async (id) => oneNumber('SELECT quantity FROM oc_product WHERE product_id = ?', [id]),
      optionQuantityOf: async (id) =>
        oneNumber('SELECT quantity FROM oc_product_option_value WHERE product_option_value_id = ?', [id]),
      setQuantity: async (id, quantity) =>
        shop.run('UPDATE oc_product SET quantity = ? WHERE product_id = ?', [quantity, id]),
      setPrice: async (id, price) =>
        shop.run('UPDATE oc_product SET price = ? WHERE product_id = ?', [price, id]),
      removeProduct: async (id) => shop.run('DELETE FROM oc_product WHERE product_id = ?', [id]),
      orderRows: async (id) => {
        const [row] = await shop.rows('SELECT * FROM oc_order WHERE order_id = ?', [id]);
        return {
          statusId: String(row?.order_status_id),
          totalE4: parseDecimalE4(String(row?.total)) ?? Number.NaN,
        };
      },
      countOrders: async () => oneNumber('SELECT COUNT(*) FROM oc_order WHERE order_status_id > 0', []),
      cancelInShop: async (id) => cancelInAdmin(shop, id, '7'),
    },
    saveInAdmin: async (id) =>
      shop.run('UPDATE oc_product SET date_modified = NOW() WHERE product_id = ?', [id]),
    close: async () => {
      await store.close();
      await shop.remove();
    },
  };
}
