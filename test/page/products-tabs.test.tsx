import { screen, waitFor, within } from '@testing-library/react';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { NewEdit } from '#contract/edits.ts';
import { useDrafts } from '../../src-renderer/features/products/draft-store.ts';
import { ProductsPage } from '../../src-renderer/features/products/products-page.tsx';
import { someDetail, someSheet } from '../support/page-data-products.ts';
import { showPage, type ShownPage } from '../support/page-render.tsx';
import { giveRoom } from './listings-room.ts';

beforeAll(giveRoom);
beforeEach(() => useDrafts.setState({ shop: null, drafts: {} }));

function open(tab: string, sheet = someSheet()): ShownPage {
  return showPage(<ProductsPage />, {
    answers: {
      products: { detail: () => someDetail({ sheet }) },
      edits: { check: () => [], keep: () => ({ batchId: 'b9', changed: 1, remarks: [] }) },
    },
    at: `/products/101?tab=${tab}`,
  });
}

async function saved({ user, calls }: ShownPage): Promise<readonly NewEdit[]> {
  await user.keyboard('{Control>}s{/Control}');
  await waitFor(() => expect(calls.map(({ path }) => path)).toContain('edits.keep'));
  const { input } = calls.find(({ path }) => path === 'edits.keep')!;
  return (input as { readonly edits: readonly NewEdit[] }).edits;
}

test('each language has its own name', async () => {
  const page = open('texts');
  await page.user.click(await screen.findByRole('radio', { name: 'English' }));
  const name = screen.getByRole('textbox', { name: 'Ad' });
  expect(name).toHaveProperty('value', 'Lit mirror');
  await page.user.type(name, ', round');
  expect(await saved(page)).toMatchObject([
    { field: 'name:en-gb', base: 'Lit mirror', mine: 'Lit mirror, round' },
  ]);
});

test('a description is shown in a frame that can do nothing, with the pictures of the shop alone', async () => {
  const html =
    '<p onclick="x()">Ayna</p><script>steal()</script><img src="image/catalog/a.jpg"><img src="https://evil.example/b.png"><p style="background:url(https://evil.example/c.png)">Cam</p>';
  open('texts', someSheet({ 'description:tr-tr': html }));
  const frame = await screen.findByTitle('Açıklamanın önizlemesi (tr-tr)');
  expect(frame.getAttribute('sandbox')).toBe('');
  const shown = frame.getAttribute('srcdoc') ?? '';
  expect(shown).not.toMatch(/script>|onclick|<img[^>]*evil|url\(/);
  expect(shown).toContain('src="https://shop.example.com/image/catalog/a.jpg"');
  expect(shown).toContain("default-src 'none'");
  expect(screen.getByRole('textbox', { name: 'Açıklama (HTML)' })).toHaveProperty('value', html);
});

test('the pictures change their order by keyboard, and the first one is the main picture', async () => {
  const page = open('images');
  const list = await screen.findByRole('list', { name: 'Resimler' });
  expect(within(list).getAllByRole('listitem')[0]?.textContent).toContain('ana resim');
  await page.user.click(screen.getByRole('button', { name: 'Yukarı taşı: catalog/ayna-2.jpg' }));
  await page.user.click(screen.getByRole('button', { name: 'Kaldır: catalog/ayna-3.jpg' }));
  await page.user.type(
    screen.getByRole('textbox', { name: 'Resim yolu' }),
    'https://shop.example.com/image/catalog/yeni.jpg{Enter}',
  );
  expect(await saved(page)).toMatchObject([
    {
      field: 'images',
      mine: ['catalog/ayna-2.jpg', 'catalog/ayna-1.jpg', 'catalog/yeni.jpg'],
    },
  ]);
});

test('categories are found by any letter i and chosen by their breadcrumb', async () => {
  const page = open('categories');
  await page.user.type(await screen.findByRole('textbox', { name: 'Kategori ara' }), 'MUTFAK');
  expect(screen.queryByRole('checkbox', { name: 'Ev > Işıklandırma' })).toBeNull();
  await page.user.click(screen.getByRole('checkbox', { name: 'Ev > Mutfak' }));
  await page.user.clear(screen.getByRole('textbox', { name: 'Kategori ara' }));
  await page.user.type(screen.getByRole('textbox', { name: 'Kategori ara' }), 'isik');
  await page.user.click(screen.getByRole('checkbox', { name: 'Ev > Işıklandırma' }));
  expect(await saved(page)).toMatchObject([{ field: 'categories', base: ['21'], mine: ['22'] }]);
});

test('an option value has its own stock, as a difference, and its own price with its sign', async () => {
  const page = open('options');
  const stock = await screen.findByRole('textbox', { name: 'Stok, Renk: Kırmızı' });
  await page.user.clear(stock);
  await page.user.type(stock, '6');
  const price = screen.getByRole('textbox', { name: 'Fiyat farkı, Renk: Kırmızı' });
  await page.user.clear(price);
  await page.user.type(price, '15,50');
  expect(await saved(page)).toMatchObject([
    { field: 'option:42:quantity', base: 4, mine: 6, mode: 'difference' },
    { field: 'option:42:price', mine: { priceE4: 155_000, prefix: '+' } },
  ]);
});

test('an attribute that is removed goes in every language that has it', async () => {
  const page = open('attributes', someSheet({ 'attribute:7:en-gb': '60 cm high' }));
  await page.user.click(await screen.findByRole('button', { name: /^Kaldır: Ölçüler · Yükseklik/ }));
  expect(await saved(page)).toMatchObject([
    { field: 'attribute:7:tr-tr', base: '60 cm', mine: null },
    { field: 'attribute:7:en-gb', base: '60 cm high', mine: null },
  ]);
});

test('a product goes off the shop and gets another maker', async () => {
  const page = open('general');
  await page.user.click(await screen.findByRole('switch', { name: /^Mağazada açık/ }));
  await page.user.click(screen.getByRole('combobox', { name: 'Üretici' }));
  await page.user.click(await screen.findByRole('option', { name: 'Örnek Metal' }));
  expect(await saved(page)).toMatchObject([
    { field: 'enabled', base: true, mine: false },
    { field: 'manufacturer', base: '5', mine: '6' },
  ]);
});

test('a tab tells that something in it was typed while another one is open', async () => {
  const page = open('general');
  await page.user.type(await screen.findByRole('textbox', { name: 'Model' }), 'X');
  await page.user.click(screen.getByRole('tab', { name: /^Fiyat ve stok/ }));
  expect(screen.getByRole('tab', { name: /^Genel/ }).textContent).toContain('kaydedilmemiş değişiklik var');
});
