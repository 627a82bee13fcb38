import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHarness, type Harness } from '../support/engine-harness.ts';
import { plainGoods, type Goods } from '../support/goods.ts';

let harness: Harness;
let goods: readonly Goods[];

beforeEach(async () => {
  harness = await openHarness({ seed: 'pazarama' });
  goods = await plainGoods(harness, 12);
  hand().seedListings(
    goods.map(({ stockCode, barcode, quantity }) => ({
      code: barcode,
      stockCode,
      quantity: quantity + 2,
      salePrice: 100,
      listPrice: 100,
    })),
  );
  const channelId = harness.addChannel('Pazarama', { marketplace: 'pazarama' });
  await harness.sync({ what: 'pull' });
  harness.linkCertain(channelId);
  await harness.sync();
});
afterEach(async () => {
  await harness.stop();
});

const hand = () => harness.sandbox.marketplaces.pazarama;
const stockOf = (each: Goods): number => harness.shop.quantityOf(each.variantId);
const shelfOf = (each: Goods): number => hand().listing(each.barcode)!.quantity;
const shopOrders = (orderNumber: number): number =>
  harness.shop.orders().filter((order) => order.orderNumber === String(orderNumber)).length;

describe('a shop that sells on Pazarama', () => {
  it('shows its own stock and prices there, and takes an order in once', async () => {
    await harness.sync();
    expect(goods.map(shelfOf)).toEqual(goods.map(stockOf));
    const [first] = goods as [Goods];
    const { orderNumber } = hand().buy({ lines: [{ code: first.barcode, quantity: 1 }] });
    for (let round = 0; round < 3; round += 1) await harness.sync();
    expect(shopOrders(orderNumber)).toBe(1);
    expect([stockOf(first), shelfOf(first)]).toEqual([first.quantity - 1, first.quantity - 1]);
  });

  it('gives the stock of a cancelled line back, and keeps that of the line beside it', async () => {
    const [first, second] = goods as [Goods, Goods];
    const { orderNumber, items } = hand().buy({
      lines: [
        { code: first.barcode, quantity: 2 },
        { code: second.barcode, quantity: 1 },
      ],
    });
    await harness.sync();
    expect([stockOf(first), stockOf(second)]).toEqual([first.quantity - 2, second.quantity - 1]);
    hand().cancel(orderNumber, [items[0]!.orderItemId]);
    for (let round = 0; round < 2; round += 1) await harness.sync();
    expect([shopOrders(orderNumber), stockOf(first), stockOf(second)]).toEqual([
      1,
      first.quantity,
      second.quantity - 1,
    ]);
    expect([shelfOf(first), shelfOf(second)]).toEqual([first.quantity, second.quantity - 1]);
  });

  it('hears of a cancellation of an order that was placed weeks ago, though nothing tells what changed', async () => {
    const [first] = goods as [Goods];
    const { orderNumber } = hand().buy({
      lines: [{ code: first.barcode, quantity: 1 }],
      orderedMs: harness.clock.now() - 12 * 86_400_000,
    });
    await harness.sync();
    expect([shopOrders(orderNumber), stockOf(first)]).toEqual([1, first.quantity - 1]);
    hand().cancel(orderNumber);
    for (let round = 0; round < 2; round += 1) await harness.sync();
    expect([stockOf(first), shelfOf(first)]).toEqual([first.quantity, first.quantity]);
  });
});
