import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { NewStoreOrder, StorePort } from '#engine/store/port.ts';
import { createOpencartShop, type OpencartShop, type ShopRow } from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS, openStoreOn } from '../../support/opencart-under-test.ts';
import { orderOf, sampleOrder } from '../../support/sample-order.ts';

const WRITING = { settings: OPENCART_SETTINGS, reach: () => undefined };

describe.each(['3.0.4.1', '4.1.0.4'] as const)('what a buyer may write, in OpenCart %s', (version) => {
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

  const write = async (
    order: NewStoreOrder,
  ): Promise<{ readonly order: ShopRow; readonly history: string }> => {
    const written = await store.writeOrder(order, WRITING);
    const [row] = await shop.rows('SELECT * FROM oc_order WHERE order_id = ?', [written.storeOrderId]);
    const [history] = await shop.rows('SELECT comment FROM oc_order_history WHERE order_id = ?', [
      written.storeOrderId,
    ]);
    return { order: row ?? {}, history: String(history?.comment) };
  };

  it('does not lose an order over an emoji', async () => {
    const order = orderOf('emoji');
    const { order: row } = await write({
      ...order,
      shipping: { ...order.shipping, firstName: 'Ayşe 🌸', address: 'Gül Sok. 🏠 No:1' },
    });
    expect(row.shipping_firstname).toBe(version === '3.0.4.1' ? 'Ayşe' : 'Ayşe 🌸');
    expect(row.shipping_address_1).toContain('Gül Sok.');
  });

  it('cuts a name by letters and never inside an entity', async () => {
    const order = orderOf('long');
    const { order: row } = await write({
      ...order,
      invoice: { ...order.invoice, firstName: 'Ş'.repeat(40), lastName: `${'a'.repeat(29)}&b` },
    });
    expect(row.payment_firstname).toBe('Ş'.repeat(32));
    expect(row.payment_lastname).toBe('a'.repeat(29));
  });

  it('keeps a long address whole: two lines, and the rest where the merchant reads it', async () => {
    const order = orderOf('address');
    const address = `${'Çok uzun bir sokak adı '.repeat(18)}No:7`;
    const { order: row, history } = await write({ ...order, shipping: { ...order.shipping, address } });
    expect(Array.from(String(row.shipping_address_1)).length).toBeLessThanOrEqual(128);
    expect(history).toContain('No:7');
    const short = `${'Uzunca bir sokak adı '.repeat(8)}No:7`;
    const two = await write({ ...orderOf('two'), shipping: { ...order.shipping, address: short } });
    expect(`${two.order.shipping_address_1} ${two.order.shipping_address_2}`).toBe(short);
  });

  it('keeps a company’s tax number and office for the invoice', async () => {
    const order = orderOf('company');
    const { order: row, history } = await write({
      ...order,
      taxNumber: '1234567890',
      taxOffice: 'Kadıköy',
      invoice: { ...order.invoice, company: 'Öz Gıda Ltd.' },
    });
    expect(row.payment_company).toBe('Öz Gıda Ltd. (VKN 1234567890, Kadıköy VD)');
    expect(history).toContain('1234567890');
    expect(history).toContain('Kadıköy');
  });

  it('does not write the stand-in number that consumers are given', async () => {
    const order = orderOf('consumer');
    const { history } = await write({ ...order, taxNumber: '11111111111' });
    expect(history).not.toContain('11111111111');
  });

  it.each([
    ['İSTANBUL', 3354],
    ['Istanbul', 3354],
    ['Afyon', null],
    ['Mersin', null],
    ['Atlantis', 0],
  ] as const)('finds the province %s', async (city, zoneId) => {
    const order = orderOf(`city-${city}`);
    const { order: row } = await write({ ...order, shipping: { ...order.shipping, city } });
    if (zoneId === null) expect(Number(row.shipping_zone_id)).toBeGreaterThan(3300);
    else expect(row.shipping_zone_id).toBe(zoneId);
    expect(row.shipping_country_id).toBe(215);
    expect(row.shipping_zone).not.toBe('');
  });

  it('puts each rate’s tax in a row of its own, and rounding where it hurts nobody', async () => {
    const line = { title: 'x', model: 'y', productId: '40', optionValueIds: [] };
    const order = sampleOrder({
      number: 'rates',
      lines: [
        { ...line, lineKey: 'a', quantity: 3, unitPriceE4: 333_333, vatRateE4: 200_000 },
        { ...line, lineKey: 'b', quantity: 1, unitPriceE4: 1_100_000, vatRateE4: 100_000 },
        { ...line, lineKey: 'c', quantity: 1, unitPriceE4: 500_000, vatRateE4: 0 },
      ],
    });
    const { order: row } = await write({ ...order, totalE4: 2_600_000 });
    expect(row.total).toBe('260.0000');
    const totals = await shop.rows(
      'SELECT code, title, value FROM oc_order_total WHERE order_id = ? ORDER BY order_total_id',
      [String(row.order_id)],
    );
    expect(totals.map((total) => [total.code, total.title])).toEqual([
      ['sub_total', 'Sub-Total'],
      ['tax', 'KDV %20'],
      ['tax', 'VAT %10'],
      ['total', 'Total'],
    ]);
    const sum = totals
      .slice(0, 3)
      .reduce((total, part) => total + Math.round(Number(part.value) * 10_000), 0);
    expect(sum).toBe(2_600_000);
  });

  it('turns the marketplace’s lira into the currency that the shop keeps its books in', async () => {
    await shop.run("UPDATE oc_setting SET value = 'USD' WHERE `key` = 'config_currency'");
    await shop.run("UPDATE oc_currency SET value = 1 WHERE code = 'USD'");
    await shop.run("UPDATE oc_currency SET value = 40 WHERE code = 'TRY'");
    const { order: row } = await write(orderOf('dollars'));
    expect(row).toMatchObject({ total: '9.0000', currency_code: 'TRY', currency_value: '40.00000000' });
    await shop.run("UPDATE oc_setting SET value = 'TRY' WHERE `key` = 'config_currency'");
    await shop.run("UPDATE oc_currency SET value = 1 WHERE code = 'TRY'");
  });

  it('fills a column that an extension added without a default', async () => {
    await shop.run(
      'ALTER TABLE oc_order ADD gift_note VARCHAR(20) NOT NULL, ADD weight_sum DECIMAL(8,2) NOT NULL',
    );
    const fresh = openStoreOn(shop);
    const written = await fresh.writeOrder(orderOf('extension'), WRITING);
    const [row] = await shop.rows('SELECT gift_note, weight_sum FROM oc_order WHERE order_id = ?', [
      written.storeOrderId,
    ]);
    expect(row).toEqual({ gift_note: '', weight_sum: '0.00' });
    await fresh.close();
  });

  it('does not take stock at a status that would not hold it', async () => {
    const settings = { ...OPENCART_SETTINGS, newOrderStatusId: '7' };
    await expect(store.writeOrder(orderOf('status'), { ...WRITING, settings })).rejects.toMatchObject({
      problem: { code: 'input/invalid' },
    });
  });
});
