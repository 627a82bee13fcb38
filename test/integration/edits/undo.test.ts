import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { undoBatch } from '#engine/cache/tables/edit-batch.ts';
import { discardEdits, listPlaces } from '#engine/cache/tables/pending-edit.ts';
import { resolveEdits } from '#engine/jobs/edits/resolve.ts';
import { listRunChanges, listRuns, undoRun } from '#engine/jobs/edits/undo-write.ts';
import { openHarness, type Harness } from '../../support/engine-harness.ts';
import { plainGoods, type Goods } from '../../support/goods.ts';
import { inShop, keep, pending, waiting, writeNow } from './edit-room.ts';

let harness: Harness;
let goods: Goods;
let runId: string;
beforeEach(async () => {
  harness = await openHarness({ seed: 'undo', speed: 200 });
  goods = (await plainGoods(harness, 1))[0]!;
  await harness.sync({ what: 'pull' });
  before = await inShop(harness, goods.productId);
  keep(harness, goods.productId, { price: 1_200_000, model: 'M-2', quantity: goods.quantity - 2 });
  await writeNow(harness);
  runId = listRuns(harness.context.database, { offset: 0, limit: 1 }).rows[0]!.runId;
});
afterEach(() => harness.stop());

let before: Awaited<ReturnType<typeof inShop>>;
const changes = () => listRunChanges(harness.context.database, runId, { offset: 0, limit: 9 });
const codeOf = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return (error as { problem?: { code: string } }).problem?.code;
  }
};

describe('a group of edits of which the shop holds a value already', () => {
  it('is taken back, and leaves the value that somebody else saved in the shop', async () => {
    const { database } = harness.context;
    const [other] = await plainGoods(harness, 2).then((both) => both.slice(1));
    const first = keep(harness, goods.productId, { model: 'M-3' });
    const second = keep(harness, goods.productId, { price: 1_500_000, model: 'M-4' });
    keep(harness, other!.productId, { model: 'ÖTEKİ' });
    harness.shop.saveInAdmin(goods.productId, { price: 1_500_000, model: 'M-4' });
    // Written is only the other product’s edit: nothing is left to write of these.
    expect((await writeNow(harness)).edits).toMatchObject({ written: 1, pending: 0, conflicts: 0 });
    expect(undoBatch(database, second, 9)).toEqual({ kind: 'undone', fields: 2 });
    // What waited before it waits again, and meets what was saved in the shop.
    await writeNow(harness);
    expect(waiting(harness, goods.productId)).toMatchObject([
      { field: 'model', mine: 'M-3', theirs: 'M-4', state: 'conflict' },
    ]);
    expect(undoBatch(database, first, 9)).toEqual({ kind: 'undone', fields: 1 });
    expect(waiting(harness, goods.productId)).toEqual([]);
    expect(await inShop(harness, goods.productId)).toMatchObject({ price: 1_500_000, model: 'M-4' });
  });
});

describe('a write into the shop that is taken back', () => {
  it('is put back with the next write, pieces for pieces, over every sale since', async () => {
    expect(changes()).toMatchObject({
      total: 3,
      counts: { back: 3, same: 0, conflict: 0, gone: 0 },
      rows: [
        { field: 'model', before: before.model, after: 'M-2', undo: 'back' },
        { field: 'price', before: before.price, after: 1_200_000, now: 1_200_000 },
        { field: 'quantity', before: goods.quantity, after: goods.quantity - 2, mode: 'difference' },
      ],
    });
    harness.shop.simulateSale(goods.variantId, 3);
    const kept = undoRun(harness.context, runId, 'merchant');
    expect(kept).toMatchObject({ changed: 3, remarks: [] });
    expect((await writeNow(harness)).edits.written).toBe(3);
    expect(await inShop(harness, goods.productId)).toEqual({ ...before, quantity: goods.quantity - 3 });
    expect(codeOf(() => undoRun(harness.context, runId, 'merchant'))).toBe('edit/run-undone');
    expect(codeOf(() => undoRun(harness.context, 'nobody', 'merchant'))).toBe('edit/run-not-known');
    expect(changes().counts).toMatchObject({ same: 2, back: 1 });
  });

  it('overwrites no later change of the shop: it becomes a conflict to decide', async () => {
    harness.shop.saveInAdmin(goods.productId, { price: 1_300_000 });
    await harness.sync({ what: 'pull' });
    expect(changes().counts).toEqual({ back: 2, same: 0, conflict: 1, gone: 0 });
    undoRun(harness.context, runId, 'merchant');
    expect(pending(harness, goods.productId, 'price')).toMatchObject({
      state: 'conflict',
      mine: before.price,
      theirs: 1_300_000,
    });
    await writeNow(harness);
    expect(await inShop(harness, goods.productId)).toEqual({ ...before, price: 1_300_000 });
  });

  it('can itself be taken back before it is written, and then be asked for again', async () => {
    const { batchId } = undoRun(harness.context, runId, 'merchant');
    expect(listRuns(harness.context.database, { offset: 0, limit: 1 }).rows[0]?.undoneAt).not.toBeNull();
    undoBatch(harness.context.database, batchId!, 9);
    expect(waiting(harness, goods.productId)).toEqual([]);
    expect(listRuns(harness.context.database, { offset: 0, limit: 1 }).rows[0]?.undoneAt).toBeNull();
    expect(undoRun(harness.context, runId, 'merchant').changed).toBe(3);
  });

  it('can be taken back again once what asked its values back was discarded', async () => {
    const { database } = harness.context;
    const isUndone = (): boolean => listRuns(database, { offset: 0, limit: 1 }).rows[0]?.undoneAt !== null;
    undoRun(harness.context, runId, 'merchant');
    discardEdits(database, [{ productId: goods.productId, field: 'price' }]);
    // What is left of it still asks for its values.
    expect(isUndone()).toBe(true);
    discardEdits(database, listPlaces(database, null));
    expect(isUndone()).toBe(false);
    expect(undoRun(harness.context, runId, 'merchant').changed).toBe(3);
    await writeNow(harness);
    expect(await inShop(harness, goods.productId)).toEqual(before);
  });

  it('can be taken back again where the shop’s word was taken on all that asked its values back', async () => {
    harness.shop.saveInAdmin(goods.productId, { price: 1_300_000 });
    await harness.sync({ what: 'pull' });
    undoRun(harness.context, runId, 'merchant');
    discardEdits(harness.context.database, [
      { productId: goods.productId, field: 'quantity' },
      { productId: goods.productId, field: 'model' },
    ]);
    resolveEdits(harness.context, { all: 'theirs' });
    expect(listRuns(harness.context.database, { offset: 0, limit: 1 }).rows[0]?.undoneAt).toBeNull();
  });

  it('does not give its pieces back twice: an edit over them carries them on', async () => {
    const { database } = harness.context;
    undoRun(harness.context, runId, 'merchant');
    // One piece less than what the undoing makes of it; only these edits of the later hand are discarded.
    keep(harness, goods.productId, { quantity: goods.quantity - 1 });
    discardEdits(database, [
      { productId: goods.productId, field: 'price' },
      { productId: goods.productId, field: 'model' },
    ]);
    expect(codeOf(() => undoRun(harness.context, runId, 'merchant'))).toBe('edit/run-undone');
    await writeNow(harness);
    expect((await inShop(harness, goods.productId)).quantity).toBe(goods.quantity - 1);
  });

  it('can be taken back again where that was withdrawn after a crash and never reached the shop', async () => {
    undoRun(harness.context, runId, 'merchant');
    harness.killAt('10-store-write:before');
    await writeNow(harness);
    harness = await harness.restart();
    discardEdits(harness.context.database, listPlaces(harness.context.database, null));
    await writeNow(harness);
    expect((await inShop(harness, goods.productId)).price).toBe(1_200_000);
    expect(undoRun(harness.context, runId, 'merchant').changed).toBe(3);
  });

  it('loses no edit that was made here since: pieces add up, a later value stays', async () => {
    keep(harness, goods.productId, { price: 1_400_000, quantity: goods.quantity - 2 - 5 });
    expect(changes().counts).toEqual({ back: 2, same: 0, conflict: 1, gone: 0 });
    undoRun(harness.context, runId, 'merchant');
    await writeNow(harness);
    expect(await inShop(harness, goods.productId)).toEqual({
      ...before,
      price: 1_400_000,
      quantity: goods.quantity - 5,
    });
  });

  it('is a write of its own, which can be taken back in turn', async () => {
    undoRun(harness.context, runId, 'merchant');
    await writeNow(harness);
    const second = listRuns(harness.context.database, { offset: 0, limit: 1 }).rows[0]!;
    expect(second.runId).not.toBe(runId);
    undoRun(harness.context, second.runId, 'merchant');
    await writeNow(harness);
    expect(await inShop(harness, goods.productId)).toMatchObject({
      price: 1_200_000,
      model: 'M-2',
      quantity: goods.quantity - 2,
    });
  });
});
