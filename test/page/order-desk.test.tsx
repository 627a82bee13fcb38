import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { DeskWish, FurtherDeskWish, PackageDesk } from '#contract/order-desk.ts';
import type { Answers } from '../support/page-engine.ts';
import { showPage } from '../support/page-render.tsx';
import { EMPTY_DESK_DRAFT, wishOf } from '../../src-renderer/features/orders/desk-draft.ts';
import { OrderDesk } from '../../src-renderer/features/orders/order-desk.tsx';

const PARCEL: PackageDesk = {
  packageId: 'package-1',
  status: 'picking',
  rawStatus: 'Picking',
  lines: [{ lineId: 'line-1', title: 'Tişört', barcode: '869', quantity: 3, status: 'picking' }],
  actions: [
    { action: 'cancel', possible: true, reason: null },
    {
      action: 'ship',
      possible: false,
      reason: { tr: 'Önce fatura bildirilmeli.', en: 'The invoice must be reported first.' },
    },
  ],
};
const NOW = '2026-11-24T10:00:00.000Z';

test('what cannot be done with a package now stands aside with its reason, and is no button', async () => {
  const answers = { orders: { desk: () => [PARCEL] } } satisfies Answers;
  const { user } = showPage(<OrderDesk orderId="order-1" />, { answers });
  expect(await screen.findByRole('button', { name: 'Satırları iptal et' })).toBeDefined();
  expect(screen.queryByRole('button', { name: /Kargoya ver/ })).toBeNull();
  await user.click(screen.getByText('Şu anda yapılamayan 1 iş ve nedeni'));
  expect(screen.getByText('Kargoya ver').nextElementSibling?.textContent).toBe('Önce fatura bildirilmeli.');
});

test('lines are cancelled only with a typed quantity and a reason of the marketplace', async () => {
  const wishes: (DeskWish | FurtherDeskWish)[] = [];
  const answers: Answers = {
    orders: {
      desk: () => [PARCEL],
      choices: () => ({ cancelReasons: [{ reasonId: '500', text: 'Stokta yok' }], cargoCompanies: [] }),
      act: ({ wish }) => {
        wishes.push(wish);
        throw new Error('the marketplace did not answer');
      },
    },
  };
  const { user } = showPage(<OrderDesk orderId="order-1" />, { answers });
  await user.click(await screen.findByRole('button', { name: 'Satırları iptal et' }));
  const form = within(await screen.findByRole('form', { name: 'Satırları iptal et' }));
  await user.click(form.getByRole('button', { name: 'Pazaryerine bildir' }));
  expect(await form.findByText('En az bir satırda adet yazın.')).toBeDefined();
  const field = form.getByRole('textbox', { name: 'Tişört (3)' });
  await user.clear(field);
  await user.type(field, '2');
  await user.click(form.getByRole('button', { name: 'Pazaryerine bildir' }));
  expect(await form.findByText(/Pazaryeri bir neden istiyor/)).toBeDefined();
  expect(wishes).toEqual([]);
  await user.click(await form.findByRole('combobox', { name: 'Neden' }));
  await user.click(await screen.findByRole('option', { name: 'Stokta yok', hidden: true }));
  await user.click(form.getByRole('button', { name: 'Pazaryerine bildir' }));
  await waitFor(() =>
    expect(wishes).toEqual([
      { action: 'cancel', lines: [{ lineId: 'line-1', quantity: 2 }], reasonId: '500' },
    ]),
  );
  // What was typed is still there when the marketplace could not be told.
  expect(form.getByRole('textbox', { name: 'Tişört (3)' })).toHaveProperty('value', '2');
});

test('what got no answer is settled by the merchant’s word, and nothing is sent again before', async () => {
  let parcel: PackageDesk = { ...PARCEL, unsettled: ['ship'] };
  const said: boolean[] = [];
  const answers: Answers = {
    orders: {
      desk: () => [parcel],
      settle: ({ arrived }) => {
        said.push(arrived);
        parcel = PARCEL;
        return [PARCEL];
      },
    },
  };
  const { user } = showPage(<OrderDesk orderId="order-1" />, { answers });
  const notice = within(await screen.findByRole('region', { name: 'Ulaştığı bilinmiyor' }));
  expect(notice.getByText(/“Kargoya ver” gönderildi ama yanıt gelmedi/)).toBeDefined();
  await user.click(notice.getByRole('button', { name: 'Ulaşmamış' }));
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Ulaştığı bilinmiyor' })).toBeNull());
  expect(said).toEqual([false]);
});

test('an invoice goes out only with an https address or a file', () => {
  const typed = { ...EMPTY_DESK_DRAFT, number: ' ABC1 ' };
  expect(wishOf('send-invoice', { ...typed, link: 'http://shop.example/1.pdf' }, NOW)).toEqual({
    missing: 'invoice',
  });
  expect(wishOf('send-invoice', { ...typed, link: 'https://shop.example/1.pdf' }, NOW)).toEqual({
    wish: {
      action: 'send-invoice',
      number: 'ABC1',
      issuedAt: NOW,
      link: 'https://shop.example/1.pdf',
      file: null,
    },
  });
});
