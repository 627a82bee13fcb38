import { screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test } from 'vitest';
import type { CodeImport, CodeImportRow } from '#contract/codes.ts';
import { ProductsPage } from '../../src-renderer/features/products/products-page.tsx';
import { productPage, someCodeResult, someProduct } from '../support/page-data-products.ts';
import { showPage, type ShownPage } from '../support/page-render.tsx';
import { workbookOf } from '../support/workbook.ts';
import { giveRoom } from './listings-room.ts';

beforeAll(giveRoom);

const FILE =
  'model;seçenek;barkod\nAYN-1;Kırmızı;2999990000009\nAYN-2;;2999990000010\nAYN-9;;2999990000023\n';

const OUTCOME: CodeImport = {
  rows: [
    someCodeResult({ line: 2 }),
    someCodeResult({
      line: 3,
      outcome: 'several',
      variantId: null,
      name: null,
      fitting: 3,
      badCheckDigit: true,
    }),
    someCodeResult({
      line: 4,
      outcome: 'duplicate',
      variantId: 'p109',
      name: { title: 'Kupa', optionText: '' },
      sharedWith: 'p102',
      sharedName: { title: 'Tabak', optionText: '' },
    }),
  ],
  set: 1,
};

type Asked = { readonly rows: readonly CodeImportRow[]; readonly apply: boolean };

async function choose(
  text: string | Uint8Array<ArrayBuffer>,
): Promise<ShownPage & { readonly asked: readonly Asked[] }> {
  const asked: Asked[] = [];
  const page = showPage(<ProductsPage />, {
    answers: {
      products: { page: (query) => productPage([someProduct(1)], query) },
      codes: {
        import: ({ rows, apply }) => {
          asked.push({ rows, apply });
          return OUTCOME;
        },
      },
    },
    at: '/products',
  });
  await page.user.click(await screen.findByRole('button', { name: 'Kod dosyası al' }));
  await screen.findByRole('button', { name: 'Dosya seç' });
  await upload(page, text);
  return { ...page, asked };
}

async function upload({ user }: ShownPage, text: string | Uint8Array<ArrayBuffer>): Promise<void> {
  const input = document.querySelector('input[type=file]');
  if (!(input instanceof HTMLInputElement)) throw new TypeError('there is nothing to choose a file with');
  await user.upload(input, new File([text], 'barkodlar.csv', { type: 'text/csv' }));
}

test('a table of codes is shown line by line before anything is kept, and kept only by the button', async () => {
  const { user, asked } = await choose(FILE);
  expect(await screen.findByText('1 varyanta kod verilecek')).toBeDefined();
  expect(asked.map(({ apply }) => apply)).toEqual([false]);
  expect(asked[0]?.rows).toMatchObject([
    { line: 2, by: 'model', code: 'AYN-1', option: { text: 'Kırmızı' }, barcode: '2999990000009' },
    { line: 3, code: 'AYN-2' },
    { line: 4, code: 'AYN-9' },
  ]);
  const refused = screen.getByRole('table', { name: 'Alınamayan satırlar' });
  const texts = within(refused)
    .getAllByRole('row')
    .slice(1)
    .map(({ textContent }) => textContent);
  expect(texts[0]).toMatch(/^3AYN-2.*3 varyanta uyuyor; seçeneği de yazın\.$/);
  expect(texts[1]).toMatch(/^4Kupa.*Bu barkod “Tabak” varyantında\.$/);
  await user.click(screen.getByRole('button', { name: '1 varyanta kod ver' }));
  expect(await screen.findByText(/^1 varyanta kod verildi/)).toBeDefined();
  expect(asked.map(({ apply }) => apply)).toEqual([false, true]);
  expect(screen.getByRole('table', { name: 'Alınamayan satırlar' })).toBeDefined();
});

test('a file that is not understood keeps nothing, names the line, and is taken once it was mended', async () => {
  const page = await choose('model;barkod\nAYN-1;8,69E+12\n');
  expect((await screen.findByRole('alert')).textContent).toContain('satır 2, barcode: “8,69E+12”');
  expect(page.asked).toEqual([]);
  await upload(page, FILE);
  expect(await screen.findByText('1 varyanta kod verilecek')).toBeDefined();
});

test('a workbook of Excel is read as it is', async () => {
  const { asked } = await choose(
    workbookOf([
      {
        rows: [
          ['model', 'Barkod'],
          ['A', 2999990000009],
        ],
      },
    ]),
  );
  await waitFor(() => expect(asked).toHaveLength(1));
  expect(asked[0]?.rows).toMatchObject([{ code: 'A', barcode: '2999990000009' }]);
});

test('a broken workbook is named as one, with the way to save it', async () => {
  const { asked } = await choose(new Uint8Array([0x50, 0x4b, 3, 4, 20, 0]));
  expect((await screen.findByRole('alert')).textContent).toContain('.xlsx olarak yeniden kaydedin');
  expect(asked).toEqual([]);
});

test('a table as a Turkish Windows saves it is read with its own letters', async () => {
  // Windows-1254 differs from Latin-1 in six letters: ş is 0xFE, ı is 0xFD.
  const text = 'model;seçenek;barkod\nA;Işık;2999990000009'.replace('ş', '\u00fe').replace('ı', '\u00fd');
  const bytes = Uint8Array.from(Buffer.from(text, 'latin1'));
  const { asked } = await choose(bytes);
  await waitFor(() => expect(asked).toHaveLength(1));
  expect(asked[0]?.rows).toMatchObject([{ code: 'A', option: { text: 'Işık' } }]);
});
