import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { EditRemark, KeptEdits, NewEdit } from '#contract/edits.ts';
import type { ProductDetail } from '#contract/products.ts';
import { useDrafts } from '../../src-renderer/features/products/draft-store.ts';
import { ProductsPage } from '../../src-renderer/features/products/products-page.tsx';
import { someDetail, someProduct, someSheet, someWaiting } from '../support/page-data-products.ts';
import type { Answers } from '../support/page-engine.ts';
import { showPage, type ShownPage } from '../support/page-render.tsx';
import { giveRoom } from './listings-room.ts';

beforeAll(giveRoom);
beforeEach(() => useDrafts.setState({ shop: null, drafts: {} }));

const KEPT: KeptEdits = { batchId: 'b9', changed: 1, remarks: [] };
const STOCK = 'Stok (adet)';
const PRICE = 'Fiyat (TRY)';

function open(
  detail: ProductDetail,
  { edits = {}, tab = '' }: { readonly edits?: Answers['edits']; readonly tab?: string } = {},
): ShownPage {
  const answers: Answers = {
    products: { detail: () => detail },
    edits: { check: () => [], keep: () => KEPT, ...edits },
  };
  return showPage(<ProductsPage />, { answers, at: `/products/101${tab === '' ? '' : `?tab=${tab}`}` });
}

function keptBy({ calls }: ShownPage): readonly NewEdit[] {
  const keep = calls.find(({ path }) => path === 'edits.keep');
  return (keep?.input as { readonly edits: readonly NewEdit[] } | undefined)?.edits ?? [];
}

async function retype({ user }: ShownPage, label: string, text: string): Promise<void> {
  const field = await screen.findByRole('textbox', { name: label });
  await user.clear(field);
  await user.type(field, text);
}

async function save({ user, calls }: ShownPage): Promise<void> {
  await user.keyboard('{Control>}s{/Control}');
  await waitFor(() => expect(calls.map(({ path }) => path)).toContain('edits.keep'));
}

test('stock that is typed goes out as the difference it makes, so that sales meanwhile are kept', async () => {
  const page = open(someDetail());
  await retype(page, STOCK, '12');
  expect(screen.getByRole('radio', { name: 'Farkı yaz: +2' })).toHaveProperty('checked', true);
  await save(page);
  expect(keptBy(page)).toEqual([
    { productId: '101', field: 'quantity', base: 10, mine: 12, mode: 'difference' },
  ]);
});

test('stock that is edited again while two pieces less wait counts from what the shop holds', async () => {
  const waiting = someWaiting({ field: 'quantity', base: 10, mine: 8 });
  const page = open(someDetail({ edits: [waiting] }));
  await retype(page, STOCK, '7');
  expect(screen.getByRole('radio', { name: 'Farkı yaz: −3' })).toHaveProperty('checked', true);
  await save(page);
  expect(keptBy(page)).toEqual([
    { productId: '101', field: 'quantity', base: 10, mine: 7, mode: 'difference', seen: 8 },
  ]);
});

test('stock that was typed over two pieces less says what it still asks for once those were written', async () => {
  const draft = { quantity: { base: 10, seen: 8, mine: 7, text: null, mode: 'difference' } } as const;
  useDrafts.setState({ drafts: { '101': { title: 'Ürün', draft } } });
  open(someDetail({ sheet: someSheet({ quantity: 8 }) }));
  expect(await screen.findByRole('radio', { name: 'Farkı yaz: −1' })).toHaveProperty('checked', true);
});

test('a price typed back to what the shop had at first is asked for, where the shop has another one by now', async () => {
  const draft = { price: { base: 12_999_000, mine: 13_999_000, text: null, mode: 'set' } } as const;
  useDrafts.setState({ drafts: { '101': { title: 'Ürün', draft } } });
  const page = open(someDetail({ sheet: someSheet({ price: 11_000_000 }) }));
  await retype(page, PRICE, '1.299,90');
  await save(page);
  expect(keptBy(page)).toMatchObject([{ field: 'price', base: 11_000_000, mine: 12_999_000 }]);
});

test('a stock count is written as exactly that number when the merchant says so', async () => {
  const page = open(someDetail());
  await retype(page, STOCK, '12');
  await page.user.click(screen.getByRole('radio', { name: 'Tam bu sayıyı yaz' }));
  await save(page);
  expect(keptBy(page)).toEqual([{ productId: '101', field: 'quantity', base: 10, mine: 12, mode: 'set' }]);
});

test('a price with two meanings is not saved, not even by the keyboard', async () => {
  const page = open(someDetail());
  await retype(page, PRICE, '12.99');
  expect(await screen.findByText(/“12\.99” tek bir sayı olarak okunamıyor/)).toBeTruthy();
  await page.user.keyboard('{Control>}s{/Control}');
  expect(screen.getByRole('button', { name: /^Kaydet/ })).toHaveProperty('disabled', true);
  expect(page.calls.some(({ path }) => path === 'edits.keep')).toBe(false);
  await retype(page, PRICE, '1.399,90');
  await save(page);
  expect(keptBy(page)).toMatchObject([{ field: 'price', base: 12_999_000, mine: 13_999_000, mode: 'set' }]);
});

test('a price put back to what it was leaves nothing to save', async () => {
  const page = open(someDetail());
  await retype(page, PRICE, '5');
  expect(await screen.findByRole('button', { name: /^Kaydet/ })).toBeTruthy();
  await retype(page, PRICE, '1.299,90');
  await waitFor(() => expect(screen.queryByRole('button', { name: /^Kaydet/ })).toBeNull());
});

test('what was saved says when it reaches the shop, and can be written at once', async () => {
  const page = open(someDetail(), {
    edits: {
      write: () => ({
        jobId: 'j1',
        kind: 'edits',
        channelId: null,
        channelName: null,
        startedBy: 'merchant',
        state: 'running',
        phase: null,
        done: 0,
        total: 0,
        startedAt: '2026-11-24T11:05:00.000Z',
        finishedAt: null,
        problem: null,
      }),
    },
  });
  await retype(page, PRICE, '5');
  await save(page);
  const told = await screen.findByText(/1 alan sonraki eşitlemede mağazaya yazılır/);
  expect(told).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Bekleyenleri aç' }).getAttribute('href')).toBe('#/edits');
  expect(screen.queryByText(/kaydedilmedi:/)).toBeNull();
  await page.user.click(screen.getByRole('button', { name: 'Mağazaya şimdi yaz' }));
  await waitFor(() => expect(page.calls.map(({ path }) => path)).toContain('edits.write'));
});

test('a value that cannot be kept stays in its field, with the reason beside it', async () => {
  const remark: EditRemark = {
    productId: '101',
    title: 'Işıklı Ayna 1',
    field: 'name:tr-tr',
    kind: 'error',
    code: 'too-long',
    params: { width: 300, limit: 255 },
  };
  const page = open(someDetail(), {
    tab: 'texts',
    edits: { keep: () => ({ batchId: null, changed: 0, remarks: [remark] }) },
  });
  await retype(page, 'Ad', 'Uzun ad');
  await save(page);
  expect((await screen.findByRole('alert')).textContent).toContain('Çok uzun: 300; mağaza en çok 255');
  expect(screen.getByRole('textbox', { name: 'Ad' })).toHaveProperty('value', 'Uzun ad');
  expect(screen.getByText(/kaydedilmedi:/)).toBeTruthy();
});

test('a doubtful value is remarked on as soon as its field is left', async () => {
  const page = open(someDetail(), {
    edits: {
      check: ({ edits }) =>
        edits.map(({ productId, field }) => ({
          productId,
          title: 'Işıklı Ayna 1',
          field,
          kind: 'warning' as const,
          code: 'zero-price' as const,
          params: {},
        })),
    },
  });
  await retype(page, PRICE, '0');
  expect(screen.queryByText(/ürün mağazada bedava olur/)).toBeNull();
  await page.user.tab();
  expect(await screen.findByText(/ürün mağazada bedava olur/)).toBeTruthy();
});

test('what was typed is there again after the screen was left, and after a restart', async () => {
  const first = open(someDetail());
  await retype(first, PRICE, '1.399,90');
  first.screen.unmount();
  expect(window.localStorage.getItem('meschain.products.drafts')).toContain('13999000');
  open(someDetail({ sheet: someSheet({ price: 14_999_000 }) }));
  const field = await screen.findByRole('textbox', { name: PRICE });
  expect(field).toHaveProperty('value', '1.399,90');
  // The shop moved on meanwhile: the edit still says what it was made over.
  expect(useDrafts.getState().drafts['101']?.draft.price?.base).toBe(12_999_000);
});

test('two windows on one product show the same typing, and neither loses what the other typed', async () => {
  const page = open(someDetail());
  await retype(page, PRICE, '1.399,90');
  const key = 'meschain.products.drafts';
  const here = JSON.parse(window.localStorage.getItem(key) ?? '{}');
  const stock = { base: 12, mine: 9, text: null, mode: 'difference' };
  const there = { '101': { ...here['101'], draft: { ...here['101'].draft, quantity: stock } } };
  window.localStorage.setItem(key, JSON.stringify(there));
  act(() => {
    window.dispatchEvent(new StorageEvent('storage', { key }));
  });
  expect(await screen.findByText(/^2 alan değişti/)).toBeTruthy();
  await retype(page, PRICE, '1.499,90');
  expect(window.localStorage.getItem(key)).toContain('"quantity"');
  expect(useDrafts.getState().drafts['101']?.draft.price?.mine).toBe(14_999_000);
});

test('typed values are dropped only after a question', async () => {
  const page = open(someDetail());
  await retype(page, PRICE, '5');
  await page.user.click(screen.getByRole('button', { name: 'Vazgeç' }));
  const dialog = await screen.findByRole('dialog');
  await page.user.click(within(dialog).getAllByRole('button', { name: 'Vazgeç' }).at(-1)!);
  await waitFor(() =>
    expect(screen.getByRole('textbox', { name: PRICE })).toHaveProperty('value', '1.299,90'),
  );
});

test('a waiting price shows what the shop has, and can be taken back', async () => {
  const waiting = someWaiting({ field: 'price', base: 12_999_000, mine: 13_999_000 });
  const page = open(someDetail({ edits: [waiting] }), { edits: { discard: () => ({ discarded: 1 }) } });
  expect(await screen.findByRole('textbox', { name: PRICE })).toHaveProperty('value', '1.399,90');
  expect(screen.getByText(/^Mağazada:/).textContent?.replace('\u00a0', ' ')).toBe('Mağazada: 1.299,90 ₺');
  await page.user.click(screen.getByRole('button', { name: 'Düzenlemeyi bırak' }));
  await waitFor(() =>
    expect(page.calls.find(({ path }) => path === 'edits.discard')?.input).toMatchObject({
      places: [{ productId: '101', field: 'price' }],
    }),
  );
});

test('a conflict shows all three values and writes only what the merchant chooses', async () => {
  const conflict = someWaiting({
    field: 'price',
    base: 11_999_000,
    mine: 13_999_000,
    theirs: 12_999_000,
    state: 'conflict',
  });
  const page = open(someDetail({ edits: [conflict] }), {
    edits: { resolve: () => ({ resolved: 1, left: 0 }) },
  });
  const section = await screen.findByRole('region', { name: /Mağazada da değişti/ });
  expect(section.textContent?.replaceAll('\u00a0', ' ')).toMatch(/1\.199,90 ₺.*1\.399,90 ₺.*1\.299,90 ₺/);
  await page.user.click(within(section).getByRole('button', { name: 'Mağazanınki kalsın' }));
  await waitFor(() =>
    expect(page.calls.find(({ path }) => path === 'edits.resolve')?.input).toMatchObject({
      resolutions: [{ productId: '101', field: 'price', choose: 'theirs', seen: 12_999_000 }],
    }),
  );
});

test('a product whose details were never read says so instead of showing empty fields', async () => {
  open(someDetail({ sheet: null, seen: null, row: someProduct(1, { quantity: null }) }));
  const notice = await screen.findByRole('alert');
  expect(notice.textContent).toContain('mağazaya şu anda ulaşılamıyor');
  expect(within(notice).getByRole('button', { name: 'Yeniden dene' })).toBeTruthy();
  expect(screen.queryByRole('textbox')).toBeNull();
});

test('the margin counts the cost as it is typed, and warns below it', async () => {
  const page = open(someDetail());
  expect((await screen.findByText(/^Kâr:/)).textContent?.replace('\u00a0', ' ')).toContain(
    '499,90 ₺ (%38,5)',
  );
  await retype(page, 'Maliyet (TRY)', '1.500');
  expect(screen.getByText(/fiyat maliyetin altında/)).toBeTruthy();
});

test('a special price keeps its days while its amount is being typed', async () => {
  const page = open(someDetail());
  await page.user.click(await screen.findByRole('button', { name: 'Kampanya ekle' }));
  await page.user.type(screen.getByLabelText('Son gün'), '2026-12-31');
  await retype(page, 'Kampanya fiyatı (TRY)', '999,90');
  await save(page);
  expect(keptBy(page)).toMatchObject([
    {
      field: 'special',
      base: null,
      mine: { priceE4: 9_999_000, dateStart: null, dateEnd: '2026-12-31' },
    },
  ]);
});

test('what was typed into a product that is gone can be let go', async () => {
  useDrafts.getState().set('101', 'Işıklı Ayna', {
    price: { base: 12_999_000, mine: 13_999_000, text: '1.399,90', mode: 'set' },
  });
  const { user } = showPage(<ProductsPage />, { answers: {}, at: '/products/101' });
  await user.click(await screen.findByRole('button', { name: 'Vazgeç' }));
  expect(useDrafts.getState().drafts).toEqual({});
});

test('what was typed on while the saving was under way is still there afterwards', async () => {
  let answer: (kept: KeptEdits) => void = () => undefined;
  const page = open(someDetail(), {
    edits: { keep: () => new Promise<KeptEdits>((resolve) => (answer = resolve)) },
  });
  await retype(page, PRICE, '1.399,90');
  await save(page);
  await retype(page, STOCK, '12');
  answer(KEPT);
  await screen.findByText(/sonraki eşitlemede mağazaya yazılır/);
  await waitFor(() =>
    expect(Object.keys(useDrafts.getState().drafts['101']?.draft ?? {})).toEqual(['quantity']),
  );
  expect(screen.getByRole('textbox', { name: STOCK })).toHaveProperty('value', '12');
});
