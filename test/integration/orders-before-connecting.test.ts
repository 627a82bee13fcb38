import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { orderRecord } from '#engine/cache/tables/order-query.ts';
import { findSalesOrderByNumber, type SalesOrderRow } from '#engine/cache/tables/sales-order.ts';
import { openHarness, type Harness } from '../support/engine-harness.ts';
import { list, plainGoods, type Goods } from '../support/goods.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let harness: Harness;
let goods: readonly Goods[];
let channelId: string;

beforeEach(async () => {
  harness = await openHarness({ seed: 'before', speed: 200 });
  goods = await plainGoods(harness, 3);
  list(harness.sandbox, goods);
});
afterEach(() => harness.stop());

/** Connects the channel and reads everything for the first time. */
async function connect(): Promise<void> {
  channelId = harness.addChannel('Trendyol');
  await harness.sync({ what: 'pull' });
  harness.linkCertain(channelId);
  await harness.sync();
}

type Bought = { readonly orderNumber: string; readonly packageId: number; readonly lineId: number };

function buy(quantity: number, agoMs = 0): Bought {
  const orderedMs = harness.clock.now() - agoMs;
  const lines = [{ barcode: goods[0]!.barcode, quantity }];
  const made = harness.sandbox.trendyol.buy({ lines, orderedMs });
  return { orderNumber: made.orderNumber, packageId: made.packageId, lineId: made.lines[0]!.lineId };
}

function move(
  packageId: number,
  agoMs: number,
  ...statuses: readonly ('Picking' | 'Shipped' | 'Delivered')[]
) {
  for (const status of statuses)
    harness.sandbox.trendyol.setPackageStatus(packageId, status, harness.clock.now() - agoMs);
}

function known(orderNumber: string): SalesOrderRow {
  const order = findSalesOrderByNumber(harness.context.database, channelId, orderNumber);
  if (!order) throw new RangeError(`order not known: ${orderNumber}`);
  return order;
}

const inShop = (orderNumber: string): number =>
  harness.shop.orders().filter((order) => order.orderNumber === orderNumber).length;
const stock = (): number => harness.shop.quantityOf(goods[0]!.variantId);
const shelf = (): number | undefined => harness.sandbox.trendyol.listing(goods[0]!.barcode)?.quantity;

describe('an order that was sent before the channel was connected', () => {
  it.each(['Shipped', 'Delivered'] as const)(
    'is shown as history and takes no stock, because the shop’s stock shows it already (%s)',
    async (status) => {
      const { orderNumber, packageId } = buy(2, 3 * DAY_MS);
      move(packageId, DAY_MS, 'Picking', status);
      await connect();
      expect(known(orderNumber)).toMatchObject({ importState: 'history', dirty: false, problem: null });
      const record = orderRecord(harness.context.database, known(orderNumber).orderId);
      expect(record).toMatchObject({ lineCount: 1, unitCount: 2, unmatchedLines: 0 });
      expect(inShop(orderNumber)).toBe(0);
      expect(stock()).toBe(goods[0]!.quantity);
      expect(shelf()).toBe(goods[0]!.quantity);
    },
  );

  it('stays history when it is delivered, and whatever happens to it then', async () => {
    const { orderNumber, packageId } = buy(2, 3 * DAY_MS);
    move(packageId, DAY_MS, 'Picking', 'Shipped');
    await connect();
    for (const status of ['Delivered', 'Returned'] as const) {
      harness.sandbox.trendyol.setPackageStatus(packageId, status);
      await harness.sync();
      expect(known(orderNumber).importState).toBe('history');
    }
    expect(stock()).toBe(goods[0]!.quantity);
    expect(shelf()).toBe(goods[0]!.quantity);
  });

  it('is history also when it is met only later, because it moves again after weeks', async () => {
    const { orderNumber, packageId } = buy(1, 21 * DAY_MS);
    move(packageId, 20 * DAY_MS, 'Picking', 'Shipped');
    await connect();
    expect(findSalesOrderByNumber(harness.context.database, channelId, orderNumber)).toBeNull();
    harness.sandbox.trendyol.setPackageStatus(packageId, 'Delivered');
    await harness.sync();
    expect(known(orderNumber).importState).toBe('history');
    expect(inShop(orderNumber)).toBe(0);
    expect(stock()).toBe(goods[0]!.quantity);
  });

  it('is history also when it went out in several parcels', async () => {
    const { orderNumber, packageId, lineId } = buy(3, 3 * DAY_MS);
    harness.sandbox.trendyol.splitPackage(packageId, [[{ lineId, quantity: 1 }], [{ lineId, quantity: 2 }]]);
    for (const parcel of parcelsOf(orderNumber)) move(parcel, HOUR_MS, 'Picking', 'Shipped', 'Delivered');
    await connect();
    expect(known(orderNumber).importState).toBe('history');
    expect(inShop(orderNumber)).toBe(0);
    expect(stock()).toBe(goods[0]!.quantity);
  });
});

describe('an order that still has to be sent when the channel is connected', () => {
  it('is imported', async () => {
    const { orderNumber, packageId } = buy(2, 3 * DAY_MS);
    move(packageId, DAY_MS, 'Picking');
    await connect();
    expect(known(orderNumber).importState).toBe('imported');
    expect(stock()).toBe(goods[0]!.quantity - 2);
  });

  it('is imported whole although one of its parcels has left', async () => {
    const { orderNumber, packageId, lineId } = buy(3, 3 * DAY_MS);
    harness.sandbox.trendyol.splitPackage(packageId, [[{ lineId, quantity: 1 }], [{ lineId, quantity: 2 }]]);
    move(parcelsOf(orderNumber)[0]!, HOUR_MS, 'Picking', 'Shipped');
    await connect();
    expect(known(orderNumber).importState).toBe('imported');
    expect(inShop(orderNumber)).toBe(1);
    expect(stock()).toBe(goods[0]!.quantity - 3);
  });
});

describe('an order that is sent after the channel was connected', () => {
  it('is imported although this computer’s clock is some minutes ahead of the marketplace’s', async () => {
    await connect();
    const { orderNumber, packageId } = buy(2, 10 * 60_000);
    move(packageId, 9 * 60_000, 'Picking', 'Shipped');
    await harness.sync();
    expect(known(orderNumber).importState).toBe('imported');
    expect(stock()).toBe(goods[0]!.quantity - 2);
  });

  it('is imported although the program was off until it had left', async () => {
    await connect();
    const { orderNumber, packageId } = buy(2);
    move(packageId, 0, 'Picking', 'Shipped', 'Delivered');
    await harness.sync();
    expect(known(orderNumber).importState).toBe('imported');
    expect(inShop(orderNumber)).toBe(1);
    expect(stock()).toBe(goods[0]!.quantity - 2);
  });
});

/** The parcels that stand for the order now. */
function parcelsOf(orderNumber: string): readonly number[] {
  return harness.sandbox.trendyol
    .packages()
    .filter((parcel) => parcel.orderNumber === orderNumber && parcel.status !== 'UnPacked')
    .map(({ packageId }) => packageId);
}
