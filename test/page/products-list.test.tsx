import { screen, waitFor } from '@testing-library/react';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { ProductQuery, ProductRow } from '#contract/products.ts';
import { ProductsPage } from '../../src-renderer/features/products/products-page.tsx';
import { useDrafts } from '../../src-renderer/features/products/draft-store.ts';
import { someStore } from '../support/page-data.ts';
import { productPage, someDetail, someProduct } from '../support/page-data-products.ts';
import type { Answers } from '../support/page-engine.ts';
import { showPage } from '../support/page-render.tsx';
import { giveRoom } from './listings-room.ts';

beforeAll(giveRoom);
beforeEach(() => useDrafts.setState({ shop: null, drafts: {} }));

function shopOf(rows: readonly ProductRow[]) {
  const asked: ProductQuery[] = [];
  const answers = {
    channels: { list: () => [] },
    products: {
      page: (query) => {
        asked.push(query);
        return productPage(rows, query);
      },
      detail: () => someDetail(),
    },
  } satisfies Answers;
  return { answers, asked };
}

test('a product shows what waits for the shop, and what stands against it, in words', async () => {
  const { answers } = shopOf([
    someProduct(1, { pending: 3 }),
    someProduct(2, { pending: 1, conflicts: 2 }),
    someProduct(3, { refused: 1 }),
    someProduct(4, { quantity: null, enabled: false }),
  ]);
  showPage(<ProductsPage />, { answers, at: '/products' });

  expect(await screen.findByText('3 alan bekliyor')).toBeTruthy();
  expect(screen.getByText('2 çelişki')).toBeTruthy();
  expect(screen.getByText('1 alan reddedildi')).toBeTruthy();
  const unread = screen.getByText('Işıklı Ayna 4').closest('[role="row"]');
  expect(unread?.textContent).toContain('—');
  expect(unread?.textContent).toContain('Kapalı');
});

test('a chip narrows the list and stays when a product was looked at', async () => {
  const { answers, asked } = shopOf([someProduct(1), someProduct(2, { enabled: false })]);
  const { user } = showPage(<ProductsPage />, { answers, at: '/products' });

  await user.click(await screen.findByRole('radio', { name: /^Kapalı/ }));
  await waitFor(() => expect(screen.queryByText('Işıklı Ayna 1')).toBeNull());
  expect(asked.at(-1)).toMatchObject({ filter: 'disabled', sort: 'title', descending: false });
  await user.click(screen.getByText('Işıklı Ayna 2'));
  await user.click(await screen.findByRole('link', { name: 'Ürün listesi' }));
  expect(await screen.findByRole('radio', { name: /^Kapalı/, checked: true })).toBeTruthy();
});

test('a search finds a Turkish name by any of its i letters', async () => {
  const { answers } = shopOf([someProduct(1), someProduct(2, { title: 'Çaydanlık' })]);
  const { user } = showPage(<ProductsPage />, { answers, at: '/products' });
  await screen.findByText('Çaydanlık');
  await user.keyboard('/ISIKLI');
  await waitFor(() => expect(screen.queryByText('Çaydanlık')).toBeNull());
  expect(screen.getByText('Işıklı Ayna 1')).toBeTruthy();
});

test('a header orders the whole list by price, and again the other way round', async () => {
  const { answers, asked } = shopOf([someProduct(1), someProduct(2)]);
  const { user } = showPage(<ProductsPage />, { answers, at: '/products' });
  await user.click(await screen.findByRole('columnheader', { name: /^Fiyat/ }));
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ sort: 'price', descending: false }));
  await user.click(screen.getByRole('columnheader', { name: /^Fiyat/ }));
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ sort: 'price', descending: true }));
});

test('what was typed and not saved is named above the list until it is saved or dropped', async () => {
  const { answers } = shopOf([someProduct(1)]);
  useDrafts.getState().set('101', 'Işıklı Ayna', {
    price: { base: 12_999_000, mine: 13_999_000, text: '1.399,90', mode: 'set' },
  });
  const { user } = showPage(<ProductsPage />, { answers, at: '/products' });

  expect(await screen.findByText('1 üründe kaydedilmemiş değişikliğiniz var:')).toBeTruthy();
  expect(await screen.findByText('Kaydedilmedi')).toBeTruthy();
  await user.click(screen.getByRole('link', { name: 'Işıklı Ayna' }));
  expect(await screen.findByRole('textbox', { name: 'Fiyat (TRY)' })).toHaveProperty('value', '1.399,90');
});

test('what was typed in another shop is not shown over this one’s products, and waits for that shop', async () => {
  const there = 'meschain@eski.example.com:3306/shop';
  useDrafts.getState().openShop(there);
  useDrafts.getState().set('101', 'Işıklı Ayna', {
    quantity: { base: 12, mine: 9, text: null, mode: 'difference' },
  });
  const { answers } = shopOf([someProduct(1)]);
  const shop = { get: () => someStore() };
  showPage(<ProductsPage />, { answers: { ...answers, shop }, at: '/products' });

  expect(await screen.findByText('Işıklı Ayna 1')).toBeTruthy();
  await waitFor(() => expect(useDrafts.getState().shop).toBe(someStore().address));
  expect(screen.queryByText('Kaydedilmedi')).toBeNull();
  useDrafts.getState().openShop(there);
  expect(useDrafts.getState().drafts['101']?.draft.quantity?.mine).toBe(9);
});

test('a shop without products says how to read them, a search without any how to clear it', async () => {
  const { answers } = shopOf([]);
  showPage(<ProductsPage />, { answers, at: '/products' });
  expect(await screen.findByText('Henüz ürün yok')).toBeTruthy();
});

test('a search that finds nothing offers to clear it', async () => {
  const { answers } = shopOf([someProduct(1)]);
  const { user } = showPage(<ProductsPage />, { answers, at: '/products?find=yok' });
  await user.click(await screen.findByRole('button', { name: 'Süzgeci ve aramayı temizle' }));
  expect(await screen.findByText('Işıklı Ayna 1')).toBeTruthy();
});
