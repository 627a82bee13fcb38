import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditChannel } from '#engine/jobs/audit.ts';
import { AMAZON_CREDENTIALS, orderItem, orderOf } from '../../support/amazon-wire.ts';
import { openHarness, type Harness } from '../../support/engine-harness.ts';
import { plainGoods, type Goods } from '../../support/goods.ts';
import { seedStrict } from './amazon-strict-seed.ts';
import { startStrictAmazon, type StrictAmazon } from './amazon-strict-server.ts';

const MINUTE_MS = 60_000;

let harness: Harness;
let server: StrictAmazon;
let goods: readonly Goods[];
let channelId: string;

beforeEach(async () => {
  harness = await openHarness({ seed: 'strict-amazon' });
  server = await startStrictAmazon(harness.clock);
  goods = await plainGoods(harness, 60);
});
afterEach(async () => {
  // Nothing that Amazon would refuse was asked, and no buyer stands in a line of the log.
  expect(server.world.offences).toEqual([]);
  expect(JSON.stringify(harness.log)).not.toMatch(/not-a-real|Ayşe|Örnek Alıcı|Deneme Sk|\+90555|x1y2@/);
  await harness.stop();
  await server.close();
});

async function link(those: readonly Goods[], lira = (good: Goods) => good.priceE4 / 10_000): Promise<void> {
  for (const [index, good] of those.entries())
    seedStrict(server, `AMZ-${index}`, 'DEFAULT', { barcode: good.barcode, lira: lira(good) });
  const account = {
    marketplace: 'amazon',
    name: 'Amazon',
    baseUrl: server.baseUrl,
    credentials: AMAZON_CREDENTIALS,
  } as const;
  channelId = harness.addChannel('Amazon', { marketplace: 'amazon', at: { accounts: [account] } });
  await harness.sync({ what: 'pull' });
  expect(harness.linkCertain(channelId)).toBe(those.length);
}

const shownBy = (index: number) => server.world.listings.get(`AMZ-${index}`)!.holds;
const countOf = (operation: string): number =>
  server.captured.filter((each) => each.operation === operation).length;

async function syncFor(minutes: number): Promise<void> {
  for (let passed = 0; passed < minutes; passed += 5) {
    await harness.sync({ approveWaiting: true });
    await harness.clock.sleep(5 * MINUTE_MS);
  }
}

describe('the whole program before an Amazon that applies changes minutes later', () => {
  const inStep = async (): Promise<void> => {
    for (const [index, { quantity }] of goods.entries())
      expect([index, shownBy(index).quantity]).toEqual([index, quantity]);
    const { result } = await harness.sync();
    expect(result?.channels['Amazon']).toMatchObject({ planned: 0, sent: 0, failed: 0, unknown: 0 });
    expect(await auditChannel(harness.context, channelId)).toMatchObject({ compared: 60, equal: 60 });
  };

  it('brings sixty listings in step by one feed alone, however long it waits for its turn', async () => {
    await link(goods);
    server.world.feedWaits = 40;
    await syncFor(30);
    expect(countOf('createFeed')).toBe(1);
    await inStep();
  });

  it('brings them in step when it is killed with a feed on its way', async () => {
    await link(goods);
    harness.killAt('7-result:after-commit');
    await harness.sync({ approveWaiting: true });
    harness = await harness.restart();
    await syncFor(30);
    await inStep();
  });

  it('takes an order once, ships nothing for a cancelled one, and never offers what is sold', async () => {
    const [first] = goods as [Goods];
    await link(goods.slice(0, 2));
    await syncFor(10);
    const item = orderItem({
      product: { asin: 'B0EXAMPLE1', title: 'Gömlek', sellerSku: 'AMZ-0' },
      quantityOrdered: 2,
    });
    const at = new Date(harness.clock.now()).toISOString();
    const order = (orderId: string, fulfillmentStatus: string) =>
      orderOf({
        orderId,
        createdTime: at,
        lastUpdatedTime: at,
        fulfillment: { fulfillmentStatus, fulfilledBy: 'MERCHANT' },
        orderItems: [item],
      });
    server.world.orders.set('404-0000000-0000001', order('404-0000000-0000001', 'UNSHIPPED'));
    server.world.orders.set('404-0000000-0000002', order('404-0000000-0000002', 'CANCELLED'));
    await syncFor(20);
    expect(shownBy(0).quantity).toBe(first.quantity - 2);
    const rows = harness.context.database
      .prepare<[], { held: number }>('SELECT sum(held) AS held FROM stock_ledger')
      .all();
    expect(rows).toEqual([{ held: 2 }]);
  });

  it('keeps Amazon’s pace for orders over a restart: twenty at once, and then one in three minutes', async () => {
    await link(goods.slice(0, 1));
    for (let round = 0; round < 12; round += 1) await harness.sync({ what: 'orders' });
    harness = await harness.restart();
    for (let round = 0; round < 14; round += 1) await harness.sync({ what: 'orders' });
    expect(countOf('searchOrders')).toBeGreaterThan(22);
    expect(server.world.offences).toEqual([]);
  });
});
