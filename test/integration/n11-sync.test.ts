import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHarness, type Harness } from '../support/engine-harness.ts';
import { plainGoods, type Goods } from '../support/goods.ts';

let harness: Harness;
let goods: readonly Goods[];

beforeEach(async () => {
  harness = await openHarness({ seed: 'n11' });
  goods = (await plainGoods(harness, 12)).filter(({ stockCode }) => stockCode !== '');
  hand().seedListings(
    goods.map(({ stockCode, barcode, quantity }) => ({
      stockCode,
      barcode,
      quantity: quantity + 2,
      salePrice: 100,
      listPrice: 100,
    })),
  );
  const channelId = harness.addChannel('N11', { marketplace: 'n11' });
  await harness.sync({ what: 'pull' });
  harness.linkCertain(channelId);
  await harness.sync();
});
afterEach(async () => {
  await harness.stop();
});

const hand = () => harness.sandbox.marketplaces.n11;
const stockOf = (each: Goods): number => harness.shop.quantityOf(each.variantId);
const shelfOf = (each: Goods): number => hand().listing(each.stockCode)!.quantity;
const shopOrders = (orderNumber: string): number =>
  harness.shop.orders().filter((order) => order.orderNumber === orderNumber).length;

describe('a shop that sells on N11', () => {
  it('shows its own stock there, and takes an order in once', async () => {
    await harness.sync();
    expect(goods.length).toBeGreaterThan(2);
    expect(goods.map(shelfOf)).toEqual(goods.map(stockOf));
    const [first] = goods as [Goods];
    const { orderNumber } = hand().buy({ lines: [{ stockCode: first.stockCode, quantity: 1 }] });
    for (let round = 0; round < 3; round += 1) await harness.sync();
    expect(shopOrders(orderNumber)).toBe(1);
    expect([stockOf(first), shelfOf(first)]).toEqual([first.quantity - 1, first.quantity - 1]);
  });

  it('loses neither stock nor order when a package is split, split again and cancelled in part', async () => {
    const [first] = goods.filter(({ quantity }) => quantity >= 6) as [Goods];
    const { stockCode } = first;
    const { key, orderNumber, lines } = hand().buy({ lines: [{ stockCode, quantity: 5 }] });
    const { orderLineId } = lines[0]!;
    await harness.sync();
    hand().setPackageStatus(key, 'Picking');
    await harness.sync();
    const [three] = hand().split(key, [[{ orderLineId, quantity: 3 }]]);
    await harness.sync();
    expect([shopOrders(orderNumber), stockOf(first)]).toEqual([1, first.quantity - 5]);
    const [, two] = hand().split(three!.key, [[{ orderLineId, quantity: 1 }]]);
    await harness.sync();
    hand().cancel(two!.key);
    for (let round = 0; round < 2; round += 1) await harness.sync();
    expect([shopOrders(orderNumber), stockOf(first)]).toEqual([1, first.quantity - 3]);
    expect(shelfOf(first)).toBe(first.quantity - 3);
  });
});
