import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { undoBatch } from '#engine/cache/tables/edit-batch.ts';
import type { FailPoint } from '#engine/host.ts';
import { openHarness, type Harness } from '../../support/engine-harness.ts';
import { plainGoods, type Goods } from '../../support/goods.ts';
import { keep, pending, syncBySchedule, writeNow } from './edit-room.ts';

let harness: Harness;
let goods: Goods;
beforeEach(async () => {
  harness = await openHarness({ seed: 'batches', speed: 200 });
  goods = (await plainGoods(harness, 1))[0]!;
  await harness.sync({ what: 'pull' });
});
afterEach(() => harness.stop());

const BEFORE_END = '10-store-write:before' satisfies FailPoint;
const AFTER_END = '10-store-write:after-commit' satisfies FailPoint;

const quantity = (): number => harness.shop.quantityOf(goods.variantId);
const less = (pieces: number): string =>
  keep(harness, goods.productId, { quantity: goods.quantity - pieces });
const undo = (batchId: string): string =>
  undoBatch(harness.context.database, batchId, harness.context.host.clock.now()).kind;

describe('a group of edits that was made over one on its way into the shop', () => {
  it('does not bring back, when it is undone, what reached the shop in the meantime', async () => {
    less(2);
    let second = '';
    harness.whenAt(BEFORE_END, () => {
      second = less(3);
    });
    await writeNow(harness);
    expect(undo(second)).toBe('already-written');
    await writeNow(harness);
    expect(quantity()).toBe(goods.quantity - 3);
  });

  it('is not undone over a write that broke off and that nobody can tell the end of', async () => {
    less(2);
    harness.killAt(AFTER_END);
    await writeNow(harness);
    harness = await harness.restart();
    const second = less(3);
    harness.shop.saveInAdmin(goods.productId, { model: 'ADMİN' });
    await syncBySchedule(harness);
    expect(pending(harness, goods.productId, 'quantity')).toMatchObject({ problem: { code: 'edit/unsure' } });
    expect(undo(second)).toBe('already-written');
    await writeNow(harness);
    expect(quantity()).toBe(goods.quantity - 2);
  });

  it('leaves the edit that takes back what it had sent, when the one before it is undone', async () => {
    const first = less(2);
    const second = less(3);
    harness.whenAt(BEFORE_END, () => {
      expect(undo(second)).toBe('undone');
    });
    await writeNow(harness);
    expect(quantity()).toBe(goods.quantity - 3);
    expect(undo(first)).toBe('already-written');
    await writeNow(harness);
    expect(quantity()).toBe(goods.quantity - 2);
  });
});
