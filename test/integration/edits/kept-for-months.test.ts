import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeCache, openCache } from '#engine/cache/open-cache.ts';
import { allMigrations } from '#engine/cache/migrations/all.ts';
import { findJob } from '#engine/cache/tables/job.ts';
import { sweepOldRows } from '#engine/cache/tables/sweep.ts';
import { cacheProfile } from '../../support/cache-profile.ts';
import { openHarness, type Harness } from '../../support/engine-harness.ts';
import { plainGoods, type Goods } from '../../support/goods.ts';
import { keep, writeNow } from './edit-room.ts';

const DAY_MS = 24 * 3_600_000;

describe('what was written into the shop', () => {
  let harness: Harness;
  let goods: readonly Goods[];
  beforeEach(async () => {
    harness = await openHarness({ seed: 'months', speed: 200 });
    goods = await plainGoods(harness, 2);
    await harness.sync({ what: 'pull' });
  });
  afterEach(() => harness.stop());

  const count = (table: string): unknown =>
    harness.context.database.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  const sweep = (days: number): number =>
    sweepOldRows(harness.context.database, { now: harness.clock.now() + days * DAY_MS, limit: 1_000 });

  it('goes after half a year, its copies after three months, and what waits never', async () => {
    keep(harness, goods[0]!.productId, { price: 1_200_000 });
    await writeNow(harness);
    keep(harness, goods[1]!.productId, { price: 1_300_000 });
    sweep(80);
    expect(count('shop_dump')).toBe(1);
    sweep(100);
    expect([count('shop_dump'), count('shop_write_run'), count('edit_batch')]).toEqual([0, 1, 2]);
    sweep(200);
    expect(['shop_write_run', 'shop_write', 'shop_write_change'].map(count)).toEqual([0, 0, 0]);
    expect([count('edit_batch'), count('pending_edit')]).toEqual([1, 1]);
  });

  it('stays with its copy for as long as nobody knows how it ended', async () => {
    keep(harness, goods[0]!.productId, { price: 1_200_000 });
    harness.killAt('10-store-write:after-commit');
    await writeNow(harness);
    sweep(400);
    expect(['shop_dump', 'shop_write_run', 'shop_write', 'pending_edit', 'edit_batch'].map(count)).toEqual([
      1, 1, 1, 1, 1,
    ]);
  });
});

it('a cache from before writing into the shop keeps its edits and its jobs’ results', () => {
  const profile = cacheProfile();
  const before = openCache({ host: profile.host, migrations: allMigrations.slice(0, 2) });
  before
    .prepare(
      `INSERT INTO pending_edit VALUES ('42', 'price', '1', '2', 'set', 'pending', NULL, NULL, NULL, 1, 'merchant', 'b')`,
    )
    .run();
  before
    .prepare(
      `INSERT INTO job (job_id, kind, started_by, state, done, started_at, result)
       VALUES ('j', 'sync', 'merchant', 'done', 0, 1, '{"store":{"products":1,"variants":1,"changed":0},"channels":{}}')`,
    )
    .run();
  closeCache(before);
  const database = openCache({ host: profile.host });
  expect(findJob(database, 'j')?.result).toEqual({
    store: { products: 1, variants: 1, changed: 0 },
    channels: {},
    edits: { written: 0, pending: 0, conflicts: 0, refused: 0 },
  });
  for (const table of ['shop_write', 'shop_write_run', 'shop_write_change', 'shop_dump', 'editing_facts']) {
    expect(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0);
  }
  expect(database.prepare('SELECT count(*) FROM pending_edit').pluck().get()).toBe(1);
  closeCache(database);
  profile.remove();
});
