import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { Page } from 'playwright-core';
import type { Sandbox } from '../../src-main/sandbox/start-sandbox.ts';
import { openWindow, serveBuilt, type Served, type Window } from '../support/browser-mode.ts';
import { faintTexts, pageFaults } from '../support/page-faults.ts';
import {
  addTrendyol,
  newProfile,
  openSampleWorld,
  quickSandbox,
  runCommands,
  type SampleWorld,
} from '../support/sandbox-world.ts';
import { listStocked, openStockedShop, type StockedShop } from '../support/stocked-shop.ts';

/**
 * Every screen, in both languages, light and dark, in the sizes and the states that a merchant meets, kept in
 * `test-results/pictures` to be looked at; and what a program can judge of them: names, contrast, raw texts, overflow.
 */
const FOLDER = join(import.meta.dirname, '../../test-results/pictures');

const LOOKS = [
  { language: 'tr', scheme: 'light' },
  { language: 'en', scheme: 'dark' },
] as const;
type Look = (typeof LOOKS)[number];

const SIZES = {
  '1280': { width: 1_280, height: 800 },
  '1366': { width: 1_366, height: 768 },
  '1024': { width: 1_024, height: 700 },
  '1920': { width: 1_920, height: 1_080 },
} as const;
type Size = keyof typeof SIZES;

const WORDS = {
  tr: {
    sync: 'Şimdi eşitle',
    stop: 'Eşitlemeyi durdur',
    look: /^Bak ve onayla: /,
    rows: 'Satırları göster',
    sample: 'Örnek mağazayla dene',
    test: 'Bağlantıyı dene',
    advanced: 'Gelişmiş',
    tunnel: 'SSH tüneli üzerinden bağlan',
    key: 'Özel anahtarla',
    compare: 'Karşılaştır',
    compared: /listelemenin/,
    offline: 'ulaşılamıyor',
    ended: /: (bitti|kısmen bitti|başarısız)/,
    price: 'Fiyat (TRY)',
    keep: 'Kaydet',
    kept: /^Kaydedildi/,
    bulk: /ürünü toplu düzenle$/,
    percent: 'Yüzde',
    keepBulk: /alanı kaydet$/,
    details: /^Ayrıntı: /,
    codes: 'Kod dosyası al',
    readAgain: /yeniden oku$/,
    previewAll: 'Listelenmemişlerin hepsine bak',
    send: 'Gönder',
    delete: 'Sil',
  },
  en: {
    sync: 'Sync now',
    stop: 'Stop the sync',
    look: /^Look and approve: /,
    rows: 'Show rows',
    sample: 'Try the sample shop',
    test: 'Test the connection',
    advanced: 'Advanced',
    tunnel: 'Connect through an SSH tunnel',
    key: 'By private key',
    compare: 'Compare',
    compared: /listings are equal/,
    offline: 'unreachable',
    ended: /: (done|partly done|failed)/,
    price: 'Price (TRY)',
    keep: 'Save',
    kept: /^Saved/,
    bulk: /^Bulk edit the/,
    percent: 'Percent',
    keepBulk: /^Save .* fields?$/,
    details: /^Details: /,
    codes: 'Import codes',
    readAgain: /^Read the .* again$/,
    previewAll: 'Look at all that are not listed',
    send: 'Send',
    delete: 'Delete',
  },
} as const;

beforeAll(() => {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
});

type Shot = { readonly at?: string; readonly size?: Size; readonly act?: (page: Page) => Promise<void> };
type Studio = {
  readonly page: Page;
  readonly take: (name: string, shot?: Shot) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** A window on a profile, set to one look, that takes pictures and judges each. */
async function openStudio(dataFolder: string, look: Look): Promise<Studio> {
  const served: Served = await serveBuilt(dataFolder);
  const window: Window = await openWindow(served.address, { ...SIZES['1280'], colourScheme: look.scheme });
  const { page } = window;
  page.setDefaultTimeout(20_000);
  await page.getByRole('navigation').first().waitFor();
  await goTo(page, '/settings');
  await page.getByText(look.language === 'tr' ? 'Türkçe' : 'English', { exact: true }).click();
  await page.waitForFunction((language) => document.documentElement.lang === language, look.language);
  return {
    page,
    take: async (name, { at, size = '1280', act } = {}) => {
      await page.setViewportSize(SIZES[size]);
      if (at !== undefined) await goTo(page, at);
      await act?.(page);
      await settle(page);
      await page.screenshot({ path: join(FOLDER, `${name}.${size}.${look.language}-${look.scheme}.png`) });
      const faults = [...(await pageFaults(page)), ...(await faintTexts(page))];
      expect.soft(faults, `${name} at ${size}, ${look.language}, ${look.scheme}`).toEqual([]);
    },
    close: async () => {
      await window.close();
      await served.stop();
      expect.soft(window.complaints).toEqual([]);
    },
  };
}

/** The screen's address as a part of a file's name. */
function pictureName(screen: string): string {
  return screen.replaceAll(/[^a-z]+/g, '-');
}

async function goTo(page: Page, address: string): Promise<void> {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, address);
}

/** Nothing loads any more: two looks in a row see the same, apart from the ages that count on. */
async function settle(page: Page): Promise<void> {
  await page.mouse.move(4, 4);
  // A screen's code is read when it is first opened; until then there is no heading.
  await page.locator('h1').first().waitFor();
  let before = '';
  await expect
    .poll(
      async () => {
        const now = await page.evaluate(() => document.body.innerText.replace(/\d+ (sn|s) /g, ''));
        const same = now === before;
        before = now;
        return same;
      },
      { interval: 150, timeout: 15_000 },
    )
    .toBe(true);
}

const openCell =
  (row: number, column: number) =>
  async (page: Page): Promise<void> => {
    await page.locator(`.rdg-row .rdg-cell:nth-child(${column})`).nth(row).click();
    await page.getByRole('complementary').last().waitFor();
  };

describe.each(LOOKS)('pictures in $language, $scheme', (look) => {
  const words = WORDS[look.language];

  it('of a program that was just installed', async () => {
    const { dataFolder, remove } = newProfile();
    const studio = await openStudio(dataFolder, look);
    const { take } = studio;
    await take('empty-first-run', { at: '/first-run/shop' });
    await take('empty-first-run', { at: '/first-run/shop', size: '1024' });
    await take('empty-first-run-channel', { at: '/first-run/channel' });
    for (const screen of [
      'products',
      'edits',
      'listings',
      'publishing',
      'plan',
      'orders',
      'returns',
      'returns?tab=questions',
      'settlements',
      'activity',
      'channels',
      'channels/capabilities',
      'channels/archive',
      'settings',
    ]) {
      await take(`empty-${pictureName(screen)}`, { at: `/${screen}` });
    }
    await take('empty-overview', { at: '/' });
    await take('found-sample', {
      at: '/first-run/shop',
      act: async (page) => {
        await page.getByRole('button', { name: words.sample }).click();
        await page
          .getByText(/1\.161|1,161|659/)
          .first()
          .waitFor();
      },
    });
    await take('empty-first-run-tunnel', {
      at: '/first-run/shop',
      act: async (page) => {
        await page.getByRole('button', { name: words.advanced }).click();
        await page.getByLabel(words.tunnel).check();
        await page.getByText(words.key).click();
        await page.getByPlaceholder(/OPENSSH/).scrollIntoViewIfNeeded();
      },
    });
    await studio.close();
    remove();
  });

  it('of a shop at work', async () => {
    const world = await openSampleWorld();
    const studio = await openStudio(world.dataFolder, look);
    await takeEveryScreen(studio, words);
    await takeSelling(studio, words);
    await takeEdits(studio, words);
    await takeBusy(studio, world, words);
    await studio.close();
    await world.close();
  }, 420_000);

  it('of a shop and a channel that are out of reach', async () => {
    const world = await openBrokenWorld();
    const studio = await openStudio(world.dataFolder, look);
    const { page, take } = studio;
    await takeConflicts(studio, words);
    await world.breakAll();
    await page.getByRole('button', { name: words.sync }).first().click();
    await page.getByRole('banner').getByText(words.offline).waitFor();
    await page.getByRole('alert').filter({ hasText: words.ended }).waitFor();
    await take('broken-overview', { at: '/' });
    for (const screen of [
      'products',
      'edits',
      'listings',
      'publishing',
      'plan',
      'orders',
      'returns',
      'returns?tab=questions',
      'settlements',
      'activity',
      'channels',
      'channels/capabilities',
      'channels/archive',
      'settings',
    ]) {
      await take(`broken-${pictureName(screen)}`, { at: `/${screen}` });
    }
    await studio.close();
    await world.close();
  });
});

async function takeEveryScreen({ take }: Studio, words: (typeof WORDS)['tr' | 'en']): Promise<void> {
  const sizes = ['1280', '1024', '1920'] as const;
  for (const size of sizes) {
    await take('overview', { at: '/', size });
    await take('products', { at: '/products', size });
    await take('listings', { at: '/listings', size });
    await take('plan', { at: '/plan', size });
    await take('orders', { at: '/orders?filter=all', size });
  }
  for (const tab of ['price', 'texts', 'options', 'categories', 'images']) {
    await take(`product-${tab}`, { at: `/products/241?tab=${tab}` });
  }
  await take('listing', { at: '/listings?filter=held', act: openCell(3, 3) });
  await take('listing', { size: '1024' });
  await take('listing-to-match', { at: '/listings?filter=proposed', act: openCell(0, 3) });
  await take('listings-nothing', { at: '/listings?find=b%C3%B6yle%20bir%20%C3%BCr%C3%BCn%20yok' });
  await take('order', { at: '/orders?filter=open', act: openCell(5, 2) });
  await take('order', { size: '1024' });
  await take('plan-held', {
    at: '/plan',
    act: (page) => page.getByRole('button', { name: words.look }).first().click(),
  });
  await take('plan-group', {
    act: async (page) => {
      await page.keyboard.press('Escape');
      await page.getByTitle(words.rows).first().click();
      await page.locator('.rdg-row').first().scrollIntoViewIfNeeded();
    },
  });
  await take('activity', { at: '/activity' });
  await take('activity-sent', { at: '/activity?tab=batches' });
  await take('activity-given-up', { at: '/activity?tab=dead-letters' });
  await take('channels', { at: '/channels' });
  await take('channel', {
    act: (page) => page.getByRole('main').getByRole('link').filter({ hasText: 'Trendyol' }).first().click(),
  });
  await take('channel-compared', {
    act: async (page) => {
      await page.getByRole('button', { name: words.compare }).click();
      await page.getByText(words.compared).waitFor();
    },
  });
  await take('channel', { size: '1024' });
  await take('matching', { at: '/first-run/matching' });
  await take('settings', { at: '/settings' });
  await take('settings', { size: '1024' });
  await take('codes-import', {
    at: '/products',
    act: (page) => page.getByRole('button', { name: words.codes }).click(),
  });
  await take('palette', {
    at: '/',
    act: async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+k');
    },
  });
}

/** Publishing, what comes after the sale, the account, and what marketplaces offer, at the commonest laptop's size. */
async function takeSelling({ page, take }: Studio, words: (typeof WORDS)['tr' | 'en']): Promise<void> {
  await page.keyboard.press('Escape');
  const size = '1366';
  const read = async (shown: Page): Promise<void> => {
    await shown.getByRole('button', { name: words.readAgain }).first().click();
    await shown.locator('.rdg-row').first().waitFor();
  };
  await take('publishing', { at: '/publishing', size, act: openCell(0, 3) });
  await take('publishing-mapping', { at: '/publishing?tab=mapping', size });
  await take('publishing-brands', { at: '/publishing?tab=mapping&part=brands', size });
  await take('publishing-preview', {
    at: '/publishing',
    size,
    act: async (shown) => {
      await shown.getByRole('button', { name: words.previewAll }).click();
      await shown.getByRole('dialog').getByRole('button', { name: words.send, exact: true }).waitFor();
    },
  });
  await page.keyboard.press('Escape');
  await take('publishing-runs', { at: '/publishing?tab=runs', size });
  await take('publishing-defaults', { at: '/publishing?tab=defaults', size });
  await take('publishing-catalogue', { at: '/publishing?tab=catalogue', size });
  await take('publishing-listed', { at: '/publishing?filter=listed', size, act: openCell(0, 2) });
  await take('publishing-delete', {
    size,
    act: async (shown) => {
      await shown.getByRole('complementary').last().getByRole('button', { name: words.delete }).click();
      await shown.getByRole('dialog').getByRole('checkbox').waitFor();
    },
  });
  await page.keyboard.press('Escape');
  await take('returns', { at: '/returns?filter=all', size, act: read });
  await take('return', { size, act: openCell(0, 2) });
  await take('questions', { at: '/returns?tab=questions&filter=all', size, act: read });
  await take('question', { size, act: openCell(0, 2) });
  // As it stands before its first reading, which takes a minute of the marketplace's own pace.
  await take('settlements', { at: '/settlements?period=all', size });
  await take('order-desk', { at: '/orders?filter=open', size, act: openCell(3, 2) });
  await take('capabilities', { at: '/channels/capabilities', size });
  await take('channel-form', { at: '/channels/new', size });
}

/** A price that is typed, saved and waits; and one change for every product, looked at and saved. */
async function takeEdits({ page, take }: Studio, words: (typeof WORDS)['tr' | 'en']): Promise<void> {
  await page.keyboard.press('Escape');
  await take('product-typed', {
    at: '/products/241',
    act: (shown) => shown.getByRole('textbox', { name: words.price }).fill('987'),
  });
  await take('product-typed', { size: '1024' });
  await take('product-kept', {
    act: async (shown) => {
      await shown.getByRole('button', { name: words.keep }).click();
      await shown.getByText(words.kept).waitFor();
    },
  });
  await take('bulk', {
    at: '/products',
    act: async (shown) => {
      await shown.getByRole('button', { name: words.bulk }).click();
      await shown.getByRole('textbox', { name: words.percent }).fill('60');
      await shown.getByRole('button', { name: words.keepBulk }).waitFor();
    },
  });
  await take('bulk', { size: '1024' });
  await take('products-kept', {
    act: async (shown) => {
      await shown.getByRole('button', { name: words.keepBulk }).click();
      await shown.getByText(words.kept).waitFor();
    },
  });
  await take('edits', { at: '/edits', act: openCell(0, 3) });
  await take('edits', { size: '1024' });
  await take('edits-batches', { at: '/edits?tab=history&show=batches' });
}

/** Where the shop and the merchant both changed a price, and what was written before. */
async function takeConflicts({ page, take }: Studio, words: (typeof WORDS)['tr' | 'en']): Promise<void> {
  await take('conflicts', { at: '/edits?tab=conflicts' });
  await take('conflicts', { size: '1024' });
  await take('product-conflict', { at: `/products/${DISPUTED}` });
  await take('history', {
    at: '/edits?tab=history',
    act: (shown) => shown.getByRole('button', { name: words.details }).first().click(),
  });
  await page.keyboard.press('Escape');
}

/** A marketplace that takes its time, so that a run can be seen while it is under way. */
async function takeBusy(
  { page, take }: Studio,
  { sandbox }: SampleWorld,
  words: (typeof WORDS)['tr' | 'en'],
): Promise<void> {
  await page.keyboard.press('Escape');
  await page.setViewportSize(SIZES['1280']);
  sandbox.faults.add({ kind: 'slow-body', delayMs: 25_000 });
  await page.getByRole('button', { name: words.sync }).first().click();
  await page.getByRole('button', { name: words.stop }).waitFor();
  await take('busy-overview', { at: '/' });
  await take('busy-plan', { at: '/plan' });
  await take('busy-activity', { at: '/activity' });
  sandbox.faults.clear();
  await page.getByRole('button', { name: words.stop }).click();
}

type BrokenWorld = {
  readonly dataFolder: string;
  readonly breakAll: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** The product whose price changes in the shop while an edit of it waits. */
const DISPUTED = 28;

/** A real shop and a channel, in step but for one price, until both go away. */
async function openBrokenWorld(): Promise<BrokenWorld> {
  const stocked: StockedShop = await openStockedShop(inject('mariadb'));
  const sandbox: Sandbox = await quickSandbox();
  const { dataFolder, remove } = newProfile();
  listStocked(sandbox);
  const { user, password, host, port, database } = stocked.connection;
  await runCommands(
    dataFolder,
    [
      { argv: ['store', 'connect', '--url', `mysql://${user}@${host}:${port}/${database}`] },
      addTrendyol(sandbox),
      { argv: ['pull'] },
      { argv: ['link', '--channel', 'Trendyol'] },
      { argv: ['sync'] },
    ],
    { MESCHAIN_STORE_PASSWORD: password },
  );
  const edit = (productId: number, value: string) => ({
    argv: ['edit', '--set', String(productId), `price=${value}`, '--apply'],
  });
  await runCommands(dataFolder, [edit(DISPUTED, '150'), edit(32, '105')]);
  await stocked.shop.run('UPDATE oc_product SET price = 111, date_modified = NOW() WHERE product_id = ?', [
    DISPUTED,
  ]);
  await runCommands(dataFolder, [{ argv: ['store', 'write'], mayFail: true }, edit(29, '99')]);
  return {
    dataFolder,
    breakAll: async () => {
      await stocked.lockOut();
      await sandbox.stop();
    },
    close: async () => {
      await stocked.remove();
      remove();
    },
  };
}
