import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSchema } from '#engine/store/opencart/dialect/schema.ts';
import { readSheets } from '#engine/store/opencart/edit/read-sheets.ts';
import { BulkReading } from '#engine/store/opencart/read/bulk-reading.ts';
import { readShopSettings } from '#engine/store/opencart/read/shop-settings.ts';
import type { Reader } from '#engine/store/opencart/session/queryable.ts';
import { OpencartSession } from '#engine/store/opencart/session/session.ts';
import type { StorePort } from '#engine/store/port.ts';
import { openWithTurkish, READING, sheetIn } from '../../support/opencart-sheets.ts';
import type { OpencartShop, OpencartVersion } from '../../support/opencart-shop.ts';
import { silentLogger, systemClock } from '../../support/plain-host-parts.ts';

describe.each<OpencartVersion>(['3.0.4.1', '4.1.0.4'])(
  'sheets of many products in OpenCart %s',
  (version) => {
    let shop: OpencartShop;
    let store: StorePort;
    beforeAll(async () => {
      [shop, store] = await openWithTurkish(version);
      const columns = (await shop.rows('SHOW COLUMNS FROM oc_product'))
        .map((row) => String(row.Field))
        .filter((name) => name !== 'product_id');
      const named = columns.map((name) => `\`${name}\``).join(', ');
      await shop.run(`INSERT INTO oc_product (product_id, ${named}) SELECT 1000 + seq, ${named}
      FROM oc_product JOIN seq_1_to_600 WHERE product_id = 30`);
      await shop.run(`INSERT INTO oc_product_image (product_id, image, sort_order)
      SELECT 1000 + seq, CONCAT(seq, '.jpg'), 0 FROM seq_1_to_600`);
    });
    afterAll(async () => {
      await store.close();
      await shop.remove();
    });

    it('take no more statements for 500 than for one, and name nobody else’s', async () => {
      const session = new OpencartSession({
        connection: shop.connection,
        clock: systemClock,
        logger: silentLogger,
      });
      let statements = 0;
      const { reader } = session;
      const counted: Reader = {
        rows: async (...query) => {
          statements += 1;
          return reader.rows(...query);
        },
        arrays: async (...query) => {
          statements += 1;
          return reader.arrays(...query);
        },
      };
      const schema = await readSchema(reader, shop.connection.database, 'oc_');
      const settings = await readShopSettings(reader, schema, systemClock);
      const facts = { reader: counted, schema, shop: settings, bulk: new BulkReading(systemClock) };
      const ids = Array.from({ length: 500 }, (_, index) => String(1001 + index + (index >= 250 ? 7 : 0)));
      const read = await readSheets(facts, ids, READING);
      expect(read.map(({ productId }) => productId)).toEqual(ids);
      expect(read[300]?.sheet.images).toEqual(['catalog/demo/canon_eos_5d_1.jpg', '308.jpg']);
      const forMany = statements;
      statements = 0;
      await readSheets(facts, ['30'], READING);
      // One with options takes one more, for their names.
      expect(forMany).toBeLessThanOrEqual(statements);
      expect(statements).toBeLessThanOrEqual(11);
      await session.close();
    });

    it('are the same read in bulk as one by one', async () => {
      const ids = ['28', '30', '35', '40', '42', '43', '47'];
      const inBulk = await store.readSheets(ids, { ...READING, pace: 'in-bulk' });
      expect(inBulk.flatMap(({ options }) => options).length).toBeGreaterThan(10);
      for (const sheet of inBulk) expect(await sheetIn(store, sheet.productId)).toEqual(sheet);
    });

    it('leave out what is gone, and are asked for 500 at a time', async () => {
      expect(await store.readSheets(['5', '30', '99999'], READING)).toMatchObject([{ productId: '30' }]);
      expect(await store.readSheets([], READING)).toEqual([]);
      const many = Array.from({ length: 501 }, (_, index) => String(index + 1));
      await expect(store.readSheets(many, READING)).rejects.toThrow(RangeError);
    });
  },
);
