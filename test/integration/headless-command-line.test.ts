import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPercentE4, E4, roundToKurusE4 } from '#common/money.ts';
import type { AuditResult, SyncResult } from '#contract/sync.ts';
import type { PlanChange } from '#contract/plan.ts';
import { sampleCatalogue } from '#engine/store/sample/sample-catalogue.ts';
import type { Logger } from '#engine/host.ts';
import { systemClock } from '../../src-main/node-host/clock.ts';
import { systemRandom } from '../../src-main/node-host/random.ts';
import { startSandbox, type Sandbox } from '../../src-main/sandbox/start-sandbox.ts';
import { jsonOf, runCommand, type Ran } from '../support/command-line.ts';

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const CHANNEL = 'Trendyol';
const BUYER = {
  firstName: 'Kanaryacan',
  lastName: 'Sarıgagalıoğlu',
  phone: '5550987612',
  street: 'Zümrütküşü Sokak 7',
};

/** Plain goods of the sample shop, without options, specials or dirt, and what a buyer pays for them in whole kuruş. */
const goods = sampleCatalogue()
  .filter(
    ({ options, special, enabled, ean, quantity, netPriceE4 }) =>
      options.length === 0 &&
      special === null &&
      enabled &&
      /^\d{13}$/.test(ean) &&
      quantity > 5 &&
      netPriceE4 > 0,
  )
  .filter((product, _at, all) => all.filter(({ ean }) => ean === product.ean).length === 1)
  .slice(0, 8)
  .map((product) => ({
    ...product,
    lira: roundToKurusE4(addPercentE4(product.netPriceE4, product.kdv * E4)) / E4,
  }));

let folder: string;
let sandbox: Sandbox;
const run = (...argv: string[]): Promise<Ran> =>
  runCommand([...argv, '--json'], { dataFolder: join(folder, 'profile') });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'meschain-command-line-'));
  sandbox = await startSandbox({ clock: systemClock, random: systemRandom, logger: silent });
  // The first three show another stock, the fourth a price 5 % off, the fifth one that is off by a factor of ten.
  sandbox.trendyol.seedListings(
    goods.map(({ ean, title, quantity, lira }, at) => {
      const price = at === 3 ? Math.round(lira * 95) / 100 : at === 4 ? Math.round(lira * 1_000) / 100 : lira;
      return {
        barcode: ean,
        title,
        quantity: at < 3 ? quantity + 2 : quantity,
        salePrice: price,
        listPrice: price,
        approved: true,
      };
    }),
  );
});
afterAll(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('the command line, from an empty profile to everything in step', () => {
  it('says what to do when nothing is connected yet', async () => {
    const status = await run('status');
    expect(status.code).toBe(0);
    expect(jsonOf(status)).toMatchObject({ store: { connected: false }, channels: [] });
    const check = await run('store', 'check');
    expect([check.code, jsonOf(check)]).toMatchObject([1, { error: { code: 'store/not-connected' } }]);
  });

  it('connects the sample shop', async () => {
    const ran = await run('store', 'connect', '--sample');
    expect(ran.code, ran.err).toBe(0);
    expect(jsonOf(ran)).toMatchObject({ connected: true, report: { kind: 'sample', currency: 'TRY' } });
  });

  it('refuses a channel whose keys are wrong, and keeps nothing of it', async () => {
    const file = join(folder, 'wrong.json');
    writeFileSync(file, JSON.stringify({ sellerId: 1, apiKey: 'yanlis', apiSecret: 'cok-gizli-yanlis' }));
    const ran = await run('channel', 'add', 'trendyol', '--base-url', baseUrl(), '--credentials', file);
    const check = ran.code === 0 ? await run('channel', 'check', CHANNEL) : ran;
    expect(check.code).toBe(1);
    expect(ran.out + ran.err + check.out + check.err).not.toContain('cok-gizli-yanlis');
    if (ran.code !== 1) expect((await run('channel', 'remove', CHANNEL)).code).toBe(0);
    expect(jsonOf<unknown[]>(await run('channel', 'list'))).toEqual([]);
  });

  it('adds a channel from a file of keys, and finds every endpoint working', async () => {
    const file = join(folder, 'keys.json');
    // As a Windows editor saves it: with a byte order mark in front.
    writeFileSync(file, `\uFEFF${JSON.stringify(account().credentials)}`);
    const ran = await run('channel', 'add', 'trendyol', '--base-url', baseUrl(), '--credentials', file);
    expect(ran.code, ran.err).toBe(0);
    expect(jsonOf(ran)).toMatchObject({
      name: CHANNEL,
      marketplace: 'trendyol',
      mode: 'approval',
      sandbox: true,
    });
    expect(ran.out).not.toContain(account().credentials['apiSecret']);
    const check = await run('channel', 'check', CHANNEL);
    expect([check.code, jsonOf(check)]).toMatchObject([0, { works: true }]);
  });

  it('names a channel that does not exist', async () => {
    const ran = await run('plan', '--channel', 'Hepsiburada');
    expect([ran.code, jsonOf(ran)]).toMatchObject([1, { error: { code: 'channel/not-known' } }]);
    expect(ran.err).toContain('Hepsiburada');
  });

  it('pulls, links what is certain, and plans exactly what differs', async () => {
    const pulled = await run('pull');
    expect(pulled.code, pulled.err).toBe(0);
    expect(jsonOf<SyncResult>(pulled).store.products).toBeGreaterThan(600);
    const linked = await run('link', '--channel', CHANNEL, '--by', 'barcode');
    expect(jsonOf(linked)).toMatchObject({ linked: goods.length });
    const changes = await planned();
    expect(
      changes.map(({ barcode, group }) => `${barcode} ${group}`).toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(
      [
        ...[0, 1, 2].map((at) => `${goods[at]!.ean} stock`),
        ...[3, 4].map((at) => `${goods[at]!.ean} price`),
      ].toSorted((a, b) => a.localeCompare(b)),
    );
    expect(changes.find(({ barcode }) => barcode === goods[4]!.ean)?.holds.length).toBeGreaterThan(0);
  });

  it('sends nothing that nobody approved', async () => {
    const ran = await run('push');
    expect(ran.code, ran.err).toBe(3);
    expect(figures(ran)).toMatchObject({ sent: 0, waiting: 4, held: 1 });
    expect(shown(0).quantity).toBe(goods[0]!.quantity + 2);
  });

  it('approves everything that waits, never what a guard holds', async () => {
    const ran = await run('sync', '--approve', 'all');
    expect(ran.code, ran.err).toBe(3);
    expect(figures(ran)).toMatchObject({
      marketplace: 'trendyol',
      sent: 4,
      confirmed: 4,
      failed: 0,
      held: 1,
      unknown: 0,
    });
    expect([0, 1, 2].map((at) => shown(at).quantity)).toEqual([0, 1, 2].map((at) => goods[at]!.quantity));
    expect(shown(3).saleKurus).toBe(Math.round(goods[3]!.lira * 100));
    expect(shown(4).saleKurus).toBe(Math.round(goods[4]!.lira * 1_000));
  });

  it('takes an approval of nothing for a mistake in the call', async () => {
    for (const nothing of ['', ' , ']) {
      const ran = await run('push', '--approve', nothing);
      expect([ran.code, jsonOf(ran)]).toMatchObject([2, { error: { code: 'input/invalid' } }]);
    }
  });

  it('lets what a guard holds through by its id alone', async () => {
    const [held] = await planned();
    const ran = await run('push', '--approve', String(held?.changeId));
    expect(ran.code, ran.err).toBe(0);
    expect(figures(ran)).toMatchObject({ sent: 1, confirmed: 1, held: 0 });
    expect(shown(4).saleKurus).toBe(Math.round(goods[4]!.lira * 100));
  });

  it('takes an order in once, however often it looks, and lowers the shop’s stock once', async () => {
    sandbox.trendyol.buy({ lines: [{ barcode: goods[0]!.ean, quantity: 2 }], buyer: BUYER });
    const first = await run('orders');
    expect(first.code, first.err).toBe(0);
    expect(figures(first)).toMatchObject({ ordersSeen: 1, ordersImported: 1 });
    const second = jsonOf<{ orders: { storeOrderId: string | null }[] }>(await run('orders'));
    expect(second.orders).toHaveLength(1);
    expect(second.orders[0]?.storeOrderId).not.toBeNull();
    const ran = await run('sync', '--approve', 'all');
    expect(ran.code, ran.err).toBe(0);
    expect(shown(0).quantity).toBe(goods[0]!.quantity - 2);
  });

  it('finds everything equal when it reads the marketplace back', async () => {
    const ran = await run('audit', '--channel', CHANNEL);
    expect(ran.code, ran.out).toBe(0);
    const { channels } = jsonOf<{ channels: Record<string, AuditResult> }>(ran);
    expect(channels[CHANNEL]).toMatchObject({ compared: goods.length, equal: goods.length, differences: [] });
  });

  it('ends as failed, with figures and the reason, when the marketplace can’t be reached', async () => {
    sandbox.faults.add({ kind: 'html', endpoint: null });
    const ran = await run('sync');
    sandbox.faults.clear();
    expect(ran.code, ran.out).toBe(1);
    const said = { error: { code: 'channel/server-error' }, channels: { [CHANNEL]: { sent: 0 } } };
    expect(jsonOf(ran)).toMatchObject(said);
    expect(ran.err).toContain('Trendyol');
  });

  it('prints tables for people, in both languages, without a buyer’s name', async () => {
    const data = { dataFolder: join(folder, 'profile') };
    const turkish = await runCommand(['status'], data);
    expect(turkish.out).toContain('Pazaryeri');
    const english = await runCommand(['orders'], { ...data, env: { LANG: 'en_GB.UTF-8' } });
    expect(english.out).toContain('Shop order');
    expect(english.out).not.toContain(BUYER.lastName);
  });

  it('left no key, no buyer and no password readable in the profile', async () => {
    const { apiKey, apiSecret } = account().credentials;
    const wanted = [String(apiKey), String(apiSecret), ...Object.values(BUYER)];
    for (const entry of readdirSync(join(folder, 'profile'), { recursive: true, withFileTypes: true })) {
      // The sample shop is a shop: it holds its orders in the open, as every OpenCart does.
      if (!entry.isFile() || entry.name.startsWith('sample-shop')) continue;
      const content = readFileSync(join(entry.parentPath, entry.name));
      for (const text of wanted) expect(content.includes(text), `${text} in ${entry.name}`).toBe(false);
    }
  });
});

function account(): { readonly baseUrl: string; readonly credentials: Readonly<Record<string, string>> } {
  const found = sandbox.accounts.find(({ marketplace }) => marketplace === 'trendyol');
  if (!found) throw new Error('the sandbox has no Trendyol');
  return found;
}

function baseUrl(): string {
  return account().baseUrl;
}

function shown(at: number) {
  const listing = sandbox.trendyol.listing(goods[at]!.ean);
  if (!listing) throw new Error('no such listing');
  return listing;
}

function figures(ran: Ran): unknown {
  return jsonOf<SyncResult>(ran).channels[CHANNEL];
}

async function planned(): Promise<readonly PlanChange[]> {
  return jsonOf<{ changes: readonly PlanChange[] }>(await run('plan')).changes;
}
