import { act, screen } from '@testing-library/react';
import { notifications } from '@mantine/notifications';
import { afterEach, expect, test } from 'vitest';
import type { Job } from '#contract/activity.ts';
import { problem } from '#contract/problem.ts';
import { describeProblem } from '#contract/problem-texts.ts';
import type { SyncResult } from '#contract/sync.ts';
import { JobOutcomes } from '../../src-renderer/app/job-outcomes.tsx';
import { putJob } from '../../src-renderer/client/job-store.ts';
import { writeResult } from '../support/page-data-edits.ts';
import { showPage } from '../support/page-render.tsx';

// Only so many notices stand at once: those of an earlier test would keep a later one's waiting.
afterEach(() => act(() => notifications.clean()));

const AT = '2026-11-24T11:05:00.000Z';
const NOTHING = {
  marketplace: 'trendyol',
  ordersSeen: 0,
  ordersImported: 0,
  planned: 0,
  sent: 0,
  confirmed: 0,
  failed: 0,
  held: 0,
  waiting: 0,
  unknown: 0,
};

function syncJob(change: Partial<Job>): Job {
  return {
    jobId: 'job-1',
    kind: 'sync',
    startedBy: 'merchant',
    channelId: null,
    channelName: null,
    state: 'running',
    phase: 'store',
    done: 0,
    total: null,
    startedAt: AT,
    finishedAt: null,
    problem: null,
    ...change,
  };
}

function endSync(
  end: Partial<Job>,
  figures: Partial<typeof NOTHING> = {},
  edits: Partial<SyncResult['edits']> = {},
): void {
  const ended = syncJob({ finishedAt: AT, phase: null, ...end });
  const result = {
    ...writeResult(edits),
    channels: { Trendyol: { ...NOTHING, ...figures } },
  };
  const { engine } = showPage(<JobOutcomes />, {
    answers: { sync: { job: () => ({ job: ended, result }) } },
  });
  act(() => {
    putJob(engine.jobs, syncJob({}));
    putJob(engine.jobs, ended);
  });
}

test('a sync that could not read the shop is not told as "everything was in step"', async () => {
  endSync({ state: 'done-with-failures', problem: problem('store/unreachable', { host: 'db.ornek.com' }) });
  expect(await screen.findByText('Eşitleme: kısmen bitti')).toBeDefined();
  expect(screen.queryByText(/zaten eşitti/)).toBeNull();
});

test('a sync with nothing to do says so, and one with something tells only what there was', async () => {
  endSync({ state: 'done' });
  expect(await screen.findByText('Her şey zaten eşitti.')).toBeDefined();
});

test('what a guard holds is not called waiting for approval', async () => {
  endSync({ state: 'done' }, { sent: 12, confirmed: 12, held: 3 });
  expect(await screen.findByText('12 değişiklik gönderildi · 12 doğrulandı · 3 tutuldu')).toBeDefined();
});

test('what was written into the shop is told first, and an edit in conflict leads to its choice', async () => {
  endSync({ state: 'done' }, { sent: 4 }, { written: 12, conflicts: 2 });
  expect(
    await screen.findByText(
      '12 düzenleme mağazaya yazıldı · 2 çelişki size soruluyor · 4 değişiklik gönderildi',
    ),
  ).toBeDefined();
  expect(screen.getByRole('link', { name: 'Çelişkilere bak' }).getAttribute('href')).toBe(
    '#/edits?tab=conflicts',
  );
});

test('a write that found nothing to write does not claim that every channel was in step', async () => {
  endSync({ kind: 'edits', state: 'done' });
  expect(await screen.findByText('Yazılacak düzenleme kalmamıştı.')).toBeDefined();
});

test('a sync that reached neither the shop nor a channel names both', async () => {
  const channel = problem('channel/unreachable', { marketplace: 'Trendyol', channel: 'Ana' });
  const shop = problem('store/unreachable', { host: 'db.magazam.com' });
  endSync({ state: 'failed', problem: channel, alsoProblems: [shop] });
  const notice = (await screen.findByText(describeProblem(channel, 'tr').happened)).closest('[role=alert]');
  expect(notice?.textContent).toContain(describeProblem(shop, 'tr').happened);
});
