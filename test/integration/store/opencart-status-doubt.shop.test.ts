import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { StorePort, WriteOptions } from '#engine/store/port.ts';
import type { OpencartVersion } from '../../support/opencart-generations/versions.ts';
import { createOpencartShop, type OpencartShop } from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS, openStoreOn } from '../../support/opencart-under-test.ts';
import { dropDeadIdentifiers } from '../../support/opencart-upgrades.ts';
import { orderOf } from '../../support/sample-order.ts';

/** A status of the merchant's own, in the complete list only and at a place that 4.1.0.0 to 4.1.0.3 drop. */
const DELIVERED = '17';
const WRITING: WriteOptions = { settings: OPENCART_SETTINGS, reach: () => undefined };

type Case = {
  readonly name: string;
  readonly version: OpencartVersion;
  readonly change?: (shop: OpencartShop) => Promise<void>;
};

const TOLD: readonly Case[] = [
  { name: 'a 2.3', version: '2.3.0.2' },
  { name: 'a 3.0', version: '3.0.4.1' },
  { name: 'a 4.0', version: '4.0.2.3' },
  { name: 'a 4.1.0.4', version: '4.1.0.4' },
  {
    name: 'a 4.1.0.4 whose host made its tables MyISAM',
    version: '4.1.0.4',
    change: (shop) => shop.run('ALTER TABLE oc_order ENGINE = MyISAM'),
  },
];
const UNTOLD: readonly Case[] = [
  { name: 'a 4.1.0.0', version: '4.1.0.0' },
  { name: 'a 4.1.0.3', version: '4.1.0.3' },
  {
    name: 'a 4.1.0.3 that an upgrade left without the dead columns',
    version: '4.1.0.3',
    change: dropDeadIdentifiers,
  },
  {
    name: 'a 4.1.0.3 whose merchant widened the descriptions and indexed the codes',
    version: '4.1.0.3',
    change: async (shop) => {
      await dropDeadIdentifiers(shop);
      await shop.run('ALTER TABLE oc_product_description MODIFY description MEDIUMTEXT');
      await shop.run('ALTER TABLE oc_product_code ADD KEY product_id (product_id)');
    },
  },
];

async function open({ version, change }: Case): Promise<readonly [OpencartShop, StorePort]> {
  const shop = await createOpencartShop(inject('mariadb'), version);
  await change?.(shop);
  await shop.run(
    "INSERT INTO oc_order_status SET order_status_id = ?, language_id = 1, name = 'Teslim edildi'",
    [DELIVERED],
  );
  await shop.run(
    `UPDATE oc_setting SET value = '["17","5","3"]' WHERE store_id = 0 AND \`key\` = 'config_complete_status'`,
  );
  return [shop, openStoreOn(shop)];
}

async function stockOf40(shop: OpencartShop): Promise<number> {
  return Number((await shop.rows('SELECT quantity FROM oc_product WHERE product_id = 40'))[0]?.quantity);
}

describe.each(TOLD)('of a status that only the complete list names, $name', (made) => {
  it('tells that its orders hold stock, which a cancellation gives back once', async () => {
    const [shop, store] = await open(made);
    expect((await store.inspect()).orderStatuses).toContainEqual({
      statusId: DELIVERED,
      name: 'Teslim edildi',
      holdsStock: true,
    });
    const before = await stockOf40(shop);
    const { storeOrderId } = await store.writeOrder(orderOf('teslim'), WRITING);
    await shop.run('UPDATE oc_order SET order_status_id = ? WHERE order_id = ?', [DELIVERED, storeOrderId]);
    for (let time = 0; time < 2; time += 1) {
      await store.cancelOrder(storeOrderId, { ...WRITING, comment: 'iptal' });
      expect(await stockOf40(shop)).toBe(before);
    }
    await store.close();
    await shop.remove();
  });
});

describe.each(UNTOLD)('of a status that only the complete list names, $name', (made) => {
  let shop: OpencartShop;
  let store: StorePort;
  beforeAll(async () => {
    [shop, store] = await open(made);
  });
  afterAll(async () => {
    await store.close();
    await shop.remove();
  });

  it('tells nothing: it is offered neither for new orders nor for cancelled ones, and accepted for none', async () => {
    const report = await store.inspect();
    expect(report.warnings).toMatchObject([
      { code: 'store/statuses-in-doubt', params: { statuses: 'Teslim edildi' } },
    ]);
    const statuses = report.orderStatuses.map(({ statusId }) => statusId);
    expect(statuses).not.toContain(DELIVERED);
    expect(statuses).toContain('5');
    const before = await stockOf40(shop);
    const asNew = { ...OPENCART_SETTINGS, newOrderStatusId: DELIVERED };
    await expect(store.writeOrder(orderOf('yeni'), { ...WRITING, settings: asNew })).rejects.toMatchObject({
      problem: { code: 'input/invalid', params: { field: 'newOrderStatusId' } },
    });
    expect(await stockOf40(shop)).toBe(before);
    const { storeOrderId } = await store.writeOrder(orderOf('eski'), WRITING);
    const asCancelled = { ...OPENCART_SETTINGS, cancelledOrderStatusId: DELIVERED };
    await expect(
      store.cancelOrder(storeOrderId, { ...WRITING, settings: asCancelled, comment: 'iptal' }),
    ).rejects.toMatchObject({
      problem: { code: 'input/invalid', params: { field: 'cancelledOrderStatusId' } },
    });
    expect(await stockOf40(shop)).toBe(before - 2);
    await store.cancelOrder(storeOrderId, { ...WRITING, comment: 'iptal' });
    expect(await stockOf40(shop)).toBe(before);
  });

  it.each([
    ['gave the stock back when the order came into it', true],
    ['kept the stock', false],
  ])('never sells what is not there, if its OpenCart %s', async (_, gaveBack) => {
    const before = await stockOf40(shop);
    const { storeOrderId } = await store.writeOrder(orderOf(`teslim ${gaveBack}`), WRITING);
    await shop.run('UPDATE oc_order SET order_status_id = ? WHERE order_id = ?', [DELIVERED, storeOrderId]);
    if (gaveBack) await shop.run('UPDATE oc_product SET quantity = quantity + 2 WHERE product_id = 40');
    const now = await stockOf40(shop);
    for (let time = 0; time < 2; time += 1) {
      await store.cancelOrder(storeOrderId, { ...WRITING, comment: 'iptal' });
      expect(await stockOf40(shop)).toBe(now);
    }
    expect(now).toBeLessThanOrEqual(before);
  });

  it('leaves no doubt once the merchant puts the status into the processing list too', async () => {
    await shop.run(
      `UPDATE oc_setting SET value = '["5","1","2","12","3","17"]' WHERE store_id = 0 AND \`key\` = 'config_processing_status'`,
    );
    expect((await store.inspect()).orderStatuses).toContainEqual({
      statusId: DELIVERED,
      name: 'Teslim edildi',
      holdsStock: true,
    });
  });
});
