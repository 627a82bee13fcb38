import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StorePort } from '#engine/store/port.ts';
import { growShop } from '../../bench/grow-shop.ts';
import { startMariadb, type RunningMariadb } from '../../support/mariadb-server.ts';
import { createOpencartShop, type OpencartShop } from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS, openStoreOn } from '../../support/opencart-under-test.ts';

const PRODUCTS = 24_000;
/** Rows that one SELECT may look at: some milliseconds' work even of a slow server. */
const FEW = 5_000;
const settings = OPENCART_SETTINGS;

describe('a shop of 24,000 products in MyISAM, where a sale waits for every SELECT on its table', () => {
  // Its own server, because the log of all statements is for the whole of it.
  let server: RunningMariadb;
  let shop: OpencartShop;
  let store: StorePort;
  beforeAll(async () => {
    server = await startMariadb();
    shop = await createOpencartShop(server, '4.1.0.4', { engine: 'MyISAM' });
    const { connection } = shop;
    await growShop({ connection, database: connection.database, products: PRODUCTS, seed: 1 });
    // Ten years of specials that are over, and one that is not.
    await shop.run(`INSERT INTO oc_product_discount
        (product_id, customer_group_id, quantity, priority, price, type, special, date_start, date_end)
      SELECT product_id, 1, 1, 1, 5, 'F', 1, '2016-01-01', IF(product_id = 24000, '0000-00-00', '2017-01-01')
      FROM oc_product WHERE product_id >= 1000`);
    store = openStoreOn(shop);
    await shop.run("SET GLOBAL log_output = 'TABLE', GLOBAL long_query_time = 0, GLOBAL slow_query_log = 1");
  }, 120_000);
  afterAll(async () => {
    await store.close();
    await shop.remove();
    await server.stop();
  });

  /** SELECTs of the shop's tables that looked at more than a few rows while this was done. */
  const longSelects = async (work: () => Promise<unknown>): Promise<readonly string[]> => {
    await shop.run('TRUNCATE mysql.slow_log');
    await work();
    const rows = await shop.rows(
      `SELECT rows_examined, LEFT(sql_text, 300) AS statement FROM mysql.slow_log
       WHERE sql_text LIKE 'SELECT%' AND sql_text NOT LIKE '%information\\_schema%' AND sql_text NOT LIKE '%slow\\_log%'`,
    );
    // As many as there must be, so that nothing is praised that was not logged.
    expect(rows.length).toBeGreaterThan(10);
    return rows
      .filter((row) => Number(row.rows_examined) > FEW)
      .map((row) => `${String(row.rows_examined)} rows: ${String(row.statement)}`);
  };
  const digests = async (from: StorePort): Promise<ReadonlyMap<string, string>> => {
    const found = new Map<string, string>();
    for await (const { key, count, digest } of from.readWatched({ settings })) {
      found.set(key, `${count} ${digest}`);
    }
    return found;
  };

  it('is watched in SELECTs that look at a few thousand rows each', async () => {
    expect(await longSelects(async () => digests(store))).toEqual([]);
  });

  it('is read whole in SELECTs that look at a few thousand rows each', async () => {
    const ids = Array.from({ length: 1_000 }, (_, index) => String(20_000 + index));
    const read = async (): Promise<unknown> => store.readProducts(ids, { settings, pace: 'in-bulk' });
    expect(await longSelects(read)).toEqual([]);
  });

  it('is connected in SELECTs that look at a few thousand rows each', async () => {
    expect(await longSelects(async () => store.inspect())).toEqual([]);
  });

  it('is the same product by product as in parts, at the end of each part too', async () => {
    const watched = new Map<string, string>();
    for await (const range of store.readWatched({ settings })) {
      for (const { productId, fingerprint } of range.products()) watched.set(productId, fingerprint);
    }
    const grown = [...watched.keys()].filter((id) => Number(id) >= 1_000);
    expect(grown).toHaveLength(PRODUCTS);
    let variants = 0;
    for (let from = 0; from < grown.length; from += 1_000) {
      const ids = grown.slice(from, from + 1_000);
      for (const product of await store.readProducts(ids, { settings, pace: 'in-bulk' })) {
        variants += product.variants.length;
        if (product.fingerprint !== watched.get(product.productId)) expect.fail(product.productId);
      }
    }
    // A quarter of them in three sizes.
    expect(variants).toBe((PRODUCTS * 3) / 4 + (PRODUCTS / 4) * 3);
    const [special] = await store.readProducts(['24000'], { settings });
    expect(special?.variants[0]?.priceE4).toBeLessThan(special?.variants[0]?.listPriceE4 ?? 0);
  });

  it('counts as unchanged once it is moved to InnoDB, where it is read in large parts', async () => {
    const before = await digests(store);
    for (const table of ['product', 'product_option_value', 'product_discount', 'product_to_store']) {
      await shop.run(`ALTER TABLE oc_${table} ENGINE = InnoDB`);
    }
    const moved = openStoreOn(shop);
    try {
      expect(await digests(moved)).toEqual(before);
    } finally {
      await moved.close();
    }
  });
});
