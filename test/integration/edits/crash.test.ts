import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { discardEdits } from '#engine/cache/tables/pending-edit.ts';
import { countBegunWrites } from '#engine/cache/tables/shop-write.ts';
import type { FailPoint } from '#engine/host.ts';
import { ensureSheet } from '#engine/jobs/edits/ensure-sheet.ts';
import { listRunChanges, listRuns, undoRun } from '#engine/jobs/edits/undo-write.ts';
import { resolveEdits } from '#engine/jobs/edits/resolve.ts';
import { startSchedule } from '#engine/jobs/schedule.ts';
import { openHarness, type Harness } from '../../support/engine-harness.ts';
import { plainGoods, type Goods } from '../../support/goods.ts';
import { inShop, keep, pending, syncBySchedule, waiting, writeNow } from './edit-room.ts';

let harness: Harness;
let goods: Goods;
beforeEach(async () => {
  harness = await openHarness({ seed: 'crash', speed: 200 });
  goods = (await plainGoods(harness, 1))[0]!;
  await harness.sync({ what: 'pull' });
});
afterEach(() => harness.stop());

const BEFORE_END = '10-store-write:before' satisfies FailPoint;
const AFTER_END = '10-store-write:after-commit' satisfies FailPoint;
const POINTS = [
  BEFORE_END,
  '10-store-write:between-statements',
  '10-store-write:before-commit',
  AFTER_END,
  '10-store-write:after-record',
] as const satisfies readonly FailPoint[];

const places = (['price', 'quantity'] as const).map((field) => ({ field }));
const quantity = (): number => harness.shop.quantityOf(goods.variantId);
const price = async (): Promise<unknown> => (await inShop(harness, goods.productId)).price;

/** Two pieces less and another price, on their way into the shop when the program dies. */
async function dieAt(point: FailPoint): Promise<void> {
  keep(harness, goods.productId, { quantity: goods.quantity - 2, price: 1_200_000 });
  harness.killAt(point);
  await writeNow(harness);
  harness = await harness.restart();
}

describe('a program that dies while it writes a product', () => {
  it.each(POINTS)('writes each edit exactly once, over a sale in between: at %s', async (point) => {
    await dieAt(point);
    harness.shop.simulateSale(goods.variantId, 1);
    await syncBySchedule(harness);
    expect(quantity()).toBe(goods.quantity - 3);
    expect(await price()).toBe(1_200_000);
    expect(waiting(harness, goods.productId)).toEqual([]);
    expect(countBegunWrites(harness.context.database)).toBe(0);
    // And what was written can be taken back like anything else.
    const { database } = harness.context;
    const [run] = listRuns(database, { offset: 0, limit: 9 }).rows;
    const [ofPrice, ofStock] = listRunChanges(database, run!.runId, { offset: 0, limit: 9 }).rows;
    expect(ofPrice).toMatchObject({ field: 'price', after: 1_200_000 });
    expect(Number(ofStock?.after) - Number(ofStock?.before)).toBe(-2);
  });

  it('keeps the difference for a person to decide when the product was saved in the shop since', async () => {
    await dieAt(AFTER_END);
    harness.shop.saveInAdmin(goods.productId, { model: 'ADMİN' });
    await writeNow(harness);
    expect(pending(harness, goods.productId, 'quantity')).toMatchObject({
      state: 'conflict',
      theirs: goods.quantity - 2,
      problem: { code: 'edit/unsure' },
    });
    // The price tells by itself that it is there.
    expect(pending(harness, goods.productId, 'price')).toBeNull();
    await writeNow(harness);
    expect(quantity()).toBe(goods.quantity - 2);
    // One word for all never adds what may be there already.
    expect(resolveEdits(harness.context, { all: 'mine' })).toEqual({ resolved: 0, left: 1 });
    expect(resolveEdits(harness.context, { all: 'theirs' })).toEqual({ resolved: 1, left: 0 });
    await writeNow(harness);
    expect(quantity()).toBe(goods.quantity - 2);
  });

  it('adds the difference then when the person says that it is not there yet', async () => {
    await dieAt(BEFORE_END);
    harness.shop.saveInAdmin(goods.productId, { model: 'ADMİN' });
    await writeNow(harness);
    expect(quantity()).toBe(goods.quantity);
    expect(await price()).toBe(1_200_000);
    resolveEdits(harness.context, [{ productId: goods.productId, field: 'quantity', choose: 'mine' }]);
    await writeNow(harness);
    expect(quantity()).toBe(goods.quantity - 2);
    expect((await inShop(harness, goods.productId)).model).toBe('ADMİN');
  });

  it.each([BEFORE_END, AFTER_END] as const)(
    'writes no value that was edited again since: at %s',
    async (point) => {
      await dieAt(point);
      const atDeath = await price();
      // Opened in the page: what the shop shows by now must not count beside what still waits.
      await ensureSheet(harness.context, goods.productId);
      keep(harness, goods.productId, { quantity: goods.quantity - 5, price: 1_300_000 });
      await syncBySchedule(harness);
      expect(await price()).toBe(atDeath);
      await writeNow(harness);
      expect(await price()).toBe(1_300_000);
      expect(quantity()).toBe(goods.quantity - 5);
      expect(waiting(harness, goods.productId)).toEqual([]);
    },
  );

  it.each([BEFORE_END, AFTER_END] as const)(
    'leaves nothing in the shop that was discarded since: at %s',
    async (point) => {
      const before = await inShop(harness, goods.productId);
      await dieAt(point);
      discardEdits(
        harness.context.database,
        places.map((place) => ({ productId: goods.productId, ...place })),
      );
      await writeNow(harness);
      expect(await inShop(harness, goods.productId)).toEqual(before);
      expect(waiting(harness, goods.productId)).toEqual([]);
    },
  );

  it.each([
    [BEFORE_END, 'theirs', 0],
    [AFTER_END, 'mine', 0],
    [AFTER_END, 'theirs', -2],
  ] as const)(
    'asks whether to take back what was discarded since, when nobody can tell any more: at %s, %s',
    async (point, choose, left) => {
      await dieAt(point);
      discardEdits(harness.context.database, [{ productId: goods.productId, field: 'quantity' }]);
      harness.shop.saveInAdmin(goods.productId, { model: 'ADMİN' });
      await writeNow(harness);
      expect(pending(harness, goods.productId, 'quantity')).toMatchObject({
        problem: { code: 'edit/unsure' },
      });
      resolveEdits(harness.context, [{ productId: goods.productId, field: 'quantity', choose }]);
      await writeNow(harness);
      expect(quantity()).toBe(goods.quantity + left);
    },
  );

  it('that dies again while it finds out counts nothing as written that it did not ask for', async () => {
    await dieAt(BEFORE_END);
    keep(harness, goods.productId, { quantity: goods.quantity - 5 });
    harness.killAt(AFTER_END);
    await syncBySchedule(harness);
    harness = await harness.restart();
    await writeNow(harness);
    expect(await price()).toBe(1_200_000);
    expect(quantity()).toBe(goods.quantity - 5);
    expect(waiting(harness, goods.productId)).toEqual([]);
  });

  it('can take back what it found out only after the rest of its run was taken back', async () => {
    const [, other] = await plainGoods(harness, 2);
    keep(harness, other!.productId, { price: 1_500_000 });
    await dieAt(AFTER_END);
    const runOf = (): string => listRuns(harness.context.database, { offset: 0, limit: 1 }).rows[0]!.runId;
    expect(undoRun(harness.context, runOf(), 'merchant').changed).toBe(1);
    await syncBySchedule(harness);
    expect(undoRun(harness.context, runOf(), 'merchant').changed).toBe(2);
    await writeNow(harness);
    expect(quantity()).toBe(goods.quantity);
  });

  it('finds out by itself how its write ended, without a channel and before anybody asks', async () => {
    await dieAt(AFTER_END);
    const settled = new Promise<void>((resolve) => {
      void (async () => {
        for await (const event of harness.context.events.subscribe()) {
          if (event.type === 'job' && event.job.kind === 'edits' && event.job.state !== 'running')
            return resolve();
        }
      })();
    });
    const schedule = startSchedule(harness.context);
    await settled;
    await schedule.stop();
    expect(countBegunWrites(harness.context.database)).toBe(0);
    expect(waiting(harness, goods.productId)).toEqual([]);
  });
});

describe('a product that moves under the write', () => {
  it('is looked at again: saved in the shop between the mark and the write, nothing is in doubt', async () => {
    keep(harness, goods.productId, { quantity: goods.quantity - 2, price: 1_200_000 });
    harness.whenAt(BEFORE_END, () => harness.shop.saveInAdmin(goods.productId, { model: 'ADMİN' }));
    expect((await writeNow(harness)).edits).toEqual({ written: 2, pending: 0, conflicts: 0, refused: 0 });
    expect(quantity()).toBe(goods.quantity - 2);
    expect((await inShop(harness, goods.productId)).model).toBe('ADMİN');
  });

  it('becomes a conflict where the same field was saved in that moment', async () => {
    keep(harness, goods.productId, { quantity: goods.quantity - 2, price: 1_200_000 });
    harness.whenAt(BEFORE_END, () => harness.shop.saveInAdmin(goods.productId, { price: 1_150_000 }));
    expect((await writeNow(harness)).edits).toMatchObject({ written: 1, conflicts: 1 });
    expect(await price()).toBe(1_150_000);
    expect(quantity()).toBe(goods.quantity - 2);
  });

  it('keeps what the merchant edits on while it is being written', async () => {
    keep(harness, goods.productId, { quantity: goods.quantity - 2, price: 1_200_000 });
    harness.whenAt(BEFORE_END, () => {
      keep(harness, goods.productId, { quantity: goods.quantity - 5, price: 1_300_000 });
    });
    expect((await writeNow(harness)).edits).toMatchObject({ written: 2, pending: 2 });
    expect((await writeNow(harness)).edits).toMatchObject({ written: 2, pending: 0 });
    expect(quantity()).toBe(goods.quantity - 5);
    expect(await price()).toBe(1_300_000);
  });

  it('is put back where the merchant withdrew the edit in that moment', async () => {
    const before = await inShop(harness, goods.productId);
    keep(harness, goods.productId, { quantity: goods.quantity - 2, price: 1_200_000 });
    harness.whenAt(BEFORE_END, () => {
      const { database } = harness.context;
      discardEdits(
        database,
        places.map((place) => ({ productId: goods.productId, ...place })),
      );
    });
    await writeNow(harness);
    await writeNow(harness);
    expect(await inShop(harness, goods.productId)).toEqual(before);
  });
});
