import { expect, it } from 'vitest';
import { priceGoods } from '../bench/price-goods.ts';
import { openHarness } from '../support/engine-harness.ts';
import { leapingClock, onLeapingClock } from '../support/leaping-clock.ts';

it('sends every price that waits before it asks what became of the first ones', async () => {
  const clock = leapingClock();
  // A request takes longer than a result needs: there would be something to ask about after each.
  const harness = await openHarness({
    seed: 'sending first',
    clock,
    network: (network) => onLeapingClock(network, clock, () => 4_000),
  });
  const goods = priceGoods(harness, 'trendyol', 2_400);
  await harness.sync({ channelId: goods.channelId, what: 'push', approveWaiting: true });
  expect(goods.repriced()).toBe(2_400);
  const asked = harness.sandbox.calls().map(({ endpoint }) => endpoint);
  const sent = asked.flatMap((endpoint, index) => (endpoint === 'price-and-inventory' ? [index] : []));
  expect(sent).toHaveLength(3);
  expect(asked.indexOf('batch-result')).toBeGreaterThan(sent.at(-1)!);
  await harness.stop();
});
