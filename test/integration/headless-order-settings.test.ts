import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { jsonOf, runCommand, type CommandLineOptions, type Ran } from '../support/command-line.ts';

type Shown = {
  readonly saved: boolean;
  readonly settings: Readonly<Record<string, string | null>>;
  readonly choices: Readonly<Record<string, readonly { readonly value: string; readonly name: string }[]>>;
};

let folder: string;
const run = (argv: readonly string[], more: Partial<CommandLineOptions> = {}): Promise<Ran> =>
  runCommand(argv, { dataFolder: join(folder, 'profile'), ...more });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'meschain-order-settings-'));
  const connected = await run(['store', 'connect', '--sample']);
  expect(connected.code, connected.err).toBe(0);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function shown(): Promise<Shown> {
  return jsonOf<Shown>(await run(['order', 'settings', '--json']));
}

it('the settings for orders are shown with what can be chosen, and changed by id, by name and back', async () => {
  const before = await shown();
  expect(before.settings).toMatchObject({
    buyers: 'guest',
    orderPath: 'database',
    'statusMap.shipped': null,
  });
  const [status] = before.choices['statusMap.shipped']!;
  const set = await run([
    'order',
    'settings',
    '--set',
    `statusMap.shipped=${status!.value}`,
    '--set',
    `statusMap.delivered=${status!.name.toUpperCase()}`,
  ]);
  expect(set.code, set.err).toBe(0);
  expect(set.out).toContain(`${status!.value} (${status!.name})`);
  expect((await shown()).settings).toEqual({
    ...before.settings,
    'statusMap.shipped': status!.value,
    'statusMap.delivered': status!.value,
  });
  await run(['order', 'settings', '--set', 'statusMap.shipped=none', '--set', 'statusMap.delivered=']);
  expect((await shown()).settings).toEqual(before.settings);
});

it('a status that would sell the same goods again is refused with why and what would do, and nothing is kept', async () => {
  const before = await shown();
  const [holding] = before.choices['newOrderStatusId']!;
  const [releasing] = before.choices['cancelledOrderStatusId']!;
  const argv = [
    '--set',
    `statusMap.picking=${holding!.value}`,
    '--set',
    `statusMap.shipped=${releasing!.value}`,
  ];
  const refused = await run(['order', 'settings', ...argv]);
  expect(refused.code).toBe(1);
  expect(refused.err).toContain('statusMap.shipped');
  expect(refused.err).toContain('stok düşen');
  expect(refused.err).toContain(`${holding!.value} (${holding!.name})`);
  expect((await shown()).settings).toEqual(before.settings);
  const json = jsonOf<{ readonly error: Readonly<Record<string, string>> }>(
    await run(['order', 'settings', '--json', ...argv], { env: { LANG: 'en_US.UTF-8' } }),
  );
  expect(json.error).toMatchObject({ code: 'input/invalid' });
});

it('a setting or a word that is none is a mistake of the call, and names what there is', async () => {
  for (const given of ['buyers=everyone', 'colour=red', 'buyers', 'newOrderStatusId=none']) {
    const ran = await run(['order', 'settings', '--set', given]);
    expect([given, ran.code]).toEqual([given, 2]);
  }
  expect((await run(['order', 'settings', '--set', 'colour=red'])).err).toContain('statusMap.shipped');
});

it('the shop’s API is not chosen where it was never tried, and its key is never told back', async () => {
  const refused = await run(
    [
      'order',
      'settings',
      '--set',
      'orderPath=shop-api',
      '--set',
      'shopApi.url=https://magazam.com/',
      '--api-key',
    ],
    { env: { MESCHAIN_SHOP_API_KEY: 'gizli-anahtar-degeri' } },
  );
  expect(refused.code).toBe(1);
  expect(refused.err).toContain('orderPath');
  expect(refused.err + refused.out).not.toContain('gizli-anahtar-degeri');
  const address = await run(['order', 'settings', '--set', 'shopApi.url=http://magazam.com/']);
  expect(address.code).toBe(1);
  expect(address.err).toContain('https');
});
