import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StorePort } from '#engine/store/port.ts';
import { openOpencartStore } from '#engine/store/opencart/open-opencart-store.ts';
import { startMariadb, type RunningMariadb } from '../../support/mariadb-server.ts';
import { createOpencartShop, type OpencartShop } from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS } from '../../support/opencart-under-test.ts';
import { silentLogger, systemClock } from '../../support/plain-host-parts.ts';
import { orderOf } from '../../support/sample-order.ts';

const WRITING = { settings: OPENCART_SETTINGS, reach: () => undefined };

describe.each(['3.0.4.1', '4.1.0.4'] as const)(
  'a server that makes it hard for an OpenCart %s',
  (version) => {
    let server: RunningMariadb;
    let shop: OpencartShop;
    let store: StorePort;
    beforeAll(async () => {
      server = await startMariadb();
      shop = await createOpencartShop(server, version);
      // Two connections in all, cut after two idle seconds, in a country and a mode of its own.
      await shop.run(`CREATE USER 'host'@'%' IDENTIFIED BY 'x' WITH MAX_USER_CONNECTIONS 2`);
      await shop.run(
        `GRANT SELECT, INSERT, UPDATE, DELETE ON \`${shop.connection.database}\`.* TO 'host'@'%'`,
      );
      await shop.run(`SET GLOBAL wait_timeout = 2, GLOBAL time_zone = '-08:00',
      GLOBAL sql_mode = 'ANSI,TRADITIONAL,NO_BACKSLASH_ESCAPES,ONLY_FULL_GROUP_BY,PIPES_AS_CONCAT'`);
      store = openOpencartStore({
        connection: { ...shop.connection, user: 'host', password: 'x' },
        clock: systemClock,
        logger: silentLogger,
      });
    }, 60_000);
    afterAll(async () => {
      await store.close();
      await shop.remove();
      await server.stop();
    });

    const sessions = async (): Promise<readonly number[]> =>
      (await shop.rows("SELECT id FROM information_schema.processlist WHERE user = 'host'")).map((row) =>
        Number(row.id),
      );
    const until = async (reached: () => Promise<boolean>): Promise<void> => {
      const deadline = performance.now() + 20_000;
      while (!(await reached())) {
        if (performance.now() > deadline) throw new Error('it did not come to that within 20 s');
        await sleep(50);
      }
    };
    const countAll = async (between?: () => Promise<void>): Promise<number> => {
      let count = 0;
      for await (const range of store.readWatched({ settings: OPENCART_SETTINGS })) {
        count += range.count;
        await between?.();
      }
      return count;
    };
    const stockOf40 = async (): Promise<number> =>
      Number((await shop.rows('SELECT quantity FROM oc_product WHERE product_id = 40'))[0]?.quantity);

    it('is read, written and looked at with two connections', async () => {
      expect(await store.inspect()).toMatchObject({ missingRights: [], timeZoneOffsetMinutes: 180 });
      expect(await countAll()).toBe(19);
      const { storeOrderId } = await store.writeOrder(orderOf('iki-hat'), WRITING);
      expect((await sessions()).length).toBeLessThanOrEqual(2);
      const [row] = await shop.rows(
        `SELECT date_added, ABS(TIMESTAMPDIFF(SECOND, date_modified, NOW())) < 60 AS now_in_the_shop
       FROM oc_order WHERE order_id = ?`,
        [storeOrderId],
      );
      // Ordered at 09:30 UTC: half past twelve in the shop, whatever the server's own clock says.
      expect(row).toEqual({ date_added: '2026-11-20 12:30:00', now_in_the_shop: 1 });
    });

    it('may cut every idle line, and everything goes on', async () => {
      expect(await countAll()).toBe(19);
      await store.writeOrder(orderOf('bosta-1'), WRITING);
      await until(async () => (await sessions()).length === 0);
      expect(await countAll()).toBe(19);
      await until(async () => (await sessions()).length === 0);
      expect((await store.writeOrder(orderOf('bosta-2'), WRITING)).holdsStock).toBe(true);
      expect(await store.findOrder(orderOf('bosta-1').mark, WRITING)).not.toBeNull();
    });

    it('may cut the line in the middle of a reading', async () => {
      await shop.run(
        'UPDATE oc_product SET product_id = 20000 + product_id WHERE product_id IN (47, 48, 49)',
      );
      const count = await countAll(async () => {
        for (const id of await sessions()) await shop.run(`KILL ${id}`);
      });
      expect(count).toBe(19);
      await shop.run('UPDATE oc_product SET product_id = product_id - 20000 WHERE product_id > 20000');
    });

    it('says that it can only be read, and the order is not begun', async () => {
      await shop.run('SET GLOBAL read_only = 1');
      try {
        const before = await shop.rows('SELECT COUNT(*) AS orders FROM oc_order');
        expect(await countAll()).toBe(19);
        await expect(store.writeOrder(orderOf('salt-okunur'), WRITING)).rejects.toMatchObject({
          problem: { code: 'store/read-only' },
        });
        expect(await shop.rows('SELECT COUNT(*) AS orders FROM oc_order')).toEqual(before);
      } finally {
        await shop.run('SET GLOBAL read_only = 0');
      }
      expect((await store.writeOrder(orderOf('salt-okunur'), WRITING)).holdsStock).toBe(true);
    });

    it('that holds a table says it is busy, and the order is written once when it lets go', async () => {
      const before = await stockOf40();
      await shop.run('LOCK TABLES oc_product WRITE');
      try {
        const refused = { problem: { code: 'store/busy' } };
        await Promise.all([
          expect(countAll()).rejects.toMatchObject(refused),
          expect(store.writeOrder(orderOf('kilitli'), WRITING)).rejects.toMatchObject(refused),
        ]);
      } finally {
        await shop.run('UNLOCK TABLES');
      }
      await store.writeOrder(orderOf('kilitli'), WRITING);
      expect(await stockOf40()).toBe(before - 2);
      const orders = await shop.rows(
        "SELECT order_id FROM oc_order WHERE order_status_id > 0 AND user_agent LIKE '%kilitli%'",
      );
      expect(orders).toHaveLength(1);
    }, 60_000);

    it('says that it is busy when all its connections are taken', async () => {
      await until(async () => (await sessions()).length === 0);
      const { host, port } = shop.connection;
      const others = [];
      for (let count = 0; count < 2; count += 1) {
        others.push(await createConnection({ host, port, user: 'host', password: 'x' }));
      }
      await expect(store.inspect()).rejects.toMatchObject({ problem: { code: 'store/busy' } });
      await Promise.all(others.map((other) => other.end()));
      await until(async () => (await sessions()).length === 0);
      expect((await store.inspect()).products).toBe(19);
    });
  },
);
