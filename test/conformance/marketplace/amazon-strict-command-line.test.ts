import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPercentE4, E4, roundToKurusE4 } from '#common/money.ts';
import type { SyncResult } from '#contract/sync.ts';
import { sampleCatalogue } from '#engine/store/sample/sample-catalogue.ts';
import { systemClock } from '../../../src-main/node-host/clock.ts';
import { AMAZON_CREDENTIALS, orderItem, orderOf } from '../../support/amazon-wire.ts';
import { jsonOf, runCommand, type Ran } from '../../support/command-line.ts';
import { seedStrict } from './amazon-strict-seed.ts';
import { startStrictAmazon, type StrictAmazon } from './amazon-strict-server.ts';

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
  .slice(0, 4)
  .map(({ ean, quantity, netPriceE4, kdv }) => ({
    ean,
    quantity,
    lira: roundToKurusE4(addPercentE4(netPriceE4, kdv * E4)) / E4,
  }));
const FBA = 3;

let folder: string;
let server: StrictAmazon;
const run = (...argv: string[]): Promise<Ran> =>
  runCommand([...argv, '--json'], { dataFolder: join(folder, 'profile') });
const holds = (index: number) => server.world.listings.get(`AMZ-${index}`)!.holds;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'meschain-strict-amazon-'));
  server = await startStrictAmazon(systemClock);
  server.world.appliedAfterMs = 300;
  for (const [index, { ean, lira }] of goods.entries())
    seedStrict(server, `AMZ-${index}`, index === FBA ? 'AMAZON_EU' : 'DEFAULT', {
      barcode: ean,
      quantity: 3,
      lira: index === FBA ? Math.round(lira * 95) / 100 : lira,
    });
  writeFileSync(join(folder, 'keys.json'), JSON.stringify(AMAZON_CREDENTIALS));
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** By the very commands that a merchant without the page gives. */
describe('an Amazon account by the command line', () => {
  it('is connected by its base address, and every endpoint works', async () => {
    expect((await run('store', 'connect', '--sample')).code).toBe(0);
    const keys = join(folder, 'keys.json');
    const added = await run(
      'channel',
      'add',
      'amazon',
      '--base-url',
      server.baseUrl,
      '--credentials',
      keys,
      '--mode',
      'automatic',
    );
    expect(added.code, added.err).toBe(0);
    expect(added.out + added.err).not.toContain('not-a-real');
    const check = await run('channel', 'check', 'Amazon');
    expect([check.code, jsonOf(check)]).toMatchObject([0, { works: true }]);
  });

  it('is brought in step: stock and price of the merchant’s own, the price alone of what lies with Amazon', async () => {
    expect((await run('pull')).code).toBe(0);
    expect(jsonOf(await run('link', '--channel', 'Amazon', '--by', 'barcode'))).toMatchObject({
      linked: goods.length,
    });
    const synced = await run('sync');
    expect(synced.code, synced.err + synced.out).toBe(0);
    for (const [index, { quantity, lira }] of goods.entries())
      expect([index, holds(index)]).toMatchObject([
        index,
        { quantity: index === FBA ? null : quantity, price: lira.toFixed(2) },
      ]);
    const audit = await run('audit', '--channel', 'Amazon');
    expect(jsonOf(audit)).toMatchObject({
      channels: { Amazon: { compared: 4, equal: 4, differences: [] } },
    });
  });

  it('has an order taken in once, and sells what it holds to nobody else', async () => {
    const at = new Date(Date.now() - 300_000).toISOString();
    const orderItems = [
      orderItem({ product: { asin: 'B0EXAMPLE1', title: 'x', sellerSku: 'AMZ-0' }, quantityOrdered: 2 }),
    ];
    const order = orderOf({
      orderId: '404-0000000-0000001',
      createdTime: at,
      lastUpdatedTime: at,
      orderItems,
    });
    server.world.orders.set('404-0000000-0000001', order);
    const synced = await run('sync');
    expect(synced.code, synced.err + synced.out).toBe(0);
    expect(jsonOf<SyncResult>(synced).channels['Amazon']).toMatchObject({ ordersImported: 1 });
    await run('sync');
    expect(holds(0).quantity).toBe(goods[0]!.quantity - 2);
    expect(server.world.offences).toEqual([]);
  });
});
