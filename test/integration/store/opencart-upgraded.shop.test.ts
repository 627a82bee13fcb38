import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { StorePort } from '#engine/store/port.ts';
import { shapeConformance } from '../../conformance/store/shape-conformance.ts';
import { copyUnderPrefix } from '../../support/opencart-shapes.ts';
import { createOpencartShop, type OpencartShop } from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS, openStoreOn } from '../../support/opencart-under-test.ts';
import { orderOf } from '../../support/sample-order.ts';
import {
  dropDeadIdentifiers,
  fillDeadIdentifiers,
  leaveTheThirdGeneration,
  leaveUrlAliases,
} from '../../support/opencart-upgrades.ts';

const asInstalled = async (): Promise<void> => undefined;

shapeConformance([
  { name: 'a 3.0.5 as installed', version: '3.0.5.1', transactional: false, change: asInstalled },
  { name: 'a 4.1.0.0 as installed', version: '4.1.0.0', transactional: true, change: asInstalled },
  {
    name: 'a 3.0 upgraded from 2.3',
    version: '3.0.3.8',
    transactional: false,
    change: leaveUrlAliases,
  },
  {
    name: 'a 4.1.0.3 upgraded from 3.0, its dead identifiers left',
    version: '4.1.0.3',
    transactional: true,
    change: async (shop) => {
      await leaveTheThirdGeneration(shop);
      await fillDeadIdentifiers(shop);
    },
  },
  {
    name: 'a 4.1.0.1 upgraded from 3.0, its dead identifiers gone',
    version: '4.1.0.1',
    transactional: true,
    change: async (shop) => {
      await leaveTheThirdGeneration(shop);
      await dropDeadIdentifiers(shop);
    },
  },
  {
    name: 'a 4.1.0.4 upgraded from 3.0',
    version: '4.1.0.4',
    transactional: true,
    change: leaveTheThirdGeneration,
  },
  {
    name: 'a 4.1 that shares its database with a second shop',
    version: '4.1.0.4',
    namedPrefix: 'oc_',
    transactional: true,
    change: (shop) => copyUnderPrefix(shop, 'oc_2_'),
  },
]);

describe('a 4.1 upgraded from 3.0', () => {
  let shop: OpencartShop;
  let store: StorePort;
  beforeAll(async () => {
    shop = await createOpencartShop(inject('mariadb'), '4.1.0.3');
    await leaveTheThirdGeneration(shop);
    await fillDeadIdentifiers(shop);
    store = openStoreOn(shop);
  });
  afterAll(async () => {
    await store.close();
    await shop.remove();
  });

  it('reads its barcodes from the rows the upgrade made, not from the columns it left', async () => {
    const [product] = await store.readProducts(['40'], { settings: OPENCART_SETTINGS });
    expect(product?.codes).toEqual({
      model: 'product 11',
      'code:EAN': '8690000000012',
      'code:SKU': 'ESKI-40',
    });
    const report = await store.inspect();
    expect(report.codeSources.map(({ source }) => source)).toEqual(['model', 'code:EAN', 'code:SKU']);
    expect(report.proposedBarcodeSource).toBe('code:EAN');
  });

  it('is not taken for a shop whose prices hold the tax, though its old totals name no extension', async () => {
    expect((await store.inspect()).pricesIncludeTax).toBe(false);
  });
});

describe('two shops in one database', () => {
  it('keep their orders, stock and settings apart, also where one prefix begins with the other', async () => {
    const shop = await createOpencartShop(inject('mariadb'), '3.0.4.1');
    await copyUnderPrefix(shop, 'oc_2_');
    await shop.run("UPDATE oc_2_setting SET value = 'İkinci Mağaza' WHERE `key` = 'config_name'");
    const stockOf40 = async (prefix: string): Promise<number> =>
      Number((await shop.rows(`SELECT quantity FROM ${prefix}product WHERE product_id = 40`))[0]?.quantity);
    const ordersOf = async (prefix: string): Promise<number> =>
      Number((await shop.rows(`SELECT COUNT(*) AS orders FROM ${prefix}order`))[0]?.orders);
    const expected = new Map([
      ['oc_', await stockOf40('oc_')],
      ['oc_2_', await stockOf40('oc_2_')],
    ]);
    for (const [prefix, before] of expected) {
      const store = openStoreOn({ ...shop, connection: { ...shop.connection, prefix } });
      const report = await store.inspect();
      expect(report).toMatchObject({ prefix, shopName: prefix === 'oc_' ? 'Your Store' : 'İkinci Mağaza' });
      expect(report.candidates.map((candidate) => candidate.prefix)).toEqual(['oc_', 'oc_2_']);
      // The same order for both: each has its own, and neither finds the other's.
      const writing = { settings: OPENCART_SETTINGS, reach: () => undefined };
      await store.writeOrder(orderOf('iki mağaza'), writing);
      expected.set(prefix, before - 2);
      for (const [other, quantity] of expected) expect(await stockOf40(other)).toBe(quantity);
      await store.close();
    }
    expect([await ordersOf('oc_'), await ordersOf('oc_2_')]).toEqual([1, 1]);
    const undecided = openStoreOn(shop);
    await expect(undecided.inspect()).rejects.toMatchObject({
      problem: { code: 'store/several-shops', params: { prefixes: 'oc_, oc_2_' } },
    });
    await undecided.close();
    await shop.remove();
  });
});
