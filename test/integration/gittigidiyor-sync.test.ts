import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../src-main/sandbox/start-sandbox.ts';
import { systemClock } from '../../src-main/node-host/clock.ts';
import { jsonOf, runCommand, type Ran } from '../support/command-line.ts';
import { silentLogger } from '../support/plain-host-parts.ts';
import { seededChance } from '../support/steady-host.ts';

let folder: string;
let sandbox: Sandbox;
const run = (argv: readonly string[], stdin = ''): Promise<Ran> =>
  runCommand(argv, { dataFolder: join(folder, 'profile'), stdin });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'meschain-gg-'));
  sandbox = await startSandbox({ clock: systemClock, random: seededChance('gg'), logger: silentLogger });
});
afterAll(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('a server on this computer that speaks the old protocol is kept in step like any channel', async () => {
  for (const argv of [['store', 'connect', '--sample'], ['pull']]) {
    const ran = await run(argv);
    expect(ran.code, ran.err).toBe(0);
  }
  const { rows } = jsonOf<{
    rows: {
      variant: { stockCode: string; barcode: string; quantity: number; priceE4: number; optionText: string };
    }[];
  }>(await run(['codes', 'list', '--json']));
  const goods = rows
    .map(({ variant }) => variant)
    .filter(({ stockCode, quantity, optionText }) => stockCode !== '' && quantity > 4 && optionText === '')
    .slice(0, 3);
  const hand = sandbox.marketplaces.gittigidiyor;
  const seeded = hand.seedProducts(
    goods.map(({ stockCode, barcode, priceE4, quantity }) => ({
      itemId: stockCode,
      barcode,
      title: stockCode,
      quantity: quantity + 3,
      sold: 2,
      priceKurus: Math.round(priceE4 / 100),
    })),
  );
  const account = sandbox.accounts.find(({ marketplace }) => marketplace === 'gittigidiyor')!;
  const added = await run(
    [
      'channel',
      'add',
      'gittigidiyor',
      '--base-url',
      account.baseUrl,
      '--mode',
      'automatic',
      '--credentials',
      '-',
    ],
    JSON.stringify(account.credentials),
  );
  expect(added.code, added.err + added.out).toBe(0);
  const bought = hand.buy({ productId: seeded[2]!.productId, amount: 1 });
  for (const argv of [
    ['pull'],
    ['link', '--channel', 'GittiGidiyor', '--by', 'any'],
    ['sync', '--approve', 'all'],
    ['sync', '--approve', 'all'],
  ]) {
    const ran = await run(argv);
    expect([0, 3], ran.err + ran.out).toContain(ran.code);
  }
  // Too many were on the shelf of each; the third lost one more to the order, which is in the shop now.
  const shown = seeded
    .map(({ productId }) => hand.product(productId)!)
    .map(({ total, sold }) => total - sold);
  expect(shown).toEqual(goods.map(({ quantity }, index) => quantity - (index === 2 ? 1 : 0)));
  const { orders } = jsonOf<{
    orders: { orderNumber: string; importState: string; unmatchedLines: number }[];
  }>(await run(['orders', '--json']));
  expect(orders).toMatchObject([
    { orderNumber: bought.saleCode, importState: 'imported', unmatchedLines: 0 },
  ]);
  const audit = await run(['plan', '--json']);
  expect(jsonOf(audit)).toMatchObject({ changes: [] });
});
