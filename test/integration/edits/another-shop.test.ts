import { afterEach, beforeEach, expect, it } from 'vitest';
import { discardEdits } from '#engine/cache/tables/pending-edit.ts';
import { readCost } from '#engine/cache/tables/product-sheet.ts';
import { readStoreRow, writeStoreRow } from '#engine/cache/tables/store.ts';
import { connectShop } from '#engine/jobs/connect-shop.ts';
import { listRuns } from '#engine/jobs/edits/undo-write.ts';
import { openHarness, type Harness } from '../../support/engine-harness.ts';
import { plainGoods, type Goods } from '../../support/goods.ts';
import { inShop, keep, waiting, writeNow } from './edit-room.ts';

let harness: Harness;
let goods: Goods;
beforeEach(async () => {
  harness = await openHarness({ seed: 'another', speed: 200 });
  goods = (await plainGoods(harness, 1))[0]!;
  await harness.sync({ what: 'pull' });
});
afterEach(() => harness.stop());

const connect = (): Promise<unknown> =>
  connectShop(harness.context, { connection: { kind: 'sample' }, settings: {} }).then(
    () => 'connected',
    (error: { problem?: unknown }) => error.problem,
  );
/** What the cache knows is of another shop than the one that is connected next. */
const knowAnotherShop = (): unknown =>
  harness.context.database.prepare("UPDATE product SET title = title || '?', model = model || '?'").run();

it('another shop is not connected while edits wait for the present one', async () => {
  keep(harness, goods.productId, { price: 1_200_000, quantity: goods.quantity - 2, cost: 400_000 });
  knowAnotherShop();
  expect(await connect()).toMatchObject({ code: 'store/edits-wait', params: { count: 2 } });
  expect(waiting(harness, goods.productId)).toHaveLength(2);
  expect(harness.context.database.prepare('SELECT count(*) FROM product').pluck().get()).not.toBe(0);
});

it('nothing of one shop’s editing is carried into another that is connected after the merchant’s word', async () => {
  const { database } = harness.context;
  keep(harness, goods.productId, { price: 1_200_000, cost: 400_000 });
  await writeNow(harness);
  keep(harness, goods.productId, { price: 1_300_000 });
  knowAnotherShop();
  discardEdits(database, [{ productId: goods.productId, field: 'price' }]);
  expect(await connect()).toBe('connected');
  expect(listRuns(database, { offset: 0, limit: 9 }).total).toBe(0);
  expect(readCost(database, goods.productId)).toBeNull();
});

it('the same shop is connected again with everything that waits', async () => {
  keep(harness, goods.productId, { price: 1_200_000 });
  expect(await connect()).toBe('connected');
  await harness.sync();
  expect((await inShop(harness, goods.productId)).price).toBe(1_200_000);
});

it('where no goods are known that would tell two shops apart, another address counts as another shop', async () => {
  const { database } = harness.context;
  keep(harness, goods.productId, { price: 1_200_000 });
  database.prepare('DELETE FROM product').run();
  const row = readStoreRow(database)!;
  const elsewhere = {
    kind: 'mysql',
    host: 'magaza.example',
    port: 3306,
    user: 'magaza',
    database: 'magaza',
    prefix: 'oc_',
    acceptPlaintext: false,
    certificateAuthority: null,
  } as const;
  writeStoreRow(database, { ...row, connection: elsewhere });
  expect(await connect()).toMatchObject({ code: 'store/edits-wait', params: { count: 1 } });
});
