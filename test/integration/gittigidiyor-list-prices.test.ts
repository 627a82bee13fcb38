import { expect, it } from 'vitest';
import { openHarness } from '../support/engine-harness.ts';
import { plainGoods } from '../support/goods.ts';
import { leapingClock, onLeapingClock } from '../support/leaping-clock.ts';

it('a struck-through price, which goes in a call of its own, arrives beside its price and holds up nobody', async () => {
  const clock = leapingClock();
  const harness = await openHarness({
    seed: 'list prices',
    clock,
    network: (network) => onLeapingClock(network, clock),
  });
  const { gittigidiyor } = harness.sandbox.marketplaces;
  const goods = await plainGoods(harness, 5);
  const seeded = gittigidiyor.seedProducts(
    goods.map(({ stockCode, barcode, title, priceE4, quantity }) => ({
      itemId: stockCode,
      barcode,
      title,
      quantity: quantity + 3,
      priceKurus: Math.round(priceE4 / 100),
    })),
  );
  const channelId = harness.addChannel('GittiGidiyor', { marketplace: 'gittigidiyor' });
  await harness.sync({ what: 'pull' });
  harness.linkCertain(channelId);
  const [reduced] = goods;
  const specialE4 = Math.round((reduced!.priceE4 * 0.9) / 10_000) * 10_000;
  harness.shop.setSpecial(reduced!.productId, { priceE4: specialE4, start: '', end: '' });
  const { job, result } = await harness.sync({ approveWaiting: true });
  expect(job.state).toBe('done');
  expect(result?.channels['GittiGidiyor']).toMatchObject({ failed: 0, unknown: 0 });
  const shown = seeded.map(({ productId }) => gittigidiyor.product(productId)!);
  expect(shown[0]).toMatchObject({
    priceKurus: Math.round(specialE4 / 100),
    marketKurus: Math.round(reduced!.listPriceE4 / 100),
  });
  expect(shown.map(({ total, sold }) => total - sold)).toEqual(goods.map(({ quantity }) => quantity));
  await harness.stop();
});

it('one figure that the gate stops at the last moment keeps none of the others from going', async () => {
  const clock = leapingClock();
  const harness = await openHarness({
    seed: 'one stopped',
    clock,
    network: (network) => onLeapingClock(network, clock),
  });
  const { gittigidiyor } = harness.sandbox.marketplaces;
  const goods = await plainGoods(harness, 3);
  const seeded = gittigidiyor.seedProducts(
    goods.map(({ stockCode, barcode, title, priceE4, quantity }) => ({
      itemId: stockCode,
      barcode,
      title,
      quantity,
      priceKurus: Math.round(priceE4 / 100),
    })),
  );
  const channelId = harness.addChannel('GittiGidiyor', { marketplace: 'gittigidiyor' });
  await harness.sync({ what: 'pull' });
  harness.linkCertain(channelId);
  const { connection } = harness.context.channels.open(channelId);
  const ends: string[] = [];
  // The second asks for more than the shop has: whoever made it, it must not leave.
  const result = await connection.updateStockAndPrice(
    seeded.map(({ productId }, index) => ({
      externalId: productId,
      quantity: index === 1 ? goods[1]!.quantity + 500 : 1,
      salePriceE4: null,
      listPriceE4: null,
    })),
    {
      priority: 1,
      intent: {
        beforeSend: () => void ends.push('begun'),
        afterAnswer: () => void ends.push('answered'),
        outcomeUnknown: () => void ends.push('unknown'),
        notSent: () => void ends.push('not sent'),
      },
    },
  );
  expect(ends).toEqual(['begun', 'answered']);
  const report = await connection.readBatch(result.kind === 'accepted' ? result.batchId : '');
  expect(report.items.map(({ externalId, state }) => [externalId, state])).toEqual([
    [seeded[0]!.productId, 'done'],
    [seeded[2]!.productId, 'done'],
  ]);
  const left = seeded.map(({ productId }) => gittigidiyor.product(productId)!);
  expect(left.map(({ total, sold }) => total - sold)).toEqual([1, goods[1]!.quantity, 1]);
  await harness.stop();
});
