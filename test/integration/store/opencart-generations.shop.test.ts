import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { StorePort } from '#engine/store/port.ts';
import {
  OPENCART_VERSIONS,
  VERSION_FACTS,
  type OpencartVersion,
} from '../../support/opencart-generations/versions.ts';
import { createOpencartShop, type OpencartShop } from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS, openStoreOn } from '../../support/opencart-under-test.ts';

const ALL = OPENCART_VERSIONS;
const from = (oldest: OpencartVersion): readonly OpencartVersion[] => ALL.slice(ALL.indexOf(oldest));
const before = (newest: OpencartVersion): readonly OpencartVersion[] => ALL.slice(0, ALL.indexOf(newest));
const between = (oldest: OpencartVersion, newest: OpencartVersion): readonly OpencartVersion[] =>
  from(oldest).filter((version) => before(newest).includes(version));

/** Which versions have a table, or a column of it (opencart.md §1, 3, 8.2). */
const WHERE: Readonly<Record<string, readonly OpencartVersion[]>> = {
  url_alias: ['2.3.0.2'],
  menu: ['2.3.0.2'],
  affiliate: ['2.3.0.2'],
  seo_url: from('3.0.3.8'),
  'seo_url.query': between('3.0.3.8', '4.0.0.0'),
  'seo_url.key': from('4.0.0.0'),
  order_shipment: between('3.0.3.8', '3.0.5.1'),
  order_voucher: before('4.1.0.0'),
  'order.fax': before('4.0.0.0'),
  'order.payment_code': before('4.0.2.3'),
  'order.transaction_id': from('4.0.2.3'),
  'order.subscription_id': from('4.0.2.3'),
  'order.language_code': from('4.0.2.3'),
  'order_total.extension': from('4.0.0.0'),
  'order_product.master_id': from('4.0.0.0'),
  'product.master_id': from('4.0.0.0'),
  'product.variant': from('4.0.0.0'),
  'product.rating': from('4.0.2.3'),
  'product.viewed': before('4.0.0.0'),
  'product.ean': before('4.1.0.4'),
  product_code: from('4.1.0.1'),
  identifier: from('4.1.0.1'),
  product_special: before('4.1.0.0'),
  'product_discount.special': from('4.1.0.0'),
  'country.name': before('4.1.0.1'),
  country_description: from('4.1.0.1'),
  zone_description: from('4.1.0.1'),
};

const SETTINGS: Readonly<Record<string, readonly OpencartVersion[]>> = {
  config_timezone: from('3.0.3.8'),
  config_language: before('4.1.0.0'),
  config_language_catalog: from('4.1.0.0'),
  config_void_status_id: from('4.1.0.0'),
  sub_total_sort_order: ['2.3.0.2'],
  total_sub_total_sort_order: from('3.0.3.8'),
};

describe.each(ALL)('an OpenCart %s', (version) => {
  const facts = VERSION_FACTS[version];
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

  it('has the tables and columns of its version, and no others of these', async () => {
    const columns = await shop.rows(
      `SELECT table_name AS t, column_name AS c FROM information_schema.columns WHERE table_schema = DATABASE()`,
    );
    const there = new Set(columns.flatMap(({ t, c }) => [String(t).slice(3), `${String(t).slice(3)}.${c}`]));
    expect(Object.keys(WHERE).filter((name) => there.has(name))).toEqual(
      Object.keys(WHERE).filter((name) => WHERE[name]?.includes(version)),
    );
  });

  it('has the settings of its version', async () => {
    const rows = await shop.rows('SELECT `key` AS k FROM oc_setting WHERE store_id = 0');
    const there = new Set(rows.map(({ k }) => String(k)));
    expect(Object.keys(SETTINGS).filter((name) => there.has(name))).toEqual(
      Object.keys(SETTINGS).filter((name) => SETTINGS[name]?.includes(version)),
    );
  });

  it('keeps its orders in the engine, the letters and the strictness about NULL of its version', async () => {
    const tables = await shop.rows(
      `SELECT DISTINCT engine AS engine, table_collation AS collation FROM information_schema.tables
       WHERE table_schema = DATABASE() AND table_name IN ('oc_order', 'oc_product', 'oc_setting', 'oc_order_history')`,
    );
    expect(tables).toEqual([{ engine: facts.engine, collation: facts.collation }]);
    const [nullable] = await shop.rows(
      `SELECT COUNT(*) AS columns FROM information_schema.columns
       WHERE table_schema = DATABASE() AND table_name = 'oc_order' AND is_nullable = 'YES'`,
    );
    if (facts.family === '4.1') expect(Number(nullable?.columns)).toBeGreaterThan(40);
    else expect(Number(nullable?.columns)).toBe(0);
  });

  it('is recognised, with its names, its language and its time', async () => {
    expect(await store.inspect()).toMatchObject({
      generation: facts.family,
      transactional: facts.engine === 'InnoDB',
      shopName: 'Your Store',
      currency: 'TRY',
      language: 'en-gb',
      // 2.3 knows no zone of its own: it takes the server's, which runs in that of this computer.
      timeZoneOffsetMinutes: version === '2.3.0.2' ? await serverOffset(shop) : 180,
      products: 19,
      warnings: [],
      missingRights: [],
    });
  });

  it('gives a barcode from where this version keeps it', async () => {
    const coded = from('4.1.0.1').includes(version);
    if (before('4.1.0.4').includes(version)) {
      await shop.run("UPDATE oc_product SET ean = '8690000000012' WHERE product_id = 40");
    }
    if (coded) {
      await shop.run(
        "INSERT INTO oc_product_code SET product_id = 40, code = 'EAN', value = '8690000000029'",
      );
    }
    const [product] = await store.readProducts(['40'], { settings: OPENCART_SETTINGS });
    expect(product?.codes).toMatchObject(coded ? { 'code:EAN': '8690000000029' } : { ean: '8690000000012' });
    expect(product?.codes.ean).toBe(coded ? undefined : '8690000000012');
  });
});

async function serverOffset(shop: OpencartShop): Promise<number> {
  const [row] = await shop.rows(
    "SELECT TIMESTAMPDIFF(MINUTE, UTC_TIMESTAMP(), CONVERT_TZ(UTC_TIMESTAMP(), '+00:00', @@GLOBAL.time_zone)) AS minutes",
  );
  return Math.round(Number(row?.minutes) / 15) * 15;
}
