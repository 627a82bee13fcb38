import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { StoreOrder, StorePort } from '#engine/store/port.ts';
import { changeStatusInAdmin } from '../../support/opencart-admin.ts';
import { createOpencartShop, type OpencartShop } from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS, openStoreOn } from '../../support/opencart-under-test.ts';
import { orderOf } from '../../support/sample-order.ts';

const WRITING = { settings: OPENCART_SETTINGS, reach: () => undefined };

describe.each(['2.3.0.2', '3.0.4.1', '4.0.2.3', '4.1.0.3', '4.1.0.4'] as const)(
  'the status of an imported order in OpenCart %s',
  (version) => {
    let shop: OpencartShop;
    let store: StorePort;
    beforeAll(async () => {
      shop = await createOpencartShop(inject('mariadb'), version);
      store = openStoreOn(shop);
    });
    afterAll(async () => {
      await store.close();
      await shop.remove();
    });

    const stock = async (): Promise<number> =>
      Number((await shop.rows('SELECT quantity FROM oc_product WHERE product_id = 40'))[0]?.quantity);
    const history = async (orderId: string): Promise<readonly string[]> =>
      (
        await shop.rows(
          'SELECT order_status_id FROM oc_order_history WHERE order_id = ? ORDER BY order_history_id',
          [orderId],
        )
      ).map((row) => String(row.order_status_id));
    const set = async (order: StoreOrder, statusId: string, ...expectedFrom: string[]): Promise<string> =>
      (
        await store.setOrderStatus(order.storeOrderId, statusId, {
          ...WRITING,
          expectedFrom,
          comment: statusId,
        })
      ).statusId;

    it('moves on, back out of the stock and in again, each time by OpenCart’s own rule', async () => {
      const before = await stock();
      const order = await store.writeOrder(orderOf('ladder'), WRITING);
      expect(await stock()).toBe(before - 2);
      expect(await set(order, '3', '1')).toBe('3');
      expect(await stock()).toBe(before - 2);
      expect(await set(order, '11', '1', '3')).toBe('11');
      expect(await stock()).toBe(before);
      expect(await set(order, '2', '11')).toBe('2');
      expect(await stock()).toBe(before - 2);
      expect(await history(order.storeOrderId)).toEqual(['1', '3', '11', '2']);
    });

    it('stays where the merchant put it, and is not set a second time', async () => {
      const before = await stock();
      const order = await store.writeOrder(orderOf('merchant'), WRITING);
      await changeStatusInAdmin(shop, order.storeOrderId, { from: '1', statusId: '12' });
      expect(await set(order, '3', '1', '2')).toBe('12');
      await changeStatusInAdmin(shop, order.storeOrderId, { from: '12', statusId: '1' });
      expect(await set(order, '3', '1', '2')).toBe('3');
      await changeStatusInAdmin(shop, order.storeOrderId, { from: '3', statusId: '1' });
      expect(await set(order, '3', '1', '2')).toBe('1');
      expect(await stock()).toBe(before - 2);
    });

    it('is not taken out of 0, where an edit in admin goes on', async () => {
      const order = await store.writeOrder(orderOf('edited'), WRITING);
      await changeStatusInAdmin(shop, order.storeOrderId, { from: '1', statusId: '0' });
      expect(await set(order, '3', '0', '1')).toBe('0');
    });

    it('is read for many orders at once, with the invoice’s number once there is one', async () => {
      const orders = [
        await store.writeOrder(orderOf('read-1'), WRITING),
        await store.writeOrder(orderOf('read-2'), WRITING),
      ];
      await set(orders[1]!, '11', '1');
      await shop.run("UPDATE oc_order SET invoice_no = 7, invoice_prefix = 'INV-26-' WHERE order_id = ?", [
        orders[0]!.storeOrderId,
      ]);
      const ids = [...orders.map(({ storeOrderId }) => storeOrderId), '999999'];
      expect(await store.readOrderStatuses(ids, { settings: OPENCART_SETTINGS })).toEqual([
        { storeOrderId: ids[0], statusId: '1', holdsStock: true, invoiceNumber: 'INV-26-7' },
        { storeOrderId: ids[1], statusId: '11', holdsStock: false, invoiceNumber: null },
      ]);
    });

    it('is never one of which nobody can tell whether it holds stock', async () => {
      const order = await store.writeOrder(orderOf('doubt'), WRITING);
      await expect(set(order, '0', '1')).rejects.toMatchObject({ problem: { code: 'input/invalid' } });
      // 4.1.0.0 to 4.1.0.3 join their two lists so that the second one's first entries drop out.
      await shop.run("UPDATE oc_setting SET value = '[\"15\"]' WHERE `key` = 'config_complete_status'");
      if (version !== '4.1.0.3') expect(await set(order, '15', '1')).toBe('15');
      else await expect(set(order, '15', '1')).rejects.toMatchObject({ problem: { code: 'input/invalid' } });
    });
  },
);
