import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { EditingFacts } from '#contract/products.ts';
import type { StoreReport } from '#contract/shop.ts';
import { openOpencartStore } from '#engine/store/opencart/open-opencart-store.ts';
import { EditSession } from '../../support/edit-session.ts';
import { everyField, inverseOf } from '../../support/every-field.ts';
import { createOpencartShop, type OpencartShop, type ShopRow } from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS, openStoreOn } from '../../support/opencart-under-test.ts';
import { silentLogger, systemClock } from '../../support/plain-host-parts.ts';
import { orderOf } from '../../support/sample-order.ts';

const TABLES = [
  'product',
  'product_description',
  'product_to_category',
  'product_image',
  'product_attribute',
  'product_option_value',
  'product_discount',
];

describe.each(['3.0.4.1', '4.1.0.4'] as const)(
  'an account that may edit products of an OpenCart %s',
  (version) => {
    let shop: OpencartShop;
    let user: string;
    let report: StoreReport;
    let facts: EditingFacts;
    beforeAll(async () => {
      shop = await createOpencartShop(inject('mariadb'), version);
      // Specials that no edit could state would hide their rights.
      if (version === '3.0.4.1') await shop.run('DELETE FROM oc_product_special');
      user = `e_${shop.connection.database.slice(-8)}`;
      const owner = openStoreOn(shop);
      report = await owner.inspect();
      facts = await owner.readEditingFacts({ settings: OPENCART_SETTINGS });
      await owner.close();
    });
    afterAll(async () => {
      await shop.run(`DROP USER IF EXISTS '${user}'@'%'`);
      await shop.remove();
    });

    const statementsOf = (
      ...features: readonly StoreReport['rights'][number]['feature'][]
    ): readonly string[] =>
      report.rights
        .filter(({ feature }) => features.includes(feature))
        .flatMap(({ statements }) => statements)
        .map((text) => text.replace(/ TO .*$/, ` TO '${user}'@'%'`));
    const sessionWith = async (statements: readonly string[]): Promise<EditSession> => {
      await shop.run(`DROP USER IF EXISTS '${user}'@'%'`);
      await shop.run(`CREATE USER '${user}'@'%' IDENTIFIED BY 'x'`);
      for (const statement of statements) await shop.run(statement);
      const connection = { ...shop.connection, user, password: 'x' };
      return new EditSession(openOpencartStore({ connection, clock: systemClock, logger: silentLogger }));
    };
    const lackingIn = (rights: StoreReport['rights']): Readonly<Record<string, boolean>> =>
      Object.fromEntries(rights.map(({ feature, missing }) => [feature, missing.length > 0]));
    const everything = async (): Promise<readonly (readonly ShopRow[])[]> => {
      const found: (readonly ShopRow[])[] = [];
      for (const table of TABLES) found.push(await shop.rows(`SELECT * FROM oc_${table} ORDER BY 1, 2`));
      return found;
    };

    it('writes every field with the rights to read and to edit, and is told that orders lack theirs', async () => {
      const session = await sessionWith(statementsOf('read', 'edit'));
      const { rights, excessRights } = await session.store.inspect();
      expect(lackingIn(rights)).toMatchObject({ read: false, orders: true, edit: false });
      expect(excessRights).toEqual([]);
      const changes = everyField(await session.sheet('30'), facts);
      expect(await session.write('30', changes)).toMatchObject({ kind: 'written', missed: [], refused: [] });
      expect(await session.write('30', inverseOf(changes))).toMatchObject({ missed: [], refused: [] });
      await session.store.close();
    });

    it('still takes in orders where it may only read and write those, and is told what edits lack', async () => {
      const session = await sessionWith(statementsOf('read', 'orders'));
      const { rights } = await session.store.inspect();
      expect(lackingIn(rights)).toMatchObject({ read: false, orders: false, edit: true });
      const writing = { settings: OPENCART_SETTINGS, reach: () => undefined };
      expect(await session.store.writeOrder(orderOf('haklar'), writing)).toMatchObject({ holdsStock: true });
      const before = await everything();
      await expect(session.set('30', { price: 990_000 })).rejects.toMatchObject({
        problem: {
          code: 'store/too-few-rights',
          params: { missing: expect.stringContaining('UPDATE (price) oc_product') },
        },
      });
      expect(await everything()).toEqual(before);
      await session.store.close();
    });

    it('writes nothing at all where a single right is missing that this edit needs, and names it', async () => {
      const edit = statementsOf('edit');
      const lacking = [
        ['INSERT', 'product_image', { images: ['catalog/x.jpg', 'catalog/y.jpg'] }],
        ['DELETE', 'product_to_category', { categories: ['20'] }],
        ['UPDATE', 'product_description', { 'name:en-gb': 'Yeni' }],
        ['DELETE', version === '3.0.4.1' ? 'product_special' : 'product_discount', { special: null }],
      ] as const;
      for (const [privilege, table, values] of lacking) {
        const session = await sessionWith([
          ...statementsOf('read'),
          ...edit.map((text) =>
            text.includes(`.\`oc_${table}\``)
              ? text.replace(new RegExp(`${privilege}(?: \\([^)]*\\))?(?:, )?`), '').replace(/,\s+ON/, ' ON')
              : text,
          ),
        ]);
        const before = await everything();
        await expect(session.set('30', { model: 'X', ...values }), table).rejects.toMatchObject({
          problem: {
            code: 'store/too-few-rights',
            params: { missing: expect.stringContaining(`oc_${table}`) },
          },
        });
        expect(await everything(), table).toEqual(before);
        // What it may do, it does.
        expect(await session.add('30', 'quantity', 1), table).toMatchObject({ missed: [], refused: [] });
        await session.store.close();
      }
    });
  },
);
