import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { NewStoreOrder, StorePort } from '#engine/store/port.ts';
import { sampleOrder } from '../../support/sample-order.ts';
import { OPENCART_VERSIONS, type OpencartVersion } from '../../support/opencart-generations/versions.ts';
import { nearestNative, placeNativeOrder } from '../../support/opencart-native-orders.ts';
import { createOpencartShop, type OpencartShop, type ShopRow } from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS, openStoreOn } from '../../support/opencart-under-test.ts';

const WRITING = { settings: OPENCART_SETTINGS, reach: () => undefined };

/** Columns in which an imported order is meant to differ from one of the shop's own storefront. */
const DELIBERATE = {
  '3.0.4.1': ['payment_method', 'payment_code', 'shipping_method', 'shipping_code', 'tracking'],
  '4.1.0.4': [
    'payment_method',
    'shipping_method',
    'transaction_id',
    // The storefront leaves the payment address out unless asked for; an invoice needs it.
    ...['firstname', 'lastname', 'company', 'address_1', 'address_2', 'city', 'country', 'country_id']
      .concat(['postcode', 'zone', 'zone_id', 'address_format'])
      .map((name) => `payment_${name}`),
  ],
} as const;
/** Columns in which the nearest version's order says something else than this version's own would. */
const NOT_OF_THIS_VERSION: Partial<Record<OpencartVersion, readonly string[]>> = {
  '4.0.0.0': ['payment_address_format', 'shipping_address_format'],
  '4.0.2.3': ['shipping_country'],
};
/** A marketplace gives an address in one line; the native order has its second part in address_2. */
const OF_THE_MOMENT = [
  'payment_address_2',
  'shipping_address_2',
  'order_id',
  'date_added',
  'date_modified',
  'user_agent',
  'accept_language',
  'total',
];

describe.each(OPENCART_VERSIONS)('an order written into OpenCart %s', (version) => {
  const native = nearestNative(version);
  let shop: OpencartShop;
  let store: StorePort;
  let orderId: string;
  beforeAll(async () => {
    shop = await createOpencartShop(inject('mariadb'), version);
    store = openStoreOn(shop);
    await placeNativeOrder(shop);
    orderId = (await store.writeOrder(likeTheNativeOne(version), WRITING)).storeOrderId;
  });
  afterAll(async () => {
    await store.close();
    await shop.remove();
  });

  const both = async (table: string): Promise<readonly [ShopRow[], ShopRow[]]> => {
    const rows = await shop.rows(`SELECT * FROM ${table} ORDER BY 1`);
    return [
      rows.filter((row) => String(row.order_id) === '1'),
      rows.filter((row) => String(row.order_id) === orderId),
    ];
  };
  const without = (row: ShopRow | undefined, columns: readonly string[]): ShopRow =>
    Object.fromEntries(Object.entries(row ?? {}).filter(([column]) => !columns.includes(column)));

  it('has the row that the storefront would have written', async () => {
    const [[own], [ours]] = await both('oc_order');
    const left = [...DELIBERATE[native], ...OF_THE_MOMENT, ...(NOT_OF_THIS_VERSION[version] ?? [])];
    expect(without(ours, left)).toEqual(without(own, left));
    expect(ours?.total).toBe(native === '3.0.4.1' ? '693.6000' : '741.6000');
    expect(ours?.date_added).toBe(await shopTime(shop, '2026-11-20 09:30:00'));
  });

  it('names its country and how it was paid and sent in the form of its version', async () => {
    const [, [ours]] = await both('oc_order');
    const isOld = !version.startsWith('4.1');
    expect(ours?.shipping_country).toBe(isOld ? 'Turkey' : 'Republic of Türkiye');
    expect(String(ours?.shipping_address_format).startsWith('{firstname} {lastname}')).toBe(
      version.startsWith('4.'),
    );
    if (native === '3.0.4.1') {
      expect(ours).toMatchObject({
        payment_method: 'Trendyol',
        payment_code: 'trendyol',
        shipping_method: 'Trendyol',
        shipping_code: 'trendyol.trendyol',
      });
      return;
    }
    // Admin splits the code at its dot, and reads every one of these keys without asking whether it is there.
    expect(JSON.parse(String(ours?.payment_method))).toEqual({ code: 'trendyol.trendyol', name: 'Trendyol' });
    expect(JSON.parse(String(ours?.shipping_method))).toEqual({
      code: 'trendyol.trendyol',
      name: 'Trendyol',
      cost: '0.00',
      tax_class_id: '0',
      text: '',
    });
    expect(ours).toMatchObject({ transaction_id: '9087654321', language_code: 'en-gb', tracking: '' });
  });

  it('puts its totals where the shop’s own settings put them, under the extension that OpenCart loads', async () => {
    await shop.run(
      `UPDATE oc_setting SET value = 7 WHERE \`key\` = '${version === '2.3.0.2' ? '' : 'total_'}tax_sort_order'`,
    );
    const again = await store.writeOrder(
      sampleOrder({ number: '77', lines: likeTheNativeOne(version).lines }),
      WRITING,
    );
    const totals = await shop.rows('SELECT * FROM oc_order_total WHERE order_id = ? ORDER BY 1', [
      again.storeOrderId,
    ]);
    expect(totals.map((row) => [row.code, row.sort_order])).toEqual([
      ['sub_total', 1],
      ['tax', 7],
      ['total', 9],
    ]);
    const extension = version.startsWith('4.') ? 'opencart' : undefined;
    expect(totals.map((row) => row.extension)).toEqual([extension, extension, extension]);
    await store.cancelOrder(again.storeOrderId, { ...WRITING, comment: 'iptal' });
  });

  it('has the lines and options that the storefront would have written', async () => {
    const [nativeLines, lines] = await both('oc_order_product');
    const keys = ['order_id', 'order_product_id', 'reward'];
    expect(lines.map((row) => without(row, keys))).toEqual(nativeLines.map((row) => without(row, keys)));
    const [nativeOptions, options] = await both('oc_order_option');
    const optionKeys = ['order_id', 'order_product_id', 'order_option_id'];
    expect(options.map((row) => without(row, optionKeys))).toEqual(
      nativeOptions.map((row) => without(row, optionKeys)),
    );
    expect(options.map((row) => row.order_product_id)).toEqual(
      lines.slice(0, 2).map((row) => row.order_product_id),
    );
  });

  it('has the totals with the titles and places of the shop’s own orders', async () => {
    const [nativeTotals, totals] = await both('oc_order_total');
    const shape = (row: ShopRow) => [row.extension, row.code, row.title, row.sort_order];
    expect(totals.map(shape)).toEqual(nativeTotals.filter((row) => row.code !== 'shipping').map(shape));
    const value = (code: string) => Number(totals.find((row) => row.code === code)?.value);
    expect(value('sub_total') + value('tax')).toBeCloseTo(value('total'), 4);
  });

  it('has one history row with the status, and notifies nobody', async () => {
    const [, history] = await both('oc_order_history');
    expect(history).toHaveLength(1);
    expect(history[0]).toMatchObject({ order_status_id: 1, notify: 0 });
    expect(String(history[0]?.comment)).toContain('Trendyol');
  });

  it('took the stock that the storefront would have taken', async () => {
    const [row] = await shop.rows(`SELECT
      (SELECT quantity FROM oc_product WHERE product_id = 30) AS p30,
      (SELECT quantity FROM oc_product WHERE product_id = 35) AS p35,
      (SELECT quantity FROM oc_product WHERE product_id = 40) AS p40,
      (SELECT quantity FROM oc_product_option_value WHERE product_option_value_id = 16) AS v16,
      (SELECT quantity FROM oc_product_option_value WHERE product_option_value_id = 14) AS v14`);
    expect(row).toEqual({ p30: 5, p35: 999, p40: 967, v16: 3, v14: 14 });
  });
});

/** The server's own time in 2.3, which has no other; that of Türkiye since. */
async function shopTime(shop: OpencartShop, utc: string): Promise<string> {
  const zone = shop.version === '2.3.0.2' ? '@@GLOBAL.time_zone' : "'+03:00'";
  const [row] = await shop.rows(`SELECT CONVERT_TZ(?, '+00:00', ${zone}) AS moment`, [utc]);
  return String(row?.moment);
}

function likeTheNativeOne(version: OpencartVersion): NewStoreOrder {
  const camera = nearestNative(version) === '3.0.4.1' ? 960_000 : 1_200_000;
  const line = (productId: string, optionValueIds: string[], quantity: number, unitPriceE4: number) => ({
    lineKey: productId,
    productId,
    optionValueIds,
    title: 'the marketplace’s own title',
    model: 'the marketplace’s own code',
    quantity,
    unitPriceE4,
    vatRateE4: 200_000,
  });
  const order = sampleOrder({
    number: '9087654321',
    lines: [line('30', ['16'], 2, camera), line('35', ['14'], 1, 1_380_000), line('40', [], 3, 1_212_000)],
  });
  const company = 'Yılmaz & Oğulları "A.Ş."';
  return {
    ...order,
    email: 'ayse@example.com',
    shipping: { ...order.shipping, company, address: 'Atatürk Cd. No:1' },
    invoice: { ...order.invoice, company, address: 'Atatürk Cd. No:1' },
    comment: 'Kapıya bırakın <b>lütfen</b> & teşekkürler',
  };
}
