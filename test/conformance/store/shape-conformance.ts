import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openOpencartStore } from '#engine/store/opencart/open-opencart-store.ts';
import type { StorePort, StoreProduct } from '#engine/store/port.ts';
import { seededRandom } from '#engine/store/sample/seeded-random.ts';
import { familyOf } from '../../support/opencart-generations/versions.ts';
import { shownProducts } from '../../support/opencart-oracle.ts';
import { addDirt } from '../../support/opencart-shapes.ts';
import { createOpencartShop, type OpencartShop, type OpencartVersion } from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS } from '../../support/opencart-under-test.ts';
import { silentLogger, systemClock } from '../../support/plain-host-parts.ts';
import { orderOf } from '../../support/sample-order.ts';

const SEED = Number(process.env.SEED ?? 20_261_124);

/** What years, hosts and extensions made of a version. `change` finds the tables under `oc_`. */
export type Shape = {
  readonly name: string;
  readonly version: OpencartVersion;
  readonly prefix?: string;
  /** As the merchant gives it: null lets the program find it. */
  readonly namedPrefix?: string;
  readonly transactional: boolean;
  readonly change: (shop: OpencartShop) => Promise<void>;
};

/** Whatever its shape, a shop is read as its own pages show it, and an order moves its stock there and back. */
export function shapeConformance(shapes: readonly Shape[]): void {
  describe.each(shapes)('$name', (shape) => {
    const prefix = shape.prefix ?? 'oc_';
    let shop: OpencartShop;
    let store: StorePort;
    beforeAll(async () => {
      shop = await createOpencartShop(inject('mariadb'), shape.version);
      await addDirt(shop, seededRandom(SEED));
      await shape.change(shop);
      const connection = { ...shop.connection, prefix: shape.namedPrefix ?? null };
      store = openOpencartStore({ connection, clock: systemClock, logger: silentLogger });
    });
    afterAll(async () => {
      await store.close();
      await shop.remove();
    });

    it(`shows each price and stock that its own pages show (seed ${SEED})`, async () => {
      expect(await store.inspect()).toMatchObject({
        generation: familyOf(shape.version),
        prefix,
        transactional: shape.transactional,
        missingRights: [],
        currency: 'TRY',
      });
      const read = await readAll(store);
      const shown = await shownProducts(shop, { prefix, generation: familyOf(shape.version) });
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
      const counted = `SELECT order_id AS id, order_status_id AS status FROM \`${prefix}order\` WHERE order_status_id > 0`;
      const [before, orders] = [await stocks(), await shop.rows(counted)];
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
      expect(await shop.rows(counted)).toEqual([...orders, { id: Number(written.storeOrderId), status: 7 }]);
    });
  });
}

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
