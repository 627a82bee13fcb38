import { fork } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_CHANNEL_RULES } from '#contract/channels.ts';
import { isProblemError, type ProblemCode } from '#contract/problem.ts';
import { DEFAULT_SETTINGS } from '#contract/settings.ts';
import { backUpDaily, backUpNow, backUpQuietly, listBackups } from '#engine/cache/backup.ts';
import { readDamageProblem } from '#engine/cache/damage-notice.ts';
import { allMigrations } from '#engine/cache/migrations/all.ts';
import type { Migration } from '#engine/cache/migrations/migration.ts';
import { closeCache, openCache } from '#engine/cache/open-cache.ts';
import { insertChannel, listChannels } from '#engine/cache/tables/channel.ts';
import { readSettings, writeSettings } from '#engine/cache/tables/setting.ts';
import { transact } from '#engine/cache/transaction.ts';
import { cacheProfile, type CacheProfile } from '../support/cache-profile.ts';

let profile: CacheProfile;
beforeEach(() => {
  profile = cacheProfile();
});
afterEach(() => profile.remove());

const file = (name: string): string => join(profile.data, name);

/** Opens the cache, leaves a merchant's traces in it, and closes it. */
function fillAndClose(): void {
  const database = openCache({ host: profile.host });
  writeSettings(database, { ...DEFAULT_SETTINGS, backgroundMinutes: 17 });
  insertChannel(database, {
    channelId: 'kanal-1',
    marketplace: 'trendyol',
    name: 'Trendyol',
    mode: 'approval',
    baseUrl: null,
    rules: DEFAULT_CHANNEL_RULES,
    account: null,
    createdAt: 1,
  });
  database
    .prepare(
      `INSERT INTO listing (listing_id, channel_id, external_id, barcode, stock_code, group_id, title, state, raw_state,
         link_state, variant_id, linked_by, own_price_e4, search_key, seen_at)
       VALUES ('l1', 'kanal-1', 'b1', 'b1', 's1', '', 'Şapka', 'on-sale', '', 'linked', 'p1', 'merchant', 990000, 'sapka', 1)`,
    )
    .run();
  closeCache(database);
}

function codeOf(action: () => unknown): ProblemCode | 'no problem' {
  try {
    action();
    return 'no problem';
  } catch (error) {
    if (isProblemError(error)) return error.problem.code;
    throw error;
  }
}

describe('opening the cache', () => {
  it('gives a new profile an empty cache that survives power cuts and checks its own references', () => {
    const database = openCache({ host: profile.host });
    const pragma = (name: string): unknown => database.pragma(name, { simple: true });
    expect(pragma('journal_mode')).toBe('wal');
    expect(pragma('synchronous')).toBe(2);
    expect(pragma('foreign_keys')).toBe(1);
    expect(pragma('trusted_schema')).toBe(0);
    expect(pragma('secure_delete')).toBe(1);
    expect(pragma('user_version')).toBe(allMigrations.at(-1)?.version);
    expect(readDamageProblem(database)).toBeNull();
    closeCache(database);
  });

  it('keeps what was written from one start to the next', () => {
    fillAndClose();
    const database = openCache({ host: profile.host });
    expect(readSettings(database).backgroundMinutes).toBe(17);
    expect(listChannels(database)).toHaveLength(1);
    closeCache(database);
  });

  it('refuses a second instance of the same profile, and lets it in once the first has closed', () => {
    const first = openCache({ host: profile.host });
    expect(codeOf(() => openCache({ host: profile.host }))).toBe('cache/in-use');
    closeCache(first);
    closeCache(openCache({ host: profile.host }));
  });

  it('gives the profile back when the process that held it is killed', async () => {
    fillAndClose();
    const child = fork(join(import.meta.dirname, '../support/hold-lock-child.mjs'), [file('lock.db')], {
      execArgv: [],
    });
    await once(child, 'message');
    expect(codeOf(() => openCache({ host: profile.host }))).toBe('cache/in-use');
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    closeCache(openCache({ host: profile.host }));
  });

  it('tells a full disk apart and leaves what was committed whole', () => {
    const database = openCache({ host: profile.host });
    writeSettings(database, DEFAULT_SETTINGS);
    const pages = Number(database.pragma('page_count', { simple: true }));
    database.pragma(`max_page_count = ${pages + 2}`);
    const flood = (): void => {
      for (let row = 0; row < 1_000; row += 1) {
        database.prepare('INSERT INTO setting (key, value) VALUES (?, ?)').run(`k${row}`, 'x'.repeat(2_000));
      }
    };
    expect(codeOf(() => transact(database, flood))).toBe('cache/full');
    expect(readSettings(database)).toEqual(DEFAULT_SETTINGS);
    expect(database.prepare('SELECT count(*) FROM setting').pluck().get()).toBe(1);
    expect(database.pragma('quick_check', { simple: true })).toBe('ok');
    closeCache(database);
  });
});

const addsColour: Migration = {
  version: 9_010,
  name: 'adds-colour',
  up: (database) => void database.exec("ALTER TABLE channel ADD COLUMN colour TEXT NOT NULL DEFAULT 'mavi'"),
};
const breaks: Migration = {
  version: 9_020,
  name: 'breaks',
  up: (database) => {
    database.exec('DROP TABLE listing_event');
    database.exec('SELECT nonsense FROM nowhere');
  },
};

describe('moving to a newer schema', () => {
  it('opens the file of the version before, keeps its rows and leaves a backup of it', () => {
    fillAndClose();
    const database = openCache({ host: profile.host, migrations: [...allMigrations, addsColour] });
    expect(database.pragma('user_version', { simple: true })).toBe(9_010);
    expect(database.prepare('SELECT name, colour FROM channel').all()).toEqual([
      { name: 'Trendyol', colour: 'mavi' },
    ]);
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
    closeCache(database);
    const [backup] = listBackups(profile.data);
    const old = new SqliteDatabase(backup, { readonly: true });
    expect(old.pragma('user_version', { simple: true })).toBe(allMigrations.at(-1)?.version);
    expect(old.prepare('SELECT count(*) FROM channel').pluck().get()).toBe(1);
    old.close();
  });

  it('gives a cache from before offline editing its empty tables and keeps what was in it', () => {
    closeCache(openCache({ host: profile.host, migrations: allMigrations.slice(0, 1) }));
    const before = openCache({ host: profile.host, migrations: allMigrations.slice(0, 1) });
    expect(before.pragma('user_version', { simple: true })).toBe(10);
    writeSettings(before, { ...DEFAULT_SETTINGS, backgroundMinutes: 17 });
    closeCache(before);
    const database = openCache({ host: profile.host });
    expect(readSettings(database).backgroundMinutes).toBe(17);
    for (const table of ['product_sheet', 'pending_edit', 'edit_batch', 'product_cost']) {
      expect(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0);
    }
    closeCache(database);
  });

  it('undoes a step that fails, says which one, and opens again with the version that was there', () => {
    fillAndClose();
    const migrations = [...allMigrations, addsColour, breaks];
    expect(codeOf(() => openCache({ host: profile.host, migrations }))).toBe('cache/migration-failed');
    const database = openCache({ host: profile.host, migrations: [...allMigrations, addsColour] });
    expect(database.pragma('user_version', { simple: true })).toBe(9_010);
    expect(database.prepare('SELECT count(*) FROM listing_event').pluck().get()).toBe(0);
    expect(listChannels(database)).toHaveLength(1);
    closeCache(database);
  });

  it('refuses a step that leaves rows pointing at nothing', () => {
    fillAndClose();
    const orphans: Migration = {
      version: 9_010,
      name: 'orphans',
      up: (database) => void database.exec("UPDATE listing SET channel_id = 'nobody'"),
    };
    const migrations = [...allMigrations, orphans];
    expect(codeOf(() => openCache({ host: profile.host, migrations }))).toBe('cache/migration-failed');
  });

  it('leaves a file from a newer program exactly as it is', () => {
    fillAndClose();
    closeCache(openCache({ host: profile.host, migrations: [...allMigrations, addsColour] }));
    const before = readFileSync(file('cache.sqlite'));
    expect(codeOf(() => openCache({ host: profile.host }))).toBe('cache/from-the-future');
    expect(readFileSync(file('cache.sqlite')).equals(before)).toBe(true);
    expect(existsSync(file('quarantine'))).toBe(false);
  });
});

/** Every way a file can go bad that a start must survive. */
const damages: readonly { readonly name: string; readonly harm: () => void }[] = [
  { name: 'an empty file', harm: () => truncateSync(file('cache.sqlite'), 0) },
  { name: 'a file cut in half', harm: () => truncateSync(file('cache.sqlite'), 4_096 * 3 + 100) },
  {
    name: 'a file that is something else',
    harm: () => writeFileSync(file('cache.sqlite'), 'bu bir metin'.repeat(99)),
  },
  {
    name: 'another program’s database',
    harm: () => {
      rmSync(file('cache.sqlite'));
      const foreign = new SqliteDatabase(file('cache.sqlite'));
      foreign.exec('CREATE TABLE theirs (id INTEGER); INSERT INTO theirs VALUES (1)');
      foreign.close();
    },
  },
  { name: 'a damaged first page', harm: () => overwrite(100, Buffer.alloc(200, 0xff)) },
  { name: 'a missing file with its log left behind', harm: () => moveToLog() },
];

function overwrite(offset: number, bytes: Buffer): void {
  const whole = readFileSync(file('cache.sqlite'));
  bytes.copy(whole, offset);
  writeFileSync(file('cache.sqlite'), whole);
}

function moveToLog(): void {
  writeFileSync(file('cache.sqlite-wal'), readFileSync(file('cache.sqlite')).subarray(0, 5_000));
  rmSync(file('cache.sqlite'));
}

describe('a damaged cache', () => {
  it.each(damages)('is put aside whole and replaced by the last backup: $name', ({ harm }) => {
    fillAndClose();
    backUp();
    harm();
    const harmed = existsSync(file('cache.sqlite')) ? readFileSync(file('cache.sqlite')) : null;
    const database = openCache({ host: profile.host });
    expect(readSettings(database).backgroundMinutes).toBe(17);
    expect(listChannels(database).map((row) => row.name)).toEqual(['Trendyol']);
    const told = readDamageProblem(database);
    expect(told).toMatchObject({ code: 'cache/damaged', params: { startedFrom: 'backup' } });
    const [folder] = readdirSync(file('quarantine'));
    expect(told?.params['folder']).toBe(folder);
    if (harmed) expect(readFileSync(file(`quarantine/${folder}/cache.sqlite`)).equals(harmed)).toBe(true);
    closeCache(database);
  });

  it('begins an empty one where there is no backup, and says so until it is put away', () => {
    fillAndClose();
    truncateSync(file('cache.sqlite'), 0);
    closeCache(openCache({ host: profile.host }));
    const database = openCache({ host: profile.host });
    expect(listChannels(database)).toEqual([]);
    expect(readDamageProblem(database)).toMatchObject({
      params: { startedFrom: 'nothing', salvagedRows: 0 },
    });
    closeCache(database);
  });

  it('gives back settings, channels and the merchant’s own prices when only another table is broken', () => {
    fillAndClose();
    breakTable('product');
    const database = openCache({ host: profile.host });
    expect(readSettings(database).backgroundMinutes).toBe(17);
    expect(database.prepare('SELECT own_price_e4 AS own, variant_id AS variant FROM listing').all()).toEqual([
      { own: 990_000, variant: 'p1' },
    ]);
    expect(readDamageProblem(database)).toMatchObject({
      params: { startedFrom: 'nothing', salvagedRows: 3 },
    });
    closeCache(database);
  });

  it('lets nothing of a backup be sent before shop and listings were read anew', () => {
    fillAndClose();
    const before = openCache({ host: profile.host });
    before.exec(`
      UPDATE channel SET listings_read_at = 5;
      INSERT INTO store_range VALUES ('0-999', 'old', 1);
      INSERT INTO approval VALUES ('c1', 'kanal-1', 1, 'merchant');
      INSERT INTO outbox (outbox_id, channel_id, listing_id, field_group, change_id, priority, state, not_before,
        approved_by, created_at, updated_at)
      VALUES ('o1', 'kanal-1', 'l1', 'stock', 'c1', 0, 'waiting', 0, 'merchant', 1, 1),
        ('o2', 'kanal-1', 'l1', 'price', 'c2', 0, 'sent', 0, 'merchant', 1, 1)`);
    closeCache(before);
    backUp();
    truncateSync(file('cache.sqlite'), 0);
    const database = openCache({ host: profile.host });
    expect(database.prepare('SELECT listings_read_at FROM channel').pluck().all()).toEqual([null]);
    expect(database.prepare('SELECT count(*) FROM store_range').pluck().get()).toBe(0);
    expect(database.prepare('SELECT count(*) FROM approval').pluck().get()).toBe(0);
    expect(database.prepare('SELECT state FROM outbox ORDER BY outbox_id').pluck().all()).toEqual([
      'superseded',
      'unknown',
    ]);
    closeCache(database);
  });

  it('is replaced all the same when the program was killed half way through replacing it', () => {
    fillAndClose();
    backUp();
    const [backup] = listBackups(profile.data);
    // Killed after the damaged one was moved away: the finished replacement waits, a companion was left behind.
    rmSync(file('cache.sqlite'));
    writeFileSync(file('cache.sqlite-wal'), 'left behind');
    copyFileSync(backup ?? '', file('cache.sqlite.next'));
    const database = openCache({ host: profile.host });
    expect(readSettings(database).backgroundMinutes).toBe(17);
    closeCache(database);
    expect(existsSync(file('cache.sqlite.next'))).toBe(false);
  });

  it('never takes a backup that is itself damaged', () => {
    fillAndClose();
    backUp();
    profile.clock.advance(1_000);
    backUp();
    const [newest] = listBackups(profile.data);
    truncateSync(newest ?? '', 5_000);
    truncateSync(file('cache.sqlite'), 0);
    const database = openCache({ host: profile.host });
    expect(readSettings(database).backgroundMinutes).toBe(17);
    closeCache(database);
  });
});

describe('backups', () => {
  it('are made once a day, at a start that found the file whole', () => {
    fillAndClose();
    expect(listBackups(profile.data)).toHaveLength(0);
    for (const hours of [0, 1, 24, 1]) {
      profile.clock.advance(hours * 60 * 60 * 1_000);
      closeCache(openCache({ host: profile.host }));
    }
    expect(listBackups(profile.data)).toHaveLength(2);
  });

  it('are made of a program that is never restarted, too', async () => {
    fillAndClose();
    const database = openCache({ host: profile.host });
    expect(await backUpDaily(profile.host, database)).toBe(false);
    profile.clock.advance(24 * 60 * 60 * 1_000);
    expect(await backUpDaily(profile.host, database)).toBe(true);
    closeCache(database);
    expect(listBackups(profile.data)).toHaveLength(2);
  });

  it('keep the newest three', async () => {
    fillAndClose();
    const database = openCache({ host: profile.host });
    for (let turn = 0; turn < 5; turn += 1) {
      profile.clock.advance(60_000);
      await backUpQuietly(profile.host, database);
    }
    closeCache(database);
    expect(listBackups(profile.data)).toHaveLength(3);
    expect(readdirSync(file('backups'))).toHaveLength(3);
  });
});

function backUp(): void {
  const database = openCache({ host: profile.host });
  backUpNow(profile.host, database, Number(database.pragma('user_version', { simple: true })));
  closeCache(database);
}

/** Overwrites the root page of one table, as a bad sector would. */
function breakTable(table: string): void {
  const database = new SqliteDatabase(file('cache.sqlite'));
  database.pragma('wal_checkpoint(TRUNCATE)');
  const root = Number(
    database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(table),
  );
  const pageSize = Number(database.pragma('page_size', { simple: true }));
  database.close();
  overwrite((root - 1) * pageSize, Buffer.alloc(pageSize, 0xa5));
}
