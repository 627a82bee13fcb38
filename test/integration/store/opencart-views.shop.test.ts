import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { PriceView } from '#common/price-view.ts';
import type { StorePort, StoreProduct, ViewPrice } from '#engine/store/port.ts';
import { createOpencartShop, type OpencartShop } from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS, openStoreOn } from '../../support/opencart-under-test.ts';
import { orderOf } from '../../support/sample-order.ts';

const DEALERS: PriceView = { storeId: null, customerGroupId: '7', currency: null };
const OUTLET: PriceView = { storeId: '1', customerGroupId: null, currency: null };
const LIRA: PriceView = { storeId: null, customerGroupId: null, currency: 'TRY' };

/** Group 7 are dealers, for whom KDV is 10 %; store 1 is an outlet for them, in which product 40 stands. */
async function openSecondDoor(shop: OpencartShop): Promise<void> {
  await shop.run(`INSERT INTO oc_customer_group SET customer_group_id = 7, approval = 0, sort_order = 2;
    INSERT INTO oc_customer_group_description SET customer_group_id = 7, language_id = 1, name = 'Bayi &amp; Toptan',
      description = '';
    INSERT INTO oc_tax_rate SET geo_zone_id = (SELECT geo_zone_id FROM oc_zone_to_geo_zone WHERE country_id = 215),
      name = 'KDV %10', rate = 10, type = 'P';
    SET @rate = LAST_INSERT_ID();
    INSERT INTO oc_tax_rate_to_customer_group SET tax_rate_id = @rate, customer_group_id = 7;
    INSERT INTO oc_tax_rule SET tax_class_id = 9, tax_rate_id = @rate, based = 'store', priority = 1;
    INSERT INTO oc_store SET store_id = 1, name = 'Outlet', url = 'https://outlet.example/';
    INSERT INTO oc_setting SET store_id = 1, code = 'config', \`key\` = 'config_customer_group_id', value = '7',
      serialized = 0;
    INSERT INTO oc_product_to_store SET product_id = 40, store_id = 1;`);
}

describe.each(['3.0.4.1', '4.1.0.4'] as const)('a channel’s side of an OpenCart %s shop', (version) => {
  let shop: OpencartShop;
  let store: StorePort;
  beforeAll(async () => {
    shop = await createOpencartShop(inject('mariadb'), version);
    await openSecondDoor(shop);
    store = openStoreOn(shop);
  });
  afterAll(async () => {
    await store.close();
    await shop.remove();
  });

  const read = async (productId: string, views: readonly PriceView[]): Promise<StoreProduct> => {
    const options = { settings: OPENCART_SETTINGS, views };
    const [product] = await store.readProducts([productId], options);
    const bulk = await store.readProducts([productId], { ...options, pace: 'in-bulk' });
    expect(bulk).toEqual([product]);
    const watched = await fingerprint(productId, views);
    expect(product?.fingerprint).toBe(watched);
    return product!;
  };
  const fingerprint = async (productId: string, views: readonly PriceView[]): Promise<string | undefined> => {
    for await (const range of store.readWatched({ settings: OPENCART_SETTINGS, views })) {
      const found = range.products().find((product) => product.productId === productId);
      if (found) return found.fingerprint;
    }
    return undefined;
  };
  const viewed = async (productId: string, view: PriceView): Promise<ViewPrice | undefined> =>
    (await read(productId, [view])).variants[0]?.viewPrices?.[0];
  const special = async (customerGroupId: number, price: string): Promise<void> =>
    shop.run(
      version === '4.1.0.4'
        ? `INSERT INTO oc_product_discount SET product_id = 40, customer_group_id = ?, quantity = 1, priority = 0,
           price = ?, type = 'F', special = 1, date_start = '0000-00-00', date_end = '0000-00-00'`
        : `INSERT INTO oc_product_special SET product_id = 40, customer_group_id = ?, priority = 0,
           price = ?, date_start = '0000-00-00', date_end = '0000-00-00'`,
      [customerGroupId, price],
    );

  it('is offered with its names: stores, customer groups and currencies', async () => {
    const report = await store.inspect();
    expect(
      report.stores.map(({ storeId, name, customerGroupId }) => [storeId, name, customerGroupId]),
    ).toEqual([
      ['0', report.shopName, '1'],
      ['1', 'Outlet', '7'],
    ]);
    expect(report.customerGroups).toContainEqual({ customerGroupId: '1', name: 'Default' });
    expect(report.customerGroups).toContainEqual({ customerGroupId: '7', name: 'Bayi & Toptan' });
    expect(report.currencies).toContainEqual({ currency: 'TRY', value: '1.00000000' });
    expect(report.optionValues).toBeGreaterThan(0);
  });

  it('shows a customer group its own tax and its own specials, and leaves everybody else’s price alone', async () => {
    const before = await read('40', [DEALERS]);
    expect(before.variants[0]).toMatchObject({ priceE4: 1_212_000 });
    expect(before.variants[0]?.viewPrices).toEqual([
      {
        view: '|7|',
        currency: 'TRY',
        priceE4: 1_111_000,
        listPriceE4: 1_111_000,
        taxRateE4: 100_000,
        shopCurrency: 'TRY',
        shopPriceE4: 1_111_000,
        shopListPriceE4: 1_111_000,
        rateE8: null,
      },
    ]);
    await special(7, '50.0000');
    const after = await read('40', [DEALERS]);
    expect(after.fingerprint).not.toBe(before.fingerprint);
    expect(after.variants[0]).toMatchObject({ priceE4: 1_212_000, listPriceE4: 1_212_000 });
    expect(after.variants[0]?.viewPrices?.[0]).toMatchObject({ priceE4: 550_000, listPriceE4: 1_111_000 });
  });

  it('sees a product’s price change for a group only where a channel looks at that group', async () => {
    const [without, within] = [await fingerprint('40', []), await fingerprint('40', [DEALERS])];
    await special(7, '49.0000');
    expect(await fingerprint('40', [])).toBe(without);
    expect(await fingerprint('40', [DEALERS])).not.toBe(within);
  });

  it('takes a store’s customer group along, and tells which products stand in it', async () => {
    const placed = await read('40', [OUTLET]);
    expect(placed.offeredIn).toEqual(['0', '1']);
    expect(placed.variants[0]?.viewPrices?.[0]).toMatchObject({ view: '1||', taxRateE4: 100_000 });
    expect((await read('28', [OUTLET])).offeredIn).toEqual(['0']);
    const before = await fingerprint('28', []);
    await shop.run('INSERT INTO oc_product_to_store SET product_id = 28, store_id = 1');
    expect(await fingerprint('28', [])).not.toBe(before);
    expect((await read('28', [])).offeredIn).toEqual(['0', '1']);
    await shop.run('DELETE FROM oc_product_to_store WHERE product_id = 28 AND store_id = 0');
    expect(await read('28', [])).toMatchObject({ enabled: false, offeredIn: ['1'] });
    await shop.run('UPDATE oc_product SET status = 0 WHERE product_id = 28');
    expect(await read('28', [])).toMatchObject({ enabled: false, offeredIn: [] });
  });

  it('shows no price for a group, a store or a currency that is gone', async () => {
    expect(
      (await read('40', [{ ...DEALERS, customerGroupId: '9' }])).variants[0]?.viewPrices,
    ).toBeUndefined();
    expect(await viewed('40', { ...OUTLET, storeId: '9' })).toBeUndefined();
    expect(await viewed('40', { ...LIRA, currency: 'JPY' })).toBeUndefined();
  });

  it('files an order under the channel’s store and customer group', async () => {
    const order = orderOf('VIEW-1');
    const { storeOrderId } = await store.writeOrder(
      { ...order, storeId: '1', customerGroupId: '7' },
      { settings: OPENCART_SETTINGS, reach: () => undefined },
    );
    const [row] = await shop.rows('SELECT * FROM oc_order WHERE order_id = ?', [storeOrderId]);
    expect(row).toMatchObject({ store_name: 'Outlet', store_url: 'https://outlet.example/' });
    expect([row?.store_id, row?.customer_group_id].map(String)).toEqual(['1', '7']);
  });

  it('converts a dollar shop’s price as the shop shows it: before rounding, by the shop’s own rate', async () => {
    await shop.run(`UPDATE oc_setting SET value = 'USD' WHERE store_id = 0 AND \`key\` = 'config_currency';
      UPDATE oc_currency SET value = 1 WHERE code = 'USD'; UPDATE oc_currency SET value = 41.25 WHERE code = 'TRY';
      UPDATE oc_product SET price = 10.0049 WHERE product_id = 43`);
    const before = await fingerprint('43', [LIRA]);
    // 10.0049 × 1.2 × 41.25 = 495.24255; of the rounded 12.01 it would be 495.41.
    expect(await viewed('43', LIRA)).toMatchObject({
      currency: 'TRY',
      priceE4: 4_952_400,
      shopCurrency: 'USD',
      shopPriceE4: 120_100,
      rateE8: 4_125_000_000,
    });
    await shop.run("UPDATE oc_currency SET value = 41.26000001 WHERE code = 'TRY'");
    expect(await fingerprint('43', [LIRA])).not.toBe(before);
    expect(await viewed('43', LIRA)).toMatchObject({ rateE8: 4_126_000_001 });
    await shop.run("UPDATE oc_currency SET value = 0 WHERE code = 'TRY'");
    expect(await viewed('43', LIRA)).toBeUndefined();
  });
});
