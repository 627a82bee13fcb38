import { afterEach, describe, expect, inject, it } from 'vitest';
import type { StorePort, StoreProduct } from '#engine/store/port.ts';
import { createOpencartShop, type OpencartShop, type OpencartVersion } from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS, openStoreOn } from '../../support/opencart-under-test.ts';
import { orderOf } from '../../support/sample-order.ts';

const WRITING = { settings: OPENCART_SETTINGS, reach: () => undefined };

let shop: OpencartShop | null = null;
let store: StorePort | null = null;
afterEach(async () => {
  await store?.close();
  await shop?.remove();
  [shop, store] = [null, null];
});

async function begin(
  version: OpencartVersion,
  ...changes: readonly string[]
): Promise<[OpencartShop, StorePort]> {
  shop = await createOpencartShop(inject('mariadb'), version);
  for (const change of changes) await shop.run(change);
  store = openStoreOn(shop);
  return [shop, store];
}

async function read(from: StorePort, productId: string): Promise<StoreProduct> {
  const [product] = await from.readProducts([productId], { settings: OPENCART_SETTINGS });
  if (product === undefined) throw new Error(`product ${productId} was not read`);
  return product;
}

describe('an old or odd OpenCart shop', () => {
  it('that calls its lira TL is a lira shop, and its orders keep its own word', async () => {
    const [made, opened] = await begin(
      '3.0.4.1',
      "UPDATE oc_setting SET value = 'TL' WHERE `key` = 'config_currency'",
      "UPDATE oc_currency SET code = 'TL' WHERE code = 'TRY'",
    );
    expect((await opened.inspect()).currency).toBe('TRY');
    expect((await read(opened, '40')).currency).toBe('TRY');
    const { storeOrderId } = await opened.writeOrder(orderOf('tl'), WRITING);
    const [row] = await made.rows(
      'SELECT o.currency_code, o.currency_value, c.code FROM oc_order o JOIN oc_currency c USING (currency_id) WHERE order_id = ?',
      [storeOrderId],
    );
    expect(row).toEqual({ currency_code: 'TL', currency_value: '1.00000000', code: 'TL' });
  });

  it('whose setting says tr-tr and whose table says tr still speaks Turkish', async () => {
    const [, opened] = await begin(
      '3.0.4.1',
      "INSERT INTO oc_language VALUES (7, 'Türkçe', 'tr', 'tr', 'tr.png', 'turkish', 9, 1)",
      "UPDATE oc_setting SET value = 'tr-tr' WHERE `key` = 'config_language'",
      "INSERT INTO oc_product_description SELECT product_id, 7, 'Elma &amp; Armut', description, '', '', '', '' FROM oc_product_description WHERE product_id = 40",
    );
    const report = await opened.inspect();
    expect(report.language).toBe('tr');
    // No status has a Turkish name there: a status is one all the same.
    expect(report.orderStatuses.find((status) => status.statusId === '7')?.name).toBe('Canceled');
    expect((await read(opened, '40')).title).toBe('Elma & Armut');
  });

  it('in three-byte letters keeps a buyer’s name without what is left of an emoji', async () => {
    const [made, opened] = await begin('3.0.4.1');
    const order = orderOf('emoji-parts');
    const buyer = { ...order.shipping, firstName: 'Ayşe 👩\u{200d}🦰', lastName: 'Kalp ❤\u{fe0f}' };
    const { storeOrderId } = await opened.writeOrder({ ...order, shipping: buyer, invoice: buyer }, WRITING);
    const [row] = await made.rows('SELECT firstname, shipping_lastname FROM oc_order WHERE order_id = ?', [
      storeOrderId,
    ]);
    expect(row).toEqual({ firstname: 'Ayşe', shipping_lastname: 'Kalp ❤' });
  });

  it('that shows visitors no tax before they have an address still sells with it', async () => {
    const [, opened] = await begin(
      '3.0.4.1',
      "UPDATE oc_setting SET value = '' WHERE `key` = 'config_tax_default'",
      "UPDATE oc_tax_rule SET based = 'shipping' WHERE tax_rule_id = 128",
    );
    const [variant] = (await read(opened, '40')).variants;
    expect(variant?.priceE4).toBe(1_212_000);
  });

  it('without goods is not taken for one whose prices hold the tax', async () => {
    const [, opened] = await begin('3.0.4.1', 'DELETE FROM oc_product');
    expect(await opened.inspect()).toMatchObject({ products: 0, pricesIncludeTax: false });
    const ranges = [];
    for await (const range of opened.readWatched({ settings: OPENCART_SETTINGS })) ranges.push(range);
    expect(ranges).toEqual([]);
  });

  it('gives a special for five pieces to nobody who buys one', async () => {
    const [made, opened] = await begin(
      '4.1.0.4',
      `INSERT INTO oc_product_discount SET product_id = 40, customer_group_id = 1, quantity = 5, priority = 1, price = 10,
       type = 'F', special = 1, date_start = '0000-00-00', date_end = '0000-00-00'`,
    );
    expect((await read(opened, '40')).variants[0]).toMatchObject({
      priceE4: 1_212_000,
      listPriceE4: 1_212_000,
    });
    await made.run('UPDATE oc_product_discount SET quantity = 1 WHERE product_id = 40');
    expect((await read(opened, '40')).variants[0]).toMatchObject({
      priceE4: 120_000,
      listPriceE4: 1_212_000,
    });
  });

  it('rounds a price once, as its pages do: 100.0045 with 10 % is 110.00, not 110.01', async () => {
    const [, opened] = await begin(
      '3.0.4.1',
      "UPDATE oc_product SET price = '100.0045' WHERE product_id = 40",
      "UPDATE oc_tax_rate SET rate = 10 WHERE name = 'KDV %20'",
    );
    expect((await read(opened, '40')).variants[0]?.priceE4).toBe(1_100_000);
  });

  it('leaves the buyer of a 4.1 variant to choose what the variant has not chosen', async () => {
    const [made, opened] = await begin(
      '4.1.0.4',
      'UPDATE oc_product_option SET required = 1 WHERE product_id = 30',
      `INSERT INTO oc_product_option SET product_option_id = 900, product_id = 30, option_id = 11, value = '', required = 1`,
      `INSERT INTO oc_product_option_value (product_option_value_id, product_option_id, product_id, option_id, option_value_id,
         quantity, subtract, price, price_prefix, points, points_prefix, weight, weight_prefix)
       VALUES (901, 900, 30, 11, 46, 4, 1, 5, '+', 0, '+', 0, '+'), (902, 900, 30, 11, 47, 2, 1, 5, '-', 0, '+', 0, '+')`,
      `INSERT INTO oc_product SET product_id = 500, master_id = 30, model = 'V', variant = '{"226":"16","900":""}',
         override = '', quantity = 3, subtract = 1, status = 1, price = 100, tax_class_id = 0, date_available = '2020-01-01'`,
      'INSERT INTO oc_product_to_store SET product_id = 500, store_id = 0',
    );
    const { variants } = await read(opened, '500');
    expect(variants.map(({ variantId, quantity, priceE4 }) => [variantId, quantity, priceE4])).toEqual([
      ['p500:16+901', 3, 1_050_000],
      ['p500:16+902', 2, 950_000],
    ]);
    const order = orderOf('variant');
    const [first] = order.lines;
    if (first === undefined) throw new Error('an order without lines');
    const lines = [{ ...first, productId: '500', optionValueIds: ['16', '901'] }];
    await opened.writeOrder({ ...order, lines, totalE4: first.unitPriceE4 }, WRITING);
    const stocks = await made.rows(
      `SELECT CONCAT('p', product_id) AS id, quantity FROM oc_product WHERE product_id IN (30, 500)
       UNION SELECT CONCAT('v', product_option_value_id), quantity FROM oc_product_option_value
       WHERE product_option_value_id IN (16, 901, 902)`,
    );
    expect(Object.fromEntries(stocks.map(({ id, quantity }) => [String(id), quantity]))).toEqual({
      p30: 6,
      p500: 2,
      v16: 4,
      v901: 3,
      v902: 2,
    });
  });
});
