import { screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test } from 'vitest';
import type { PackageDesk } from '#contract/order-desk.ts';
import type { OrderDetail, OrderQuery, OrderRow } from '#contract/orders.ts';
import type { Answers } from '../support/page-engine.ts';
import { showPage } from '../support/page-render.tsx';
import { dispatchClock } from '../../src-renderer/features/orders/dispatch-clock.ts';
import { OrdersPage } from '../../src-renderer/features/orders/orders-page.tsx';
import { order } from './listings-samples.ts';
import { giveRoom } from './listings-room.ts';

beforeAll(giveRoom);

const HOUR = 3_600_000;

function detailOf(row: OrderRow, changes: Partial<OrderDetail> = {}): OrderDetail {
  return {
    row,
    lines: [],
    buyer: {
      name: row.buyer,
      company: '',
      taxNumber: '',
      taxOffice: '',
      phone: '',
      address: '',
      district: '',
      city: row.city,
    },
    cargo: { provider: '', trackingNumber: '', trackingLink: '' },
    timeline: [],
    actions: [],
    ...changes,
  };
}

function ordersRouter(rows: readonly OrderRow[], detail: Partial<OrderDetail> = {}) {
  const invoiced: string[] = [];
  const asked: OrderQuery[] = [];
  const answers = {
    channels: { list: () => [] },
    orders: {
      page: (input) => {
        asked.push(input);
        const counts = { open: rows.length, late: 0, problem: 0, shipped: 0, closed: 0, all: rows.length };
        return { rows: [...rows], total: rows.length, counts };
      },
      detail: () => detailOf(rows[0]!, detail),
      desk: () => [],
      invoice: (input) => {
        invoiced.push(input.invoiceNumber);
        return detailOf(rows[0]!);
      },
    },
  } satisfies Answers;
  return { answers, invoiced, asked };
}

test('orders stand in the order of their clocks, the late one first and marked in words', async () => {
  const now = Date.now();
  const rows = [
    order(1, { late: true, dispatchBy: new Date(now - 2 * HOUR).toISOString() }),
    order(2, { dispatchBy: new Date(now + 2 * HOUR + 60_000).toISOString() }),
    order(3),
  ];
  const { answers, asked } = ordersRouter(rows);
  showPage(<OrdersPage />, { answers, at: '/orders' });

  await screen.findByText('10001');
  const shown = screen.getAllByRole('row').slice(1);
  expect(shown[0]?.textContent).toContain('2 sa gecikti');
  expect(shown[0]?.textContent).toContain('10001');
  expect(shown[1]?.textContent).toContain('2 sa kaldı');
  expect(shown[2]?.textContent).toContain('süre yok');
  expect(asked[0]).toMatchObject({ filter: 'open', offset: 0 });
});

test('an order turns late on the screen when its time passes, without being read again', () => {
  const dispatchBy = new Date(10 * HOUR).toISOString();
  const waiting = order(1, { dispatchBy });
  expect(dispatchClock(waiting, 9 * HOUR)).toMatchObject({ kind: 'left', tone: 'waiting' });
  expect(dispatchClock(waiting, 11 * HOUR)).toMatchObject({ kind: 'late', milliseconds: HOUR });
  expect(dispatchClock({ ...waiting, status: 'shipped' }, 11 * HOUR)).toEqual({ kind: 'done' });
});

test('a package is not marked as invoiced without an invoice number', async () => {
  const { answers, invoiced } = ordersRouter([order(1, { status: 'picking' })], {
    actions: [{ packageId: 'package-1', action: 'invoice' }],
  });
  const { user } = showPage(<OrdersPage />, { answers, at: '/orders?order=order-1' });

  await user.click(await screen.findByRole('button', { name: 'Faturalandı yap' }));
  await user.click(screen.getByRole('button', { name: 'Pazaryerine bildir' }));
  expect(await screen.findByText(/Fatura numarası olmadan/)).toBeDefined();
  expect(invoiced).toEqual([]);

  await user.type(screen.getByLabelText('Fatura numarası'), ' ABC2026000000123 ');
  await user.click(screen.getByRole('button', { name: 'Pazaryerine bildir' }));
  await waitFor(() => expect(invoiced).toEqual(['ABC2026000000123']));
});

test('a package is not offered to be marked as picked where its marketplace has no such thing', async () => {
  const row = order(1);
  const { answers } = ordersRouter([row], {
    actions: (['pick', 'invoice'] as const).map((action) => ({ packageId: 'package-1', action })),
  });
  const reason = { tr: 'Amazon’da böyle bir çağrı yok.', en: 'Amazon has no such call.' };
  const desk: PackageDesk = {
    packageId: 'package-1',
    status: 'new',
    rawStatus: 'UNSHIPPED',
    lines: [],
    actions: [
      { action: 'pick', possible: false, reason },
      { action: 'invoice', possible: true, reason: null },
    ],
  };
  const orders = { ...answers.orders, desk: () => [desk] };
  showPage(<OrdersPage />, { answers: { ...answers, orders }, at: `/orders?order=${row.orderId}` });
  expect(await screen.findByRole('button', { name: 'Faturalandı yap' })).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Hazırlanıyor yap' })).toBeNull();
});

test('a line that belongs to no product of the shop is marked and explained', async () => {
  const { answers } = ordersRouter([order(1, { unmatchedLines: 1 })], {
    lines: [
      {
        lineId: 'line-1',
        packageId: 'package-1',
        title: 'Bilinmeyen ürün',
        barcode: '8690000000999',
        stockCode: '',
        quantity: 1,
        unitPriceE4: 12_999_000,
        vatRate: 20,
        status: 'new',
        variantId: null,
      },
    ],
  });
  showPage(<OrdersPage />, { answers, at: '/orders?order=order-1' });

  const panel = await screen.findByRole('complementary', { name: 'Sipariş ayrıntısı' });
  expect(await within(panel).findByText('Mağaza ürünüyle eşleşmedi')).toBeDefined();
  expect(within(panel).getByText(/Bu satırın barkodu mağazadaki hiçbir ürünle aynı değil/)).toBeDefined();
});

test('an order from before the channel was connected says why the shop does not have it', async () => {
  const { answers } = ordersRouter([
    order(1, { importState: 'history', storeOrderId: null, status: 'delivered' }),
  ]);
  const { user } = showPage(<OrdersPage />, { answers, at: '/orders?filter=all' });

  await user.hover(await screen.findByText('Geçmiş'));
  expect(await screen.findByText('Bağlanmadan önce gönderilmiş; mağazaya yazılmadı.')).toBeDefined();
});
