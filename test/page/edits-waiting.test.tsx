import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test } from 'vitest';
import type { PendingEditRow } from '#contract/products.ts';
import { problem } from '#contract/problem.ts';
import { putJob } from '../../src-renderer/client/job-store.ts';
import { EditsPage } from '../../src-renderer/features/edits/edits-page.tsx';
import { editPages, someEdit, stockConflict, writeJob, writeResult } from '../support/page-data-edits.ts';
import { someFacts } from '../support/page-data-products.ts';
import { someOverview, someStore } from '../support/page-data.ts';
import type { Answers } from '../support/page-engine.ts';
import { showPage } from '../support/page-render.tsx';
import { giveRoom } from './listings-room.ts';

beforeAll(giveRoom);

function answersWith(edits: () => readonly PendingEditRow[], more: Answers = {}): Answers {
  return {
    overview: { get: () => someOverview() },
    products: { facts: () => someFacts() },
    ...more,
    edits: { page: editPages(edits), ...more.edits },
  };
}

test('what waits is told field by field: from what the shop holds to what the merchant wants', async () => {
  const edits = [
    someEdit(),
    someEdit({ field: 'quantity', base: 10, mine: 8, mode: 'difference' }),
    someEdit({ productId: '43', title: 'Kupa', field: 'categories', base: ['20'], mine: ['20', '33'] }),
    someEdit({ productId: '43', title: 'Kupa', field: 'name:en-gb', base: 'Mug', mine: 'Blue mug' }),
  ];
  showPage(<EditsPage />, { answers: answersWith(() => edits) });

  const grid = await screen.findByRole('grid', { name: 'Bekleyen düzenlemeler' });
  await within(grid).findByText('1.199,90', { exact: false });
  const rows = within(grid)
    .getAllByRole('row')
    .map((row) => row.textContent);
  expect(
    rows.some((text) => text.includes('Fiyat') && text.includes('1.299,90\u00A0₺→1.199,90\u00A0₺')),
  ).toBe(true);
  expect(rows.some((text) => text.includes('Stok') && text.includes('−2 adet'))).toBe(true);
  expect(rows.some((text) => text.includes('Kategoriler') && text.includes('+ Hediyelik'))).toBe(true);
  expect(rows.some((text) => text.includes('Ad · English') && text.includes('Mug→Blue mug'))).toBe(true);
  expect(screen.getByText('4 alan bekliyor.')).toBeDefined();
});

test('an edit is dropped only after a question that says how many, and only the one that was chosen', async () => {
  let edits = [someEdit(), someEdit({ field: 'model', base: 'EC-1', mine: 'EC-2' })];
  const answers = answersWith(() => edits, {
    products: {
      facts: () => someFacts(),
      detail: () => ({
        row: {
          productId: '42',
          title: 'Emaye çaydanlık',
          model: 'EC-1',
          barcode: '',
          manufacturer: '',
          category: '',
          imageUrl: null,
          quantity: 10,
          storedPriceE4: 12_999_000,
          costE4: null,
          currency: 'TRY',
          enabled: true,
          variants: 1,
          listings: 0,
          modifiedAt: null,
          pending: 2,
          conflicts: 0,
          refused: 0,
        },
        sheet: null,
        seen: null,
        edits,
        options: [],
        masterId: null,
        readAt: null,
        facts: someFacts(),
        listings: [],
      }),
    },
    edits: {
      discard: ({ places }) => {
        if (typeof places === 'string') throw new TypeError('not everything was meant');
        edits = edits.filter(({ field }) => !places.some((place) => place.field === field));
        return { discarded: places.length };
      },
    },
  });
  const { user, calls } = showPage(<EditsPage />, { answers });

  await user.click(await screen.findByText('Model'));
  const panel = await screen.findByRole('complementary', { name: 'Ürünün düzenlemeleri' });
  await user.click(await within(panel).findByRole('button', { name: 'Bırak: Emaye çaydanlık, Model' }));
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain('1 alandaki değişikliğiniz silinir');
  expect(calls.some(({ path }) => path === 'edits.discard')).toBe(false);
  await user.click(within(dialog).getByRole('button', { name: 'Bırak' }));

  expect(await screen.findByText('1 düzenleme bırakıldı.')).toBeDefined();
  expect(edits.map(({ field }) => field)).toEqual(['price']);
});

test('dropping everything names conflicts and refusals too, for they go with it', async () => {
  const edits = [
    someEdit(),
    stockConflict(7),
    someEdit({ field: 'model', base: 'a', mine: 'b', state: 'refused' }),
  ];
  const dropped: unknown[] = [];
  const answers = answersWith(() => edits, {
    edits: {
      discard: ({ places }) => {
        dropped.push(places);
        return { discarded: 3 };
      },
    },
  });
  const { user } = showPage(<EditsPage />, { answers });
  await user.click(await screen.findByRole('button', { name: 'Hepsini bırak' }));
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain(
    'Bekleyen 1, çelişen 1 ve reddedilen 1 değişikliğinizin hepsi silinir',
  );
  await user.click(within(dialog).getByRole('button', { name: 'Bırak' }));
  await waitFor(() => expect(dropped).toEqual(['all']));
});

test('"write now" shows how far it is, and then what was written and what needs a choice', async () => {
  const started = writeJob();
  const ended = writeJob({ state: 'done-with-failures', phase: null, finishedAt: started.startedAt });
  const answers = answersWith(() => [someEdit()], {
    edits: { write: () => started },
    sync: { job: () => ({ job: ended, result: writeResult({ written: 2, conflicts: 1 }) }) },
  });
  const { user, engine } = showPage(<EditsPage />, { answers });
  const button = await screen.findByRole('button', { name: 'Mağazaya şimdi yaz' });
  await waitFor(() => expect(button.hasAttribute('disabled')).toBe(false));
  await user.click(button);
  expect(await screen.findByText('Düzenlemeler mağazaya yazılıyor · 0 / 3')).toBeDefined();
  expect(button.hasAttribute('disabled')).toBe(true);
  act(() => putJob(engine.jobs, ended));
  expect(
    await screen.findByText(/bir kısmı yazılmadı\. 2 alan mağazaya yazıldı · 1 çelişki size soruluyor/),
  ).toBeDefined();
});

test('a write that could not start says why, and nothing is lost', async () => {
  const answers = answersWith(() => [someEdit()], {
    edits: {
      write: () => {
        throw new Error('the engine is gone');
      },
    },
  });
  const { user } = showPage(<EditsPage />, { answers });
  const button = await screen.findByRole('button', { name: 'Mağazaya şimdi yaz' });
  await waitFor(() => expect(button.hasAttribute('disabled')).toBe(false));
  await user.click(button);
  expect(await screen.findByRole('alert')).toBeDefined();
  expect(screen.getByText('1 alan bekliyor.')).toBeDefined();
});

test('while the shop is out of reach the edits stay in sight, and the page says when they will be written', async () => {
  const store = someStore({ problem: problem('store/unreachable', { host: 'db.ornek.com' }) });
  const answers = answersWith(() => [someEdit()], {
    overview: { get: () => someOverview({ store }) },
  });
  showPage(<EditsPage />, { answers });
  expect(await screen.findByText(/Mağazaya şu anda ulaşılamıyor\. Düzenlemeler burada bekler/)).toBeDefined();
  expect(await screen.findByText('Emaye çaydanlık')).toBeDefined();
});

test('with nothing waiting the page says so and leads to the products', async () => {
  showPage(<EditsPage />, { answers: answersWith(() => []) });
  expect(await screen.findByText('Bekleyen düzenleme yok')).toBeDefined();
  expect(screen.getByRole('link', { name: 'Ürünleri aç' }).getAttribute('href')).toBe('#/products');
  expect(screen.getByRole('button', { name: 'Mağazaya şimdi yaz' }).hasAttribute('disabled')).toBe(true);
});

test('what waits for a variant product says that its master may overwrite it', async () => {
  const edits = [someEdit({ masterId: '7' }), someEdit({ productId: '43', title: 'Kupa' })];
  showPage(<EditsPage />, { answers: answersWith(() => edits), at: '/edits' });
  const row = await screen.findByRole('row', { name: /Emaye çaydanlık/ });
  expect(row.textContent).toContain('varyant ürün');
  expect(row.textContent).toContain('üzerine yazılabilir');
  expect(screen.getByRole('row', { name: /Kupa/ }).textContent).not.toContain('varyant ürün');
});
