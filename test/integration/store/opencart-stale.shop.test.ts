import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readSchema, type ShopSchema } from '#engine/store/opencart/dialect/schema.ts';
import { Link } from '#engine/store/opencart/session/link.ts';
import { moveOrder, resizeLine } from '#engine/store/opencart/write/stock-statement.ts';
import type { StoreOrder, StorePort } from '#engine/store/port.ts';
import { createOpencartShop, type OpencartShop } from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS, openStoreOn } from '../../support/opencart-under-test.ts';
import { silentLogger } from '../../support/plain-host-parts.ts';
import { orderOf } from '../../support/sample-order.ts';

/** Between looking and writing the merchant may have been quicker: then the statement must do nothing at all. */
describe.each(['3.0.4.1', '4.1.0.4'] as const)(
  'a stock statement made on an old view of OpenCart %s',
  (version) => {
    let shop: OpencartShop;
    let store: StorePort;
    let link: Link;
    let schema: ShopSchema;
    beforeAll(async () => {
      shop = await createOpencartShop(inject('mariadb'), version);
      store = openStoreOn(shop);
      link = await Link.open(shop.connection, 'writer', silentLogger);
      schema = await readSchema(link, shop.connection.database, 'oc_');
    });
    afterAll(async () => {
      await link.end();
      await store.close();
      await shop.remove();
    });

    const write = async (number: string): Promise<StoreOrder> =>
      store.writeOrder(orderOf(number), { settings: OPENCART_SETTINGS, reach: () => undefined });
    const everything = async (): Promise<unknown> => [
      await shop.rows('SELECT product_id, quantity FROM oc_product'),
      await shop.rows('SELECT product_option_value_id, quantity FROM oc_product_option_value'),
      await shop.rows('SELECT order_id, order_status_id FROM oc_order'),
      await shop.rows('SELECT order_product_id, quantity, total FROM oc_order_product'),
    ];

    it('leaves a line alone whose quantity is another one by now', async () => {
      const order = await write('stale-line');
      const before = await everything();
      const line = { orderId: order.storeOrderId, storeLineId: order.lines[1]?.storeLineId ?? '', to: 1 };
      expect(await resizeLine(link, schema, { ...line, statusId: '1', from: 5, holdsStock: true })).toBe(
        false,
      );
      expect(await resizeLine(link, schema, { ...line, statusId: '2', from: 2, holdsStock: true })).toBe(
        false,
      );
      expect(await resizeLine(link, schema, { ...line, statusId: '7', from: 2, holdsStock: false })).toBe(
        false,
      );
      expect(await everything()).toEqual(before);
    });

    it('leaves an order alone that stands at another status by now', async () => {
      const { storeOrderId: orderId } = await write('stale-order');
      const before = await everything();
      expect(await moveOrder(link, schema, { orderId, from: ['0'], to: '1', stock: 'take' })).toBe(false);
      expect(await moveOrder(link, schema, { orderId, from: ['7'], to: '1', stock: 'take' })).toBe(false);
      expect(await moveOrder(link, schema, { orderId, from: [], to: '7', stock: 'give-back' })).toBe(false);
      expect(await everything()).toEqual(before);
    });

    it('counts down what the merchant does not count down not at all', async () => {
      await shop.run('UPDATE oc_product SET subtract = 0 WHERE product_id = 30');
      const quantity = async () =>
        (await shop.rows('SELECT quantity FROM oc_product WHERE product_id = 30'))[0];
      const before = await quantity();
      const order = await write('no-subtract');
      await store.cancelOrder(order.storeOrderId, {
        settings: OPENCART_SETTINGS,
        reach: () => undefined,
        comment: 'iptal',
      });
      expect(await quantity()).toEqual(before);
      await shop.run('UPDATE oc_product SET subtract = 1 WHERE product_id = 30');
    });
  },
);
