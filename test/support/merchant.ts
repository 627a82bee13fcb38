import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import type { MysqlConnection } from '#contract/shop.ts';
import type { SandboxAccount } from '../../src-main/sandbox/control.ts';

/** What a merchant does on the page, in Turkish; the same in a browser and in the desktop window. */

export async function openScreen(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('navigation', { name: 'Ana menü' }).getByRole('link', { name }).click();
}

/** Fills the form of the first step; the password apart, so that it can be wrong first. */
export async function typeShop(page: Page, connection: MysqlConnection): Promise<void> {
  await page.getByLabel('Sunucu adresi').fill(connection.host);
  await page.getByLabel('Bağlantı noktası').fill(String(connection.port));
  await page.getByLabel('Veritabanı adı').fill(connection.database);
  await page.getByLabel('Kullanıcı adı').fill(connection.user);
}

export async function tryShop(page: Page, password: string): Promise<void> {
  await page.getByLabel('Parola', { exact: true }).fill(password);
  await page.getByRole('button', { name: /^(Bağlantıyı dene|Yeniden dene)$/ }).click();
}

/** Fills the form of the second step with a channel on the sandbox. */
export async function typeTrendyol(page: Page, account: SandboxAccount): Promise<void> {
  const { sellerId = '', apiKey = '', apiSecret = '' } = account.credentials;
  await page.getByRole('radio', { name: 'Trendyol' }).click();
  await page.getByLabel('Satıcı ID').fill(sellerId);
  await page.getByLabel('API Key').fill(apiKey);
  await page.getByLabel('API Secret').fill(apiSecret);
  await page.getByRole('button', { name: 'Gelişmiş' }).click();
  await page.getByLabel('API adresi').fill(account.baseUrl);
}

/** Presses "Sync now" and waits until nothing runs any more. */
export async function syncNow(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Şimdi eşitle' }).first().click();
  await untilIdle(page);
}

/** The button is back in its place once no run is under way. */
export async function untilIdle(page: Page): Promise<void> {
  const outcome = page.getByRole('alert').filter({ hasText: /: (bitti|kısmen bitti|başarısız)/ });
  await outcome.first().waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Şimdi eşitle' }).first().waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Bildirimi kapat' }).first().click();
  await expect.poll(() => outcome.count()).toBe(0);
}

/** Opens the row of a grid that holds this text. */
export async function openRow(page: Page, text: string): Promise<void> {
  await page.getByRole('gridcell').filter({ hasText: text }).first().click();
}
