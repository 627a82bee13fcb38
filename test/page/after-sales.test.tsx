import { screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test } from 'vitest';
import type { QuestionRow } from '#contract/questions.ts';
import type { ReturnAnswer, ReturnRow } from '#contract/returns.ts';
import type { SettlementRow } from '#contract/settlements.ts';
import type { Answers } from '../support/page-engine.ts';
import { showPage } from '../support/page-render.tsx';
import { ReturnsPage } from '../../src-renderer/features/returns/returns-page.tsx';
import { stretchOf } from '../../src-renderer/features/settlements/periods.ts';
import { SettlementsPage } from '../../src-renderer/features/settlements/settlements-page.tsx';
import { giveRoom } from './listings-room.ts';

beforeAll(giveRoom);

const HOUR = 3_600_000;
const READ = '2026-11-24T10:00:00.000Z';
const state = (readAt: string | null, offered = true) => ({
  channelId: 'channel-1',
  returns: { offered, readAt },
  questions: { offered, readAt },
  settlements: { offered, readAt },
});
const CHANNEL = { channelId: 'channel-1', channelName: 'Trendyol', sandbox: true };

function returnRow(changes: Partial<ReturnRow> = {}): ReturnRow {
  return {
    ...CHANNEL,
    returnId: 'R-1',
    orderNumber: '10001',
    orderId: 'order-1',
    status: 'waits-for-seller',
    rawStatus: 'WaitingInAction',
    customer: 'Ayşe D.',
    cargo: { provider: '', trackingNumber: '' },
    createdAt: READ,
    changedAt: READ,
    answerBy: new Date(Date.now() + 2 * HOUR + 60_000).toISOString(),
    late: false,
    lines: [
      {
        returnLineId: 'line-1',
        barcode: '8690000000012',
        stockCode: 'TS-1',
        title: 'Tişört',
        quantity: 2,
        unitPriceE4: 1_000_000,
        reason: 'Beden küçük geldi',
        customerNote: '',
        status: 'waits-for-seller',
        variantId: 'variant-1',
        putBack: null,
      },
    ],
    actions: ['accept', 'reject'],
    canPutBack: true,
    problem: null,
    ...changes,
  };
}

function returnsAnswers(rows: readonly ReturnRow[], readAt: string | null = READ) {
  const answered: ReturnAnswer[] = [];
  const put: { returnLineId: string; quantity: number }[] = [];
  const answers = {
    channels: { list: () => [] },
    settlements: { state: () => [state(readAt)] },
    returns: {
      page: () => ({
        rows: [...rows],
        total: rows.length,
        counts: { waiting: rows.length, open: rows.length, closed: 0, all: rows.length },
      }),
      reasons: () => [{ reasonId: '7', text: 'Ürün kullanılmış' }],
      refresh: () => ({ read: 0 }),
      answer: (input) => {
        answered.push(input);
        return returnRow({ status: 'rejected', actions: [] });
      },
      putBack: (input) => {
        put.push(...input.lines);
        return returnRow();
      },
    },
  } satisfies Answers;
  return { answers, answered, put };
}

test('a return shows how long the merchant has to answer and is accepted only after a second word', async () => {
  const { answers, answered } = returnsAnswers([returnRow()]);
  const { user } = showPage(<ReturnsPage />, { answers, at: '/returns' });
  await user.dblClick(await screen.findByText('R-1'));
  const panel = await screen.findByRole('complementary', { name: 'İade ayrıntısı' });
  expect(within(panel).getByText('2 sa kaldı')).toBeDefined();
  await user.click(within(panel).getByRole('button', { name: 'Kabul et' }));
  expect(answered).toEqual([]);
  await user.click(await screen.findByRole('button', { name: 'İadeyi kabul et' }));
  await waitFor(() => expect(answered).toMatchObject([{ answer: 'accept', returnLineIds: null }]));
});

test('a return is not refused without the reason that the marketplace asks for', async () => {
  const { answers, answered } = returnsAnswers([returnRow()]);
  const at = `/returns?return=${encodeURIComponent('["channel-1","R-1"]')}`;
  const { user } = showPage(<ReturnsPage />, { answers, at });
  const panel = await screen.findByRole('complementary', { name: 'İade ayrıntısı' });
  await user.click(within(panel).getByRole('button', { name: 'Reddet' }));
  await user.click(await within(panel).findByRole('button', { name: 'Ret yanıtını gönder' }));
  expect(await within(panel).findByText(/Pazaryeri ret için bir neden istiyor/)).toBeDefined();
  expect(answered).toEqual([]);
  await user.click(within(panel).getByRole('combobox', { name: 'Ret nedeni' }));
  await user.click(await screen.findByRole('option', { name: 'Ürün kullanılmış', hidden: true }));
  await user.click(within(panel).getByRole('button', { name: 'Ret yanıtını gönder' }));
  await waitFor(() => expect(answered).toMatchObject([{ answer: 'reject', reasonId: '7' }]));
});

test('nothing goes back into stock until the merchant says how many came back sound', async () => {
  const { answers, put } = returnsAnswers([returnRow({ actions: [], status: 'accepted' })]);
  const at = `/returns?filter=all&return=${encodeURIComponent('["channel-1","R-1"]')}`;
  const { user } = showPage(<ReturnsPage />, { answers, at });
  const button = await screen.findByRole('button', { name: 'Stoğa ekle' });
  expect(button).toHaveProperty('disabled', true);
  const field = screen.getByRole('textbox', { name: 'Tişört: sağlam adet' });
  await user.clear(field);
  await user.type(field, '1');
  await user.click(button);
  await waitFor(() => expect(put).toEqual([{ returnLineId: 'line-1', quantity: 1 }]));
});

test('returns that were never read say so and can be read; a marketplace without them says that', async () => {
  const never = returnsAnswers([], null);
  const first = showPage(<ReturnsPage />, { answers: never.answers, at: '/returns' });
  expect(await screen.findByText('İadeler henüz okunmadı')).toBeDefined();
  expect(screen.getByRole('button', { name: 'İadeleri yeniden oku' })).toBeDefined();
  first.screen.unmount();
  const none = { ...never.answers, settlements: { state: () => [state(null, false)] } };
  showPage(<ReturnsPage />, { answers: none, at: '/returns' });
  expect(await screen.findByText('Bağlı kanalların hiçbiri iade bilgisi vermiyor')).toBeDefined();
});

test('where there are no returns at all, no filter is blamed for it', async () => {
  const { answers } = returnsAnswers([], READ);
  showPage(<ReturnsPage />, { answers, at: '/returns' });
  expect(await screen.findByText('Bu kanallarda henüz iade yok')).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Bütün iadeleri göster' })).toBeNull();
});

test('a question is answered from its panel, and never with nothing', async () => {
  const row: QuestionRow = {
    ...CHANNEL,
    questionId: 'Q-1',
    text: 'Bu ürün yıkanır mı?',
    askedAt: READ,
    answerBy: new Date(Date.now() - HOUR).toISOString(),
    late: true,
    state: 'waiting',
    rawState: 'WAITING_FOR_ANSWER',
    answer: null,
    answeredAt: null,
    customer: 'A** D**',
    productTitle: 'Tişört',
    productUrl: null,
    stockCode: 'TS-1',
    barcode: '',
    orderNumber: null,
    public: true,
    canAnswer: true,
    problem: null,
  };
  const sent: string[] = [];
  const answers = {
    channels: { list: () => [] },
    settlements: { state: () => [state(READ)] },
    questions: {
      page: () => ({ rows: [row], total: 1, counts: { waiting: 1, answered: 0, all: 1 } }),
      answer: (input) => {
        sent.push(input.text);
        return { ...row, state: 'answered', answer: input.text, canAnswer: false };
      },
    },
  } satisfies Answers;
  const at = `/returns?tab=questions&question=${encodeURIComponent('["channel-1","Q-1"]')}`;
  const { user } = showPage(<ReturnsPage />, { answers, at });
  const panel = await screen.findByRole('complementary', { name: 'Soru' });
  expect(within(panel).getByText(/gecikti/)).toBeDefined();
  await user.click(within(panel).getByRole('button', { name: 'Yanıtı gönder' }));
  expect(await within(panel).findByText(/Boş yanıt gönderilemez/)).toBeDefined();
  await user.type(within(panel).getByLabelText('Yanıtınız'), 'Evet, 30 derecede.');
  await user.click(within(panel).getByRole('button', { name: 'Yanıtı gönder' }));
  await waitFor(() => expect(sent).toEqual(['Evet, 30 derecede.']));
});

test('the sums of a period leave payments out of what is left, and a kind narrows the list', async () => {
  const entry: SettlementRow = {
    ...CHANNEL,
    entryId: 'E-1',
    kind: 'sale',
    rawKind: 'Sale',
    orderNumber: '10001',
    packageId: '',
    barcode: '',
    description: '',
    amountE4: 1_000_000,
    commissionPercent: null,
    currency: 'TRY',
    bookedAt: READ,
    paymentAt: null,
    paymentId: '',
  };
  const kinds: (string | null)[] = [];
  const answers = {
    channels: { list: () => [] },
    settlements: {
      state: () => [state(READ)],
      page: (input) => {
        kinds.push(input.kind);
        return {
          rows: [entry],
          total: 1,
          sums: [
            { currency: 'TRY', kind: 'sale', entries: 1, amountE4: 1_000_000 },
            { currency: 'TRY', kind: 'commission', entries: 1, amountE4: -150_000 },
            { currency: 'TRY', kind: 'payment', entries: 1, amountE4: -850_000 },
          ],
        };
      },
    },
  } satisfies Answers;
  const { user } = showPage(<SettlementsPage />, { answers, at: '/settlements' });
  const sums = await screen.findByRole('region', { name: 'Dönemin toplamları' });
  expect(within(sums).getByText('Ödemeler dışında kalan').parentElement?.textContent).toContain('85,00');
  await user.click(within(sums).getByRole('button', { name: /Komisyon/ }));
  await waitFor(() => expect(kinds).toContain('commission'));
});

test('last month ends where this month begins, and both days of a custom period are included', () => {
  const now = new Date(2026, 0, 15, 12).getTime();
  const last = stretchOf('last-month', now, { from: '', to: '' });
  expect(last).toEqual({
    from: new Date(2025, 11, 1).toISOString(),
    to: stretchOf('this-month', now, { from: '', to: '' }).from,
  });
  expect(stretchOf('custom', now, { from: '2026-01-01', to: '2026-01-31' })).toEqual({
    from: new Date(2026, 0, 1).toISOString(),
    to: new Date(2026, 1, 1).toISOString(),
  });
});
