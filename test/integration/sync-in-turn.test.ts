import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '#contract/activity.ts';
import type { SyncScope } from '#contract/sync.ts';
import { countDueSheets } from '#engine/cache/tables/product-sheet.ts';
import { jobPage } from '#engine/cache/tables/job.ts';
import { openHarness, type Harness } from '../support/engine-harness.ts';
import { list, plainGoods, type Goods } from '../support/goods.ts';
import { goOffline } from './edits/edit-room.ts';

const EVERYTHING: SyncScope = { channelId: null, what: 'everything', approveWaiting: false };

let harness: Harness;
let goods: readonly Goods[];

beforeEach(async () => {
  harness = await openHarness();
  goods = await plainGoods(harness, 4);
  list(harness.sandbox, goods);
});
afterEach(async () => {
  await harness.stop();
});

/** Starts a run, and asks for another at the moment in which the first begins to read the products' sheets. */
async function askDuringSheets(
  then: SyncScope,
  between: () => void = () => undefined,
): Promise<{ readonly first: Job; readonly second: Job }> {
  const { events, sync } = harness.context;
  const stop = new AbortController();
  const told = events.subscribe(stop.signal);
  await told.next();
  const first = sync.start(EVERYTHING, 'merchant');
  let second: Job | null = null;
  for await (const event of told) {
    if (event.type !== 'job' || event.job.jobId !== first.jobId) continue;
    if (event.job.state !== 'running')
      throw new RangeError('the first run had ended before anything was asked');
    if (event.job.phase !== 'sheets') continue;
    between();
    second = sync.start(then, 'merchant');
    break;
  }
  stop.abort();
  await sync.finished(first.jobId);
  if (second === null) throw new RangeError('the first run read no sheets');
  const { jobId } = second;
  await sync.finished(jobId);
  return { first: sync.job(first.jobId).job, second: sync.job(jobId).job };
}

describe('a merchant who asks for a sync while only product details are still being read', () => {
  it('gets it at once, and the details are read to their end after it', async () => {
    harness.addChannel('Trendyol');
    const { first, second } = await askDuringSheets({ ...EVERYTHING, what: 'push' });
    expect(first).toMatchObject({ state: 'done', problem: null });
    expect(second).toMatchObject({ state: 'done', problem: null });
    expect(Date.parse(second.finishedAt!)).toBeGreaterThanOrEqual(Date.parse(first.finishedAt!));
    expect(countDueSheets(harness.context.database)).toBe(0);
    expect(harness.context.sync.runningJobId()).toBeNull();
  });

  it('sees a sale of that moment lowered on the marketplace by it', async () => {
    const channelId = harness.addChannel('Trendyol');
    await harness.sync({ what: 'pull' });
    harness.linkCertain(channelId);
    const [sold] = goods;
    await askDuringSheets(EVERYTHING, () => {
      harness.shop.simulateSale(sold!.variantId, 1);
    });
    expect(harness.sandbox.trendyol.listing(sold!.barcode)?.quantity).toBe(sold!.quantity - 1);
  });

  it('is told so when a third one is asked for, and can stop the one that waits', async () => {
    harness.addChannel('Trendyol');
    let third = '';
    const { first, second } = await askDuringSheets(EVERYTHING, () => {
      queueMicrotask(() => {
        const { sync } = harness.context;
        try {
          sync.start(EVERYTHING, 'merchant');
        } catch (error) {
          third = error instanceof Error ? error.message : '';
        }
        sync.cancel(sync.runningJobId()!);
      });
    });
    expect(third).toBe('sync/already-running');
    expect(first.state).toBe('done');
    expect(second).toMatchObject({ state: 'cancelled', problem: { code: 'sync/cancelled' } });
  });
});

describe('a sync that can reach neither the shop nor a channel', () => {
  it('names both, also when it is looked up later', async () => {
    const channelId = harness.addChannel('Trendyol');
    await harness.sync({ what: 'pull' });
    harness.linkCertain(channelId);
    harness.sandbox.faults.add({ kind: 'server-error', status: 500 });
    const comeBack = await goOffline(harness);
    const { job } = await harness.sync();
    expect(job).toMatchObject({
      problem: { code: 'channel/server-error' },
      alsoProblems: [{ code: 'store/unreachable' }],
    });
    const { rows } = jobPage(harness.context.database, { channelId: null, offset: 0, limit: 1 });
    expect(rows[0]).toEqual(job);
    await comeBack();
  });
});
