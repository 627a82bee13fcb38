import { screen, waitFor, within } from '@testing-library/react';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { CodeResult, CodeRow, OwnCodes } from '#contract/codes.ts';
import { useTypedCodes } from '../../src-renderer/features/products/codes-typed.ts';
import { useDrafts } from '../../src-renderer/features/products/draft-store.ts';
import { ProductsPage } from '../../src-renderer/features/products/products-page.tsx';
import { productPage, someCodeResult, someCodes, someDetail } from '../support/page-data-products.ts';
import type { Answers } from '../support/page-engine.ts';
import { showPage, type ShownPage } from '../support/page-render.tsx';
import { giveRoom } from './listings-room.ts';

beforeAll(giveRoom);
beforeEach(() => {
  useDrafts.setState({ shop: null, drafts: {} });
  useTypedCodes.setState({ shop: null, products: {} });
});

const BARCODE = 'Barkod, Kırmızı';

type Codes = NonNullable<Answers['codes']>;

/** A product whose one variant's codes are kept as the engine does: the merchant's word over the shop's. */
function open(
  row: CodeRow = someCodes(),
  { result = someCodeResult(), language = 'tr' as const, options = true } = {},
): ShownPage & { readonly set: readonly OwnCodes[] } {
  const set: OwnCodes[] = [];
  let kept = row;
  const codes: Codes = {
    page: ({ productId }) => ({
      rows: productId === '101' ? [kept] : [],
      total: productId === '101' ? 1 : 0,
    }),
    set: ({ own }) => {
      set.push(own);
      if (result.outcome === 'set') kept = someCodes({ own, shop: row.shop });
      return result;
    },
  };
  const answers: Answers = {
    products: { detail: () => someDetail(options ? {} : { options: [] }) },
    edits: { check: () => [] },
    codes,
  };
  const at = `/products/101?tab=${options ? 'options' : 'general'}`;
  return { ...showPage(<ProductsPage />, { answers, language, at }), set };
}

async function retype({ user }: ShownPage, label: string, text: string): Promise<void> {
  const input = await screen.findByRole('textbox', { name: label });
  await user.clear(input);
  if (text !== '') await user.type(input, text);
}

test('each variant says its barcode and which column of the shop it stands in', async () => {
  open(someCodes({ shop: { barcode: '8690000000012', stockCode: 'RAF-1' } }));
  const table = await screen.findByRole('table', { name: 'Barkod ve stok kodları' });
  expect(within(table).getByRole('textbox', { name: BARCODE })).toHaveProperty('value', '8690000000012');
  expect(within(table).getByText('Mağazadan: seçenek değerinin “barkod” sütunu')).toBeDefined();
  expect(within(table).getByText('Mağazadan: seçenek birleşimi eklentisinin “sku” sütunu')).toBeDefined();
});

test('a product without options has its codes on the general tab', async () => {
  open(someCodes(), { options: false });
  expect(await screen.findByRole('textbox', { name: BARCODE })).toBeDefined();
});

test('a barcode that is typed is saved over the shop’s, says so, and can be put back', async () => {
  const page = open();
  await retype(page, BARCODE, '2999990000009');
  await page.user.click(screen.getByRole('button', { name: 'Kodları kaydet: Kırmızı' }));
  expect(await screen.findByText(/^1 varyantın kodu kaydedildi/)).toBeDefined();
  expect(page.set).toEqual([{ barcode: '2999990000009', stockCode: null }]);
  expect(await screen.findByText(/^Sizin verdiğiniz · mağazada 8690000000012/)).toBeDefined();
  expect(screen.queryByText('Kaydedilmedi')).toBeNull();
  await page.user.click(screen.getByRole('button', { name: 'Geri al' }));
  await waitFor(() => expect(page.set.at(-1)).toEqual({ barcode: null, stockCode: null }));
  await waitFor(() =>
    expect(screen.getByRole('textbox', { name: BARCODE })).toHaveProperty('value', '8690000000012'),
  );
});

test('a code of the merchant’s own is given back to the shop', async () => {
  const page = open(someCodes({ own: { barcode: '2999990000009', stockCode: 'RAF-9' } }));
  await page.user.click(await screen.findByRole('button', { name: 'Mağazanınkine dön' }));
  expect(screen.getByText(/^Kaydedilince mağazanınki geçerli olur/)).toBeDefined();
  await page.user.type(screen.getByRole('textbox', { name: BARCODE }), '{Enter}');
  await waitFor(() => expect(page.set).toEqual([{ barcode: null, stockCode: 'RAF-9' }]));
});

test('a wrong check digit is told while it is typed, and the barcode can be saved all the same', async () => {
  const page = open(someCodes(), { result: someCodeResult({ badCheckDigit: true }) });
  await retype(page, BARCODE, '2999990000000');
  expect(screen.getByText(/denetim basamağı tutmuyor/)).toBeDefined();
  await page.user.keyboard('{Control>}s{/Control}');
  await waitFor(() => expect(page.set).toEqual([{ barcode: '2999990000000', stockCode: null }]));
});

test('a barcode that another variant has is refused with that variant’s name, and stays typed', async () => {
  const duplicate: CodeResult = someCodeResult({
    outcome: 'duplicate',
    sharedWith: 'p102',
    sharedName: { title: 'Emaye çaydanlık', optionText: 'Mavi' },
  });
  const page = open(someCodes(), { result: duplicate });
  await retype(page, BARCODE, '8690000000029');
  await page.user.click(screen.getByRole('button', { name: 'Kodları kaydet: Kırmızı' }));
  expect(await screen.findByText(/“Emaye çaydanlık · Mavi” varyantında/)).toBeDefined();
  expect(screen.getByRole('textbox', { name: BARCODE })).toHaveProperty('value', '8690000000029');
  expect(screen.queryByRole('button', { name: 'Geri al' })).toBeNull();
});

test('a barcode that two variants have in the shop says that their listings are held', async () => {
  const row = someCodes();
  open({ ...row, variant: { ...row.variant, dirt: ['duplicate-barcode'] } });
  expect(await screen.findByText(/başka bir varyantta da var/)).toBeDefined();
});

test('codes that were typed and not saved outlive the screen and a reload, and the list says where they are', async () => {
  const page = open();
  await retype(page, BARCODE, '2999990000009');
  page.screen.unmount();
  expect(window.localStorage.getItem('meschain.products.codes')).toContain('2999990000009');
  const list = showPage(<ProductsPage />, {
    answers: { products: { page: (query) => productPage([], query) } },
    at: '/products',
  });
  const notice = await screen.findByRole('region', { name: 'Kaydedilmemiş değişiklikler' });
  expect(within(notice).getByRole('link', { name: 'Işıklı Ayna' })).toBeDefined();
  list.screen.unmount();
  open();
  expect(await screen.findByRole('textbox', { name: BARCODE })).toHaveProperty('value', '2999990000009');
});

test('codes typed for a variant that left the shop are told of, and let go only by the merchant', async () => {
  const variants = { 'p101:99': { barcode: '2999990000009' } };
  useTypedCodes.setState({ products: { '101': { title: 'Işıklı Ayna', variants } } });
  const { user } = open();
  expect(await screen.findByText(/Mağazada artık olmayan 1 varyanta/)).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Vazgeç' }));
  await waitFor(() => expect(screen.queryByText(/Mağazada artık olmayan/)).toBeNull());
});
