import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StorePort, StoreSheet } from '#engine/store/port.ts';
import { hasMasters, OPENCART_VERSIONS } from '../../support/opencart-generations/versions.ts';
import { insertSpecial, openWithTurkish, READING, sheetIn } from '../../support/opencart-sheets.ts';
import type { OpencartShop } from '../../support/opencart-shop.ts';

const CODES = ['sku', 'upc', 'ean', 'jan', 'isbn', 'mpn'];

describe.each(OPENCART_VERSIONS)('the sheet of a product in OpenCart %s', (version) => {
  const codesInRows = ['4.1.0.1', '4.1.0.3', '4.1.0.4'].includes(version);
  let shop: OpencartShop;
  let store: StorePort;
  beforeAll(async () => {
    [shop, store] = await openWithTurkish(version);
  });
  afterAll(async () => {
    await store.close();
    await shop.remove();
  });

  it('holds every field that the shop has a place for, and no other', async () => {
    await shop.run(`UPDATE oc_product SET model = 'STK-ı &amp; I', location = 'Raf 7', price = 1299.9, quantity = -3,
      status = 0 WHERE product_id = 40`);
    await shop.run(`UPDATE oc_product_description SET name = 'Telefon &quot;Bir&quot;',
      description = '&lt;p&gt;5 &amp;lt; 6&lt;/p&gt;' WHERE product_id = 40`);
    await shop.run("INSERT INTO oc_product_attribute VALUES (40, 4, 2, '8 &lt; 16'), (40, 3, 1, '')");
    await shop.run(
      codesInRows
        ? "INSERT INTO oc_product_code (product_id, code, value) VALUES (40, 'ean', '8690000000012')"
        : "UPDATE oc_product SET ean = '8690000000012' WHERE product_id = 40",
    );
    const sources = CODES.map((code) => (codesInRows ? `code:${code.toUpperCase()}` : code));
    expect(await sheetIn(store, '40')).toEqual({
      productId: '40',
      modifiedAt: '2011-09-30 01:06:53',
      masterId: null,
      options: [],
      sheet: {
        model: 'STK-ı & I',
        ...Object.fromEntries(
          sources.map((source) => [`code:${source}`, /ean/i.test(source) ? '8690000000012' : '']),
        ),
        'code:location': 'Raf 7',
        enabled: false,
        quantity: -3,
        price: 12_999_000,
        special: null,
        manufacturer: '8',
        categories: ['20', '24'],
        images: [1, 4, 3, 5, 2, 6].map((number) => `catalog/demo/iphone_${number}.jpg`),
        'name:en-gb': 'Telefon "Bir"',
        'description:en-gb': '<p>5 &lt; 6</p>',
        'name:tr-tr': '',
        'description:tr-tr': '',
        'attribute:4:tr-tr': '8 < 16',
        'attribute:3:en-gb': '',
      },
    } satisfies StoreSheet);
  });

  it('offers as codes what its own form would keep', async () => {
    const facts = await store.readEditingFacts(READING);
    expect(facts.codeSources.toSorted()).toEqual(
      [...CODES.map((code) => (codesInRows ? `code:${code.toUpperCase()}` : code)), 'location'].toSorted(),
    );
    expect(facts.limits).toMatchObject({
      name: 255,
      model: 64,
      image: 255,
      attribute: 65_535,
      otherCode: 255,
    });
    expect(facts.limits.codes).toEqual(
      codesInRows
        ? { location: 128 }
        : { sku: 64, upc: 12, ean: 14, jan: 13, isbn: 17, mpn: 64, location: 128 },
    );
  });

  it('shows one open special of the ordinary customers, whoever else has one', async () => {
    await insertSpecial(shop, '28', { price: '90.5', start: '0000-00-00', end: '2027-01-31' });
    await insertSpecial(shop, '28', { price: '1', start: '0000-00-00', end: '0000-00-00', group: 2 });
    expect((await sheetIn(store, '28')).sheet.special).toEqual({
      priceE4: 905_000,
      dateStart: null,
      dateEnd: '2027-01-31',
    });
    // The demo goods of 4.1 come without theirs.
    const special42 = (await sheetIn(store, '42')).sheet.special;
    expect(special42).toEqual(
      version.startsWith('4.1') ? null : { priceE4: 900_000, dateStart: null, dateEnd: null },
    );
  });

  it('leaves a special alone that only OpenCart itself can show', async () => {
    const open = { start: '0000-00-00', end: '0000-00-00' };
    await insertSpecial(shop, '43', { price: '1', ...open });
    await insertSpecial(shop, '43', { price: '2', start: '2001-01-01', end: '2001-02-01' });
    const [several] = await store.readSheets(['43'], READING);
    expect(several?.sheet).not.toHaveProperty('special');
    if (!version.startsWith('4.1')) return;
    await insertSpecial(shop, '44', { price: '10', ...open, type: 'P' });
    await insertSpecial(shop, '45', { price: '10', ...open, type: 'S' });
    await insertSpecial(shop, '46', { price: '10', ...open, quantity: 5 });
    await insertSpecial(shop, '47', { price: '10', start: null, end: '0000-00-00' });
    const odd = await store.readSheets(['44', '45', '46', '47'], READING);
    expect(odd).toHaveLength(4);
    for (const { sheet } of odd) expect(sheet).not.toHaveProperty('special');
  });

  it('holds stock and price of each option value, under the names that the shop shows', async () => {
    await shop.run(`UPDATE oc_product_option_value SET price = 12.5, price_prefix = '-', subtract = 0
      WHERE product_option_value_id = 16`);
    const { sheet, options } = await sheetIn(store, '30');
    expect(options.toSorted((a, b) => Number(a.optionValueId) - Number(b.optionValueId))).toEqual([
      { optionValueId: '15', option: 'Select', value: 'Red', subtracts: true },
      { optionValueId: '16', option: 'Select', value: 'Blue', subtracts: false },
    ]);
    const fields = Object.entries(sheet).filter(([name]) => name.startsWith('option:'));
    expect(Object.fromEntries(fields)).toEqual({
      'option:15:quantity': 2,
      'option:15:price': { priceE4: 0, prefix: '+' },
      'option:16:quantity': 5,
      'option:16:price': { priceE4: 125_000, prefix: '-' },
    });
  });

  if (hasMasters(version))
    it('says which master a variant belongs to', async () => {
      await shop.run('UPDATE oc_product SET master_id = 30 WHERE product_id = 41');
      expect((await sheetIn(store, '41')).masterId).toBe('30');
    });
});
