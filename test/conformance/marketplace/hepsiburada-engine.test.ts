import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findSalesOrderByNumber, type SalesOrderRow } from '#engine/cache/tables/sales-order.ts';
import { openHarness, type Harness } from '../../support/engine-harness.ts';
import { plainGoods, type Goods } from '../../support/goods.ts';

const DAY_MS = 86_400_000;

let harness: Harness;
let goods: readonly Goods[];
let channelId: string;

beforeEach(async () => {
  harness = await openHarness({ seed: 'hepsiburada', speed: 400 });
  goods = await plainGoods(harness, 3);
});
afterEach(() => harness.stop());

const hand = () => harness.sandbox.marketplaces.hepsiburada;
const skuOf = (index: number): string => `HB-${index + 1}`;

/** Puts the goods on the shelf; `shown` is what differs there. */
function list(shown: { readonly quantity?: number; readonly price?: number } = {}): void {
  hand().seedListings(
    goods.map((each, index) => ({
      merchantSku: skuOf(index),
      barcode: each.barcode,
      title: each.title,
      quantity: shown.quantity ?? each.quantity,
      price: shown.price ?? Math.round(each.priceE4 / 100) / 100,
    })),
  );
}

async function connect(): Promise<void> {
  channelId = harness.addChannel('Hepsiburada', { marketplace: 'hepsiburada' });
  await harness.sync({ what: 'pull' });
  harness.linkCertain(channelId);
  await harness.sync();
}

function known(orderNumber: string): SalesOrderRow {
  const order = findSalesOrderByNumber(harness.context.database, channelId, orderNumber);
  if (!order) throw new RangeError(`order not known: ${orderNumber}`);
  return order;
}

const inShop = (orderNumber: string): number =>
  harness.shop.orders().filter((order) => order.orderNumber === orderNumber).length;
const stock = (index = 0): number => harness.shop.quantityOf(goods[index]!.variantId);
const shelf = (index = 0): number | undefined => hand().listing(skuOf(index))?.stock;
const buy = (quantity: number): string =>
  hand().buy({ lines: [{ merchantSku: skuOf(0), quantity }] }).orderNumber;

describe('a merchant on Hepsiburada', () => {
  it('has stock and prices brought in step, and a second sync sends nothing more', async () => {
    list({ quantity: 1 });
    hand().listing(skuOf(1))!.priceKurus += 100;
    hand().listing(skuOf(1))!.stock = goods[1]!.quantity;
    await connect();
    await harness.sync();
    goods.forEach((each, index) => {
      expect(hand().listing(skuOf(index))).toMatchObject({
        stock: each.quantity,
        priceKurus: each.priceE4 / 100,
      });
    });
    harness.sandbox.clearCalls();
    await harness.sync();
    expect(harness.sandbox.calls().filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('gets an order once, through packing, unpacking, packing again and delivery', async () => {
    list();
    await connect();
    const orderNumber = buy(2);
    const once = async (status: string): Promise<void> => {
      await harness.sync();
      expect(known(orderNumber)).toMatchObject({ status, importState: 'imported', problem: null });
      expect(inShop(orderNumber)).toBe(1);
      expect(stock()).toBe(goods[0]!.quantity - 2);
      expect(shelf()).toBe(goods[0]!.quantity - 2);
    };
    await once('new');
    const parcel = hand().pack(orderNumber);
    await once('picking');
    hand().unpack(parcel.packageNumber);
    await once('new');
    hand().pack(orderNumber);
    await once('picking');
    hand().carry(orderNumber, 'InTransit');
    await once('shipped');
    hand().carry(orderNumber, 'Delivered');
    await once('delivered');
  });

  it('gets an order once although the program was off while it was packed anew', async () => {
    list();
    await connect();
    const orderNumber = buy(1);
    const first = hand().pack(orderNumber);
    await harness.sync();
    harness = await harness.restart();
    hand().unpack(first.packageNumber);
    hand().pack(orderNumber);
    await harness.sync();
    expect(known(orderNumber)).toMatchObject({ status: 'picking', importState: 'imported' });
    expect(inShop(orderNumber)).toBe(1);
    expect(stock()).toBe(goods[0]!.quantity - 1);
  });

  it('has the goods back when the customer cancels a packed order while the program is off', async () => {
    list();
    await connect();
    const orderNumber = buy(2);
    hand().pack(orderNumber);
    await harness.sync();
    expect(stock()).toBe(goods[0]!.quantity - 2);
    harness = await harness.restart();
    hand().cancel(orderNumber);
    await harness.sync();
    expect(known(orderNumber)).toMatchObject({ status: 'cancelled', importState: 'cancelled' });
    expect(stock()).toBe(goods[0]!.quantity);
    expect(shelf()).toBe(goods[0]!.quantity);
  });

  it('has them back also when it was packed days before, and nobody tells which package it was', async () => {
    list();
    await connect();
    const orderNumber = buy(2);
    const parcel = hand().pack(orderNumber);
    await harness.sync();
    // Out of what the package list is asked for from now on.
    parcel.createdMs -= 2 * DAY_MS;
    harness = await harness.restart();
    hand().unpack(parcel.packageNumber);
    hand().cancel(orderNumber);
    await harness.sync();
    expect(known(orderNumber)).toMatchObject({ status: 'cancelled', importState: 'cancelled' });
    expect(stock()).toBe(goods[0]!.quantity);
  });

  it('reserves for an order that waits for its payment, and lets go when it is never paid', async () => {
    list();
    await connect();
    const { orderNumber } = hand().buy({ lines: [{ merchantSku: skuOf(0), quantity: 2 }], paid: false });
    await harness.sync();
    expect(known(orderNumber).importState).toBe('reserved');
    expect([inShop(orderNumber), stock()]).toEqual([0, goods[0]!.quantity]);
    expect(shelf()).toBe(goods[0]!.quantity - 2);
    hand().pay(orderNumber);
    await harness.sync();
    expect(known(orderNumber)).toMatchObject({ status: 'new', importState: 'imported' });
    expect([inShop(orderNumber), stock()]).toEqual([1, goods[0]!.quantity - 2]);
    const never = hand().buy({ lines: [{ merchantSku: skuOf(1), quantity: 1 }], paid: false });
    await harness.sync();
    expect(known(never.orderNumber).importState).toBe('reserved');
    hand().giveUp(never.orderNumber);
    // Missed once it may just have been paid; missed twice it is over.
    await harness.sync();
    await harness.sync();
    expect(known(never.orderNumber).importState).toBe('cancelled');
    expect([shelf(1), stock(1)]).toEqual([goods[1]!.quantity, goods[1]!.quantity]);
  });

  it('has an order of before the channel was connected kept as history', async () => {
    list();
    const orderNumber = buy(2);
    hand().pack(orderNumber);
    hand().carry(orderNumber, 'InTransit');
    await connect();
    expect(known(orderNumber).importState).toBe('history');
    expect(inShop(orderNumber)).toBe(0);
    expect(stock()).toBe(goods[0]!.quantity);
  });
});
