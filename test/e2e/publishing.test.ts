import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { openWindow, serveBuilt, type Served, type Window } from '../support/browser-mode.ts';
import { openSampleWorld, type SampleWorld } from '../support/sandbox-world.ts';

const FAILURE_PICTURE = join(import.meta.dirname, '../../test-results/publishing.png');
/** A brand of the sample shop with a few T-shirts that the seeded Trendyol does not have. */
const BRAND = 'bozkırlı';
const CATEGORY = 'Giyim > Erkek > Tişört';
/** Reading a catalogue and asking for a batch's result take their turns at the marketplace's own pace. */
const PATIENCE = { timeout: 60_000 };

describe('a merchant who brings products onto Trendyol, in a browser', () => {
  let world: SampleWorld;
  let served: Served;
  let window: Window;
  let page: Page;
  let stockCodes: readonly string[] = [];

  beforeAll(async () => {
    world = await openSampleWorld();
    served = await serveBuilt(world.dataFolder);
    window = await openWindow(served.address, { width: 1_366, height: 768 });
    ({ page } = window);
    page.setDefaultTimeout(20_000);
    await page.getByRole('link', { name: 'Yayınlama' }).click();
  });
  afterAll(async () => {
    await window.close();
    await served.stop();
    await world.close();
  });

  // Each step stands on the one before it: after a failure the others could only wait in vain.
  let stoppedAt: string | null = null;
  beforeEach(() => {
    if (stoppedAt !== null) throw new Error(`“${stoppedAt}” failed before this`);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail' || stoppedAt !== null) return;
    stoppedAt = task.name;
    await page.screenshot({ path: FAILURE_PICTURE });
  });

  const tab = (name: string | RegExp): Promise<void> => page.getByRole('tab', { name }).click();
  const panel = (): Locator => page.getByRole('complementary').last();
  const listing = (code: string) =>
    world.sandbox.trendyol.listings().find(({ stockCode }) => stockCode === code);

  it('takes the certain suggestions at one press and is told how many are left', async () => {
    await tab('Eşleştirme');
    await page.getByRole('button', { name: 'Kesin önerileri kabul et' }).click();
    await page.getByText(/Kabul edilen: [1-9]\d* kategori, [1-9]\d* marka/).waitFor(PATIENCE);
  });

  it('says once for a category what every product of it has in common', async () => {
    await page.getByRole('button', { name: `${CATEGORY}: Özellikler` }).click();
    const colour = panel().getByRole('region', { name: 'Renk' });
    await colour.getByRole('textbox', { name: 'Hep aynı değer' }).fill('Beyaz');
    await colour.getByRole('button', { name: 'Kaydet' }).click();
    await expect
      .poll(() => colour.getByRole('combobox', { name: /Değeri nereden gelsin/ }).inputValue())
      .toBe('Beyaz');
  });

  it('says once for the channel what the shop does not know, with a comma for the decimals', async () => {
    await tab('Varsayılanlar');
    await page.getByRole('textbox', { name: 'Desi' }).pressSequentially('1,5');
    await page.getByRole('textbox', { name: 'KDV (%)' }).fill('20');
    await page.getByRole('button', { name: 'Kaydet', exact: true }).click();
    await page.getByText(/Kaydedildi; ürünlerin eksikleri/).waitFor();
  });

  it('sees every request before it leaves, and nothing has left yet', async () => {
    await tab('Ürünler');
    await page.getByRole('searchbox').fill(BRAND);
    const ready = page.locator('.rdg-row').filter({ hasText: 'Hazır' });
    await ready.first().waitFor();
    const codes = await page.locator('.rdg-row .rdg-cell:nth-child(3)').allInnerTexts();
    stockCodes = codes.map((text) => text.split('\n')[0]!);
    expect(stockCodes.length).toBeGreaterThanOrEqual(2);
    await page.locator('.rdg-header-row').getByRole('checkbox').click();
    await page.getByRole('button', { name: `Seçilen ${stockCodes.length} varyanta bak` }).click();
    const dialog = page.getByRole('dialog', { name: 'Gönderilecek olan' });
    await dialog.getByText(`${stockCodes.length} listeleme açılacak.`).waitFor();
    await dialog.getByText('Gövdeyi göster').first().click();
    const body = await dialog.locator('pre').first().innerText();
    for (const code of stockCodes) expect(body).toContain(code);
    expect(body).toContain('1.5');
    expect(stockCodes.map(listing)).toEqual(stockCodes.map(() => undefined));
  });

  it('sends, and sees variant by variant what Trendyol took and what it refused, and why', async () => {
    world.sandbox.faults.add({ kind: 'partial-rejection', share: 0.5, count: 1 });
    await page.getByRole('dialog').getByRole('button', { name: 'Gönder', exact: true }).click();
    await panel().getByText(`${stockCodes.length} / ${stockCodes.length} sonuçlandı`).waitFor(PATIENCE);
    world.sandbox.faults.clear();
    const refused = panel().getByRole('listitem').filter({ hasText: 'kabul edilmedi' });
    expect(await refused.count()).toBeGreaterThan(0);
    const first = await refused.first().innerText();
    expect(first).toMatch(/Verilen neden: \S/);
    expect(first).toContain('Ürün pazaryerinde açılmadı');
    expect(first).toContain('Bu ürünü düzelt');
    const taken = stockCodes.filter((code) => listing(code) !== undefined);
    expect(taken).toHaveLength(stockCodes.length - (await refused.count()));
  });

  it('tries what was refused once more, and each variant is there once', async () => {
    await panel().getByRole('button', { name: 'Kabul edilmeyenleri yeniden dene' }).click();
    await expect
      .poll(() => panel().getByRole('listitem').filter({ hasText: 'kabul edilmedi' }).count(), PATIENCE)
      .toBe(0);
    const all = world.sandbox.trendyol.listings().map(({ stockCode }) => stockCode);
    for (const code of stockCodes) expect(all.filter((each) => each === code)).toEqual([code]);
  });

  it('archives a listing from the list of listings, after looking', async () => {
    const archived = (): boolean[] =>
      world.sandbox.trendyol.listings().flatMap(({ archived }) => (archived ? [true] : []));
    const before = archived().length;
    await page.getByRole('link', { name: 'Listelemeler' }).click();
    await page.getByRole('row').filter({ hasText: 'Eşit' }).first().getByRole('checkbox').click();
    await page.getByRole('button', { name: 'Pazaryerinde yap' }).click();
    await page.getByRole('menuitem', { name: 'Arşivle', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Arşivlemeden önce bakın' });
    await dialog.getByText('1 listeleme arşivlenecek.').waitFor();
    await dialog.getByRole('button', { name: 'Arşivle' }).click();
    await panel().getByText('1 / 1 sonuçlandı').waitFor(PATIENCE);
    expect(archived()).toHaveLength(before + 1);
  });

  it('meets no error of the page on the way', () => {
    expect(window.complaints).toEqual([]);
  });
});
