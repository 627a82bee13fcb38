import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StorePort } from '#engine/store/port.ts';
import { openWithTurkish, READING, sheetIn } from '../../support/opencart-sheets.ts';
import type { OpencartShop, OpencartVersion, ShopRow } from '../../support/opencart-shop.ts';

const TABLES = [
  'product',
  'product_description',
  'product_code',
  'product_image',
  'product_option_value',
  'product_special',
  'product_discount',
  'product_attribute',
  'product_to_category',
  'product_to_store',
];
/** Whatever a client, a server or a careless quote could stumble over. */
const AWKWARD = `O'Neil \\ "x" \`y\` ; -- # /* ? %s \0 \b \t \r\n \u001a İĞÜŞÖÇ ığüşöç €`;

describe.each<OpencartVersion>(['3.0.4.1', '4.1.0.4'])(
  'the rows kept before a write in OpenCart %s',
  (version) => {
    let shop: OpencartShop;
    let store: StorePort;
    let tables: readonly string[];
    beforeAll(async () => {
      [shop, store] = await openWithTurkish(version);
      const seen = (await shop.rows('SHOW TABLES')).map((row) => String(Object.values(row)[0]).slice(3));
      tables = TABLES.filter((table) => seen.includes(table));
      await shop.run(`ALTER TABLE oc_product MODIFY model VARCHAR(64) CHARACTER SET latin5 NOT NULL,
      ADD x_float FLOAT NOT NULL DEFAULT 0, ADD x_bytes BLOB, ADD x_bits BIT(9), ADD x_kind ENUM('a', 'b') NOT NULL,
      ADD x_when TIMESTAMP NOT NULL DEFAULT '2020-01-02 03:04:05', ADD \`ek bilgi \`\`ş\`\`\` VARCHAR(20),
      ADD x_double INT AS (quantity * 2) PERSISTENT`);
      await shop.run(
        `UPDATE oc_product SET model = 'İĞŞ ığş', x_float = 0.1234567, x_bytes = X'00ff27', x_bits = b'100000001',
       x_kind = 'b', \`ek bilgi \`\`ş\`\`\` = 'ş', date_available = '0000-00-00' WHERE product_id IN (30, 42)`,
      );
      await shop.run(
        'UPDATE oc_product_description SET description = ?, meta_keyword = ? WHERE product_id = 42',
        [AWKWARD.repeat(100), AWKWARD],
      );
      if (version === '4.1.0.4') {
        await shop.run(
          "UPDATE oc_product_description SET name = 'Çanta 👜', tag = NULL WHERE product_id = 42",
        );
        await shop.run(
          "INSERT INTO oc_product_code (product_id, code, value) VALUES (42, 'ean', '8690000000012')",
        );
      }
    });
    afterAll(async () => {
      await store.close();
      await shop.remove();
    });

    const rowsOf = async (productIds: readonly string[]): Promise<Record<string, readonly ShopRow[]>> => {
      const found: Record<string, readonly ShopRow[]> = {};
      for (const table of tables) {
        const rows = await shop.rows(`SELECT * FROM oc_${table} WHERE product_id IN (?)`, [productIds]);
        found[table] = rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
      }
      return found;
    };
    /** As phpMyAdmin does: statement by statement, on a connection with settings of its own. */
    const restore = async (dump: string): Promise<void> => {
      const { host, port, user, password, database } = shop.connection;
      const client = await createConnection({
        host,
        port,
        user,
        password,
        database,
        charset: 'latin5_turkish_ci',
      });
      await client.query(
        "SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE', time_zone = '+00:00'",
      );
      for (const line of dump.split('\n').filter((text) => text !== '' && !text.startsWith('--'))) {
        expect(line.endsWith(';')).toBe(true);
        await client.query(line);
      }
      const [[after]] = await client.query<(ShopRow & { constructor: { name: 'RowDataPacket' } })[]>(
        'SELECT @@sql_mode AS sql_mode, @@time_zone AS time_zone, @@foreign_key_checks AS checks',
      );
      expect(after).toEqual({
        sql_mode: 'STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE',
        time_zone: '+00:00',
        checks: 1,
      });
      await client.end();
    };
    const mangle = async (): Promise<void> => {
      await shop.run(`UPDATE oc_product SET model = 'x', price = 1, quantity = 1, image = 'x', status = 0, x_float = 9,
      x_bytes = NULL, x_bits = NULL, x_kind = 'a', x_when = '2001-01-01 00:00:00', \`ek bilgi \`\`ş\`\`\` = NULL,
      date_modified = NOW(), date_available = NOW() WHERE product_id = 42`);
      await shop.run(
        "UPDATE oc_product_description SET name = 'x', description = 'x', tag = 'x', meta_keyword = 'x'",
      );
      await shop.run("UPDATE oc_product_option_value SET quantity = 0, price = 1, price_prefix = '-'");
      for (const table of tables.filter((name) => !['product', 'product_description'].includes(name))) {
        await shop.run(`DELETE FROM oc_${table} WHERE product_id = 42 LIMIT 2`);
      }
    };

    it('put back a product that was mangled since, to the last byte', async () => {
      const before = await rowsOf(['30', '42']);
      expect(before.product_image?.length).toBeGreaterThan(3);
      const dump = await store.dumpProducts(['30', '42'], READING);
      await mangle();
      expect(await rowsOf(['30', '42'])).not.toEqual(before);
      await restore(dump);
      expect(await rowsOf(['30', '42'])).toEqual(before);
      expect(await store.dumpProducts(['30', '42'], READING)).toBe(dump);
    });

    it('say the same whichever way they are asked for, and nothing of other products', async () => {
      const dump = await store.dumpProducts(['42', '30'], READING);
      expect(dump).toBe(await store.dumpProducts(['30', '42'], READING));
      expect(dump).not.toContain('iphone_1.jpg');
      expect(dump).toContain('apple_cinema_30.jpg');
    });

    it('leave what came later, and say so first', async () => {
      const dump = await store.dumpProducts(['42'], READING);
      expect(dump.split('\n').slice(0, 2).join(' ')).toMatch(/satışlar.*silmez/);
      await shop.run(
        "INSERT INTO oc_product_image (product_id, image, sort_order) VALUES (42, 'yeni.jpg', 9)",
      );
      await restore(dump);
      expect((await sheetIn(store, '42')).sheet.images).toContain('yeni.jpg');
    });

    if (version === '4.1.0.4') {
      it('hold a description that is too long for the server to spell out in bytes', async () => {
        // Nine megabytes: as hexadecimal digits more than max_allowed_packet.
        await shop.run(
          "UPDATE oc_product_description SET description = REPEAT('ş\\'', 3000000) WHERE product_id = 30",
        );
        const dump = await store.dumpProducts(['30'], READING);
        await shop.run("UPDATE oc_product_description SET description = 'x' WHERE product_id = 30");
        await restore(dump);
        const [row] = await shop.rows(
          "SELECT LENGTH(description) AS bytes, MD5(description) = MD5(REPEAT('ş\\'', 3000000)) AS same FROM oc_product_description WHERE product_id = 30",
        );
        expect(row).toEqual({ bytes: 9_000_000, same: 1 });
      });
    }

    it('do not double the rows of a table whose primary key was lost', async () => {
      await shop.run('ALTER TABLE oc_product_to_category DROP PRIMARY KEY');
      const before = await rowsOf(['42']);
      const dump = await store.dumpProducts(['42'], READING);
      expect(dump).toContain('no primary key');
      await restore(dump);
      expect(await rowsOf(['42'])).toEqual(before);
    });

    it('are asked for 500 products at a time', async () => {
      const many = Array.from({ length: 501 }, (_, index) => String(index + 1));
      await expect(store.dumpProducts(many, READING)).rejects.toThrow(RangeError);
      expect(await store.dumpProducts([], READING)).not.toContain('REPLACE');
    });
  },
);
