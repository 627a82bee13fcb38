import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepEdits, undoBatch } from '#engine/cache/tables/edit-batch.ts';
import { discardEdits } from '#engine/cache/tables/pending-edit.ts';
import { ensureSheet } from '#engine/jobs/edits/ensure-sheet.ts';
import { resolveEdits } from '#engine/jobs/edits/resolve.ts';
import { openHarness, type Harness } from '../../support/engine-harness.ts';
import { plainGoods, type Goods } from '../../support/goods.ts';
import { goOffline, inShop, keep, pending, syncBySchedule, waiting, writeNow } from './edit-room.ts';

let harness: Harness;
let goods: Goods;
beforeEach(async () => {
  harness = await openHarness({ seed: 'conflicts', speed: 200 });
  goods = (await plainGoods(harness, 1))[0]!;
  await harness.sync({ what: 'pull' });
});
afterEach(() => harness.stop());

const price = { field: 'price' } as const;
const place = () => ({ productId: goods.productId, ...price });

describe('a price edited here and saved otherwise in the shop meanwhile', () => {
  beforeEach(() => {
    keep(harness, goods.productId, { price: 1_200_000, model: 'M-2' });
    harness.shop.saveInAdmin(goods.productId, { price: 1_100_000 });
  });

  it('is a conflict that nobody overwrites, and does not keep the product’s other edits back', async () => {
    const ended = await writeNow(harness);
    expect(ended.job).toMatchObject({ state: 'done', problem: null });
    expect(ended.edits).toEqual({ written: 1, pending: 0, conflicts: 1, refused: 0 });
    expect(await inShop(harness, goods.productId)).toMatchObject({ price: 1_100_000, model: 'M-2' });
    expect(pending(harness, goods.productId, 'price')).toMatchObject({
      state: 'conflict',
      mine: 1_200_000,
      theirs: 1_100_000,
      theirsAt: expect.any(Number),
    });
  });

  it('is seen before anything is written: by the schedule, and by opening the product', async () => {
    await syncBySchedule(harness);
    expect(pending(harness, goods.productId, 'price')).toMatchObject({
      state: 'conflict',
      theirs: 1_100_000,
    });
    harness.shop.saveInAdmin(goods.productId, { model: 'BAŞKA' });
    harness.context.database.prepare("UPDATE product_sheet SET fingerprint = 'old'").run();
    expect((await ensureSheet(harness.context, goods.productId))?.sheet.model).toBe('BAŞKA');
    expect(pending(harness, goods.productId, 'model')).toMatchObject({ state: 'conflict', theirs: 'BAŞKA' });
  });

  it('is written over the shop’s once the merchant chooses it', async () => {
    await writeNow(harness);
    expect(resolveEdits(harness.context, [{ ...place(), choose: 'mine' }])).toEqual({ resolved: 1, left: 0 });
    expect(pending(harness, goods.productId, 'price')).toMatchObject({ base: 1_100_000, state: 'pending' });
    expect((await writeNow(harness)).edits.written).toBe(1);
    expect((await inShop(harness, goods.productId)).price).toBe(1_200_000);
  });

  it('is decided again when the shop changed once more after the merchant chose', async () => {
    await writeNow(harness);
    resolveEdits(harness.context, { all: 'mine' });
    harness.shop.saveInAdmin(goods.productId, { price: 1_150_000 });
    expect((await writeNow(harness)).edits).toMatchObject({ written: 0, conflicts: 1 });
    expect((await inShop(harness, goods.productId)).price).toBe(1_150_000);
  });

  it('is dropped when the merchant chooses the shop’s', async () => {
    await writeNow(harness);
    expect(resolveEdits(harness.context, { all: 'theirs' })).toEqual({ resolved: 1, left: 0 });
    expect(waiting(harness, goods.productId)).toEqual([]);
    expect((await inShop(harness, goods.productId)).price).toBe(1_100_000);
  });

  it('is not decided over a value of the shop that the merchant did not look at', async () => {
    await writeNow(harness);
    const stale = [{ ...place(), choose: 'mine', seen: 4_242 }] as const;
    expect(resolveEdits(harness.context, stale)).toEqual({ resolved: 0, left: 1 });
    expect(pending(harness, goods.productId, 'price')).toMatchObject({ state: 'conflict' });
    const { theirs } = pending(harness, goods.productId, 'price')!;
    const seen = [{ ...place(), choose: 'mine', seen: theirs }] as const;
    expect(resolveEdits(harness.context, seen)).toEqual({ resolved: 1, left: 0 });
  });

  it('is no conflict any more when the shop goes back to what the merchant saw', async () => {
    await writeNow(harness);
    const base = pending(harness, goods.productId, 'price')!.base;
    harness.shop.saveInAdmin(goods.productId, { price: base });
    expect((await writeNow(harness)).edits).toMatchObject({ written: 1, conflicts: 0 });
    expect((await inShop(harness, goods.productId)).price).toBe(1_200_000);
  });
});

describe('a stock that the merchant set to a number', () => {
  it('is a conflict after a sale, and becomes exactly that number once chosen', async () => {
    keep(harness, goods.productId, { quantity: 3 }, 'set');
    harness.shop.simulateSale(goods.variantId, 1);
    expect((await writeNow(harness)).edits).toMatchObject({ written: 0, conflicts: 1 });
    resolveEdits(harness.context, { all: 'mine' });
    await writeNow(harness);
    expect(harness.shop.quantityOf(goods.variantId)).toBe(3);
  });
});

describe('opening a product while the shop is away', () => {
  it('shows what was read last, and nothing where nothing was', async () => {
    const comeBack = await goOffline(harness);
    harness.context.database.prepare("UPDATE product_sheet SET fingerprint = 'old'").run();
    expect((await ensureSheet(harness.context, goods.productId))?.sheet.quantity).toBe(goods.quantity);
    harness.context.database.prepare('DELETE FROM product_sheet').run();
    expect(await ensureSheet(harness.context, goods.productId)).toBeNull();
    await comeBack();
    expect((await ensureSheet(harness.context, goods.productId))?.sheet.quantity).toBe(goods.quantity);
  });
});

describe('an edit that was withdrawn before it was written', () => {
  it.each([
    ['discarded', () => discardEdits(harness.context.database, [place()])],
    ['edited back', () => keep(harness, goods.productId, { price: priceOf() })],
  ])('never reaches the shop: %s', async (_how, withdraw) => {
    const before = priceOf();
    keep(harness, goods.productId, { price: 1_200_000 });
    withdraw();
    expect((await writeNow(harness)).edits.written).toBe(0);
    expect((await inShop(harness, goods.productId)).price).toBe(before);
  });

  it('with its batch never reaches the shop', async () => {
    const batchId = keep(harness, goods.productId, { price: 1_200_000 });
    expect(undoBatch(harness.context.database, batchId, 1)).toMatchObject({ kind: 'undone' });
    expect((await writeNow(harness)).edits.written).toBe(0);
  });

  const priceOf = (): number =>
    Number(
      JSON.parse(
        harness.context.database
          .prepare('SELECT sheet FROM product_sheet WHERE product_id = ?')
          .pluck()
          .get(goods.productId) as string,
      ).price,
    );
});

describe('an edit of a product that is not in the cache', () => {
  it('is written all the same, because an edit outlives what was read', async () => {
    const { database } = harness.context;
    const { price: base } = await inShop(harness, goods.productId);
    database.prepare('DELETE FROM product').run();
    keepEdits(database, { batchId: 'b', at: 1, by: 'merchant', title: '' }, [
      { ...place(), base: base!, mine: 1_200_000, mode: 'set' },
    ]);
    expect((await writeNow(harness)).edits.written).toBe(1);
    expect((await inShop(harness, goods.productId)).price).toBe(1_200_000);
  });
});
