import { screen, waitFor } from '@testing-library/react';
import { beforeAll, expect, test } from 'vitest';
import type { BatchRow, DeadLetter } from '#contract/activity.ts';
import { problem } from '#contract/problem.ts';
import type { Answers } from '../support/page-engine.ts';
import { showPage } from '../support/page-render.tsx';
import { ActivityPage } from '../../src-renderer/features/activity/activity-page.tsx';
import { giveRoom } from './listings-room.ts';

beforeAll(giveRoom);

const AT = '2026-11-24T09:00:00.000Z';

const batch: BatchRow = {
  attemptId: 'attempt-1',
  channelId: 'channel-1',
  channelName: 'Trendyol',
  batchId: 'batch-77',
  items: 2,
  done: 1,
  failed: 1,
  unknown: 0,
  state: 'final',
  startedAt: AT,
  finishedAt: AT,
  polls: 3,
  problem: null,
};

function deadLetter(index: number): DeadLetter {
  return {
    outboxId: `outbox-${index}`,
    channelId: 'channel-1',
    channelName: 'Trendyol',
    listingId: `listing-${index}`,
    title: `Ayna ${index}`,
    barcode: '8690000000012',
    group: 'price',
    text: '1.299,90 → 1.199,90',
    attempts: 5,
    lastTriedAt: AT,
    problem: problem('channel/item-refused', { channel: 'Trendyol' }, 'listPrice is lower'),
  };
}

const quiet = {
  channels: { list: () => [] },
} satisfies Answers;

test('a batch opens to its changes, refused ones first, and the raw text only on demand', async () => {
  const item = { listingId: 'listing-1', barcode: '8690000000012', group: 'stock', text: '14 → 11' } as const;
  const answers = {
    ...quiet,
    activity: {
      deadLetters: () => ({ rows: [], total: 0 }),
      batches: () => ({ rows: [batch], total: 1 }),
      batch: () => ({
        batch,
        items: [
          { ...item, outboxId: 'outbox-1', title: 'Kabul edilen', state: 'done', problem: null },
          {
            ...item,
            outboxId: 'outbox-2',
            title: 'Reddedilen',
            state: 'failed',
            problem: problem('channel/item-refused', { channel: 'Trendyol' }),
          },
        ],
        request: '{"items":[<script>]}',
        response: null,
      }),
    },
  } satisfies Answers;
  const { user } = showPage(<ActivityPage />, { answers, at: '/activity?tab=batches&batch=attempt-1' });

  const items = await screen.findAllByRole('listitem');
  expect(items.map((each) => each.querySelector('strong')?.textContent)).toEqual([
    'Reddedilen',
    'Kabul edilen',
  ]);
  expect(screen.queryByText('{"items":[<script>]}')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Ham istek ve yanıtı göster' }));
  expect(screen.getByText('{"items":[<script>]}')).toBeDefined();
  expect(screen.getByText('Saklanmış metin yok.')).toBeDefined();
});

test('changes given up on are tried again together when chosen', async () => {
  const retried: string[][] = [];
  const letters = [deadLetter(1), deadLetter(2), deadLetter(3)];
  const answers = {
    ...quiet,
    activity: {
      deadLetters: (input) => ({
        rows: letters.slice(input.offset, input.offset + input.limit),
        total: letters.length,
      }),
      retry: (input) => {
        retried.push(input.outboxIds);
        return { retried: input.outboxIds.length };
      },
    },
  } satisfies Answers;
  const { user } = showPage(<ActivityPage />, { answers, at: '/activity?tab=dead-letters' });

  await user.click(await screen.findByRole('checkbox', { name: 'Seç: Ayna 1' }));
  await user.click(screen.getByRole('checkbox', { name: 'Seç: Ayna 2' }));
  await user.click(screen.getByRole('button', { name: 'Seçilen 2 değişikliği yeniden dene' }));
  await waitFor(() => expect(retried).toEqual([['outbox-1', 'outbox-2']]));
  expect(await screen.findByText(/2 değişiklik yeniden sıraya alındı/)).toBeDefined();
});
