import { screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test } from 'vitest';
import type { Resolution } from '#contract/edits.ts';
import type { PendingEditRow } from '#contract/products.ts';
import { problem } from '#contract/problem.ts';
import { EditsPage } from '../../src-renderer/features/edits/edits-page.tsx';
import { editPages, someEdit, stockConflict } from '../support/page-data-edits.ts';
import { someFacts } from '../support/page-data-products.ts';
import { someOverview } from '../support/page-data.ts';
import type { Answers } from '../support/page-engine.ts';
import { showPage, type ShownPage } from '../support/page-render.tsx';
import { giveRoom } from './listings-room.ts';

beforeAll(giveRoom);

/** As it crosses the border: a field's name is a plain text there. */
type Resolved =
  | readonly { readonly productId: string; readonly field: string; readonly choose: Resolution['choose'] }[]
  | { readonly all: Resolution['choose'] };

function showConflicts(
  edits: readonly PendingEditRow[],
  tab = 'conflicts',
): ShownPage & { readonly resolved: Resolved[] } {
  const resolved: Resolved[] = [];
  const answers: Answers = {
    overview: { get: () => someOverview() },
    products: { facts: () => someFacts() },
    edits: {
      page: editPages(() => edits),
      resolve: ({ resolutions }) => {
        resolved.push(resolutions);
        return { resolved: Array.isArray(resolutions) ? resolutions.length : edits.length, left: 0 };
      },
    },
  };
  return { ...showPage(<EditsPage />, { answers, at: `/edits?tab=${tab}` }), resolved };
}

test('a conflict shows what it was, what the merchant wants and what the shop says now, and nothing is chosen', async () => {
  const edit = someEdit({
    state: 'conflict',
    theirs: 10_499_000,
    theirsAt: '2026-11-24T11:05:00.000Z',
    theirsModifiedAt: '2026-11-24 13:20:00',
  });
  showConflicts([edit]);
  const group = await screen.findByRole('group', { name: 'Emaye çaydanlık: Fiyat' });
  expect(group.textContent).toMatch(/Düzenlerken mağazada1\.299,90\s₺.*Sizinki1\.199,90\s₺/);
  expect(group.textContent).toMatch(/Mağazada şimdi1\.049,90\s₺/);
  expect(group.textContent).toContain('mağazada son kayıt: 24 Kas 2026 13:20');
  for (const radio of within(group).getAllByRole('radio')) {
    expect((radio as HTMLInputElement).checked).toBe(false);
  }
  expect(screen.getByRole('button', { name: 'Önce bir seçim yapın' }).hasAttribute('disabled')).toBe(true);
});

test('choices are made field by field and carried out together, once', async () => {
  const edits = [
    someEdit({ state: 'conflict', theirs: 10_499_000 }),
    someEdit({ field: 'model', base: 'EC-1', mine: 'EC-2', state: 'conflict', theirs: 'EC-3' }),
  ];
  const { user, resolved } = showConflicts(edits);
  const price = await screen.findByRole('group', { name: 'Emaye çaydanlık: Fiyat' });
  const model = await screen.findByRole('group', { name: 'Emaye çaydanlık: Model' });
  await user.click(within(price).getByRole('radio', { name: 'Benimkini yaz' }));
  await user.click(within(model).getByRole('radio', { name: 'Mağazanınki kalsın' }));
  await user.click(screen.getByRole('button', { name: 'Seçilen 2 kararı uygula' }));
  await waitFor(() =>
    expect(resolved).toEqual([
      [
        { productId: '42', field: 'price', choose: 'mine', seen: 10_499_000 },
        { productId: '42', field: 'model', choose: 'theirs', seen: 'EC-3' },
      ],
    ]),
  );
  expect(await screen.findByText('2 çelişki çözüldü.')).toBeDefined();
});

test('one answer for all conflicts is given only after a question that says how many', async () => {
  const { user, resolved } = showConflicts([stockConflict(7), stockConflict(3, { productId: '43' })]);
  await user.click(await screen.findByRole('button', { name: 'Hepsinde mağazanınki' }));
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain('2 alandaki düzenlemeniz silinir');
  expect(resolved).toEqual([]);
  await user.click(within(dialog).getByRole('button', { name: 'Hepsinde mağazanınki' }));
  await waitFor(() => expect(resolved).toEqual([{ all: 'theirs' }]));
});

test('a stock that may have been written already is explained, with the figure that each choice leads to', async () => {
  showConflicts([stockConflict(7, { problem: problem('edit/unsure', {}) })]);
  const group = await screen.findByRole('group', { name: 'Emaye çaydanlık: Stok' });
  expect(group.textContent).toContain('Yazma yarıda kesildi');
  expect(group.textContent).toContain('Mağazada 5 olur (7 −2).');
});

test('a description in conflict shows in each version which words changed, and its HTML on demand', async () => {
  const { user } = showConflicts([
    someEdit({
      field: 'description:tr-tr',
      base: '<p>Emaye çaydanlık, iki litre.</p>',
      mine: '<p>Emaye çaydanlık, üç litre.</p>',
      theirs: '<p>Mavi emaye çaydanlık, iki litre.</p>',
      state: 'conflict',
    }),
  ]);
  const group = await screen.findByRole('group', { name: 'Emaye çaydanlık: Açıklama · Türkçe' });
  const words = (tag: string): string[] =>
    [...group.querySelectorAll(tag)].map((each) => each.lastChild?.textContent ?? '');
  expect(words('ins')).toEqual(['üç', 'Mavi emaye']);
  expect(words('del')).toEqual(['iki', 'Emaye']);
  expect(group.textContent).not.toContain('<p>');
  await user.click(within(group).getAllByRole('button', { name: 'HTML kaynağını göster' })[0]!);
  expect(group.textContent).toContain('<p>');
});

test('a refused edit says why and leads to its product', async () => {
  const edit = someEdit({
    field: 'model',
    base: 'EC-1',
    mine: 'EC-2',
    state: 'refused',
    problem: problem('edit/refused-by-shop', {}, 'Data too long for column'),
  });
  showConflicts([edit], 'refused');
  expect(await screen.findByText('Mağazanın veritabanı bu değeri kabul etmedi.')).toBeDefined();
  expect(screen.getByRole('link', { name: 'Düzenle: Emaye çaydanlık' }).getAttribute('href')).toBe(
    '#/products/42',
  );
});
