import { call } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoreSettings } from '#contract/shop.ts';
import { DEFAULT_ORDER_SETTINGS } from '#contract/shop.ts';
import { findInboxRow } from '#engine/cache/tables/inbox.ts';
import { orderEvents } from '#engine/cache/tables/order-event.ts';
import { findSalesOrderByNumber } from '#engine/cache/tables/sales-order.ts';
import { ledgerRows } from '#engine/cache/tables/stock-ledger.ts';
import { readStoreRow, writeStoreSettings } from '#engine/cache/tables/store.ts';
import { shopHandlers } from '#engine/handlers/shop.ts';
import { seededRandom } from '#engine/store/sample/seeded-random.ts';
import type { PackageStatus } from '../../src-main/sandbox/trendyol/state.ts';
import { openHarness, type Harness } from '../support/engine-harness.ts';
import { list, plainGoods, type Goods } from '../support/goods.ts';

/** The sample shop's own: 1 waiting, 2 being picked, 3 sent, 5 done, 12 taken back hold stock; 7, 8, 11 do not. */
const STATUS_MAP = {
  ...DEFAULT_ORDER_SETTINGS.statusMap,
  picking: '2',
  shipped: '3',
  delivered: '5',
  returned: '11',
};
const HOLDING = new Set(['1', '2', '3', '5', '12']);
const SEED = Number(process.env.SEED ?? 20_261_124);

let harness: Harness;
let goods: readonly Goods[];
let channelId: string;

beforeEach(async () => {
  harness = await openHarness({ seed: 'order-statuses' });
  goods = await plainGoods(harness, 4);
  list(harness.sandbox, goods);
  channelId = harness.addChannel('Trendyol');
  await harness.sync({ what: 'pull' });
  harness.linkCertain(channelId);
  await harness.sync();
  choose({ newOrderStatusId: '1', cancelledOrderStatusId: '7', statusMap: STATUS_MAP });
});
afterEach(async () => {
  await harness.stop();
});

function choose(change: Partial<StoreSettings>): void {
  const row = readStoreRow(harness.context.database)!;
  writeStoreSettings(harness.context.database, { ...row.settings, ...change });
}

const one = (): Goods => goods[0]!;
const stockOf = (each: Goods): number => harness.shop.quantityOf(each.variantId);
const known = (orderNumber: string) =>
  findSalesOrderByNumber(harness.context.database, channelId, orderNumber)!;
const shopStatus = (orderNumber: string): string =>
  harness.shop.orders().find((order) => order.orderNumber === orderNumber)!.statusId;
const timeline = (orderNumber: string): readonly string[] =>
  orderEvents(harness.context.database, known(orderNumber).orderId).map(({ text }) => text);
const reserved = (orderNumber: string): number =>
  ledgerRows(harness.context.database, known(orderNumber).orderId).reduce(
    (sum, row) => sum + row.held - row.written,
    0,
  );

function buy(quantity = 1, each = one()): { orderNumber: string; packageId: number; lineId: number } {
  const made = harness.sandbox.trendyol.buy({ lines: [{ barcode: each.barcode, quantity }] });
  return { orderNumber: made.orderNumber, packageId: made.packageId, lineId: made.lines[0]!.lineId };
}

async function word(packageId: number, status: PackageStatus): Promise<void> {
  harness.sandbox.trendyol.setPackageStatus(packageId, status);
  await harness.sync();
}

describe('the status of an order in the shop', () => {
  it('follows the marketplace, and its timeline says so', async () => {
    const { orderNumber, packageId } = buy(2);
    await harness.sync();
    expect(shopStatus(orderNumber)).toBe('1');
    await word(packageId, 'Shipped');
    expect(shopStatus(orderNumber)).toBe('3');
    await word(packageId, 'Delivered');
    expect(shopStatus(orderNumber)).toBe('5');
    expect(timeline(orderNumber).filter((text) => text === 'shop-status-set')).toHaveLength(2);
    expect(stockOf(one())).toBe(one().quantity - 2);
    expect(reserved(orderNumber)).toBe(0);
  });

  it('stays as the merchant set it, where that is none that the program sets', async () => {
    const { orderNumber, packageId } = buy();
    await harness.sync();
    harness.shop.changeOrderStatus(known(orderNumber).storeOrderId!, '12');
    await word(packageId, 'Shipped');
    await harness.sync();
    expect(shopStatus(orderNumber)).toBe('12');
    expect(timeline(orderNumber).filter((text) => text === 'shop-status-left')).toHaveLength(1);
  });

  it('is not set a second time when the merchant takes it back', async () => {
    const { orderNumber, packageId } = buy();
    await harness.sync();
    await word(packageId, 'Shipped');
    harness.shop.changeOrderStatus(known(orderNumber).storeOrderId!, '1');
    await harness.sync();
    await harness.sync();
    expect(shopStatus(orderNumber)).toBe('1');
  });

  it('gives a returned order’s stock back once where the mapping says so, and the channel offers it again', async () => {
    const { orderNumber, packageId } = buy(2);
    await harness.sync();
    await word(packageId, 'Delivered');
    expect(stockOf(one())).toBe(one().quantity - 2);
    await word(packageId, 'Returned');
    await harness.sync();
    expect(shopStatus(orderNumber)).toBe('11');
    expect(stockOf(one())).toBe(one().quantity);
    expect(reserved(orderNumber)).toBe(0);
    expect(harness.sandbox.trendyol.listing(one().barcode)?.quantity).toBe(one().quantity);
  });

  it('is left alone for what happened before the mapping was chosen: returned goods were booked by hand', async () => {
    choose({ statusMap: DEFAULT_ORDER_SETTINGS.statusMap });
    const { orderNumber, packageId } = buy(2);
    await harness.sync();
    await word(packageId, 'Returned');
    const row = readStoreRow(harness.context.database)!;
    await call(
      shopHandlers.setSettings,
      { settings: { ...row.settings, statusMap: STATUS_MAP }, requestId: crypto.randomUUID() },
      { context: harness.context },
    );
    await harness.sync();
    expect(shopStatus(orderNumber)).toBe('1');
    expect(stockOf(one())).toBe(one().quantity - 2);
  });

  it.each(['10-store-write:before-commit', '10-store-write:after-commit'] as const)(
    'is set once when the program dies at %s',
    async (point) => {
      const { orderNumber, packageId } = buy(2);
      await harness.sync();
      harness.sandbox.trendyol.setPackageStatus(packageId, 'Returned');
      harness.killAt(point);
      await harness.sync();
      harness = await harness.restart();
      await harness.sync();
      expect(shopStatus(orderNumber)).toBe('11');
      expect(stockOf(one())).toBe(one().quantity);
      expect(timeline(orderNumber).filter((text) => text === 'shop-status-set')).toHaveLength(1);
    },
  );
});

describe('what the merchant sets in OpenCart', () => {
  it('is told to the marketplace once', async () => {
    choose({ statusMap: { ...STATUS_MAP, picking: null }, shopTells: { picking: '2', invoiced: null } });
    const { orderNumber, packageId } = buy();
    await harness.sync();
    expect(findInboxRow(harness.context.database, channelId, String(packageId))?.status).toBe('new');
    harness.shop.changeOrderStatus(known(orderNumber).storeOrderId!, '2');
    await harness.sync();
    expect(findInboxRow(harness.context.database, channelId, String(packageId))?.status).toBe('picking');
    await harness.sync();
    expect(timeline(orderNumber).filter((text) => text === 'picking-reported')).toHaveLength(1);
    await word(packageId, 'Shipped');
    expect(shopStatus(orderNumber)).toBe('3');
  });

  it('waits for an invoice number before it is told as an invoice', async () => {
    choose({ shopTells: { picking: null, invoiced: '12' } });
    const { orderNumber, packageId } = buy();
    await harness.sync();
    await word(packageId, 'Picking');
    harness.shop.changeOrderStatus(known(orderNumber).storeOrderId!, '12');
    await harness.sync();
    await harness.sync();
    expect(timeline(orderNumber).filter((text) => text === 'invoice-number-missing')).toHaveLength(1);
    expect(findInboxRow(harness.context.database, channelId, String(packageId))?.status).toBe('picking');
  });
});

describe('whatever the marketplace and the merchant do in turn', () => {
  const WORDS: readonly PackageStatus[] = ['Picking', 'Invoiced', 'Shipped', 'Delivered', 'Returned'];

  it(`stock and ledger stay exactly once (seed ${SEED})`, async () => {
    const random = seededRandom(SEED);
    const orders: {
      orderNumber: string;
      packageId: number;
      goods: Goods;
      step: number;
      cancelled: boolean;
    }[] = [];
    const done: string[] = [];
    for (let step = 0; step < 40; step += 1) {
      const order = orders.length === 0 ? null : random.pick(orders);
      const action = order === null ? 0 : random.between(0, 5);
      if (action <= 1 || order === null) {
        const each = random.pick(goods);
        if (stockOf(each) >= 1) {
          const made = buy(1, each);
          orders.push({ ...made, goods: each, step: -1, cancelled: false });
          done.push(`buy ${made.orderNumber}`);
        }
      } else if (action <= 3) {
        order.step = Math.min(WORDS.length - 1, order.step + random.between(1, 2));
        if (!order.cancelled) harness.sandbox.trendyol.setPackageStatus(order.packageId, WORDS[order.step]!);
        done.push(`${order.orderNumber} ${WORDS[order.step]}`);
      } else if (action === 4 && order.step < 0 && !order.cancelled) {
        harness.sandbox.trendyol.cancel(order.packageId);
        order.cancelled = true;
        done.push(`${order.orderNumber} cancelled`);
      } else {
        const storeOrderId = findSalesOrderByNumber(
          harness.context.database,
          channelId,
          order.orderNumber,
        )?.storeOrderId;
        const statusId = random.pick(['1', '2', '3', '5', '7', '11', '12']);
        if (storeOrderId) harness.shop.changeOrderStatus(storeOrderId, statusId);
        done.push(`merchant ${order.orderNumber} → ${statusId}`);
      }
      if (random.between(0, 2) === 0) continue;
      await harness.sync();
      const told = `seed ${SEED}, step ${step}: ${done.slice(-6).join(', ')}`;
      for (const each of goods) {
        const taken = orders.filter(
          (made) =>
            made.goods === each &&
            harness.shop
              .orders()
              .some((shop) => shop.orderNumber === made.orderNumber && HOLDING.has(shop.statusId)),
        ).length;
        expect(stockOf(each), told).toBe(each.quantity - taken);
      }
      for (const made of orders) expect(reserved(made.orderNumber), `${made.orderNumber}; ${told}`).toBe(0);
    }
    await harness.sync();
    await harness.sync();
    // A raise may wait for its turn (the same request is not sent twice in a quarter of an hour), too much never stands.
    for (const each of goods)
      expect(harness.sandbox.trendyol.listing(each.barcode)?.quantity).toBeLessThanOrEqual(stockOf(each));
  }, 60_000);
});
