import { afterEach, describe, expect, it } from 'vitest';
import { openHarness, type Harness } from '../support/engine-harness.ts';
import { clientOf, write } from '../support/publishing-bench.ts';

let harness: Harness;
afterEach(() => harness.stop());

const HOUR_MS = 3_600_000;

describe('the account’s addresses', () => {
  it('are asked for once an hour at most, over a restart too', async () => {
    harness = await openHarness({ seed: 'addresses', speed: 20_000 });
    const channelId = harness.addChannel('Trendyol', {});
    const asked = (): number =>
      harness.sandbox.calls().filter(({ path }) => path.endsWith('/addresses')).length;
    const first = await clientOf(harness).catalogue.choices({ channelId });
    expect(first.map(({ kind }) => kind)).toContain('shipment-address');
    expect(asked()).toBe(1);
    harness = await harness.restart();
    const refreshed = await clientOf(harness).catalogue.refresh({ ...write(), channelId, what: 'choices' });
    expect(asked()).toBe(1);
    // The age that is shown is that of the reading, not of the wish.
    expect(refreshed.state.choices.count).toBe(first.length);
    expect(await clientOf(harness).catalogue.choices({ channelId })).toEqual(first);
    await harness.clock.sleep(HOUR_MS);
    await clientOf(harness).catalogue.refresh({ ...write(), channelId, what: 'choices' });
    expect(asked()).toBe(2);
  });
});
