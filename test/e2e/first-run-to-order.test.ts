import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Page } from 'playwright-core';
import type { Sandbox } from '../../src-main/sandbox/start-sandbox.ts';
import { openWindow, serveBuilt, type Served, type Window } from '../support/browser-mode.ts';
import {
  openRow,
  openScreen,
  syncNow,
  tryShop,
  typeShop,
  typeTrendyol,
  untilIdle,
} from '../support/merchant.ts';
import { newProfile, quickSandbox, trendyolAccount } from '../support/sandbox-world.ts';
import { barcodeOf, listStocked, openStockedShop, type StockedShop } from '../support/stocked-shop.ts';

const SOLD = 40;
const FAILURE_PICTURE = join(import.meta.dirname, '../../test-results/first-run-to-order.png');

describe('a merchant with an OpenCart shop, in a browser', () => {
  const profile = newProfile();
  let stocked: StockedShop;
  let sandbox: Sandbox;
  let served: Served;
  let window: Window;
  let page: Page;

  beforeAll(async () => {
    stocked = await openStockedShop(inject('mariadb'));
    sandbox = await quickSandbox();
    listStocked(sandbox);
    served = await serveBuilt(profile.dataFolder);
    window = await openWindow(served.address);
    ({ page } = window);
    page.setDefaultTimeout(20_000);
  });
  afterAll(async () => {
    await window.close();
    await served.stop();
    await sandbox.stop();
    await stocked.remove();
    profile.remove();
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

  it('is told what is wrong with a password, and sees the shop once it is right', async () => {
    await typeShop(page, stocked.connection);
    await tryShop(page, 'yanlış parola');
    await page.getByText(/Veritabanı bu kullanıcı adını ya da parolayı kabul etmedi/).waitFor();
    await tryShop(page, stocked.connection.password);
    await page.getByText(/ürün · OpenCart 4\.1 · para birimi TRY/).waitFor();
    await page.getByText('Siparişleri mağazaya yazma: yetki var').waitFor();
    await page.getByText('Barkod sütunu: code:EAN').waitFor();
    await page.getByRole('button', { name: 'Bu mağazayı bağla' }).click();
    await page.getByRole('heading', { name: 'Kanal ekleyin' }).waitFor();
  });

  it('is told which key is wrong, and adds the channel once every service answers', async () => {
    const account = trendyolAccount(sandbox);
    await typeTrendyol(page, account);
    await page.getByLabel('API Secret').fill('YanlisAnahtar0123456');
    await page.getByRole('button', { name: 'Bağlantıyı dene' }).click();
    await page.getByText('Bağlantı çalışmıyor').waitFor();
    await page.getByText('Trendyol bu API anahtarını ya da gizli anahtarı kabul etmedi.').first().waitFor();
    await page.getByLabel('API Secret').fill(account.credentials['apiSecret'] ?? '');
    await page.getByRole('button', { name: 'Bağlantıyı dene' }).click();
    await page.getByText('Bağlantı çalışıyor').waitFor();
    await page.getByRole('button', { name: 'Kanalı ekle' }).click();
    await page.getByRole('heading', { name: 'Ürünleri eşleştirin' }).waitFor();
  });

  it('confirms the certain matches at one press and lands on the plan with the first preview', async () => {
    await page.getByText('15 kesin öneri').waitFor();
    await page.getByRole('button', { name: 'Kesinleri onayla' }).click();
    await page.getByText('Bekleyen öneri yok').waitFor();
    await page.getByRole('button', { name: 'Planı göster' }).click();
    await page.getByRole('heading', { name: 'Plan', exact: true }).waitFor();
    await page.getByText('1 değişiklik tutuldu').first().waitFor();
    await page.getByText('3 değişiklik onay bekliyor').waitFor();
    await page.getByText('Yeni fiyat eskisinin tam onda biri; virgül kayması olabilir.').waitFor();
  });

  it('sends what was approved and nothing else; the marketplace shows it', async () => {
    await page.getByRole('button', { name: 'Onayla ve gönder (3)' }).click();
    await untilIdle(page);
    expect(shown(sandbox, 28).quantity).toBe(40);
    expect(shown(sandbox, 29).quantity).toBe(40);
    expect(shown(sandbox, 32).saleKurus).toBe(12_000);
    expect(shown(sandbox, 33).saleKurus, 'a held price is not sent').toBe(120_000);
    await openScreen(page, 'Listelemeler');
    await expect
      .poll(() => page.getByRole('gridcell', { name: 'Eşit', exact: true }).count(), { timeout: 20_000 })
      .toBeGreaterThanOrEqual(14);
  });

  it('approves the held price after reading it, and it is sent', async () => {
    await openScreen(page, /^Plan/);
    await page.getByRole('button', { name: /^Bak ve onayla: / }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: /Yeni değeri okudum, doğru: 120,00/ }).check();
    await dialog.getByRole('button', { name: 'Onayla ve gönder' }).click();
    await untilIdle(page);
    expect(shown(sandbox, 33).saleKurus).toBe(12_000);
    await page.getByRole('heading', { name: 'Her şey eşit' }).waitFor();
  });

  it('finds an order written to the shop once, with its stock taken once', async () => {
    const parcel = sandbox.trendyol.buy({ lines: [{ barcode: barcodeOf(SOLD), quantity: 2 }] });
    await syncNow(page);
    await openScreen(page, /^Siparişler/);
    await page.getByText(parcel.orderNumber).first().waitFor();
    const orders = await stocked.shop.rows('SELECT order_id FROM oc_order WHERE order_status_id > 0');
    expect(orders).toHaveLength(1);
    await page.getByText(`Mağazada no ${String(orders[0]?.['order_id'])}`).waitFor();
    expect(await stocked.stockOf(SOLD)).toBe(38);
    await syncNow(page);
    expect(await stocked.stockOf(SOLD)).toBe(38);
    expect(await stocked.shop.rows('SELECT order_id FROM oc_order')).toHaveLength(1);
  });

  it('lowers the marketplace’s stock after a sale in the shop', async () => {
    await stocked.shop.run('UPDATE oc_product SET quantity = quantity - 3 WHERE product_id = ?', [SOLD]);
    await syncNow(page);
    await openScreen(page, /^Plan/);
    await page.getByRole('button', { name: /^Onayla ve gönder \(\d+\)$/ }).click();
    await untilIdle(page);
    expect([await stocked.stockOf(SOLD), shown(sandbox, SOLD).quantity]).toEqual([35, 35]);
  });

  it('tells the marketplace from the order’s panel that it is being prepared', async () => {
    const [parcel] = sandbox.trendyol.packages();
    await openScreen(page, /^Siparişler/);
    await openRow(page, parcel!.orderNumber);
    await page.getByRole('button', { name: 'Hazırlanıyor yap' }).click();
    await page.getByText('Pazaryerine bildirildi: hazırlanıyor.').waitFor();
    expect(sandbox.trendyol.packages()[0]?.status).toBe('Picking');
  });

  it('reads and edits on while the shop is out of reach, and is told so', async () => {
    await stocked.lockOut();
    await syncNow(page);
    await page.getByRole('banner').getByText('ulaşılamıyor').waitFor();
    await openScreen(page, 'Listelemeler');
    await page.getByPlaceholder('Ürün, barkod veya stok kodu ara').fill(barcodeOf(41));
    await openRow(page, barcodeOf(41));
    await page.getByLabel('Kendi fiyatım (TRY)').fill('129,90');
    await page.getByRole('button', { name: 'Kaydet' }).click();
    await page.getByText('Kaydedildi. Plan yeniden hesaplandı.').waitFor();
    await page.reload();
    await expect.poll(() => page.getByLabel('Kendi fiyatım (TRY)').inputValue()).toBe('129,90');
    await openScreen(page, 'Genel bakış');
    await page.getByText('Mağaza veritabanına ulaşılamıyor').waitFor();
  });

  it('goes on once the shop is back, with the edit kept', async () => {
    await stocked.letIn();
    await syncNow(page);
    await page.getByRole('banner').getByText('bağlı', { exact: true }).waitFor();
    await openScreen(page, /^Plan/);
    await page.getByText('1 değişiklik onay bekliyor').waitFor();
    await page.getByRole('button', { name: 'Onayla ve gönder (1)' }).click();
    await untilIdle(page);
    expect(shown(sandbox, 41).saleKurus).toBe(12_990);
  });

  it('finds an order with the keyboard alone', async () => {
    const [parcel] = sandbox.trendyol.packages();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('sipariş');
    await page.locator('[data-action][data-selected]').filter({ hasText: 'Siparişler' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Siparişler', exact: true }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type(parcel!.orderNumber);
    await page.getByRole('gridcell').filter({ hasText: parcel!.orderNumber }).waitFor();
    // From the search past the filters into the grid: Tab enters it once, arrows walk it.
    for (let pressed = 0; pressed < 12; pressed += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(() => document.activeElement?.closest('[role="grid"]') !== null)) break;
    }
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `Sipariş ${parcel!.orderNumber}` }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await page.getByRole('heading', { name: 'Genel bakış', exact: true }).waitFor();
  });

  it('has the same in English and in the dark, and finds both kept', async () => {
    await page.getByRole('button', { name: 'Dil' }).click();
    await page.getByRole('menuitem', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Overview', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Appearance' }).click();
    await page.getByRole('menuitem', { name: 'Dark' }).click();
    const scheme = (): Promise<string | null> =>
      page.evaluate(() => document.documentElement.getAttribute('data-mantine-color-scheme'));
    await expect.poll(scheme).toBe('dark');
    await page.reload();
    await page.getByRole('heading', { name: 'Overview', exact: true }).waitFor();
    expect(await scheme()).toBe('dark');
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  });

  it('had nothing to complain about: no error in the page, no content policy broken', () => {
    expect(window.complaints).toEqual([]);
  });
});

function shown(sandbox: Sandbox, productId: number) {
  const listing = sandbox.trendyol.listing(barcodeOf(productId));
  if (listing === null) throw new TypeError(`product ${productId} is not on the marketplace`);
  return listing;
}
