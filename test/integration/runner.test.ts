import { call } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BatchDetail, BatchPage, DeadLetterPage, JobPage } from '#contract/activity.ts';
import type { FailPoint } from '#engine/host.ts';
import { batchPage } from '#engine/cache/tables/attempt.ts';
import { saveJob } from '#engine/cache/tables/job.ts';
import { listSendable } from '#engine/cache/tables/plan.ts';
import { leasedRows, outboxRowsInState } from '#engine/cache/tables/outbox.ts';
import { activityHandlers } from '#engine/handlers/activity.ts';
import { claim } from '#engine/jobs/claim.ts';
import { enqueue } from '#engine/jobs/enqueue.ts';
import { makePlan } from '#engine/jobs/make-plan.ts';
import { TouchedRows, type RunScope } from '#engine/jobs/run-scope.ts';
import { openHarness, type Harness } from '../support/engine-harness.ts';
import { list, plainGoods, type Goods } from '../support/goods.ts';

let harness: Harness;
let goods: readonly Goods[];
let channelId: string;

beforeEach(async () => {
  harness = await openHarness({ seed: 'runner' });
  goods = await plainGoods(harness, 6);
  list(harness.sandbox, goods, { quantity: 1 });
  channelId = harness.addChannel('Trendyol');
  await harness.sync({ what: 'pull' });
  harness.linkCertain(channelId);
  await makePlan(harness.context, channelId);
});
afterEach(async () => {
  await harness.stop();
});

function scope(): RunScope {
  return {
    context: harness.context,
    owner: 'this-run',
    startedBy: 'merchant',
    signal: new AbortController().signal,
    giveWay: new AbortController().signal,
    resumesSheets: false,
    progress: () => undefined,
    touched: new TouchedRows(),
  };
}

function offerCalls(): number {
  return harness.sandbox
    .calls()
    .filter((each) => each.method === 'POST' && each.path.includes('price-and-inventory')).length;
}

const SENDING: readonly FailPoint[] = [
  '2-plan:after',
  '3-enqueue:before-commit',
  '3-enqueue:after-commit',
  '4-claim:before-commit',
  '4-claim:after-commit',
  '5-intent:before-commit',
  '5-intent:after-commit',
  '6-send:before-bytes',
  '6-send:after-answer',
  '7-result:before-commit',
  '7-result:after-commit',
  '8-confirm:before-commit',
  '8-confirm:after-commit',
];

describe('a program that ends in the middle of sending', () => {
  it.each(SENDING)(
    'at %s goes on afterwards, and every request that was received is explained',
    async (point) => {
      harness.killAt(point);
      await harness.sync({ what: 'push' });
      harness = await harness.restart();
      const { job } = await harness.sync();
      expect(job.problem).toBeNull();
      for (const each of goods) {
        expect(harness.sandbox.trendyol.listing(each.barcode)?.quantity).toBe(each.quantity);
      }
      const { database } = harness.context;
      expect(leasedRows(database, null)).toEqual([]);
      for (const state of ['waiting', 'sent', 'unknown', 'dead'] as const) {
        expect(outboxRowsInState(database, channelId, state), state).toEqual([]);
      }
      const batches = batchPage(database, { channelId, offset: 0, limit: 100 });
      expect(batches.total).toBeGreaterThanOrEqual(offerCalls());
      expect(batches.rows.every((batch) => !['intent', 'open'].includes(batch.state))).toBe(true);
    },
  );

  it('finds its job again as interrupted', async () => {
    const { database } = harness.context;
    const job = harness.context.sync.job((await harness.sync({ what: 'push' })).job.jobId).job;
    saveJob(database, { ...job, jobId: 'left-behind', state: 'running', finishedAt: null }, null);
    harness = await harness.restart();
    expect(harness.context.sync.job('left-behind').job).toMatchObject({ state: 'interrupted' });
  });
});

describe('the line of changes', () => {
  it('holds each change once, and a newer value takes the place of an older one that was not sent', () => {
    const { context } = harness;
    const first = enqueue(context, listSendable(context.database, channelId, 'unheld'));
    expect(first).toHaveLength(goods.length);
    expect(enqueue(context, listSendable(context.database, channelId, 'unheld'))).toEqual([]);
    const newer = listSendable(context.database, channelId, 'unheld').map((change) => ({
      ...change,
      toQuantity: 3,
    }));
    expect(enqueue(context, newer)).toHaveLength(goods.length);
    expect(outboxRowsInState(context.database, channelId, 'waiting')).toHaveLength(goods.length);
    expect(outboxRowsInState(context.database, channelId, 'superseded')).toHaveLength(goods.length);
  });

  it('lets lower stock go before everything else', async () => {
    const { context } = harness;
    const lower = goods[3]!;
    harness.sandbox.trendyol.seedListings([{ barcode: lower.barcode, quantity: lower.quantity + 5 }]);
    await harness.sync({ what: 'pull' });
    enqueue(context, listSendable(context.database, channelId, 'unheld'));
    const { rows } = claim(scope(), channelId, 2);
    expect(rows[0]).toMatchObject({ externalId: lower.barcode, priority: 0 });
    expect(rows).toHaveLength(2);
  });

  it('never sends a stock that was true when it was put in line and is too high now', async () => {
    const { context } = harness;
    const sold = goods[0]!;
    enqueue(context, listSendable(context.database, channelId, 'unheld'));
    harness.sandbox.trendyol.buy({ lines: [{ barcode: sold.barcode, quantity: 1 }] });
    const { result } = await harness.sync();
    expect(harness.sandbox.trendyol.listing(sold.barcode)?.quantity).toBe(sold.quantity - 1);
    expect(result?.channels['Trendyol']).toMatchObject({ failed: 0, unknown: 0 });
    const sent = harness.sandbox.trendyol
      .batches()
      .flatMap((batch) => batch.items as readonly { barcode?: string; quantity?: number }[]);
    expect(
      sent.some((item) => item.barcode === sold.barcode && (item.quantity ?? 0) > sold.quantity - 1),
    ).toBe(false);
  });
});

describe('what was given up on', () => {
  it('is shown with its reason, waits for a person, and is sent when one asks for it', async () => {
    harness.sandbox.faults.add({ kind: 'partial-rejection', share: 1, count: 1, text: 'Ürün satışa kapalı' });
    await harness.sync({ what: 'push' });
    const ask = { context: harness.context };
    const query = { channelId, offset: 0, limit: 50 };
    const letters = DeadLetterPage.parse(await call(activityHandlers.deadLetters, query, ask));
    expect(letters.total).toBe(goods.length);
    expect(letters.rows[0]).toMatchObject({ group: 'stock', problem: { code: 'channel/item-refused' } });
    const batches = BatchPage.parse(await call(activityHandlers.batches, query, ask));
    expect(batches.rows[0]).toMatchObject({ state: 'final', failed: goods.length, done: 0 });
    const detail = BatchDetail.parse(
      await call(activityHandlers.batch, { attemptId: batches.rows[0]!.attemptId }, ask),
    );
    expect(detail.items).toHaveLength(goods.length);
    expect(detail.request).toContain(goods[0]!.barcode);
    // The same words would be refused for a quarter of an hour.
    harness.sandbox.clock.advance(16 * 60_000);
    const outboxIds = letters.rows.map((letter) => letter.outboxId);
    const answer = await call(activityHandlers.retry, { outboxIds, requestId: crypto.randomUUID() }, ask);
    expect(answer.retried).toBe(goods.length);
    const jobId = harness.context.sync.runningJobId();
    if (jobId !== null) await harness.context.sync.finished(jobId);
    for (const each of goods)
      expect(harness.sandbox.trendyol.listing(each.barcode)?.quantity).toBe(each.quantity);
    expect(DeadLetterPage.parse(await call(activityHandlers.deadLetters, query, ask)).total).toBe(0);
    expect(JobPage.parse(await call(activityHandlers.jobs, query, ask)).rows[0]).toMatchObject({
      kind: 'push',
      state: 'done',
    });
  });

  it('does not take a stock down with a price that is refused: the stock goes again alone', async () => {
    const both = goods[0]!;
    harness.sandbox.trendyol.seedListings([
      {
        barcode: both.barcode,
        salePrice: (both.priceE4 / 10_000) * 1.1,
        listPrice: (both.priceE4 / 10_000) * 1.1,
      },
    ]);
    await harness.sync({ what: 'pull' });
    await makePlan(harness.context, channelId);
    harness.sandbox.faults.add({ kind: 'partial-rejection', share: 1, count: 1, text: 'Fiyat hatalı' });
    await harness.sync({ what: 'push' });
    expect(harness.sandbox.trendyol.listing(both.barcode)?.quantity).toBe(both.quantity);
    const dead = outboxRowsInState(harness.context.database, channelId, 'dead').filter(
      (row) => row.externalId === both.barcode,
    );
    expect(dead.map((row) => row.group)).toEqual(['price']);
  });
});
