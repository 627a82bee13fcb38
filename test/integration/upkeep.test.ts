import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDamageProblem } from '#engine/cache/damage-notice.ts';
import { isSuspect, readSuspicion, suspect } from '#engine/cache/suspicion.ts';
import { listChannels } from '#engine/cache/tables/channel.ts';
import { readSetting, writeSetting } from '#engine/cache/tables/setting.ts';
import { sweepOldRows } from '#engine/cache/tables/sweep.ts';
import { createUpkeep } from '#engine/jobs/upkeep.ts';
import { openHarness, type Harness } from '../support/engine-harness.ts';
import { list, plainGoods } from '../support/goods.ts';

const DAY_MS = 24 * 3_600_000;

let harness: Harness;
let channelId: string;
beforeEach(async () => {
  harness = await openHarness({ seed: 'upkeep', speed: 200 });
  list(harness.sandbox, await plainGoods(harness, 3));
  channelId = harness.addChannel('Trendyol');
  await harness.sync({ what: 'pull' });
});
afterEach(() => harness.stop());

const never = new AbortController().signal;
const backups = (): readonly string[] => {
  const folder = join(harness.context.host.paths.data, 'backups');
  return existsSync(folder) ? readdirSync(folder) : [];
};

/** An index that no longer says what its table does: a quick look at a start does not see it. */
function breakIndex(): void {
  const file = new SqliteDatabase(join(harness.context.host.paths.data, 'cache.sqlite'));
  file.unsafeMode(true);
  file.pragma('writable_schema = ON');
  file
    .prepare(
      `UPDATE sqlite_schema SET sql = replace(sql, 'stale_since IS NOT NULL', 'stale_since IS NULL')
       WHERE name = 'listing_stale'`,
    )
    .run();
  const version = Number(file.pragma('schema_version', { simple: true }));
  file.pragma(`schema_version = ${version + 1}`);
  file.close();
}

describe('a program that runs for months', () => {
  it('backs the local copy up once a day and looks through all of it once a week', async () => {
    const { database, host } = harness.context;
    const upkeep = createUpkeep(harness.context);
    await upkeep(never);
    await upkeep(never);
    expect(backups()).toHaveLength(1);
    const now = host.clock.now();
    writeSetting(database, 'upkeep', { sweptAt: now, checkedAt: now - 8 * DAY_MS });
    await upkeep(never);
    expect(readSuspicion(database)).toBeNull();
    expect(readSetting(database, 'upkeep')).toMatchObject({ sweptAt: now });
    expect(harness.log.filter(({ event }) => event === 'cache-checked')).toHaveLength(1);
  });

  it('starts from no copy that was made of the damage before it was found', async () => {
    const { database, host } = harness.context;
    breakIndex();
    writeSetting(database, 'upkeep', { sweptAt: null, checkedAt: host.clock.now() });
    await createUpkeep(harness.context)(never);
    expect(backups()).toHaveLength(1);
    suspect(database, host.clock.now());
    harness = await harness.restart();
    expect(readDamageProblem(harness.context.database)?.params['startedFrom']).toBe('nothing');
    expect(backups()).toHaveLength(1);
    expect(listChannels(harness.context.database).map((row) => row.channelId)).toEqual([channelId]);
  });

  it('that finds damage says so, makes no copy of it, and puts it aside at the next start', async () => {
    const { database, host } = harness.context;
    breakIndex();
    const now = host.clock.now();
    writeSetting(database, 'upkeep', { sweptAt: now, checkedAt: now - 8 * DAY_MS });
    await createUpkeep(harness.context)(never);
    expect(backups()).toEqual([]);
    expect(readSuspicion(database)).toMatchObject({ code: 'cache/damaged' });
    harness = await harness.restart();
    expect(readDamageProblem(harness.context.database)).toMatchObject({ code: 'cache/damaged' });
    expect(isSuspect(harness.context.database)).toBe(false);
    expect(listChannels(harness.context.database).map((row) => row.channelId)).toEqual([channelId]);
    harness = await harness.restart();
    expect(readdirSync(join(host.paths.data, 'quarantine'))).toHaveLength(1);
  });
});

describe('old rows', () => {
  it('go after their time, but never what waits for a person or has no outcome yet', () => {
    const { database, host } = harness.context;
    const now = host.clock.now();
    const listingId = database.prepare('SELECT listing_id FROM listing').pluck().get();
    const outbox = database.prepare(
      `INSERT INTO outbox (outbox_id, channel_id, listing_id, field_group, change_id, priority, state, attempt_id,
         not_before, approved_by, created_at, updated_at)
       VALUES (?, ?, ?, 'stock', '', 0, ?, ?, 0, '', 0, ?)`,
    );
    const attempt = database.prepare(
      `INSERT INTO attempt (attempt_id, channel_id, kind, endpoint, idempotency_key, body_hash, items, state, started_at,
         finished_at) VALUES (@id, @channelId, 'offers', '', @id, '', 1, @state, @at, @at)`,
    );
    const states = ['done', 'superseded', 'dead', 'unknown', 'waiting', 'sent', 'leased', 'failed'];
    for (const state of states) {
      outbox.run(`old-${state}`, channelId, listingId, state, `of-${state}`, now - 400 * DAY_MS);
      attempt.run({ id: `of-${state}`, channelId, state: 'final', at: now - 400 * DAY_MS });
    }
    outbox.run('young-done', channelId, listingId, 'done', 'young', now - 29 * DAY_MS);
    for (const state of ['intent', 'open', 'unknown'])
      attempt.run({ id: state, channelId, state, at: now - 400 * DAY_MS });
    let swept = 0;
    for (let once = -1; once !== 0;) swept += once = sweepOldRows(database, { now, limit: 1 });
    expect(swept).toBe(4);
    const left = (sql: string) => database.prepare(sql).pluck().all();
    expect(left('SELECT outbox_id FROM outbox ORDER BY 1')).toEqual([
      'old-dead',
      'old-failed',
      'old-leased',
      'old-sent',
      'old-unknown',
      'old-waiting',
      'young-done',
    ]);
    expect(left("SELECT attempt_id FROM attempt WHERE attempt_id IN ('of-done', 'of-superseded')")).toEqual(
      [],
    );
    expect(left("SELECT attempt_id FROM attempt WHERE state <> 'final' ORDER BY 1")).toEqual([
      'intent',
      'open',
      'unknown',
    ]);
    expect(left("SELECT count(*) FROM attempt WHERE attempt_id = 'of-dead'")).toEqual([1]);
  });
});
