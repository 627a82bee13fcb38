import { afterEach, beforeEach, expect, it } from 'vitest';
import { backUpNow } from '#engine/cache/backup.ts';
import { undoBatch } from '#engine/cache/tables/edit-batch.ts';
import { schemaVersion } from '#engine/cache/migrate.ts';
import { suspect } from '#engine/cache/suspicion.ts';
import { readDamageProblem } from '#engine/cache/damage-notice.ts';
import { listRuns, undoRun } from '#engine/jobs/edits/undo-write.ts';
import { resolveEdits } from '#engine/jobs/edits/resolve.ts';
import { openHarness, type Harness } from '../../support/engine-harness.ts';
import { plainGoods, type Goods } from '../../support/goods.ts';
import { inShop, keep, waiting, writeNow } from './edit-room.ts';

let harness: Harness;
let goods: Goods;
beforeEach(async () => {
  harness = await openHarness({ seed: 'restored', speed: 200 });
  goods = (await plainGoods(harness, 1))[0]!;
  await harness.sync({ what: 'pull' });
});
afterEach(() => harness.stop());

const quantity = (): number => harness.shop.quantityOf(goods.variantId);

/** The next start finds the cache damaged and replaces it. */
async function replaceCache(): Promise<void> {
  suspect(harness.context.database, harness.clock.now());
  harness = await harness.restart();
}

it('edits out of an old backup are held until a person looked: they may be in the shop already', async () => {
  const { database, host } = harness.context;
  keep(harness, goods.productId, { quantity: goods.quantity - 2, price: 1_200_000 });
  backUpNow(host, database, schemaVersion(database));
  await writeNow(harness);
  // The merchant thought better of the price meanwhile, in the shop itself.
  harness.shop.saveInAdmin(goods.productId, { price: goods.priceE4 });
  await replaceCache();
  expect(readDamageProblem(harness.context.database)?.params['startedFrom']).toBe('backup');
  await harness.sync();
  expect(waiting(harness, goods.productId)).toMatchObject([
    { field: 'price', state: 'conflict', problem: { code: 'edit/restored' }, theirs: goods.priceE4 },
    { field: 'quantity', state: 'conflict', problem: { code: 'edit/restored' }, theirs: goods.quantity - 2 },
  ]);
  expect(quantity()).toBe(goods.quantity - 2);
  expect((await inShop(harness, goods.productId)).price).toBe(goods.priceE4);
  resolveEdits(harness.context, { all: 'theirs' });
  expect(waiting(harness, goods.productId)).toEqual([]);
});

it('a group of edits out of an old backup brings back, undone, nothing that was written since', async () => {
  const { database, host } = harness.context;
  keep(harness, goods.productId, { quantity: goods.quantity - 2 });
  const second = keep(harness, goods.productId, { quantity: goods.quantity - 3 });
  backUpNow(host, database, schemaVersion(database));
  await writeNow(harness);
  await replaceCache();
  expect(undoBatch(harness.context.database, second, harness.clock.now()).kind).toBe('already-written');
  await writeNow(harness);
  expect(quantity()).toBe(goods.quantity - 3);
});

it('a difference saved from a damaged cache is held, because it may have been on its way', async () => {
  keep(harness, goods.productId, { quantity: goods.quantity - 2, price: 1_200_000 });
  harness.killAt('10-store-write:after-commit');
  await writeNow(harness);
  await replaceCache();
  expect(readDamageProblem(harness.context.database)?.params['startedFrom']).toBe('nothing');
  await harness.sync();
  await harness.sync();
  expect(quantity()).toBe(goods.quantity - 2);
  expect(waiting(harness, goods.productId)).toMatchObject([
    { field: 'quantity', state: 'conflict', problem: { code: 'edit/restored' } },
  ]);
  expect((await inShop(harness, goods.productId)).price).toBe(1_200_000);
});

it('what was written can still be taken back after the cache was replaced', async () => {
  const before = await inShop(harness, goods.productId);
  keep(harness, goods.productId, { quantity: goods.quantity - 2, price: 1_200_000 });
  await writeNow(harness);
  await replaceCache();
  await harness.sync({ what: 'pull' });
  const [run] = listRuns(harness.context.database, { offset: 0, limit: 9 }).rows;
  expect(undoRun(harness.context, run!.runId, 'merchant').changed).toBe(2);
  await writeNow(harness);
  expect(await inShop(harness, goods.productId)).toEqual(before);
});
