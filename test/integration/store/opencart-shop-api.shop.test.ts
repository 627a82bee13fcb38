import { call } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { sealCredentials, SHOP_API_OWNER, STORE_OWNER } from '#engine/cache/credentials.ts';
import { findSalesOrderByNumber } from '#engine/cache/tables/sales-order.ts';
import { ledgerRows } from '#engine/cache/tables/stock-ledger.ts';
import { readStoreRow, writeStoreRow, writeStoreSettings } from '#engine/cache/tables/store.ts';
import { ordersHandlers } from '#engine/handlers/orders.ts';
import { openHarness, type Harness } from '../../support/engine-harness.ts';
import { startOpencartApi, type ApiServer } from '../../support/opencart-api-server.ts';
import { createOpencartShop, type OpencartShop } from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS } from '../../support/opencart-under-test.ts';

const BARCODE = '8690000000012';
const KEY = 'gizli-anahtar-0123456789';

describe.each(['2.3.0.2', '3.0.4.1', '4.0.2.3', '4.1.0.4'] as const)(
  'an order written with the own API of an OpenCart %s',
  (version) => {
    let shop: OpencartShop;
    let api: ApiServer;
    let harness: Harness;
    let channelId: string;

    beforeEach(async () => {
      shop = await createOpencartShop(inject('mariadb'), version);
      await shop.run('UPDATE oc_product SET model = ? WHERE product_id = 40', [BARCODE]);
      await shop.run(
        "INSERT INTO oc_api SET username = 'meschain', `key` = ?, status = 1, date_added = NOW(), date_modified = NOW()",
        [KEY],
      );
      if (version === '2.3.0.2') await shop.run("DELETE FROM oc_api WHERE username <> 'meschain'");
      api = await startOpencartApi(shop, () => harness.clock.now());
      harness = await openHarness({ seed: 'shop-api' });
      await connect();
      harness.sandbox.trendyol.seedListings([
        { barcode: BARCODE, quantity: 900, title: 'iPhone', salePrice: 100 },
      ]);
      channelId = harness.addChannel('Trendyol');
      await harness.sync({ what: 'pull' });
      harness.linkCertain(channelId);
    });
    afterEach(async () => {
      await harness.stop();
      await api.close();
      await shop.remove();
    });

    async function connect(): Promise<void> {
      const { context } = harness;
      const { password, tunnel, ...open } = shop.connection;
      expect(tunnel).toBeUndefined();
      const parts = { database: context.database, vault: context.vault, at: context.host.clock.now() };
      sealCredentials(parts, STORE_OWNER, { password });
      sealCredentials(parts, SHOP_API_OWNER, { key: KEY });
      const store = await context.store.openOnce(shop.connection);
      const report = await store.inspect();
      await store.close();
      writeStoreRow(context.database, {
        connection: open,
        report,
        settings: {
          ...OPENCART_SETTINGS,
          barcodeSource: 'model',
          orderPath: 'shop-api',
          shopApi: { url: api.url, username: 'meschain' },
        },
        connectedAt: parts.at,
      });
      await context.store.reset();
    }

    const stock = async (): Promise<number> =>
      Number((await shop.rows('SELECT quantity FROM oc_product WHERE product_id = 40'))[0]?.quantity);
    const known = (orderNumber: string) =>
      findSalesOrderByNumber(harness.context.database, channelId, orderNumber)!;
    const inShop = async (): Promise<readonly string[]> =>
      (await shop.rows('SELECT order_status_id FROM oc_order ORDER BY order_id')).map((row) =>
        String(row.order_status_id),
      );
    const buy = (): string =>
      harness.sandbox.trendyol.buy({ lines: [{ barcode: BARCODE, quantity: 2 }] }).orderNumber;
    const retry = async (orderNumber: string): Promise<void> => {
      await call(
        ordersHandlers.retryImport,
        { orderId: known(orderNumber).orderId, requestId: crypto.randomUUID() },
        { context: harness.context },
      );
    };
    const reserved = (orderNumber: string): number =>
      ledgerRows(harness.context.database, known(orderNumber).orderId).reduce(
        (sum, row) => sum + row.held - row.written,
        0,
      );

    it('gets its status from OpenCart, which takes the stock once and mails', async () => {
      const before = await stock();
      const orderNumber = buy();
      await harness.sync();
      expect(known(orderNumber).problem).toBeNull();
      expect(known(orderNumber).importState).toBe('imported');
      expect(await inShop()).toEqual(['1']);
      expect(await stock()).toBe(before - 2);
      expect(api.mails).toHaveLength(1);
      expect(reserved(orderNumber)).toBe(0);
      await harness.sync();
      expect(api.statusesSet()).toBe(1);
      const history = await shop.rows('SELECT comment FROM oc_order_history ORDER BY order_history_id');
      expect(history.map((row) => String(row.comment)).join('\n')).toContain(orderNumber);
    });

    it('stays reserved at status 0 while the API refuses, and is tried again', async () => {
      const before = await stock();
      api.failNext('refuse');
      const orderNumber = buy();
      await harness.sync();
      expect(known(orderNumber)).toMatchObject({
        importState: 'failed',
        problem: { code: 'store/api-refused' },
      });
      expect(await inShop()).toEqual(['0']);
      expect(await stock()).toBe(before);
      expect(reserved(orderNumber)).toBe(2);
      await retry(orderNumber);
      expect(known(orderNumber).importState).toBe('imported');
      expect(await inShop()).toEqual(['1']);
      expect(await stock()).toBe(before - 2);
    });

    it.each(['drop-after', 'not-json'] as const)(
      'is found as set when the answer is lost (%s): its stock is taken once',
      async (fault) => {
        const before = await stock();
        api.failNext(fault);
        const orderNumber = buy();
        await harness.sync();
        expect(known(orderNumber).problem?.code).toBe('store/api-outcome-unknown');
        await retry(orderNumber);
        expect(known(orderNumber).importState).toBe('imported');
        expect(api.statusesSet()).toBe(1);
        expect(await stock()).toBe(before - 2);
      },
    );

    it.each(['drop-before', 'server-error'] as const)(
      'is not touched by any way while a lost request may be at work (%s)',
      async (fault) => {
        const before = await stock();
        api.failNext(fault);
        const orderNumber = buy();
        await harness.sync();
        const { database } = harness.context;
        const row = readStoreRow(database)!;
        writeStoreSettings(database, { ...row.settings, orderPath: 'database' });
        await retry(orderNumber);
        expect(known(orderNumber).problem?.code).toBe('store/api-outcome-unknown');
        expect(await stock()).toBe(before);
        // As if it had been ten minutes ago.
        database.prepare("UPDATE order_event SET at = at - 600000 WHERE text = 'shop-api-asked'").run();
        await retry(orderNumber);
        expect(known(orderNumber).importState).toBe('imported');
        expect(await inShop()).toEqual(['1']);
        expect(await stock()).toBe(before - 2);
        expect(api.statusesSet()).toBe(0);
      },
    );

    it('that the buyer cancels meanwhile is not given up while a lost request may be at work', async () => {
      const before = await stock();
      api.failNext('drop-after');
      const made = harness.sandbox.trendyol.buy({ lines: [{ barcode: BARCODE, quantity: 2 }] });
      await harness.sync();
      harness.sandbox.trendyol.cancel(made.packageId);
      await harness.sync();
      await retry(made.orderNumber);
      expect(known(made.orderNumber).importState).toBe('cancelled');
      expect(await inShop()).toEqual(['7']);
      expect(await stock()).toBe(before);
    });

    it('never sends its key where it could be read, nor says it', async () => {
      const { database } = harness.context;
      const row = readStoreRow(database)!;
      const shopApi = { url: 'http://magaza.example.com/', username: 'meschain' };
      writeStoreSettings(database, { ...row.settings, shopApi });
      const orderNumber = buy();
      await harness.sync();
      expect(known(orderNumber).problem).toMatchObject({
        code: 'input/invalid',
        params: { field: 'shopApi.url' },
      });
      expect(JSON.stringify(harness.log)).not.toContain(KEY);
      expect(JSON.stringify(readStoreRow(database))).not.toContain(KEY);
    });
  },
);
