import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { EditSession } from '../../support/edit-session.ts';
import { createOpencartShop, type OpencartShop, type ShopRow } from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS, openStoreOn } from '../../support/opencart-under-test.ts';

const CLEAN = { missed: [], refused: [] };

describe.each(['3.0.4.1', '4.1.0.4'] as const)('edits in the rows of an OpenCart %s', (version) => {
  const isOld = version === '3.0.4.1';
  let shop: OpencartShop;
  let session: EditSession;
  beforeAll(async () => {
    shop = await createOpencartShop(inject('mariadb'), version);
    await shop.run("INSERT INTO oc_language SET name = 'Türkçe', code = 'tr-tr', locale = 'tr', status = 1");
    session = new EditSession(openStoreOn(shop));
  });
  afterAll(async () => {
    await session.store.close();
    await shop.remove();
  });

  const reopen = async (): Promise<void> => {
    await session.store.close();
    session = new EditSession(openStoreOn(shop));
  };
  const rows = (sql: string): Promise<readonly ShopRow[]> => shop.rows(sql);
  const one = async (sql: string): Promise<ShopRow> => (await rows(sql))[0] ?? {};

  it('stores a text encoded once, as a form of OpenCart would', async () => {
    const name = `5'' "ekran" <kutulu> & ışık`;
    expect(await session.set('40', { 'name:en-gb': name, model: 'A&B' })).toMatchObject(CLEAN);
    expect(
      await one('SELECT name FROM oc_product_description WHERE product_id = 40 AND language_id = 1'),
    ).toEqual({
      name: `5'' &quot;ekran&quot; &lt;kutulu&gt; &amp; ışık`,
    });
    expect(await one('SELECT model FROM oc_product WHERE product_id = 40')).toEqual({ model: 'A&amp;B' });
  });

  it(`${isOld ? 'keeps' : 'trims'} the blanks around a text, as this version’s forms do`, async () => {
    expect(await session.set('40', { 'name:en-gb': '  Telefon \n' })).toMatchObject(CLEAN);
    expect(
      await one('SELECT name FROM oc_product_description WHERE product_id = 40 AND language_id = 1'),
    ).toEqual({
      name: isOld ? '  Telefon \n' : 'Telefon',
    });
  });

  it('replaces what an importer stored raw or encoded twice, and does not take it for somebody else’s', async () => {
    for (const raw of ['Kalem & Defter', 'Kalem &amp;amp; Defter', 'KALEM', 'Kalem ']) {
      await shop.run('UPDATE oc_product SET model = ? WHERE product_id = 40', [raw]);
      expect(await session.set('40', { model: 'Kalem' }), raw).toMatchObject(CLEAN);
      expect(await one('SELECT model FROM oc_product WHERE product_id = 40'), raw).toEqual({
        model: 'Kalem',
      });
    }
  });

  it('gives a language its row when its name is written, with every column that a theme demands', async () => {
    await shop.run('ALTER TABLE oc_product_description ADD COLUMN theme_note VARCHAR(20) NOT NULL');
    const values = { 'description:tr-tr': '<p>Yeni</p>', 'name:tr-tr': 'Yeni "ad"' } as const;
    // An extension that is installed while the program runs: the table is looked at anew after the first failure.
    await expect(session.set('28', values)).rejects.toMatchObject({
      problem: { code: 'store/refused-value' },
    });
    expect(await session.set('28', values)).toMatchObject(CLEAN);
    expect(
      await one('SELECT * FROM oc_product_description WHERE product_id = 28 AND language_id = 2'),
    ).toMatchObject({
      name: 'Yeni &quot;ad&quot;',
      meta_title: 'Yeni &quot;ad&quot;',
      description: '&lt;p&gt;Yeni&lt;/p&gt;',
      theme_note: '',
    });
  });

  it('shows no product without a name: a description alone is refused where a language has no row', async () => {
    const result = await session.set('29', { 'description:tr-tr': '<p>Yeni</p>', quantity: 77 });
    expect(result.refused).toMatchObject([{ field: 'description:tr-tr' }]);
    expect(
      await rows('SELECT * FROM oc_product_description WHERE product_id = 29 AND language_id = 2'),
    ).toEqual([]);
    expect(result.sheet.sheet.quantity).toBe(77);
  });

  it('writes a special that OpenCart sells at, changes it in its row, and takes it away', async () => {
    const table = isOld ? 'oc_product_special' : 'oc_product_discount';
    const read = () => one(`SELECT * FROM ${table} WHERE product_id = 28 ${isOld ? '' : 'AND special = 1'}`);
    expect(
      await session.set('28', { special: { priceE4: 129_900, dateStart: null, dateEnd: '2030-01-31' } }),
    ).toMatchObject(CLEAN);
    const first = await read();
    expect(first).toMatchObject({
      customer_group_id: 1,
      priority: 1,
      price: '12.9900',
      date_start: '0000-00-00',
      date_end: '2030-01-31',
      ...(isOld ? {} : { quantity: 1, type: 'F', special: 1 }),
    });
    await shop.run(`UPDATE ${table} SET priority = 7 WHERE product_id = 28`);
    expect(
      await session.set('28', { special: { priceE4: 119_900, dateStart: '2026-01-01', dateEnd: null } }),
    ).toMatchObject(CLEAN);
    expect(await read()).toEqual({
      ...first,
      priority: 7,
      price: '11.9900',
      date_start: '2026-01-01',
      date_end: '0000-00-00',
    });
    expect(await session.set('28', { special: null })).toMatchObject(CLEAN);
    expect(await read()).toEqual({});
  });

  it('keeps the rows of images that stay, with what an extension wrote into them', async () => {
    await shop.run("ALTER TABLE oc_product_image ADD COLUMN alt_text VARCHAR(20) NOT NULL DEFAULT ''");
    await shop.run('DELETE FROM oc_product_image WHERE product_id = 28');
    await shop.run("UPDATE oc_product SET image = 'catalog/main.jpg' WHERE product_id = 28");
    for (const [image, order] of [
      ['catalog/a.jpg', 3],
      ['catalog/b.jpg', 4],
      ['catalog/c.jpg', 4],
    ] as const) {
      await shop.run(
        'INSERT INTO oc_product_image SET product_id = 28, image = ?, sort_order = ?, alt_text = ?',
        [image, order, image.slice(8)],
      );
    }
    const before = new Map(
      (await rows('SELECT * FROM oc_product_image WHERE product_id = 28')).map((row) => [row.image, row]),
    );
    const images = ['catalog/c.jpg', 'catalog/b.jpg', 'catalog/yeni & eski.jpg', 'catalog/main.jpg'];
    expect(await session.set('28', { images })).toMatchObject(CLEAN);
    expect(await one('SELECT image FROM oc_product WHERE product_id = 28')).toEqual({
      image: 'catalog/c.jpg',
    });
    const after = await rows('SELECT * FROM oc_product_image WHERE product_id = 28 ORDER BY sort_order');
    expect(after).toMatchObject([
      { ...before.get('catalog/b.jpg'), sort_order: 0 },
      { image: 'catalog/yeni &amp; eski.jpg', sort_order: 1, alt_text: '' },
      { image: 'catalog/main.jpg', sort_order: 2 },
    ]);
  });

  it('writes categories by difference, so that rows of those that stay are not touched', async () => {
    await shop.run('ALTER TABLE oc_product_to_category ADD COLUMN main_category TINYINT NOT NULL DEFAULT 0');
    await shop.run('DELETE FROM oc_product_to_category WHERE product_id = 28');
    await shop.run(
      'INSERT INTO oc_product_to_category (product_id, category_id, main_category) VALUES (28, 20, 1), (28, 24, 0)',
    );
    expect(await session.set('28', { categories: ['20', '33'] })).toMatchObject(CLEAN);
    expect(
      await rows(
        'SELECT category_id, main_category FROM oc_product_to_category WHERE product_id = 28 ORDER BY 1',
      ),
    ).toEqual([
      { category_id: 20, main_category: 1 },
      { category_id: 33, main_category: 0 },
    ]);
  });

  it('refuses categories, manufacturers and attributes that are no more', async () => {
    const result = await session.set('28', {
      categories: ['20', '4711'],
      manufacturer: '4711',
      'attribute:4711:en-gb': 'pamuk',
      quantity: 55,
    });
    expect(result.refused.map(({ field }) => field)).toEqual([
      'categories',
      'manufacturer',
      'attribute:4711:en-gb',
    ]);
    expect(result.sheet.sheet).toMatchObject({ quantity: 55, categories: ['20', '33'] });
  });

  it(`${isOld ? 'refuses an emoji rather than storing a question mark' : 'stores an emoji'}`, async () => {
    const result = await session.set('28', { 'name:en-gb': 'Yaz 🌞 modası', quantity: 56 });
    expect(result.refused.map(({ field }) => field)).toEqual(isOld ? ['name:en-gb'] : []);
    if (isOld) expect(result.refused[0]?.detail).toMatch(/🌞.*saklayamaz.*can’t hold/);
    expect(result.sheet.sheet['name:en-gb']).not.toContain('?');
    expect(result.sheet.sheet.quantity).toBe(56);
  });

  it('refuses a value that its column would cut, that a unique key forbids or a trigger rejects, and writes the others', async () => {
    await shop.run("UPDATE oc_product SET model = CONCAT('m', product_id)");
    await shop.run('ALTER TABLE oc_product ADD UNIQUE KEY model (model)');
    await shop.run(`CREATE TRIGGER dear BEFORE UPDATE ON oc_product FOR EACH ROW
      IF NEW.price > 1000000 THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'too dear'; END IF`);
    const before = (await session.sheet('30')).sheet;
    const result = await session.set('30', {
      model: 'm40',
      price: 10_000_000_000_000,
      'name:en-gb': 'x'.repeat(256),
      enabled: before.enabled !== true,
      quantity: 44,
    });
    await shop.run('ALTER TABLE oc_product DROP KEY model');
    await shop.run('DROP TRIGGER dear');
    expect(result.refused.map(({ field }) => field).sort()).toEqual(['model', 'name:en-gb', 'price']);
    expect(result.missed).toEqual([]);
    expect(result.sheet.sheet).toMatchObject({ model: 'm30', price: before.price, quantity: 44 });
    expect(result.sheet.sheet.enabled).not.toBe(before.enabled);
  });

  it('refuses a price that a fork’s narrower column would round, and a stock below zero where it may not go', async () => {
    await shop.run(
      'ALTER TABLE oc_product MODIFY price DECIMAL(10,2) NOT NULL, MODIFY quantity INT UNSIGNED NOT NULL',
    );
    await reopen();
    const result = await session.set('29', { price: 129_955, quantity: -3, model: 'dar' });
    expect(result.refused.map(({ field }) => field).sort()).toEqual(['price', 'quantity']);
    expect((await session.add('29', 'quantity', -500)).refused).toMatchObject([{ field: 'quantity' }]);
    expect(await session.add('29', 'quantity', -7)).toMatchObject({
      ...CLEAN,
      sheet: { sheet: { quantity: 70 } },
    });
    expect(await session.set('29', { price: 129_900 })).toMatchObject({
      ...CLEAN,
      sheet: { sheet: { price: 129_900 } },
    });
  });

  it('moves stock of an option value whose extension named its columns as the product’s', async () => {
    await shop.run(`ALTER TABLE oc_product_option_value ADD COLUMN model VARCHAR(64) NOT NULL DEFAULT 'x',
      ADD COLUMN image VARCHAR(255) NULL, ADD COLUMN date_modified DATETIME NULL`);
    const before = (await session.sheet('30')).sheet;
    const result = await session.write('30', [
      { kind: 'add', field: 'option:16:quantity', difference: 4, floor: 'none' },
      { kind: 'add', field: 'option:15:quantity', difference: -1, floor: 'none' },
      { kind: 'add', field: 'quantity', difference: 1, floor: 'none' },
      { kind: 'set', field: 'model', expected: before.model ?? '', value: 'S-30' },
    ]);
    expect(result).toMatchObject({
      ...CLEAN,
      sheet: {
        sheet: {
          'option:16:quantity': Number(before['option:16:quantity']) + 4,
          'option:15:quantity': Number(before['option:15:quantity']) - 1,
          quantity: Number(before.quantity) + 1,
          model: 'S-30',
        },
      },
    });
    expect(await one('SELECT model FROM oc_product_option_value WHERE product_option_value_id = 16')).toEqual(
      { model: 'x' },
    );
  });

  it('moves no stock where the merchant saved the product between two statements, and says what it missed', async () => {
    await shop.run('ALTER TABLE oc_product_to_category ENGINE = MyISAM');
    await shop.run(`CREATE TRIGGER saved AFTER INSERT ON oc_product_to_category FOR EACH ROW
      UPDATE oc_product SET date_modified = NOW() WHERE product_id = NEW.product_id`);
    const before = (await session.sheet('40')).sheet;
    const result = await session.write('40', [
      { kind: 'add', field: 'quantity', difference: 9, floor: 'none' },
      { kind: 'set', field: 'categories', expected: before.categories ?? [], value: ['20', '57'] },
      { kind: 'set', field: 'price', expected: before.price ?? 0, value: 987_000 },
    ]);
    await shop.run('DROP TRIGGER saved');
    expect(result).toMatchObject({ kind: 'written', missed: ['quantity', 'price'], refused: [] });
    expect((await session.sheet('40')).sheet).toMatchObject({
      quantity: before.quantity,
      price: before.price,
    });
  });

  it('adds what either of two programs was told to add, when both write at the same moment', async () => {
    const other = new EditSession(openStoreOn(shop));
    const options = { settings: OPENCART_SETTINGS, reach: () => undefined };
    let expected = Number((await session.sheet('40')).sheet.quantity);
    for (let round = 0; round < 5; round += 1) {
      const results = await Promise.all(
        [session, other].map(async ({ store }, index) => {
          const mark = await store.markProductWrite('40', options);
          if (mark === null) throw new Error('gone');
          const change = { kind: 'add', field: 'quantity', difference: index + 1, floor: 'none' } as const;
          return store.writeProduct({ ...mark, productId: '40', changes: [change] }, options);
        }),
      );
      for (const [index, result] of results.entries()) if (result.kind === 'written') expected += index + 1;
      expect(results.map(({ kind }) => kind)).toContain('written');
      expect((await session.sheet('40')).sheet.quantity, JSON.stringify(results)).toBe(expected);
    }
    await other.store.close();
  });

  if (!isOld) {
    it('writes into the code row that stands, in whatever case an upgrade left it, and leaves none filled when emptied', async () => {
      await shop.run(
        "INSERT INTO oc_product_code (product_id, code, value) VALUES (28, 'ean', '869'), (28, 'EAN', ''), (28, 'EAN', '870')",
      );
      const codes = () =>
        rows('SELECT code, value FROM oc_product_code WHERE product_id = 28 ORDER BY product_code_id');
      expect(
        await session.set('28', { 'code:code:EAN': '8690000000012', 'code:code:SKU': 'S-1' }),
      ).toMatchObject(CLEAN);
      expect(await codes()).toEqual([
        { code: 'ean', value: '8690000000012' },
        { code: 'EAN', value: '' },
        { code: 'EAN', value: '870' },
        { code: 'SKU', value: 'S-1' },
      ]);
      expect(await session.set('28', { 'code:code:EAN': '' })).toMatchObject(CLEAN);
      expect((await codes()).map(({ value }) => value)).toEqual(['', '', '', 'S-1']);
    });
  }
});
