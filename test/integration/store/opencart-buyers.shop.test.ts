import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { NewStoreOrder, StorePort } from '#engine/store/port.ts';
import { createOpencartShop, type OpencartShop, type ShopRow } from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS, openStoreOn } from '../../support/opencart-under-test.ts';
import { orderOf } from '../../support/sample-order.ts';

describe.each(['2.3.0.2', '3.0.4.1', '4.0.2.3', '4.1.0.4'] as const)('a buyer in OpenCart %s', (version) => {
  let shop: OpencartShop;
  let store: StorePort;
  beforeAll(async () => {
    shop = await createOpencartShop(inject('mariadb'), version);
    store = openStoreOn(shop);
    await shop.run("SET SESSION sql_mode = ''");
    const customer = async (id: number, email: string, telephone: string, status = 1): Promise<void> =>
      shop.run(
        'INSERT INTO oc_customer (customer_id, customer_group_id, email, telephone, status) VALUES (?, 2, ?, ?, ?)',
        [id, email, telephone, status],
      );
    await customer(201, 'Ayse@Example.com', '');
    await customer(202, 'x@example.com', '0 (532) 111 22 33');
    await customer(203, 'twin-1@example.com', '+90 533 444 55 66');
    await customer(204, 'twin-2@example.com', '05334445566');
    await customer(205, 'off@example.com', '0534 777 88 99', 0);
  });
  afterAll(async () => {
    await store.close();
    await shop.remove();
  });

  let count = 0;
  const write = async (
    change: Partial<NewStoreOrder>,
    settings: Partial<typeof OPENCART_SETTINGS> = { buyers: 'match' },
  ): Promise<ShopRow> => {
    count += 1;
    const written = await store.writeOrder(
      { ...orderOf(`buyer-${count}`), ...change },
      { settings: { ...OPENCART_SETTINGS, ...settings }, reach: () => undefined },
    );
    return (await shop.rows('SELECT * FROM oc_order WHERE order_id = ?', [written.storeOrderId]))[0] ?? {};
  };
  const calledAt = (phone: string): Partial<NewStoreOrder> => {
    const { shipping, invoice } = orderOf('x');
    return { email: 'relay@example.com', shipping: { ...shipping, phone }, invoice: { ...invoice, phone } };
  };

  it('is a guest until the merchant says otherwise', async () => {
    const row = await write({ email: 'ayse@example.com' }, {});
    expect(row).toMatchObject({ customer_id: 0, customer_group_id: 1 });
  });

  it('is known by e-mail, in the customer’s own group', async () => {
    expect(await write({ email: 'ayse@example.com' })).toMatchObject({
      customer_id: 201,
      customer_group_id: 2,
    });
    // The collation would take this for the same address.
    expect(await write({ ...calledAt(''), email: 'ayşe@example.com' })).toMatchObject({ customer_id: 0 });
  });

  it('is known by telephone, however it is written', async () => {
    expect(await write(calledAt('+90 532 111 22 33'))).toMatchObject({ customer_id: 202 });
    expect(await write(calledAt('5321112233'))).toMatchObject({ customer_id: 202 });
  });

  it('is a guest where two customers or none have the number, or the account is switched off', async () => {
    for (const phone of ['0533 444 55 66', '0532 111 22 34', '111', '0534 777 88 99'])
      expect(await write(calledAt(phone)), phone).toMatchObject({ customer_id: 0, customer_group_id: 1 });
  });

  it('changes no customer', async () => {
    const customers = await shop.rows('SELECT COUNT(*) AS count FROM oc_customer WHERE customer_id > 200');
    expect(Number(customers[0]?.count)).toBe(5);
  });

  it('who is a company has its tax number and office where the merchant’s own fields are', async () => {
    const field = async (id: number, location: string, type: string, name: string): Promise<void> => {
      await shop.run(
        "INSERT INTO oc_custom_field SET custom_field_id = ?, type = ?, location = ?, value = '', validation = '', status = 1, sort_order = 1",
        [id, type, location],
      );
      await shop.run(
        'INSERT INTO oc_custom_field_description SET custom_field_id = ?, language_id = 1, name = ?',
        [id, name],
      );
    };
    await field(71, 'account', 'text', 'Vergi No');
    await field(72, 'address', 'text', 'Vergi Dairesi');
    await field(73, 'account', 'select', 'Fatura türü');
    const report = await store.inspect();
    expect(report).toMatchObject({ proposedTaxNumberFieldId: '71', proposedTaxOfficeFieldId: '72' });
    expect(report.customFields).toContainEqual({
      fieldId: '71',
      name: 'Vergi No',
      location: 'account',
      type: 'text',
    });
    const { invoice } = orderOf('x');
    const company = {
      taxNumber: '1234567890',
      taxOffice: 'Kadıköy & Göztepe',
      invoice: { ...invoice, company: 'Öz Gıda Ltd.' },
    };
    const row = await write(company, { taxNumberFieldId: '71', taxOfficeFieldId: '72' });
    expect(row).toMatchObject({
      custom_field: '{"71":"1234567890"}',
      payment_custom_field: '{"72":"Kad\\u0131k\\u00f6y &amp; G\\u00f6ztepe"}',
      shipping_custom_field: '[]',
      payment_company: 'Öz Gıda Ltd.',
    });
    // A field that was deleted since, or holds choices, holds nothing: the text stands beside the company again.
    const without = await write(company, { taxNumberFieldId: '73', taxOfficeFieldId: '99' });
    expect(without).toMatchObject({
      custom_field: '[]',
      payment_custom_field: '[]',
      payment_company: 'Öz Gıda Ltd. (VKN 1234567890, Kadıköy &amp; Göztepe VD)',
    });
    const consumer = await write({ taxNumber: '11111111111' }, { taxNumberFieldId: '71' });
    expect(consumer).toMatchObject({ custom_field: '[]' });
  });
});

describe('an account without a right on the customers', () => {
  it('is told so by the report, and matching is refused before anything is written', async () => {
    const shop = await createOpencartShop(inject('mariadb'), '3.0.4.1');
    const owner = openStoreOn(shop);
    const user = `b_${shop.connection.database.slice(-8)}`;
    const report = await owner.inspect();
    await owner.close();
    await shop.run(`CREATE USER '${user}'@'%' IDENTIFIED BY 'x'`);
    const grant = (statements: readonly string[]): Promise<void[]> =>
      Promise.all(statements.map((text) => shop.run(text.replace(/ TO .*$/, ` TO '${user}'@'%'`))));
    await grant(report.grantStatements);
    const open = () => openStoreOn({ ...shop, connection: { ...shop.connection, user, password: 'x' } });
    const store = open();
    const customers = (await store.inspect()).rights.find(({ feature }) => feature === 'customers');
    expect(customers?.missing).toEqual([
      'SELECT (customer_id, email, telephone, customer_group_id, status) oc_customer',
    ]);
    const writing = { settings: { ...OPENCART_SETTINGS, buyers: 'match' as const }, reach: () => undefined };
    await expect(store.writeOrder(orderOf('no-right'), writing)).rejects.toMatchObject({
      problem: { code: 'store/too-few-rights' },
    });
    const [orders] = await shop.rows('SELECT COUNT(*) AS count FROM oc_order');
    expect(Number(orders?.count)).toBe(0);
    await store.close();
    await grant(customers?.statements ?? []);
    const allowed = open();
    expect(await allowed.inspect()).toMatchObject({ missingRights: [], excessRights: [] });
    expect((await allowed.writeOrder(orderOf('no-right'), writing)).holdsStock).toBe(true);
    await allowed.close();
    await shop.run(`GRANT SELECT ON oc_customer TO '${user}'@'%'`);
    const wide = open();
    expect((await wide.inspect()).excessRights).toEqual([expect.stringMatching(/^SELECT .*\.oc_customer$/)]);
    await wide.close();
    await shop.run(`DROP USER '${user}'@'%'`);
    await shop.remove();
  });
});
