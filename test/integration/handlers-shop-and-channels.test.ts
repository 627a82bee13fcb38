import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { isDefinedError, safe } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewChannel } from '#contract/channels.ts';
import type { contract } from '#contract/index.ts';
import { sealCredentials, STORE_OWNER } from '#engine/cache/credentials.ts';
import { writeDamageNotice } from '#engine/cache/damage-notice.ts';
import { bindRouter } from '#engine/handlers/router.ts';
import { anotherSandbox, openHarness, type Harness } from '../support/engine-harness.ts';
import { list, plainGoods } from '../support/goods.ts';

type Client = ContractRouterClient<typeof contract>;

let harness: Harness;
let client: Client;
beforeEach(async () => {
  harness = await openHarness({ seed: 'handlers', speed: 2_000 });
  client = createRouterClient(bindRouter(harness.context), { context: {} }) as unknown as Client;
});
afterEach(() => harness.stop());

const write = () => ({ requestId: crypto.randomUUID() });

function account(changes: Partial<NewChannel> = {}): NewChannel {
  const { baseUrl, credentials } = harness.sandbox.accounts.find(
    ({ marketplace }) => marketplace === 'trendyol',
  )!;
  return {
    marketplace: 'trendyol',
    name: 'Trendyol',
    mode: 'approval',
    baseUrl,
    credentials: { ...credentials },
    ...changes,
  };
}

/** The code that a command was refused with. */
async function refusal(command: Promise<unknown>): Promise<string> {
  const { error } = await safe(command as Promise<never>);
  if (error === null) return 'done';
  if (!isDefinedError(error)) throw error;
  return (error as unknown as { data: { code: string } }).data.code;
}

describe('the shop', () => {
  it('is tried without being kept, and kept once it is connected', async () => {
    await client.shop.disconnect(write());
    const report = await client.shop.test({ kind: 'sample' });
    expect(report.products).toBeGreaterThan(500);
    expect((await client.shop.get()).connected).toBe(false);
    const state = await client.shop.connect({ ...write(), connection: { kind: 'sample' }, settings: {} });
    expect(state).toMatchObject({ connected: true, problem: null });
    const statuses = new Map(report.orderStatuses.map((status) => [status.statusId, status.holdsStock]));
    expect(statuses.get(state.settings!.newOrderStatusId)).toBe(true);
    expect(statuses.get(state.settings!.cancelledOrderStatusId)).toBe(false);
  });

  it('that can’t be reached leaves nothing behind', async () => {
    await client.shop.disconnect(write());
    const connection = {
      kind: 'mysql' as const,
      host: '127.0.0.1',
      port: 1,
      user: 'merchant',
      password: 'çok-gizli-parola-9f3',
      database: 'magaza',
      prefix: null,
      acceptPlaintext: false,
      certificateAuthority: null,
    };
    expect(await refusal(client.shop.connect({ ...write(), connection, settings: {} }))).toBe(
      'store/unreachable',
    );
    expect(await client.shop.get()).toMatchObject({ connected: false, address: null, settings: null });
    expect(harness.context.database.prepare('SELECT count(*) FROM secret').pluck().get()).toBe(0);
  });

  it('that is looked at again shows what is there now, and says why when it can’t be looked at', async () => {
    const { database, vault, host } = harness.context;
    const before = await client.shop.check();
    expect(before).toMatchObject({ connected: true, problem: null });
    // The hosting moved the database to where nobody listens.
    const moved = { kind: 'mysql', host: '127.0.0.1', port: 1, user: 'm', database: 'magaza', prefix: 'oc_' };
    const connection = JSON.stringify({ ...moved, acceptPlaintext: false, certificateAuthority: null });
    const keep = database.prepare('UPDATE store SET connection = ?');
    keep.run(connection);
    sealCredentials({ database, vault, at: host.clock.now() }, STORE_OWNER, { password: 'parola' });
    await harness.context.store.reset();
    const broken = await client.shop.check();
    expect(broken.problem?.code).toBe('store/unreachable');
    expect(broken.report).toEqual(before.report);
    expect((await client.overview.get()).needsYou.map(({ kind }) => kind)).toEqual(['store-offline']);
    keep.run(JSON.stringify({ kind: 'sample' }));
    await harness.context.store.reset();
    database.prepare("UPDATE store SET report = json_set(report, '$.products', 1)").run();
    const after = await client.shop.check();
    expect(after).toMatchObject({ problem: null, report: { products: before.report!.products } });
    await client.shop.disconnect(write());
    expect(await refusal(client.shop.check())).toBe('store/not-connected');
  });

  it('refuses an order status that takes no stock: every imported order would oversell', async () => {
    const { settings } = await client.shop.get();
    const wrong = { ...settings!, newOrderStatusId: settings!.cancelledOrderStatusId };
    expect(await refusal(client.shop.setSettings({ ...write(), settings: wrong }))).toBe('input/invalid');
    expect((await client.shop.get()).settings).toEqual(settings);
  });

  it('is searched by any part of a title or code', async () => {
    await client.shop.connect({ ...write(), connection: { kind: 'sample' }, settings: {} });
    await harness.sync({ what: 'pull' });
    const [good] = await plainGoods(harness, 1);
    const found = await client.shop.searchVariants({ search: good!.barcode.slice(1, 10), limit: 20 });
    expect(found.map(({ variantId }) => variantId)).toContain(good!.variantId);
  });
});

describe('a channel', () => {
  it('is kept once its credentials were tried and work, and never tells them again', async () => {
    const channel = await client.channels.add({ ...write(), channel: account() });
    expect(channel).toMatchObject({ name: 'Trendyol', sandbox: true, health: 'never-synced', paused: false });
    expect(channel.credentials.every(({ hasValue }) => hasValue)).toBe(true);
    const told = JSON.stringify(await client.overview.get());
    for (const secret of [account().credentials['apiKey']!, account().credentials['apiSecret']!]) {
      expect(told).not.toContain(secret);
      expect(everyFile(harness.context.host.paths.data)).not.toContain(secret);
    }
  });

  it('with a wrong key leaves nothing behind', async () => {
    const wrong = account({ credentials: { ...account().credentials, apiSecret: 'YanlisYanlisYanlis99' } });
    expect(await refusal(client.channels.add({ ...write(), channel: wrong }))).toBe('channel/wrong-key');
    expect(await client.channels.list()).toEqual([]);
    expect(harness.context.database.prepare('SELECT count(*) FROM secret').pluck().get()).toBe(0);
  });

  it('has a name of its own, whatever the letter case', async () => {
    await client.channels.add({ ...write(), channel: account({ name: 'IŞIK Mağaza' }) });
    expect(
      await refusal(client.channels.add({ ...write(), channel: account({ name: 'ışık mağaza' }) })),
    ).toBe('channel/name-taken');
    const second = await anotherSandbox(harness, 'second');
    try {
      const { baseUrl, credentials } = second.accounts.find(({ marketplace }) => marketplace === 'trendyol')!;
      const other = await client.channels.add({
        ...write(),
        channel: account({ name: 'Başka', baseUrl, credentials }),
      });
      const rename = client.channels.update({ ...write(), channelId: other.channelId, name: 'Işık mağaza' });
      expect(await refusal(rename)).toBe('channel/name-taken');
    } finally {
      await second.stop();
    }
  });

  it('is one for an account: connected twice, every order would be written to the shop twice', async () => {
    const { baseUrl } = account();
    await client.channels.add({ ...write(), channel: account() });
    const again = account({ name: 'Aynı hesap', baseUrl: `${baseUrl}/` });
    expect(await refusal(client.channels.add({ ...write(), channel: again }))).toBe('channel/account-taken');
    expect(await client.channels.list()).toHaveLength(1);
  });

  it('takes keys as they are copied from a panel, with blanks and line ends around them', async () => {
    const { sellerId, apiKey, apiSecret } = account().credentials;
    const copied = { sellerId: `${sellerId} `, apiKey: `\t${apiKey}`, apiSecret: `${apiSecret}\r\n` };
    const { channelId } = await client.channels.add({
      ...write(),
      channel: account({ credentials: copied }),
    });
    expect((await client.channels.check({ channelId })).works).toBe(true);
  });

  it('asked for twice with one request is added once', async () => {
    const asked = { ...write(), channel: account() };
    const [first, second] = await Promise.all([client.channels.add(asked), client.channels.add(asked)]);
    expect(second?.channelId).toBe(first?.channelId);
    expect((await client.channels.add(asked)).channelId).toBe(first?.channelId);
    expect(await client.channels.list()).toHaveLength(1);
  });

  it('keeps its credentials when new ones are refused', async () => {
    const { channelId } = await client.channels.add({ ...write(), channel: account() });
    const update = client.channels.update({
      ...write(),
      channelId,
      credentials: { apiSecret: 'YanlisYanlisYanlis99' },
    });
    expect(await refusal(update)).toBe('channel/wrong-key');
    expect((await client.channels.check({ channelId })).works).toBe(true);
  });

  it('refuses a floor above its ceiling', async () => {
    const { channelId } = await client.channels.add({ ...write(), channel: account() });
    const rules = { floorE4: 200, ceilingE4: 100 };
    expect(await refusal(client.channels.update({ ...write(), channelId, rules }))).toBe('input/invalid');
  });

  it('is removed with everything that was its own', async () => {
    list(harness.sandbox, await plainGoods(harness, 3));
    const { channelId } = await client.channels.add({ ...write(), channel: account() });
    await harness.sync({ what: 'pull' });
    expect((await client.channels.list())[0]?.counts.listings).toBe(3);
    expect(await client.channels.remove({ ...write(), channelId })).toEqual({ removed: true });
    for (const table of ['channel', 'listing', 'plan', 'plan_row', 'outbox', 'secret', 'listing_event']) {
      expect(harness.context.database.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBe(0);
    }
    expect(await client.channels.remove({ ...write(), channelId })).toEqual({ removed: false });
  });
});

describe('the overview', () => {
  it('tells what waits for the merchant, counted from rows', async () => {
    const goods = await plainGoods(harness, 5);
    list(harness.sandbox, goods, { quantity: 1 });
    const { channelId } = await client.channels.add({ ...write(), channel: account() });
    await harness.sync({ what: 'pull' });
    expect((await client.overview.get()).needsYou.map(({ kind, count }) => [kind, count])).toEqual([
      ['links-proposed', 5],
    ]);
    await client.links.confirm({ ...write(), channelId, links: { certainBy: 'any' } });
    const overview = await client.overview.get();
    expect(overview.needsYou.map(({ kind, count }) => [kind, count])).toEqual([['changes-waiting', 5]]);
    expect(overview.channels[0]).toMatchObject({ health: 'waiting', counts: { linked: 5, waiting: 5 } });
    expect(overview.today.requests).toBeGreaterThan(0);
  });
});

describe('a damaged local copy that was replaced', () => {
  it('is told first, apart from the shop, until the merchant has read it', async () => {
    writeDamageNotice(harness.context.database, {
      at: new Date(harness.clock.now()).toISOString(),
      folder: '2026-11-24',
      startedFrom: 'nothing',
      backupMadeAt: null,
      salvagedRows: 12,
    });
    const told = await client.overview.get();
    expect(told.store.problem).toBeNull();
    expect(told.needsYou[0]).toMatchObject({ kind: 'cache-damaged', problem: { code: 'cache/damaged' } });
    expect(await client.system.acknowledgeDamage(write())).toEqual({ acknowledged: true });
    expect((await client.overview.get()).needsYou).toEqual([]);
    expect(await client.system.acknowledgeDamage(write())).toEqual({ acknowledged: false });
  });
});

describe('approving', () => {
  it('tells apart what waits, what was approved and when that leaves', async () => {
    const goods = await plainGoods(harness, 4);
    list(harness.sandbox, goods, { quantity: 1 });
    const { channelId } = await client.channels.add({ ...write(), channel: account() });
    await harness.sync({ what: 'pull' });
    await client.links.confirm({ ...write(), channelId, links: { certainBy: 'any' } });
    const { rows } = await client.plan.page({
      channelId,
      reason: null,
      held: null,
      search: '',
      offset: 0,
      limit: 50,
    });
    const approve = (changeIds: string[], send: boolean) =>
      client.plan.approve({ ...write(), approval: { kind: 'some', changeIds }, send });
    const ids = rows.map(({ changeId }) => changeId);
    expect(await approve(ids.slice(0, 1), false)).toMatchObject({ approved: 1, sending: 'later' });
    expect(await client.plan.summary({ channelId })).toMatchObject({ waiting: 3, approved: 1, held: 0 });
    expect((await client.overview.get()).needsYou.map(({ kind, count }) => [kind, count])).toEqual([
      ['changes-waiting', 3],
    ]);
    expect(await approve(ids.slice(1, 3), true)).toMatchObject({ approved: 2, sending: 'started' });
    expect(await approve(ids.slice(3), true)).toMatchObject({ approved: 1, sending: 'running' });
    await harness.context.sync.finished(harness.context.sync.runningJobId() ?? '');
    await harness.sync({ what: 'push' });
    expect(await client.plan.summary({ channelId })).toMatchObject({ waiting: 0, approved: 0, inFlight: 0 });
  });
});

describe('settings', () => {
  it('change one by one and stay', async () => {
    await client.settings.set({ ...write(), language: 'en' });
    await client.settings.set({ ...write(), backgroundMinutes: 0 });
    expect(await client.settings.get()).toMatchObject({
      language: 'en',
      backgroundMinutes: 0,
      colourScheme: 'auto',
    });
  });
});

function everyFile(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n');
}
