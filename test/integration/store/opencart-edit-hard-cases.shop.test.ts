import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { canonical } from '#contract/product-value.ts';
import type { FieldChange, StorePort } from '#engine/store/port.ts';
import { EditSession } from '../../support/edit-session.ts';
import { startMariadb, type RunningMariadb } from '../../support/mariadb-server.ts';
import { createOpencartShop, type OpencartShop, type ShopRow } from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS, openStoreOn } from '../../support/opencart-under-test.ts';

const CLEAN = { missed: [], refused: [] };

describe.each([
  ['3.0.4.1', 'MyISAM'],
  ['4.1.0.4', 'InnoDB'],
] as const)('an edit in an OpenCart %s (%s)', (version, engine) => {
  let shop: OpencartShop;
  let session: EditSession;
  beforeAll(async () => {
    shop = await createOpencartShop(inject('mariadb'), version, { engine });
    session = new EditSession(openStoreOn(shop));
  });
  afterAll(async () => {
    await session.store.close();
    await shop.remove();
  });
  const one = async (sql: string): Promise<ShopRow> => (await shop.rows(sql))[0] ?? {};

  it('adds its pieces once where an extension’s trigger fails after the row was written', async () => {
    await shop.run(`CREATE TRIGGER erp AFTER UPDATE ON oc_product FOR EACH ROW
      IF NEW.price > 1000000 THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'erp'; END IF`);
    const { sheet } = await session.sheet('40');
    const result = await session.write('40', [
      { kind: 'add', field: 'quantity', difference: -2, floor: 'none' },
      { kind: 'set', field: 'price', expected: sheet.price ?? 0, value: 20_000_000_000 },
    ]);
    await shop.run('DROP TRIGGER erp');
    const held = Number((await one('SELECT quantity FROM oc_product WHERE product_id = 40'))['quantity']);
    expect(held).toBe(Number(sheet.quantity) - 2);
    expect(result).toMatchObject({ kind: 'written', missed: [] });
  });

  it('puts another picture first, wherever it breaks off between two statements', async () => {
    for (let left = 1; left < 8; left += 1) {
      await session.set('28', { images: ['catalog/Ön yüz.jpg', 'catalog/yan.jpg', 'catalog/iç.jpg'] });
      const options = { settings: OPENCART_SETTINGS, reach: () => undefined };
      const mark = await session.store.markProductWrite('28', options);
      const change: FieldChange = {
        kind: 'set',
        field: 'images',
        expected: ['catalog/Ön yüz.jpg', 'catalog/yan.jpg', 'catalog/iç.jpg'],
        value: ['catalog/yan.jpg', 'catalog/Ön yüz.jpg', 'catalog/iç.jpg'],
      };
      const write = { ...mark!, productId: '28', changes: [change] };
      let count = left;
      const dying = {
        settings: OPENCART_SETTINGS,
        reach: () => {
          count -= 1;
          if (count === 0) throw new Error('dies here');
        },
      };
      const died = await session.store.writeProduct(write, dying).then(
        () => false,
        () => true,
      );
      const again = await session.store.writeProduct(write, options);
      expect(again, `after ${left}`).toMatchObject({ kind: 'written', ...CLEAN });
      expect((await session.sheet('28')).sheet.images, `after ${left}`).toEqual(change.value);
      if (!died) return;
    }
  });

  it('adds a category to a product that an importer left in one that is gone', async () => {
    await shop.run('INSERT INTO oc_product_to_category SET product_id = 29, category_id = 4711');
    const { sheet } = await session.sheet('29');
    const held = sheet.categories as readonly string[];
    const wanted = [...held, '57'];
    expect(await session.set('29', { categories: wanted })).toMatchObject(CLEAN);
    expect((await session.sheet('29')).sheet.categories).toContain('57');
  });

  it.each([
    ['an ampersand of an ampersand', 'A &amp;amp; B &amp; C & D'],
    ['a hard blank', 'a&nbsp;b\u00a0c'],
    ['lines of Windows', '<p>bir</p>\r\n<p>iki</p>\r\nüç'],
    ['quotes and backslashes', `'"\\' OR 1=1 -- \\0 %_ \`x\``],
    ['a zero byte and controls', 'a\0b\u0001c\u001ad'],
    ['an encoded apostrophe', 'Kadın&#39;ın &#039; &apos;'],
    ['odd Turkish', 'İIıi ĞğŞş i̇ ﬁ'],
    ['a script', '</textarea><script>alert("x")</script>'],
  ])('keeps %s as it was typed', async (_, text) => {
    const result = await session.set('31', { 'description:en-gb': text });
    expect(result).toMatchObject(CLEAN);
    const held = result.sheet.sheet['description:en-gb'] ?? null;
    expect(canonical('description:en-gb', held)).toBe(canonical('description:en-gb', text));
    const again = await session.set('31', { 'description:en-gb': `${text}!` });
    expect(again).toMatchObject(CLEAN);
  });

  it('keeps a special of one day, of the leap day and of far years', async () => {
    for (const [dateStart, dateEnd] of [
      ['2028-02-29', '2028-02-29'],
      ['1000-01-01', '9999-12-31'],
      [null, '2027-03-28'],
    ] as const) {
      await shop.run(
        version === '3.0.4.1'
          ? 'DELETE FROM oc_product_special WHERE product_id = 41'
          : 'DELETE FROM oc_product_discount WHERE product_id = 41',
      );
      const special = { priceE4: 9_999, dateStart, dateEnd };
      const result = await session.set('41', { special });
      expect(result).toMatchObject(CLEAN);
      expect(result.sheet.sheet.special).toEqual(special);
    }
  });

  it('finds an option that was removed and made anew under another id gone, and adds to nothing', async () => {
    const before = await session.sheet('30');
    await shop.run(
      'UPDATE oc_product_option_value SET product_option_value_id = 999 WHERE product_option_value_id = 16',
    );
    const result = await session.write('30', [
      { kind: 'add', field: 'option:16:quantity', difference: 5, floor: 'none' },
      { kind: 'add', field: 'quantity', difference: 5, floor: 'none' },
    ]);
    expect(result).toMatchObject({ kind: 'written', missed: ['option:16:quantity'] });
    expect((await session.sheet('30')).sheet).toMatchObject({
      'option:999:quantity': before.sheet['option:16:quantity'],
      quantity: Number(before.sheet.quantity) + 5,
    });
  });
});

describe.each(['3.0.4.1', '4.1.0.4'] as const)(
  'a server that commits nothing by itself, under an OpenCart %s',
  (version) => {
    let server: RunningMariadb;
    let shop: OpencartShop;
    let store: StorePort;
    beforeAll(async () => {
      server = await startMariadb(['--autocommit=0']);
      shop = await createOpencartShop(server, version);
      await shop.run('COMMIT');
      await shop.run('SET SESSION autocommit = 1');
      // As where a host converted a single table.
      await shop.run(`ALTER TABLE oc_product ENGINE = InnoDB`);
      await shop.run(`ALTER TABLE oc_product_attribute ENGINE = MyISAM`);
      store = openStoreOn(shop);
    }, 60_000);
    afterAll(async () => {
      await store.close();
      await shop.remove();
      await server.stop();
    });

    it('holds an edit for good, and is read as it stands now', async () => {
      const session = new EditSession(store);
      const { sheet } = await session.sheet('40');
      expect(await session.add('40', 'quantity', -2)).toMatchObject(CLEAN);
      const held = await shop.rows('SELECT quantity FROM oc_product WHERE product_id = 40');
      expect(Number(held[0]?.['quantity'])).toBe(Number(sheet.quantity) - 2);
      await shop.run('UPDATE oc_product SET quantity = quantity - 1 WHERE product_id = 40');
      expect((await session.sheet('40')).sheet.quantity).toBe(Number(sheet.quantity) - 3);
    });
  },
);
