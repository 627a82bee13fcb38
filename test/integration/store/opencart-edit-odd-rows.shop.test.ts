import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StorePort } from '#engine/store/port.ts';
import { openWithTurkish, READING, sheetIn } from '../../support/opencart-sheets.ts';
import type { OpencartShop, OpencartVersion } from '../../support/opencart-shop.ts';

describe.each<OpencartVersion>(['3.0.4.1', '4.1.0.4'])('odd rows in OpenCart %s', (version) => {
  const isFour = version === '4.1.0.4';
  let shop: OpencartShop;
  let store: StorePort;
  beforeAll(async () => {
    [shop, store] = await openWithTurkish(version);
  });
  afterAll(async () => {
    await store.close();
    await shop.remove();
  });

  it('of pictures: without a main one the first further one leads, and their order is the shop’s', async () => {
    await shop.run("UPDATE oc_product SET image = '' WHERE product_id = 36");
    await shop.run('DELETE FROM oc_product_image WHERE product_id = 36');
    await shop.run(`INSERT INTO oc_product_image (product_id, image, sort_order) VALUES (36, 'c.jpg', 2), (36, '', 0),
      (36, 'Çanta &amp; Kılıf.jpg', 1), (36, 'b.jpg', 1), (36, NULL, 5)`);
    expect((await sheetIn(store, '36')).sheet.images).toEqual(['Çanta & Kılıf.jpg', 'b.jpg', 'c.jpg']);
    await shop.run("UPDATE oc_product SET image = 'c.jpg' WHERE product_id = 36");
    const images = ['c.jpg', 'Çanta & Kılıf.jpg', 'b.jpg', 'c.jpg'];
    expect((await sheetIn(store, '36')).sheet.images).toEqual(images);
  });

  it('of texts: shows what the shop’s own form shows, however they were stored', async () => {
    const stored = {
      'A &amp; B': 'A & B',
      'A & B <i>': 'A & B <i>',
      'A &amp;amp; B': 'A &amp; B',
      'it&#039;s': "it's",
      'Ã‡anta': 'Ã‡anta',
    };
    for (const [raw, shown] of Object.entries(stored)) {
      await shop.run('UPDATE oc_product_description SET name = ? WHERE product_id = 36', [raw]);
      expect((await sheetIn(store, '36')).sheet['name:en-gb']).toBe(shown);
    }
  });

  it('of a language that was removed are nobody’s any more', async () => {
    await shop.run(`INSERT INTO oc_product_description (product_id, language_id, name, description, tag, meta_title,
      meta_description, meta_keyword) VALUES (36, 9, 'Alt', 'Alt', '', '', '', '')`);
    await shop.run("INSERT INTO oc_product_attribute VALUES (36, 4, 9, 'Alt')");
    const names = Object.keys((await sheetIn(store, '36')).sheet);
    expect(names.filter((name) => /^(?:name|description|attribute)/.test(name))).toEqual([
      'name:en-gb',
      'description:en-gb',
      'name:tr-tr',
      'description:tr-tr',
    ]);
  });

  it('of options whose option is gone have no field', async () => {
    await shop.run(`INSERT INTO oc_product_option_value (product_option_value_id, product_option_id, product_id,
      option_id, option_value_id, quantity, price, price_prefix) VALUES (900, 555, 36, 5, 40, 3, 1, '+')`);
    const { sheet, options } = await sheetIn(store, '36');
    expect(options).toEqual([]);
    expect(Object.keys(sheet).filter((name) => name.startsWith('option'))).toEqual([]);
  });

  it('of categories: each once, none for a row that names nothing, and those that are gone stay', async () => {
    await shop.run('DELETE FROM oc_product_to_category WHERE product_id = 36');
    await shop.run('INSERT INTO oc_product_to_category VALUES (36, 0), (36, 9999), (36, 20), (36, 100)');
    expect((await sheetIn(store, '36')).sheet.categories).toEqual(['20', '100', '9999']);
  });

  it('without a maker, a picture or a save in OpenCart', async () => {
    await shop.run(`UPDATE oc_product SET manufacturer_id = 0, image = NULL, status = 2,
      date_modified = '0000-00-00 00:00:00' WHERE product_id = 49`);
    await shop.run('DELETE FROM oc_product_image WHERE product_id = 49');
    const { sheet, modifiedAt } = await sheetIn(store, '49');
    expect(sheet).toMatchObject({ manufacturer: null, images: [], enabled: false });
    expect(modifiedAt).toBeNull();
  });

  if (isFour)
    it('of NULLs read as nothing', async () => {
      await shop.run(`UPDATE oc_product SET model = NULL, quantity = NULL, price = NULL, status = NULL,
      manufacturer_id = NULL, date_modified = NULL, location = NULL WHERE product_id = 49`);
      await shop.run(
        `UPDATE oc_product_description SET name = NULL, description = NULL WHERE product_id = 49`,
      );
      const { sheet, modifiedAt } = await sheetIn(store, '49');
      expect(sheet).toMatchObject({ model: '', quantity: 0, price: 0, enabled: false, manufacturer: null });
      expect(sheet).toMatchObject({ 'code:location': '', 'name:en-gb': '', 'description:en-gb': '' });
      expect(modifiedAt).toBeNull();
    });

  if (isFour)
    it('of codes: the first filled one of several counts, in either case', async () => {
      await shop.run(`INSERT INTO oc_product_code (product_id, code, value) VALUES (36, 'ean', ''),
      (36, 'EAN', '8690000000012'), (36, 'ean', '8690000000029'), (36, 'barkod', 'X &amp; Y')`);
      const { sheet } = await sheetIn(store, '36');
      expect(sheet['code:code:EAN']).toBe('8690000000012');
      expect(sheet['code:code:BARKOD']).toBe('X & Y');
      const { codeSources } = await store.readEditingFacts(READING);
      expect(codeSources).not.toContain('code:BARKOD');
      await shop.run("INSERT INTO oc_identifier (name, code, status) VALUES ('Barkod', 'Barkod', 1)");
      expect((await store.readEditingFacts(READING)).codeSources).toContain('code:BARKOD');
      expect((await sheetIn(store, '40')).sheet['code:code:BARKOD']).toBe('');
    });

  it('of a shop that counts in parts of a piece: no stock to be edited, and the rest as ever', async () => {
    await shop.run('ALTER TABLE oc_product MODIFY quantity DECIMAL(15,3) NOT NULL DEFAULT 0');
    await shop.run('UPDATE oc_product SET quantity = 2.5 WHERE product_id = 41');
    const { sheet } = await sheetIn(store, '41');
    expect(sheet).not.toHaveProperty('quantity');
    expect(sheet.model).toBe('Product 14');
    expect((await sheetIn(store, '42')).sheet.quantity).toBe(990);
  });
});
