import { screen, waitFor, within } from '@testing-library/react';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { BulkOutcome } from '#contract/edits.ts';
import { newBulkDraft, readBulk } from '../../src-renderer/features/products/bulk-draft.ts';
import { useDrafts } from '../../src-renderer/features/products/draft-store.ts';
import { ProductsPage } from '../../src-renderer/features/products/products-page.tsx';
import { productPage, someFacts, someProduct } from '../support/page-data-products.ts';
import type { Answers } from '../support/page-engine.ts';
import { showPage, type ShownPage } from '../support/page-render.tsx';
import { giveRoom } from './listings-room.ts';

beforeAll(giveRoom);
beforeEach(() => useDrafts.setState({ shop: null, drafts: {} }));

const OUTCOME: BulkOutcome = {
  batchId: null,
  changed: 0,
  remarks: [],
  products: 2,
  fields: 2,
  preview: [1, 2].map((index) => ({
    productId: String(100 + index),
    title: `Işıklı Ayna ${index}`,
    field: 'price',
    before: 12_999_000,
    after: 14_298_900,
  })),
};

function open(
  bulk: NonNullable<Answers['edits']>['bulk'] = ({ apply }) => applied(OUTCOME, apply),
): ShownPage {
  const rows = [someProduct(1), someProduct(2), someProduct(3, { enabled: false })];
  return showPage(<ProductsPage />, {
    answers: {
      products: { page: (query) => productPage(rows, query), facts: () => someFacts() },
      edits: { bulk },
    },
    at: '/products?filter=enabled',
  });
}

function applied(outcome: BulkOutcome, apply: boolean): BulkOutcome {
  return apply ? { ...outcome, batchId: 'b1', changed: outcome.fields } : outcome;
}

function applies({ calls }: ShownPage): readonly unknown[] {
  return calls
    .filter(({ path, input }) => path === 'edits.bulk' && (input as { apply: boolean }).apply)
    .map(({ input }) => input);
}

test('everything that the filter shows is raised by twelve and a half percent, after a look at each', async () => {
  const page = open();
  await page.user.click(await screen.findByRole('button', { name: 'Görünen 2 ürünü toplu düzenle' }));
  const dialog = await screen.findByRole('dialog', { name: /2 ürün/ });
  expect(await within(dialog).findByText(/Onaylamadan hiçbir şey değişmez/)).toBeTruthy();
  await page.user.type(within(dialog).getByRole('textbox', { name: 'Yüzde' }), '12,5');
  expect(await within(dialog).findByText('Değişen alan: 2 · ürün: 2')).toBeTruthy();
  expect(within(dialog).getByText('Işıklı Ayna 1')).toBeTruthy();
  expect(applies(page)).toEqual([]);
  await page.user.click(await within(dialog).findByRole('button', { name: '2 alanı kaydet' }));
  expect(await screen.findByText(/2 alan sonraki eşitlemede mağazaya yazılır/)).toBeTruthy();
  expect(applies(page)).toMatchObject([
    {
      selection: { query: { search: '', filter: 'enabled' } },
      change: { what: 'price', how: 'percent', amount: 1_250, rounding: 'kurus' },
    },
  ]);
});

test('only the chosen products are changed when some are chosen', async () => {
  const page = open();
  await page.user.click(await screen.findByRole('checkbox', { name: /Işıklı Ayna 2/ }));
  await page.user.click(screen.getByRole('button', { name: 'Toplu düzenle' }));
  await page.user.type(await screen.findByRole('textbox', { name: 'Yüzde' }), '-10');
  await page.user.click(await screen.findByRole('button', { name: '2 alanı kaydet' }));
  await waitFor(() =>
    expect(applies(page)).toMatchObject([{ selection: { productIds: ['102'] }, change: { amount: -1_000 } }]),
  );
});

test('a bulk change with an error in it cannot be saved, and says for which product', async () => {
  const page = open(() => ({
    ...OUTCOME,
    remarks: [
      {
        productId: '102',
        title: 'Işıklı Ayna 2',
        field: 'price',
        kind: 'error',
        code: 'price-below-nothing',
        params: {},
      },
      {
        productId: '777',
        title: 'Önizlemenin dışındaki Kupa',
        field: 'price',
        kind: 'warning',
        code: 'price-jump',
        params: {},
      },
    ],
  }));
  await page.user.click(await screen.findByRole('button', { name: /toplu düzenle$/ }));
  await page.user.type(await screen.findByRole('textbox', { name: 'Yüzde' }), '-100');
  const remarks = await screen.findByRole('list', { name: 'Uyarılar' });
  const lines = within(remarks).getAllByRole('listitem');
  expect(lines.map(({ textContent }) => textContent)).toEqual([
    'Aşağıdaki hata giderilmeden hiçbiri kaydedilmez:',
    'Fiyat sıfır veya altı olurdu. Işıklı Ayna 2',
    expect.stringMatching(/^Fiyat yarıdan çok değişiyor.* Önizlemenin dışındaki Kupa$/),
  ]);
  expect(screen.getByRole('button', { name: '2 alanı kaydet' })).toHaveProperty('disabled', true);
});

test('an amount with two meanings asks nothing of the engine', async () => {
  const page = open();
  await page.user.click(await screen.findByRole('button', { name: /toplu düzenle$/ }));
  await page.user.type(await screen.findByRole('textbox', { name: 'Yüzde' }), '1.5');
  expect(await screen.findByText(/“1\.5” bir yüzde olarak okunamıyor/)).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Kaydet' })).toHaveProperty('disabled', true);
});

test('a bulk change is read by the language of the page', () => {
  const draft = { ...newBulkDraft('tr-tr'), priceHow: 'add' as const, amount: '-1.250,50' };
  expect(readBulk(draft, 'tr')).toMatchObject({ change: { how: 'add', amount: -12_505_000 } });
  expect(readBulk(draft, 'en')).toEqual({ kind: 'unreadable', as: 'money' });
  expect(readBulk({ ...draft, what: 'quantity', amount: '2,5' }, 'tr')).toEqual({
    kind: 'unreadable',
    as: 'pieces',
  });
  expect(readBulk({ ...draft, what: 'special', amount: '100' }, 'tr')).toMatchObject({ kind: 'unreadable' });
  expect(readBulk({ ...draft, what: 'text' }, 'tr')).toEqual({ kind: 'empty' });
});
