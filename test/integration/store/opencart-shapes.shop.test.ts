import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openOpencartStore } from '#engine/store/opencart/open-opencart-store.ts';
import type { StorePort, StoreProduct } from '#engine/store/port.ts';
import { seededRandom } from '#engine/store/sample/seeded-random.ts';
import { shownProducts } from '../../support/opencart-oracle.ts';
import {
  addDeadIdentifierColumns,
  addDirt,
  addForeignColumns,
  addForeignSoftware,
  convertEngine,
  convertToUtf8mb4,
  renamePrefix,
} from '../../support/opencart-shapes.ts';
import { createOpencartShop, type OpencartShop, type OpencartVersion } from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS } from '../../support/opencart-under-test.ts';
import { silentLogger, systemClock } from '../../support/plain-host-parts.ts';
import { orderOf } from '../../support/sample-order.ts';

const SEED = Number(process.env.SEED ?? 20_261_124);

type Shape = {
  readonly name: string;
  readonly version: OpencartVersion;
  readonly prefix?: string;
  readonly transactional: boolean;
  readonly change: (shop: OpencartShop) => Promise<void>;
};

const SHAPES: readonly Shape[] = [
  {
    name: 'a 3.0 with another prefix beside other software, its tables InnoDB',
    version: '3.0.4.1',
    prefix: 'ocab_',
    transactional: true,
    change: async (shop) => {
      await convertEngine(shop, 'InnoDB');
      await renamePrefix(shop, 'ocab_');
      await addForeignSoftware(shop);
    },
  },
  {
    name: 'a 4.1 without any prefix beside other software, its tables MyISAM',
    version: '4.1.0.4',
    prefix: '',
    transactional: false,
    change: async (shop) => {
      await convertEngine(shop, 'MyISAM');
      await renamePrefix(shop, '');
      await addForeignSoftware(shop);
    },
  },
  { name: 'a 3.0 in utf8mb4', version: '3.0.4.1', transactional: false, change: convertToUtf8mb4 },
  {
    name: 'a 3.0 with an extension’s columns in its orders',
    version: '3.0.4.1',
    transactional: false,
    change: addForeignColumns,
  },
  {
    name: 'a 4.1 with an extension’s columns in its orders',
    version: '4.1.0.4',
    transactional: true,
    change: addForeignColumns,
  },
  {
    name: 'a 4.1.0.3 with dead columns',
    version: '4.1.0.4',
    transactional: true,
    change: addDeadIdentifierColumns,
  },
  {
    name: 'a 4.1 upgraded from 3.0, with what that leaves behind',
    version: '4.1.0.4',
    transactional: true,
    change: async (shop) => {
      await shop.run(`CREATE TABLE oc_product_special (product_special_id INT PRIMARY KEY AUTO_INCREMENT, product_id INT,
        customer_group_id INT, priority INT, price DECIMAL(15,4), date_start DATE, date_end DATE)`);
      await shop.run(
        "INSERT INTO oc_product_special VALUES (1, 40, 1, 0, 1, '0000-00-00', '0000-00-00'), (2, 28, 1, 0, 1, '0000-00-00', '0000-00-00')",
      );
      await shop.run(
        'CREATE TABLE oc_url_alias (url_alias_id INT, query VARCHAR(255), keyword VARCHAR(255))',
      );
      await shop.run('CREATE TABLE oc_order_voucher (order_voucher_id INT)');
    },
  },
  {
    name: 'a 3.0 without its optional tables',
    version: '3.0.4.1',
    transactional: false,
    change: async (shop) => {
      await shop.run(
        'DROP TABLE oc_product_special, oc_manufacturer, oc_extension, oc_order_voucher, oc_order_shipment, oc_attribute, oc_stock_status, oc_store',
      );
    },
  },
];

describe.each(SHAPES)('$name', (shape) => {
  const prefix = shape.prefix ?? 'oc_';
  let shop: OpencartShop;
  let store: StorePort;
  beforeAll(async () => {
    shop = await createOpencartShop(inject('mariadb'), shape.version);
    await addDirt(shop, seededRandom(SEED));
    await shape.change(shop);
    store = openOpencartStore({ connection: shop.connection, clock: systemClock, logger: silentLogger });
  });
  afterAll(async () => {
    await store.close();
    await shop.remove();
  });

  it(`shows each price and stock that its own pages show (seed ${SEED})`, async () => {
    const report = await store.inspect();
    expect(report).toMatchObject({
      generation: shape.version.slice(0, 3),
      prefix,
      transactional: shape.transactional,
      missingRights: [],
      currency: 'TRY',
    });
    const read = await readAll(store);
    const shown = await shownProducts(shop, { prefix, generation: report.generation as '3.0' | '4.1' });
    expect(read).toHaveLength(shown.length);
    for (const [index, truth] of shown.entries()) {
      const product = read[index];
      expect({
        productId: product?.productId,
        onSale: product?.enabled,
        variants: product?.variants.map(({ optionValueIds, priceE4, quantity }) => [
          optionValueIds.join('+'),
          { priceE4, quantity },
        ]),
      }).toEqual({ ...truth, variants: expect.arrayContaining([...truth.variants]) });
      expect(product?.variants).toHaveLength(truth.variants.size);
    }
  });

  it('takes an order in once, changes it, and gives all back', async () => {
    const stocks = async (): Promise<unknown> => [
      await shop.rows(`SELECT product_id, quantity FROM \`${prefix}product\` ORDER BY product_id`),
      await shop.rows(
        `SELECT product_option_value_id AS id, quantity FROM \`${prefix}product_option_value\` ORDER BY id`,
      ),
    ];
    const before = await stocks();
    const writing = { settings: OPENCART_SETTINGS, reach: () => undefined };
    const order = orderOf(`şekil ${shape.name}`);
    const written = await store.writeOrder(order, writing);
    expect(await store.writeOrder(order, writing)).toEqual(written);
    expect(await store.findOrder(order.mark, writing)).toEqual(written);
    expect(await stocks()).not.toEqual(before);
    const wish = { storeLineId: written.lines[0]?.storeLineId ?? '', quantity: 3 };
    await store.setOrderLines(written.storeOrderId, [wish], { ...writing, comment: 'üç oldu' });
    const totals = await shop.rows(
      `SELECT o.total, (SELECT SUM(value) FROM \`${prefix}order_total\` t WHERE t.order_id = o.order_id AND code <> 'total') AS parts,
              (SELECT value FROM \`${prefix}order_total\` t WHERE t.order_id = o.order_id AND code = 'total') AS whole
       FROM \`${prefix}order\` o WHERE o.order_id = ?`,
      [written.storeOrderId],
    );
    expect(totals).toEqual([{ total: '600.0000', parts: '600.0000', whole: '600.0000' }]);
    await store.cancelOrder(written.storeOrderId, { ...writing, comment: 'iptal' });
    expect(await stocks()).toEqual(before);
    const orders = await shop.rows(
      `SELECT order_status_id FROM \`${prefix}order\` WHERE order_status_id > 0`,
    );
    expect(orders).toEqual([{ order_status_id: 7 }]);
  });
});

async function readAll(from: StorePort): Promise<readonly StoreProduct[]> {
  const ids: string[] = [];
  const fingerprints = new Map<string, string>();
  for await (const range of from.readWatched({ settings: OPENCART_SETTINGS })) {
    for (const { productId, fingerprint } of range.products()) {
      ids.push(productId);
      fingerprints.set(productId, fingerprint);
    }
  }
  const products = await from.readProducts(ids, { settings: OPENCART_SETTINGS });
  for (const product of products) expect(product.fingerprint).toBe(fingerprints.get(product.productId));
  // A first reading takes another way to the same.
  expect(await from.readProducts(ids, { settings: OPENCART_SETTINGS, pace: 'in-bulk' })).toEqual(products);
  return products;
}
