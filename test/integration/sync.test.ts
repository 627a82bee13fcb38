import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findChannel } from '#engine/cache/tables/channel.ts';
import { attemptsInState } from '#engine/cache/tables/attempt.ts';
import { listingOffersByExternalId } from '#engine/cache/tables/listing-offer.ts';
import { auditChannel } from '#engine/jobs/audit.ts';
import { anotherSandbox, openHarness, type Harness } from '../support/engine-harness.ts';
import { list, plainGoods, type Goods } from '../support/goods.ts';

let harness: Harness;
let goods: readonly Goods[];

beforeEach(async () => {
  harness = await openHarness();
  goods = await plainGoods(harness, 8);
});
afterEach(async () => {
  await harness.stop();
});

/** A channel whose listings are read and linked, and nothing else yet. */
async function linkedChannel(
  mode: 'automatic' | 'approval' = 'automatic',
  name = 'Trendyol',
): Promise<string> {
  const channelId = harness.addChannel(name, { mode });
  await harness.sync({ what: 'pull' });
  harness.linkCertain(channelId);
  return channelId;
}

function shelf(barcode: string): { quantity: number; sale: number; list: number } {
  const listing = harness.sandbox.trendyol.listing(barcode);
  if (!listing) throw new RangeError(`not on the shelf: ${barcode}`);
  return { quantity: listing.quantity, sale: listing.saleKurus, list: listing.listKurus };
}

describe('a sync', () => {
  it('brings stock and price of every linked listing to what the shop has, and confirms it by reading back', async () => {
    list(harness.sandbox, goods, { quantity: 1, salePrice: 1 });
    list(harness.sandbox, goods.slice(0, 4), { quantity: 2 });
    const channelId = await linkedChannel();
    const { job, result } = await harness.sync({ approveWaiting: true });
    const figures = result?.channels['Trendyol'];
    expect(job.problem).toBeNull();
    for (const each of goods) expect(shelf(each.barcode).quantity).toBe(each.quantity);
    for (const each of goods.slice(0, 4))
      expect(shelf(each.barcode).sale).toBe(Math.round(each.priceE4 / 100));
    // A price that differs by far more than 30 % waits for a person, whatever the channel's mode.
    for (const each of goods.slice(4)) expect(shelf(each.barcode).sale).toBe(100);
    expect(figures).toMatchObject({ confirmed: 8, failed: 0, unknown: 0, sent: 8, waiting: 0 });
    expect(figures?.held).toBeGreaterThanOrEqual(4);
    const [first] = listingOffersByExternalId(harness.context.database, channelId, [goods[0]!.barcode]);
    expect(first?.confirmed.quantity).toBe(goods[0]!.quantity);
    const audit = await auditChannel(harness.context, channelId);
    expect(audit.compared).toBe(8);
    expect(audit.differences.every((each) => each.kind === 'held')).toBe(true);
  });

  it('sends nothing the second time, because everything is as it should be', async () => {
    list(harness.sandbox, goods, { quantity: 1 });
    await linkedChannel();
    await harness.sync();
    harness.sandbox.clearCalls();
    const { result } = await harness.sync();
    expect(result?.channels['Trendyol']).toMatchObject({ planned: 0, sent: 0, confirmed: 0 });
    expect(harness.sandbox.calls().filter((call) => call.method === 'POST')).toEqual([]);
  });

  it('leaves what needs a yes alone on a channel by approval, and sends exactly what got one', async () => {
    list(harness.sandbox, goods, { quantity: 1 });
    await linkedChannel('approval');
    const first = await harness.sync();
    expect(first.result?.channels['Trendyol']).toMatchObject({ planned: 8, sent: 0, waiting: 8 });
    expect(shelf(goods[0]!.barcode).quantity).toBe(1);
    const second = await harness.sync({ approveWaiting: true });
    expect(second.result?.channels['Trendyol']).toMatchObject({ sent: 8, confirmed: 8, waiting: 0 });
  });

  it('shows a refused item with its reason and does not send it again and again', async () => {
    list(harness.sandbox, goods, { quantity: 1 });
    await linkedChannel();
    harness.sandbox.faults.add({ kind: 'partial-rejection', share: 1, count: 1, text: 'Ürün satışa kapalı' });
    const first = await harness.sync();
    expect(first.job.state).toBe('done-with-failures');
    expect(first.result?.channels['Trendyol']?.failed).toBe(8);
    harness.sandbox.clearCalls();
    const second = await harness.sync();
    // Still not in step, and a run that says nothing of it would look like one where all is well.
    expect(second.result?.channels['Trendyol']).toMatchObject({ sent: 0, failed: 8 });
    expect(second.job.state).toBe('done-with-failures');
    expect(harness.sandbox.calls().filter((call) => call.method === 'POST')).toEqual([]);
  });

  it('looks for itself after an item of which the batch result never speaks', async () => {
    list(harness.sandbox, goods, { quantity: 1 });
    await linkedChannel();
    harness.sandbox.faults.add({ kind: 'silent-items', share: 0.5, count: 1 });
    const begun = harness.clock.now();
    const { result } = await harness.sync();
    for (const each of goods) expect(shelf(each.barcode).quantity).toBe(each.quantity);
    expect(result?.channels['Trendyol']).toMatchObject({ confirmed: 8, failed: 0, unknown: 0, waiting: 0 });
    expect(harness.clock.now() - begun).toBeLessThan(10 * 60_000);
  });

  it('finds out by reading back whether a request whose answer was lost was carried out', async () => {
    list(harness.sandbox, goods, { quantity: 1 });
    const channelId = await linkedChannel();
    harness.sandbox.faults.add({ kind: 'lost-answer', endpoint: 'price-and-inventory', count: 1 });
    const { result } = await harness.sync();
    for (const each of goods) expect(shelf(each.barcode).quantity).toBe(each.quantity);
    expect(result?.channels['Trendyol']).toMatchObject({ failed: 0, unknown: 0, confirmed: 8 });
    expect(attemptsInState(harness.context.database, { channelId, state: 'intent' })).toEqual([]);
  });

  it('sends again what never arrived, although the same request may not be repeated', async () => {
    list(harness.sandbox, goods, { quantity: 1 });
    await linkedChannel();
    harness.sandbox.faults.add({ kind: 'reset-before', endpoint: 'price-and-inventory', count: 1 });
    const { result } = await harness.sync();
    for (const each of goods) expect(shelf(each.barcode).quantity).toBe(each.quantity);
    expect(result?.channels['Trendyol']).toMatchObject({ failed: 0, unknown: 0, confirmed: 8 });
  });

  it('sends a lower stock at once although the marketplace refuses the same words twice in a quarter of an hour', async () => {
    const [only] = goods;
    list(harness.sandbox, [only!], { quantity: 1 });
    await linkedChannel();
    await harness.sync();
    harness.shop.setQuantity(only!.variantId, only!.quantity + 1);
    await harness.sync();
    harness.shop.setQuantity(only!.variantId, only!.quantity);
    const { result } = await harness.sync();
    expect(shelf(only!.barcode).quantity).toBe(only!.quantity);
    expect(result?.channels['Trendyol']).toMatchObject({ failed: 0, unknown: 0, confirmed: 1 });
  });

  it('gets through a storm of refusals for pace and servers that fail', async () => {
    list(harness.sandbox, goods, { quantity: 1 });
    await linkedChannel();
    harness.sandbox.faults.add({ kind: 'rate-limit', probability: 0.4, count: 6, retryAfterSeconds: 2 });
    harness.sandbox.faults.add({ kind: 'server-error', probability: 0.3, count: 4, status: 503 });
    await harness.sync();
    harness.sandbox.faults.clear();
    await harness.sync();
    for (const each of goods) expect(shelf(each.barcode).quantity).toBe(each.quantity);
  });

  it('keeps going on the other channels when one of them fails', async () => {
    const other = await anotherSandbox(harness, 'other');
    try {
      list(harness.sandbox, goods, { quantity: 1 });
      list(other, goods, { quantity: 1 });
      const good = await linkedChannel();
      const bad = harness.addChannel('İkinci', { at: other });
      await harness.sync({ what: 'pull' });
      harness.linkCertain(bad);
      other.faults.add({ kind: 'server-error', status: 500 });
      const { job, result } = await harness.sync();
      expect(job.state).toBe('done-with-failures');
      expect(result?.channels['Trendyol']).toMatchObject({ confirmed: 8 });
      expect(findChannel(harness.context.database, bad)?.problem).not.toBeNull();
      expect(findChannel(harness.context.database, good)?.problem).toBeNull();
    } finally {
      await other.stop();
    }
  });

  it('stops when it is cancelled and goes on from there the next time', async () => {
    list(harness.sandbox, goods, { quantity: 1 });
    await linkedChannel();
    const job = harness.context.sync.start(
      { channelId: null, what: 'everything', approveWaiting: false },
      'merchant',
    );
    expect(() =>
      harness.context.sync.start({ channelId: null, what: 'orders', approveWaiting: false }, 'merchant'),
    ).toThrow('sync/already-running');
    harness.context.sync.cancel(job.jobId);
    await harness.context.sync.finished(job.jobId);
    expect(harness.context.sync.job(job.jobId).job.state).toBe('cancelled');
    await harness.sync();
    for (const each of goods) expect(shelf(each.barcode).quantity).toBe(each.quantity);
  });

  it('sets right what was changed by hand over there a moment ago, when somebody asks for it', async () => {
    list(harness.sandbox, goods);
    await linkedChannel();
    await harness.sync();
    const [first, second] = goods;
    const cheap = Math.round(first!.priceE4 * 0.9) / 10_000;
    list(harness.sandbox, [first!], { salePrice: cheap, listPrice: cheap });
    list(harness.sandbox, [second!], { quantity: second!.quantity + 9 });
    await harness.sync();
    expect(shelf(first!.barcode).sale).toBe(Math.round(first!.priceE4 / 100));
    expect(shelf(second!.barcode).quantity).toBe(second!.quantity);
  });

  it.each(['stock alone', 'price alone', 'stock and price'])(
    'that got lost with its %s is sent in another form, because the same words are refused for a while',
    async (what) => {
      const [only] = goods;
      list(harness.sandbox, [only!]);
      await linkedChannel();
      await harness.sync();
      const cheap = Math.round(only!.priceE4 * 0.95) / 10_000;
      const listPrice = Math.round(only!.listPriceE4 / 100) / 100;
      list(harness.sandbox, [only!], {
        ...(what === 'price alone' ? {} : { quantity: 1 }),
        ...(what === 'stock alone' ? {} : { salePrice: cheap, listPrice }),
      });
      harness.sandbox.faults.add({ kind: 'reset-before', endpoint: 'price-and-inventory', count: 1 });
      const { result } = await harness.sync();
      expect(shelf(only!.barcode)).toMatchObject({
        quantity: only!.quantity,
        sale: Math.round(only!.priceE4 / 100),
      });
      expect(result?.channels['Trendyol']).toMatchObject({ failed: 0, unknown: 0, waiting: 0 });
    },
  );

  it('gets a lower stock through although it was lost twice and no request may be repeated', async () => {
    list(harness.sandbox, goods);
    await linkedChannel();
    await harness.sync();
    const [first, ...others] = goods;
    harness.shop.setQuantity(first!.variantId, first!.quantity - 3);
    harness.sandbox.clearCalls();
    harness.sandbox.faults.add({ kind: 'reset-before', endpoint: 'price-and-inventory', count: 2 });
    const { result } = await harness.sync();
    expect(shelf(first!.barcode).quantity).toBe(first!.quantity - 3);
    expect(result?.channels['Trendyol']).toMatchObject({ failed: 0, unknown: 0, waiting: 0, confirmed: 1 });
    // What travelled beside it changed nothing.
    for (const each of others) {
      const sale = Math.round(each.priceE4 / 100);
      expect(shelf(each.barcode)).toMatchObject({ quantity: each.quantity, sale });
    }
  });

  it('ends as failed when its only channel can’t be reached, however well the shop was read', async () => {
    list(harness.sandbox, goods);
    await linkedChannel();
    harness.sandbox.faults.add({ kind: 'html', endpoint: null });
    const { job, result } = await harness.sync();
    expect(job).toMatchObject({ state: 'failed', problem: { code: 'channel/server-error' } });
    expect(result?.channels['Trendyol']).toMatchObject({ sent: 0 });
  });

  it('tells in an audit what was sold in the shop since the last sync', async () => {
    list(harness.sandbox, goods);
    const channelId = await linkedChannel();
    await harness.sync();
    harness.shop.simulateSale(goods[1]!.variantId, 1);
    const audit = await auditChannel(harness.context, channelId);
    expect(audit.storeProblem).toBeNull();
    expect(audit.differences).toMatchObject([
      {
        barcode: goods[1]!.barcode,
        field: 'quantity',
        meant: String(goods[1]!.quantity - 1),
        shown: String(goods[1]!.quantity),
      },
    ]);
  });

  it('tells in an audit what was changed by hand over there', async () => {
    list(harness.sandbox, goods, { quantity: 1 });
    const channelId = await linkedChannel();
    await harness.sync();
    harness.sandbox.trendyol.seedListings([{ barcode: goods[2]!.barcode, quantity: 777 }]);
    harness.sandbox.clock.advance(10 * 60_000);
    const audit = await auditChannel(harness.context, channelId);
    expect(audit.equal).toBe(7);
    expect(audit.differences).toMatchObject([
      { barcode: goods[2]!.barcode, field: 'quantity', shown: '777', meant: String(goods[2]!.quantity) },
    ]);
    expect(['changed-by-hand', 'lag']).toContain(audit.differences[0]!.kind);
  });
});
