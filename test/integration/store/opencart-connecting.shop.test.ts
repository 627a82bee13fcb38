import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { MysqlConnection, StoreReport } from '#contract/shop.ts';
import { openOpencartStore } from '#engine/store/opencart/open-opencart-store.ts';
import { orderOf } from '../../support/sample-order.ts';
import { createOpencartShop, nativeOrderStatements, type OpencartShop } from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS, openStoreOn } from '../../support/opencart-under-test.ts';
import { silentLogger, systemClock } from '../../support/plain-host-parts.ts';

const SECRET = 'gizli-Parola-42';

describe('connecting to a shop', () => {
  let shop: OpencartShop;
  beforeAll(async () => {
    shop = await createOpencartShop(inject('mariadb'), '4.1.0.4');
    await shop.run(`CREATE USER 'merchant'@'%' IDENTIFIED BY '${SECRET}'`);
    await shop.run(`GRANT ALL PRIVILEGES ON \`${shop.connection.database}\`.* TO 'merchant'@'%'`);
  });
  afterAll(async () => {
    await shop.run("DROP USER 'merchant'@'%'");
    await shop.remove();
  });

  const merchant = (changes: Partial<MysqlConnection> = {}): MysqlConnection => ({
    ...shop.connection,
    user: 'merchant',
    password: SECRET,
    ...changes,
  });
  const inspect = async (changes: Partial<MysqlConnection> = {}): Promise<StoreReport> => {
    const store = openOpencartStore({
      connection: merchant(changes),
      clock: systemClock,
      logger: silentLogger,
    });
    try {
      return await store.inspect();
    } finally {
      await store.close();
    }
  };
  const problemOf = async (changes: Partial<MysqlConnection>): Promise<unknown> => {
    const error: unknown = await inspect(changes).then(
      () => new Error('it connected'),
      (reason: unknown) => reason,
    );
    expect(JSON.stringify(error)).not.toContain(SECRET);
    expect((error as Error).message).not.toContain(SECRET);
    return (error as { problem?: unknown }).problem ?? error;
  };

  it.each([
    [
      'a wrong password',
      { password: 'başka' },
      { code: 'store/wrong-password', params: { user: 'merchant' } },
    ],
    ['a database that is not there', { database: 'yok' }, { code: 'store/no-such-database' }],
    ['a port where nothing listens', { port: 1 }, { code: 'store/unreachable', params: { port: 1 } }],
    ['a name that nobody knows', { host: 'magaza.invalid' }, { code: 'store/unreachable' }],
    [
      'a prefix that no shop has',
      { prefix: 'abc_' },
      { code: 'store/wrong-prefix', params: { found: 'oc_' } },
    ],
    [
      'a database that holds something else',
      { database: 'mysql', user: 'root', password: '' },
      { code: 'store/not-opencart' },
    ],
  ] as const)('says what is wrong about %s', async (_, changes, expected) => {
    expect(await problemOf(changes)).toMatchObject(expected);
  });

  it('refuses an unencrypted connection to another computer unless that was accepted', async () => {
    // A server without TLS at an address that is not this computer's loopback name.
    const other = { host: '0.0.0.0' };
    expect(await problemOf(other)).toMatchObject({ code: 'store/plaintext-refused' });
    const accepted = await inspect({ ...other, acceptPlaintext: true });
    expect(accepted.encrypted).toBe(false);
  });

  it('tells several shops in one database apart and asks which one is meant', async () => {
    const tables = await shop.rows(
      'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ?',
      [shop.connection.database],
    );
    const needed = [
      'product_to_category',
      'product',
      'product_description',
      'setting',
      'order',
      'order_product',
    ]
      .concat(['category_path', 'language', 'product_code'])
      .map((name) => `oc_${name}`);
    for (const name of tables.map((row) => String(row.name)).filter((name) => needed.includes(name))) {
      await shop.run(`CREATE TABLE \`ocab_${name.slice(3)}\` LIKE \`${name}\``);
    }
    expect(await problemOf({})).toMatchObject({
      code: 'store/several-shops',
      params: { prefixes: 'oc_, ocab_' },
    });
    const chosen = await inspect({ prefix: 'oc_' });
    expect(chosen.candidates.map((candidate) => [candidate.prefix, candidate.products])).toEqual([
      ['oc_', 19],
      ['ocab_', 0],
    ]);
    for (const name of needed) await shop.run(`DROP TABLE IF EXISTS \`ocab_${name.slice(3)}\``);
  });

  it('reports the shop as it is', async () => {
    await shop.run("INSERT INTO oc_product_code SET product_id = 40, code = 'EAN', value = '8690000000012'");
    const report = await inspect();
    expect(report).toMatchObject({
      generation: '4.1',
      transactional: true,
      prefix: 'oc_',
      shopName: 'Your Store',
      currency: 'TRY',
      language: 'en-gb',
      timeZoneOffsetMinutes: 180,
      products: 19,
      pricesIncludeTax: false,
      proposedBarcodeSource: 'code:EAN',
      proposedStockCodeSource: 'model',
      missingRights: [],
      encrypted: false,
    });
    expect(report.orderStatuses.filter((status) => status.holdsStock).map((status) => status.name)).toEqual([
      'Pending',
      'Processing',
      'Shipped',
      'Complete',
      'Reversed',
    ]);
    expect(report.excessRights.join()).toContain('ALL PRIVILEGES');
  });

  it('works with exactly the rights that it asks for, and needs no more', async () => {
    const { grantStatements } = await inspect();
    await shop.run(`CREATE USER 'narrow'@'%' IDENTIFIED BY '${SECRET}'`);
    for (const statement of grantStatements)
      await shop.run(statement.replace("'merchant'@'%'", "'narrow'@'%'"));
    const store = openOpencartStore({
      connection: merchant({ user: 'narrow' }),
      clock: systemClock,
      logger: silentLogger,
    });
    const report = await store.inspect();
    expect(report).toMatchObject({ missingRights: [], excessRights: [], generation: '4.1', warnings: [] });
    let count = 0;
    for await (const range of store.readWatched({ settings: OPENCART_SETTINGS })) count += range.count;
    expect(count).toBe(19);
    expect(await store.readProducts(['30', '40'], { settings: OPENCART_SETTINGS })).toHaveLength(2);
    const writing = { settings: OPENCART_SETTINGS, reach: () => undefined };
    const written = await store.writeOrder(orderOf('narrow-1'), writing);
    const storeLineId = written.lines[1]?.storeLineId ?? '';
    await store.setOrderLines(written.storeOrderId, [{ storeLineId, quantity: 1 }], {
      ...writing,
      comment: '1 iptal',
    });
    expect((await store.cancelOrder(written.storeOrderId, { ...writing, comment: 'iptal' })).statusId).toBe(
      '7',
    );
    await store.close();
  });

  it('names the right that is missing, before and when it is needed', async () => {
    await shop.run(`REVOKE UPDATE (quantity, price, status, date_modified)
      ON \`${shop.connection.database}\`.oc_product FROM 'narrow'@'%'`);
    const store = openOpencartStore({
      connection: merchant({ user: 'narrow' }),
      clock: systemClock,
      logger: silentLogger,
    });
    const report = await store.inspect();
    expect(report.missingRights).toEqual(['UPDATE (quantity, price, status, date_modified) oc_product']);
    expect(report.warnings).toMatchObject([{ code: 'store/too-few-rights' }]);
    const before = await shop.rows(
      'SELECT quantity FROM oc_product WHERE product_id IN (30, 40) ORDER BY product_id',
    );
    await expect(
      store.writeOrder(orderOf('narrow-2'), { settings: OPENCART_SETTINGS, reach: () => undefined }),
    ).rejects.toMatchObject({ problem: { code: 'store/too-few-rights' } });
    expect(
      await shop.rows('SELECT quantity FROM oc_product WHERE product_id IN (30, 40) ORDER BY product_id'),
    ).toEqual(before);
    await store.close();
    await shop.run("DROP USER 'narrow'@'%'");
  });

  it('comes back by itself after the server cut every connection', async () => {
    const store = openStoreOn(shop);
    const writing = { settings: OPENCART_SETTINGS, reach: () => undefined };
    await store.writeOrder(orderOf('cut-1'), writing);
    const sessions = await shop.rows(
      'SELECT id FROM information_schema.processlist WHERE db = ? AND id <> CONNECTION_ID()',
      [shop.connection.database],
    );
    expect(sessions.length).toBeLessThanOrEqual(2);
    for (const session of sessions) await shop.run(`KILL ${session.id}`);
    expect(await store.findOrder(orderOf('cut-1').mark, writing)).not.toBeNull();
    const again = await store.writeOrder(orderOf('cut-2'), writing).catch(async (error: unknown) => {
      expect(error).toMatchObject({ problem: { code: 'store/connection-lost' } });
      return store.writeOrder(orderOf('cut-2'), writing);
    });
    expect(again.holdsStock).toBe(true);
    await store.close();
  });
});

describe('a shop whose own orders carry no tax', () => {
  it('is taken for one whose prices hold it, and gets orders without a tax row', async () => {
    const shop = await createOpencartShop(inject('mariadb'), '3.0.4.1');
    await shop.run(await nativeOrderStatements('3.0.4.1'));
    const store = openStoreOn(shop);
    expect((await store.inspect()).pricesIncludeTax).toBe(false);
    await shop.run("DELETE FROM oc_order_total WHERE code = 'tax'");
    const report = await store.inspect();
    expect(report).toMatchObject({ pricesIncludeTax: true, generation: '3.0', transactional: false });
    const written = await store.writeOrder(orderOf('gross'), {
      settings: { ...OPENCART_SETTINGS, pricesIncludeTax: true },
      reach: () => undefined,
    });
    const totals = await shop.rows(
      'SELECT code, value FROM oc_order_total WHERE order_id = ? ORDER BY sort_order',
      [written.storeOrderId],
    );
    expect(totals).toEqual([
      { code: 'sub_total', value: '360.0000' },
      { code: 'total', value: '360.0000' },
    ]);
    await store.close();
    await shop.remove();
  });
});
