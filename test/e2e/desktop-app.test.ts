import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ShellVerbs } from '#contract/shell.ts';
import { seedTrendyol } from '../../src-main/sandbox/seed-trendyol.ts';
import type { Sandbox } from '../../src-main/sandbox/start-sandbox.ts';
import { desktopHosts, type Desktop } from '../support/desktop.ts';
import { typeTrendyol } from '../support/merchant.ts';
import { quickSandbox, trendyolAccount } from '../support/sandbox-world.ts';

declare global {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- the DOM's own interface is extended by merging
  interface Window {
    readonly meschainShell?: ShellVerbs;
  }
}

describe.each(desktopHosts())('the built desktop program on $name', ({ open }) => {
  let dataFolder: string;
  let desktop: Desktop;
  let sandbox: Sandbox;
  const complaints: string[] = [];

  beforeAll(async () => {
    dataFolder = mkdtempSync(join(tmpdir(), 'meschain-desktop-'));
    sandbox = await quickSandbox();
    seedTrendyol(sandbox);
    desktop = await open({ dataFolder });
    desktop.page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    desktop.page.on('pageerror', (error) => complaints.push(error.message));
  });
  afterAll(async () => {
    await desktop.close();
    await sandbox.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  });

  it('shows its page, answered by an engine of its own', async () => {
    const { page } = desktop;
    await page.getByRole('navigation').first().waitFor();
    expect(await page.evaluate(() => typeof window.meschainShell?.requestEnginePort)).toBe('function');
    // The engine made its cache in the profile, behind the passphrase's key.
    await expect.poll(() => existsSync(join(dataFolder, 'cache.sqlite')), { timeout: 30_000 }).toBe(true);
    expect(JSON.parse(readFileSync(join(dataFolder, 'vault.json'), 'utf8'))).toMatchObject({ kdf: 'scrypt' });
    expect(existsSync(join(dataFolder, 'vault.key'))).toBe(false);
  });

  it('gives the page nothing of Node and four verbs of the shell', async () => {
    const found = await desktop.page.evaluate(() => ({
      require: typeof (globalThis as Record<string, unknown>)['require'],
      module: typeof (globalThis as Record<string, unknown>)['module'],
      verbs: Object.keys(window.meschainShell ?? {}).toSorted(),
    }));
    expect(found).toEqual({
      require: 'undefined',
      module: 'undefined',
      verbs: ['openExternal', 'platform', 'requestEnginePort', 'setBadge', 'version'],
    });
  });

  it('opens no address but https, whatever the page asks for', async () => {
    const answers = await desktop.page.evaluate(async () => {
      const asked = [
        'file:///etc/passwd',
        'javascript:alert(1)',
        'http://example.com',
        'https://user@example.com/',
      ];
      return Promise.all(asked.map((address) => window.meschainShell!.openExternal(address)));
    });
    expect(answers).toEqual([false, false, false, false]);
  });

  it('works: the page looks at the sample shop over its port', async () => {
    const { page } = desktop;
    await page.getByRole('button', { name: 'Örnek mağazayla dene' }).click();
    await page.getByText(/ürünlü örnek mağaza/).waitFor();
  });

  it('takes a merchant from there over a channel to the first plan', async () => {
    const { page } = desktop;
    await page.getByRole('button', { name: 'Bu mağazayı bağla' }).click();
    await page.getByRole('heading', { name: 'Kanal ekleyin' }).waitFor();
    await typeTrendyol(page, trendyolAccount(sandbox));
    await page.getByRole('button', { name: 'Kanalı ekle' }).click();
    await page.getByRole('button', { name: 'Kesinleri onayla' }).click();
    await page.getByText('1.044 listelemeden 1.020 tanesi eşleşti.').waitFor();
    await page.getByRole('button', { name: 'Kalanını sonra yap' }).click();
    await page.getByRole('heading', { name: 'Plan', exact: true }).waitFor();
    await page.getByText(/\d+ değişiklik onay bekliyor/).waitFor();
    await page
      .getByText(/\d+ değişiklik tutuldu/)
      .first()
      .waitFor();
  });

  it('goes on when its engine is killed: a new one answers the same page', async () => {
    const { page } = desktop;
    const first = await livingEngine(dataFolder, 0);
    process.kill(first, 'SIGKILL');
    await livingEngine(dataFolder, first);
    await page.evaluate(() => {
      window.location.hash = '#/settings';
    });
    // What stands here nobody had asked for before: only the new engine can have answered.
    await page.getByText('masaüstü programı').waitFor();
  });

  it('had nothing to complain about: no error in the console, no policy broken', () => {
    expect(complaints).toEqual([]);
  });
});

/** The process of an engine other than `former`, as soon as there is one. */
async function livingEngine(dataFolder: string, former: number): Promise<number> {
  await expect.poll(() => [0, former].includes(enginePid(dataFolder)), { timeout: 30_000 }).toBe(false);
  return enginePid(dataFolder);
}

/** The process that has the profile's cache open; 0 while none has. */
function enginePid(dataFolder: string): number {
  const cache = join(dataFolder, 'cache.sqlite');
  if (process.platform !== 'linux') {
    return Number(spawnSync('lsof', ['-t', cache], { encoding: 'utf8' }).stdout.trim().split('\n')[0] ?? 0);
  }
  const holders = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && filesOf(name).includes(cache));
  return Number(holders[0] ?? 0);
}

function filesOf(pid: string): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((name) => readlinkSync(`/proc/${pid}/fd/${name}`));
  } catch {
    // The process, or the file it had open, is gone in the meantime; or it is not ours to look at.
    return [];
  }
}
