import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CodePage } from '#contract/codes.ts';
import { startSandbox, type Sandbox } from '../../src-main/sandbox/start-sandbox.ts';
import { systemClock } from '../../src-main/node-host/clock.ts';
import { jsonOf, runCommand, type CommandLineOptions, type Ran } from '../support/command-line.ts';
import { silentLogger } from '../support/plain-host-parts.ts';
import { seededChance } from '../support/steady-host.ts';

let folder: string;
let sandbox: Sandbox;
const run = (argv: readonly string[], more: Partial<CommandLineOptions> = {}): Promise<Ran> =>
  runCommand(argv, { dataFolder: join(folder, 'profile'), ...more });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'meschain-codes-'));
  sandbox = await startSandbox({ clock: systemClock, random: seededChance('codes'), logger: silentLogger });
  for (const argv of [['store', 'connect', '--sample'], ['pull']]) {
    const ran = await run(argv);
    expect(ran.code, ran.err).toBe(0);
  }
});
afterAll(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('a table of barcodes is judged line by line, and kept only with --apply', async () => {
  const bare = jsonOf<CodePage>(await run(['codes', 'list', '--filter', 'no-barcode', '--json']));
  const { variant } = bare.rows.find((row) => row.variant.optionText === '')!;
  const stdin = `productId;barcode\n${variant.productId};2999990000009\n999999;2999990000016\n`;
  const judged = await run(['codes', 'import', '--file', '-', '--json'], { stdin });
  expect(judged.code).toBe(3);
  expect(jsonOf(judged)).toMatchObject({
    applied: false,
    set: 1,
    refused: 1,
    rows: [{ outcome: 'set' }, { outcome: 'not-found' }],
  });
  expect(jsonOf<CodePage>(await run(['codes', 'list', '--filter', 'own', '--json'])).total).toBe(0);
  const kept = await run(['codes', 'import', '--file', '-', '--apply'], { stdin });
  expect(kept.out).toContain('1');
  expect(jsonOf<CodePage>(await run(['codes', 'list', '--filter', 'own', '--json'])).rows).toMatchObject([
    { variant: { variantId: variant.variantId, barcode: '2999990000009' } },
  ]);
  expect((await run(['codes', 'list', '--search', '2999990000009'])).out).toContain(variant.variantId);
});

it('a file that is not understood keeps nothing and names the line', async () => {
  const stdin = 'model;barcode\nM-1;8,69E+12\n';
  const ran = await run(['codes', 'import', '--file', '-', '--apply', '--json'], { stdin });
  expect([ran.code, jsonOf(ran)]).toMatchObject([1, { error: { code: 'edit/file-not-understood' } }]);
  expect(ran.out).toContain('2');
  expect(jsonOf<CodePage>(await run(['codes', 'list', '--search', '8,69E', '--json'])).total).toBe(0);
});

it('a channel’s side of the shop is shown, chosen and given back on the command line', async () => {
  const account = sandbox.accounts.find(({ marketplace }) => marketplace === 'trendyol')!;
  const added = await run(
    ['channel', 'add', 'trendyol', '--base-url', account.baseUrl, '--credentials', '-'],
    { stdin: JSON.stringify(account.credentials) },
  );
  expect(added.code, added.err).toBe(0);
  const view = async (...options: string[]) =>
    jsonOf(await run(['channel', 'view', 'Trendyol', ...options, '--json']));
  expect(await view()).toMatchObject({
    shopView: { customerGroupId: null, currency: null },
    choices: { currencies: [{ currency: 'TRY' }], customerGroups: [{ customerGroupId: '1' }] },
  });
  expect(await view('--group', '1', '--currency', 'try')).toMatchObject({
    shopView: { customerGroupId: '1', currency: 'TRY' },
  });
  expect(await view('--group', 'default')).toMatchObject({ shopView: { customerGroupId: null } });
  const refused = await run(['channel', 'view', 'Trendyol', '--group', '9', '--json']);
  expect([refused.code, jsonOf(refused)]).toMatchObject([1, { error: { code: 'input/invalid' } }]);
});
