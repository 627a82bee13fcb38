import { screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test } from 'vitest';
import type { Approval, ApprovalResult, PlanChange, PlanSummary } from '#contract/plan.ts';
import type { Answers } from '../support/page-engine.ts';
import { showPage } from '../support/page-render.tsx';
import { PlanPage } from '../../src-renderer/features/plan/plan-page.tsx';
import { channelWith, heldChange, planSummary } from './listings-samples.ts';
import { giveRoom } from './listings-room.ts';

beforeAll(giveRoom);

type Plan = {
  readonly changes?: readonly PlanChange[];
  readonly summary?: PlanSummary;
  readonly changedSince?: readonly string[];
  readonly sending?: ApprovalResult['sending'];
};

function planRouter({
  changes = [heldChange()],
  summary = planSummary(),
  changedSince = [],
  sending = 'started',
}: Plan) {
  const approved: { approval: Approval; send: boolean }[] = [];
  const answers = {
    channels: { list: () => [] },
    plan: {
      summary: () => summary,
      page: (input) => {
        const rows = changes.filter(
          (change) => input.held === null || change.holds.length > 0 === input.held,
        );
        return { rows: rows.slice(input.offset, input.offset + input.limit), total: rows.length };
      },
      approve: (input) => {
        approved.push({ approval: input.approval, send: input.send });
        return {
          approved: changedSince.length > 0 ? 0 : 1,
          sending,
          changedSince: [...changedSince],
          notApprovable: [],
        };
      },
    },
  } satisfies Answers;
  return { answers, approved };
}

test('a held change cannot be approved before its new value was read and confirmed', async () => {
  const { answers, approved } = planRouter({});
  const { user } = showPage(<PlanPage />, { answers, at: '/plan' });

  await user.click(await screen.findByRole('button', { name: 'Bak ve onayla: Işıklı Ayna · Büyük' }));
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain(
    'Trendyol kanalında “Işıklı Ayna · Büyük” ürününün satış fiyatı 1.299,90\u00a0₺ yerine 129,99\u00a0₺ olacak.',
  );
  const approve = within(dialog).getByRole('button', { name: 'Onayla ve gönder' });
  expect(approve).toHaveProperty('disabled', true);
  await user.click(approve);
  expect(approved).toEqual([]);

  await user.click(within(dialog).getByRole('checkbox', { name: /Yeni değeri okudum, doğru: 129,99/ }));
  await user.click(approve);
  await waitFor(() =>
    expect(approved).toEqual([{ approval: { kind: 'some', changeIds: ['change-1'] }, send: true }]),
  );
});

test('a held change whose guard nobody can lift offers no approval at all', async () => {
  const closed = heldChange({
    approvable: false,
    holds: [
      { guard: 'price/below-floor', params: { floorE4: 2_000_000, priceE4: 1_000_000, currency: 'TRY' } },
    ],
  });
  const { answers } = planRouter({ changes: [closed] });
  showPage(<PlanPage />, { answers, at: '/plan' });

  expect(await screen.findByText('Onaylanamaz: önce nedeni giderilmeli')).toBeDefined();
  expect(screen.queryByRole('button', { name: /Bak ve onayla/ })).toBeNull();
});

test('a change that moved since it was looked at is told plainly and not called approved', async () => {
  const { answers } = planRouter({ changedSince: ['change-1'] });
  const { user } = showPage(<PlanPage />, { answers, at: '/plan' });

  await user.click(await screen.findByRole('button', { name: /Bak ve onayla/ }));
  await user.click(await screen.findByRole('checkbox', { name: /Yeni değeri okudum/ }));
  await user.click(screen.getAllByRole('button', { name: 'Onayla ve gönder' }).at(-1)!);

  expect(await screen.findByText(/1 değişiklik baktığınızdan beri değişti ve onaylanmadı/)).toBeDefined();
  expect(screen.getByText(/Onaylanan değişiklik olmadı/)).toBeDefined();
});

test('an approval that cannot be sent at once is not called sending', async () => {
  const { answers } = planRouter({ sending: 'later' });
  const { user } = showPage(<PlanPage />, { answers, at: '/plan' });

  await user.click(await screen.findByRole('button', { name: /Bak ve onayla/ }));
  await user.click(await screen.findByRole('checkbox', { name: /Yeni değeri okudum/ }));
  await user.click(screen.getAllByRole('button', { name: 'Onayla ve gönder' }).at(-1)!);

  expect(await screen.findByText(/Bir sonraki eşitlemede gönderilir\./)).toBeDefined();
  expect(screen.queryByText(/Gönderiliyor/)).toBeNull();
});

test('what is approved and not sent yet is told apart from what awaits approval', async () => {
  const { answers } = planRouter({
    changes: [],
    summary: planSummary({ held: 0, waiting: 0, approved: 4, requests: 1, groups: [] }),
  });
  showPage(<PlanPage />, { answers, at: '/plan' });
  expect(await screen.findByRole('heading', { name: 'Onaylananlar gönderilmeyi bekliyor' })).toBeDefined();
  expect(screen.getByText(/4 değişiklik bir sonraki eşitlemede gönderilir/)).toBeDefined();
});

test('a plan with nothing in it says that everything is in step', async () => {
  const { answers } = planRouter({
    changes: [],
    summary: planSummary({ held: 0, waiting: 0, requests: 0, groups: [] }),
  });
  showPage(<PlanPage />, { answers, at: '/plan' });
  expect(await screen.findByRole('heading', { name: 'Her şey eşit' })).toBeDefined();
});

test('a stock change waiting in a group names its old and its new value', async () => {
  const stock = heldChange({
    changeId: 'change-2',
    group: 'stock',
    fromQuantity: 14,
    toQuantity: 11,
    fromPriceE4: null,
    toPriceE4: null,
    holds: [],
    reason: 'stock-lowered',
    state: 'waiting',
  });
  const summary = planSummary({
    held: 0,
    waiting: 1,
    groups: [
      {
        channelId: 'channel-1',
        channelName: 'Trendyol',
        reason: 'stock-lowered',
        held: false,
        count: 1,
        largestStepPercent: null,
      },
    ],
  });
  const { answers, approved } = planRouter({ changes: [stock], summary });
  const { user } = showPage(<PlanPage />, { answers, at: '/plan' });

  const cell = await screen.findByText('azalıyor:');
  expect(cell.parentElement?.textContent).toContain('14');
  expect(cell.parentElement?.textContent).toContain('→');
  expect(cell.parentElement?.textContent).toContain('11');

  await user.click(screen.getByRole('button', { name: 'Onayla ve gönder (1)' }));
  await waitFor(() => expect(approved).toEqual([{ approval: { kind: 'all', channelId: null }, send: true }]));
});

test('what was approved goes on telling where each change stands', async () => {
  const waiting = heldChange({ holds: [], reason: 'price-raised', state: 'waiting' });
  const group = {
    channelId: 'channel-1',
    channelName: 'Trendyol',
    reason: 'price-raised',
    held: false,
    count: 1,
    largestStepPercent: 10,
  } as const;
  let sent = false;
  const { answers } = planRouter({ changes: [] });
  const { user } = showPage(<PlanPage />, {
    answers: {
      ...answers,
      plan: {
        summary: () =>
          planSummary({
            held: 0,
            waiting: sent ? 0 : 1,
            inFlight: sent ? 1 : 0,
            groups: sent ? [] : [group],
          }),
        page: ({ held }) => {
          const rows: PlanChange[] =
            held === true ? [] : [{ ...waiting, state: sent ? 'sending' : 'waiting' }];
          return { rows, total: rows.length };
        },
        approve: () => {
          sent = true;
          return { approved: 1, sending: 'started', changedSince: [], notApprovable: [] };
        },
      },
    },
    at: '/plan',
  });

  await user.click(await screen.findByRole('button', { name: 'Grubu onayla' }));
  expect(await screen.findByRole('heading', { name: 'Her şey yolda' })).toBeDefined();
  expect(await screen.findByText('Gönderiliyor')).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Grubu onayla' })).toBeNull();
});

test('an empty plan is not called "in step" while a channel refused changes', async () => {
  const { answers } = planRouter({
    changes: [],
    summary: planSummary({ held: 0, waiting: 0, requests: 0, groups: [] }),
  });
  showPage(<PlanPage />, {
    answers: { ...answers, channels: { list: () => [channelWith({ failed: 3 })] } },
    at: '/plan',
  });

  expect(await screen.findByRole('heading', { name: 'Kabul edilmeyen değişiklikler var' })).toBeDefined();
  expect(screen.queryByRole('heading', { name: 'Her şey eşit' })).toBeNull();
});
