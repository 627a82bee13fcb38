import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHarness, type Harness } from '../../support/engine-harness.ts';
import { plainGoods, type Goods } from '../../support/goods.ts';

let harness: Harness;
let goods: readonly Goods[];

beforeEach(async () => {
  harness = await openHarness({ seed: 'amazon' });
  goods = await plainGoods(harness, 70);
});
afterEach(async () => {
  const told = harness.sandbox.calls().filter(({ status }) => status === 429);
  expect(told).toEqual([]);
  await harness.stop();
});

const amazonOf = () => harness.sandbox.marketplaces.amazon;

function listThere(those: readonly Goods[], changes: object = {}): void {
  amazonOf().seedListings(
    those.map(({ barcode, quantity, priceE4 }, index) => ({
      sku: `AMZ-${index}`,
      barcode,
      title: `Ürün ${index}`,
      quantity,
      price: Math.round(priceE4 / 100) / 100,
      ...changes,
    })),
  );
}

async function linked(): Promise<string> {
  const channelId = harness.addChannel('Amazon', { marketplace: 'amazon' });
  await harness.sync({ what: 'pull' });
  harness.linkCertain(channelId);
  return channelId;
}

describe('a channel on Amazon, through the whole engine', () => {
  it('brings many listings in step by one feed, and finds nothing to do afterwards', async () => {
    listThere(goods, { quantity: 1 });
    await linked();
    await harness.sync({ approveWaiting: true });
    for (let round = 0; round < 6; round += 1) {
      await harness.clock.sleep(60_000);
      await harness.sync();
    }
    for (const [index, { quantity }] of goods.entries())
      expect([index, amazonOf().listing(`AMZ-${index}`)?.quantity]).toEqual([index, quantity]);
    expect(harness.sandbox.calls().some(({ endpoint }) => endpoint === 'create-feed')).toBe(true);
    harness.sandbox.clearCalls();
    const { result } = await harness.sync();
    expect(result?.channels['Amazon']).toMatchObject({ planned: 0, sent: 0, failed: 0, unknown: 0 });
  });

  it('takes an order of two goods at one price for two goods, and lowers the stock on Amazon for neither twice', async () => {
    const [first, second] = goods as readonly [Goods, Goods, ...Goods[]];
    listThere(goods.slice(0, 2), { price: 100 });
    await linked();
    const { orderId } = amazonOf().buy({
      lines: [
        { sku: 'AMZ-0', quantity: 1 },
        { sku: 'AMZ-1', quantity: 2 },
      ],
    });
    // What is younger than two minutes Amazon may not show yet.
    await harness.clock.sleep(5 * 60_000);
    await harness.sync({ approveWaiting: true });
    await harness.clock.sleep(5 * 60_000);
    await harness.sync({ approveWaiting: true });
    const orders = amazonOf().orders();
    expect(orders.map((order) => order.orderId)).toEqual([orderId]);
    expect(amazonOf().listing('AMZ-0')?.quantity).toBe(first.quantity - 1);
    expect(amazonOf().listing('AMZ-1')?.quantity).toBe(second.quantity - 2);
  });
});
