import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ORPCError } from '@orpc/client';
import { problem, ProblemError } from '#contract/problem.ts';
import { formatMoney } from '../../src-main/headless/command-line/format.ts';
import { exitCodeOf } from '../../src-main/headless/command-line/outcome.ts';
import { problemOf } from '../../src-main/headless/command-line/problem-of.ts';
import { parseStoreUrl } from '../../src-main/headless/command-line/store-commands.ts';
import { formatTable } from '../../src-main/headless/command-line/table.ts';
import { languageOf } from '../../src-main/headless/command-line/words.ts';
import { runCommand } from '../support/command-line.ts';
import { defaultDataFolder } from '../../src-main/headless/data-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meschain-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (argv: readonly string[], env: Record<string, string> = {}, stdin = '') =>
  runCommand(argv, { dataFolder: join(folder, 'profile'), env, stdin });

describe('a command called wrongly', () => {
  it.each([
    [['esitle']],
    [['sync', '--hızlı']],
    [['channel', 'add']],
    [['channel', 'add', 'trendyol']],
    [['channel', 'add', 'trendyol', '--credentials']],
    [['channel', 'add', 'trendyol', '--credentials', 'x', '--mode', 'yolo']],
    [['link']],
    [['link', '--channel', 'x', '--by', 'title']],
    [['serve', '--port', '70000']],
    [['serve', '--port', '-1']],
    [['status', 'extra']],
    [['store', 'connect']],
    [['store', 'connect', '--url', 'postgres://u@h/d']],
    [['store', 'connect', '--url', 'mysql://u@h/d', '--sample']],
    [[]],
    [['store']],
  ])('%j ends with 2, says so on standard error, and touches nothing', async (argv) => {
    const { code, out, err } = await run(argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/\p{L}{3}.*[.:]/u);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('gives one JSON document in the form of any other failure', async () => {
    const { code, out } = await run(['sync', '--json', '--hızlı']);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toEqual({
      error: {
        code: 'input/invalid',
        happened: expect.stringContaining('--hızlı'),
        means: expect.any(String),
        action: expect.any(String),
      },
    });
  });

  it('is answered in the language of the system', async () => {
    expect((await run(['nonsense'], { LANG: 'en_US.UTF-8' })).err).toContain(
      'There is no such command: nonsense',
    );
    expect((await run(['nonsense'], { LANG: 'tr_TR.UTF-8' })).err).toContain('Böyle bir komut yok: nonsense');
    expect((await run(['nonsense'], { LANG: 'C.UTF-8' })).err).toContain('Böyle bir komut yok');
  });

  it('never repeats the secret that it could not read', async () => {
    const file = join(folder, 'keys.json');
    writeFileSync(file, '{"apiKey": "cok-gizli-anahtar", oops}');
    const { code, out, err } = await run(['channel', 'add', 'trendyol', '--credentials', file, '--json']);
    expect(code).toBe(2);
    expect(out + err).not.toContain('cok-gizli');
    const fromInput = await run(
      ['channel', 'add', 'trendyol', '--credentials', '-'],
      {},
      '["cok-gizli-anahtar"]',
    );
    expect(fromInput.code).toBe(2);
    expect(fromInput.out + fromInput.err).not.toContain('cok-gizli');
  });

  it('asks for no password where nobody can answer', async () => {
    const { code, err } = await run(['store', 'connect', '--url', 'mysql://magaza@127.0.0.1/opencart']);
    expect(code).toBe(2);
    expect(err).toContain('MESCHAIN_STORE_PASSWORD');
  });
});

describe('help and version', () => {
  it('are no failure', async () => {
    expect(await run(['--version'])).toEqual({ code: 0, out: '1.2.3\n', err: '' });
    const help = await run(['--help']);
    expect([help.code, help.err]).toEqual([0, '']);
    for (const name of [
      'demo',
      'serve',
      'sandbox',
      'store',
      'channel',
      'pull',
      'link',
      'plan',
      'push',
      'orders',
      'sync',
      'audit',
      'status',
    ]) {
      expect(help.out).toContain(name);
    }
  });
});

describe('the address of a shop', () => {
  it('is read part by part, with percent-escapes decoded', () => {
    expect(parseStoreUrl('mysql://ma%C4%9Faza:p%40ss%2Fw@db.example.com:3307/open-cart')).toEqual({
      host: 'db.example.com',
      port: 3307,
      user: 'mağaza',
      password: 'p@ss/w',
      database: 'open-cart',
    });
    expect(parseStoreUrl('mariadb://u@[::1]/shop')).toMatchObject({
      host: '::1',
      port: 3306,
      password: null,
    });
  });

  it.each([
    '',
    'mysql://',
    'mysql://h/d',
    'mysql://u@h',
    'mysql://u@h/',
    'mysql://u@h/a/b',
    'mysql://u:%@h/d',
    'http://u@h/d',
  ])('%j is refused without repeating it', (text) => {
    expect(() => parseStoreUrl(text)).toThrow(/must look like/);
  });
});

describe('what the shell is told', () => {
  const figures = {
    marketplace: 'trendyol',
    ordersSeen: 1,
    ordersImported: 1,
    planned: 2,
    sent: 2,
    confirmed: 2,
  };
  const none = { failed: 0, held: 0, waiting: 0, unknown: 0 };
  const result = (open: Partial<typeof none>) => ({
    store: { products: 1, variants: 1, changed: 0 },
    edits: { written: 0, pending: 0, conflicts: 0, refused: 0 },
    channels: { Trendyol: { ...figures, ...none, ...open } },
  });

  it('is 3 as long as anything failed, is held, waits or is unknown', () => {
    expect(exitCodeOf(result({}))).toBe(0);
    for (const name of ['failed', 'held', 'waiting', 'unknown'] as const)
      expect(exitCodeOf(result({ [name]: 1 }))).toBe(3);
  });

  it('keeps an expected failure apart from a bug', () => {
    const value = problem('cache/in-use');
    expect(problemOf(new ProblemError(value))).toEqual(value);
    expect(problemOf(new ORPCError('PROBLEM', { status: 422, data: value }))).toEqual(value);
    const refused = new ORPCError('BAD_REQUEST', {
      data: { issues: [{ path: ['channel', 'name'], message: 'x' }] },
    });
    expect(problemOf(refused)).toMatchObject({ code: 'input/invalid', params: { field: 'channel.name' } });
    expect(problemOf(new TypeError('a bug'))).toBeNull();
  });
});

describe('what people read', () => {
  it('lines columns up, cuts long cells, and lets no foreign text move the cursor', () => {
    const table = formatTable(
      [{ title: 'Ürün' }, { title: 'Stok', align: 'right' }],
      [
        ['Çaydanlık\u001b[2J\nx', '5'],
        ['ş'.repeat(80), '1234'],
      ],
    );
    const lines = table.split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[2]).toMatch(/^Çaydanlık \[2J x +5$/);
    expect(lines[3]).toMatch(/^ş{59}… {2}1234$/);
  });

  it('writes money as the merchant’s country does', () => {
    expect(formatMoney(12_999_000, 'TRY', 'tr')).toBe('1.299,90 ₺');
    expect(formatMoney(null, 'TRY', 'tr')).toBe('–');
  });

  it('is Turkish unless the system is English', () => {
    expect(languageOf({ LANG: 'en_GB.UTF-8' })).toBe('en');
    expect(languageOf({ LANG: 'en_GB.UTF-8', LC_ALL: 'tr_TR.UTF-8' })).toBe('tr');
    expect(languageOf({ LANG: 'enochian' })).toBe('tr');
    expect(languageOf({})).toBe('tr');
  });
});

describe('the profile’s folder', () => {
  it('is where each system keeps such things', () => {
    expect(defaultDataFolder({ platform: 'linux', env: {}, home: '/home/a' })).toBe(
      '/home/a/.local/share/meschain-sync',
    );
    expect(defaultDataFolder({ platform: 'linux', env: { XDG_DATA_HOME: '/x' }, home: '/home/a' })).toBe(
      '/x/meschain-sync',
    );
    expect(defaultDataFolder({ platform: 'linux', env: { XDG_DATA_HOME: 'x' }, home: '/home/a' })).toBe(
      '/home/a/.local/share/meschain-sync',
    );
    expect(defaultDataFolder({ platform: 'darwin', env: {}, home: '/Users/a' })).toBe(
      '/Users/a/Library/Application Support/MesChain Sync',
    );
  });
});
