import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listStale } from '#engine/cache/tables/listing-stale.ts';
import { findSalesOrderByNumber } from '#engine/cache/tables/sales-order.ts';
import { readStoreRow } from '#engine/cache/tables/store.ts';
import { openHarness, type Harness } from '../support/engine-harness.ts';
import { list, plainGoods, type Goods } from '../support/goods.ts';

let harness: Harness;
let channelId: string;
let good: Goods;

beforeEach(async () => {
  harness = await openHarness({ seed: 'moved', speed: 200 });
  [good] = (await plainGoods(harness, 1)) as [Goods];
  list(harness.sandbox, [good]);
  channelId = harness.addChannel('Trendyol');
  await harness.sync({ what: 'pull' });
  harness.linkCertain(channelId);
  await harness.sync();
});
afterEach(() => harness.stop());

const shelf = (): number | undefined => harness.sandbox.trendyol.listing(good.barcode)?.quantity;
const inShop = (): number => harness.shop.quantityOf(good.variantId);
const stale = (): number => listStale(harness.context.database, channelId).length;

function buy(quantity: number): { orderNumber: string; packageId: number } {
  return harness.sandbox.trendyol.buy({ lines: [{ barcode: good.barcode, quantity }] });
}

/** The merchant cancels an imported order in the shop's own admin: its stock is back, and no package says so. */
async function cancelInShop(orderNumber: string): Promise<void> {
  const { storeOrderId } = findSalesOrderByNumber(harness.context.database, channelId, orderNumber) ?? {};
  const { settings } = readStoreRow(harness.context.database) ?? {};
  if (!storeOrderId || !settings) throw new RangeError(`not in the shop: ${orderNumber}`);
  await harness.shop.cancelOrder(storeOrderId, { settings, comment: '', reach: () => undefined });
}

/** One sold on the marketplace, one given back in the shop: both sides moved, and what is wanted equals what was known. */
async function saleMeetsCancellation(): Promise<void> {
  const earlier = buy(1);
  await harness.sync();
  expect(shelf()).toBe(good.quantity - 1);
  await cancelInShop(earlier.orderNumber);
  buy(1);
  expect(shelf()).toBe(good.quantity - 2);
}

describe('a listing that the marketplace lowered by its own sale', () => {
  it('is brought up to what the shop has at the next sync, not an hour later', async () => {
    await saleMeetsCancellation();
    const { job } = await harness.sync();
    expect(job.state).toBe('done');
    expect(inShop()).toBe(good.quantity - 1);
    expect(shelf()).toBe(good.quantity - 1);
  });

  it('is still looked at when the program dies right after the order was taken in', async () => {
    await saleMeetsCancellation();
    harness.killAt('9-inbox:after-commit');
    await harness.sync();
    harness = await harness.restart();
    expect(stale()).toBe(1);
    await harness.sync();
    expect(shelf()).toBe(good.quantity - 1);
  });

  it('gets the right stock although it can’t be read back, and the merchant is told that it can’t', async () => {
    await saleMeetsCancellation();
    harness.sandbox.faults.add({ kind: 'html', endpoint: 'approved-inventory' });
    const { job } = await harness.sync();
    expect(shelf()).toBe(good.quantity - 1);
    expect(job).toMatchObject({ state: 'done-with-failures' });
    expect(job.problem?.code.startsWith('channel/')).toBe(true);
    harness.sandbox.faults.clear();
    expect((await harness.sync()).job.state).toBe('done');
    expect(shelf()).toBe(inShop());
  });

  it('is not sent a figure that it shows already, and is looked at once more later', async () => {
    buy(1);
    harness.sandbox.clearCalls();
    const { result } = await harness.sync();
    expect(result?.channels['Trendyol']).toMatchObject({ ordersImported: 1, planned: 0, sent: 0 });
    expect(shelf()).toBe(good.quantity - 1);
    expect(stale()).toBe(1);
    await harness.clock.sleep(3 * 60_000);
    await harness.sync();
    expect(stale()).toBe(0);
  });
});

describe('a package that only moves on', () => {
  it('marks nothing: a parcel that is picked changes no shelf', async () => {
    const { packageId } = buy(1);
    await harness.sync();
    await harness.clock.sleep(3 * 60_000);
    await harness.sync();
    harness.sandbox.trendyol.setPackageStatus(packageId, 'Picking');
    await harness.sync({ what: 'orders' });
    expect(stale()).toBe(0);
  });
});
