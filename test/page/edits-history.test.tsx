import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ShopWriteChange } from '#contract/edits.ts';
import { problem } from '#contract/problem.ts';
import { ORPCError } from '@orpc/client';
import { EditsPage } from '../../src-renderer/features/edits/edits-page.tsx';
import { editPages, someBatch, someWrite, someWriteChange } from '../support/page-data-edits.ts';
import { someFacts } from '../support/page-data-products.ts';
import { someOverview } from '../support/page-data.ts';
import type { Answers } from '../support/page-engine.ts';
import { showPage } from '../support/page-render.tsx';
import { giveRoom } from './listings-room.ts';

beforeAll(giveRoom);

/** What the browser was asked to download; jsdom has no addresses for blobs and follows no downloads. */
const downloads: { readonly name: string; readonly blob: Blob }[] = [];
const blobs = new Map<string, Blob>();
function takeDownload(event: MouseEvent): void {
  const link = event.target;
  if (!(link instanceof HTMLAnchorElement) || link.download === '') return;
  event.preventDefault();
  downloads.push({ name: link.download, blob: blobs.get(link.href)! });
}
beforeEach(() => {
  downloads.length = 0;
  URL.createObjectURL = (blob) => {
    const address = `blob:http://localhost/${blobs.size}`;
    blobs.set(address, blob as Blob);
    return address;
  };
  URL.revokeObjectURL = () => undefined;
  document.addEventListener('click', takeDownload);
});
afterEach(() => document.removeEventListener('click', takeDownload));

const CHANGES: readonly ShopWriteChange[] = [
  someWriteChange(),
  someWriteChange({
    field: 'quantity',
    before: 10,
    after: 8,
    now: 5,
    mode: 'difference',
    undo: 'back',
  }),
  someWriteChange({
    productId: '43',
    title: 'Kupa',
    field: 'model',
    before: 'K1',
    after: 'K2',
    now: 'K9',
    undo: 'conflict',
  }),
];

function answersWith(edits: NonNullable<Answers['edits']>): Answers {
  return {
    overview: { get: () => someOverview() },
    products: { facts: () => someFacts() },
    edits: { page: editPages(() => []), ...edits },
  };
}

const written = {
  writes: () => ({ rows: [someWrite()], total: 1 }),
  writeChanges: () => ({
    rows: [...CHANGES],
    total: 3,
    counts: { back: 2, same: 0, conflict: 1, gone: 0 },
  }),
} satisfies NonNullable<Answers['edits']>;

test('a write opens to its changes, and says before anything is asked back what that would do', async () => {
  const asked: string[] = [];
  const answers = answersWith({
    ...written,
    undoWrite: ({ runId }) => {
      asked.push(runId);
      return { batchId: 'batch-9', changed: 3, remarks: [] };
    },
  });
  const { user } = showPage(<EditsPage />, { answers, at: '/edits?tab=history' });
  await user.click(await screen.findByRole('button', { name: /^Ayrıntı: / }));
  const panel = await screen.findByRole('complementary', { name: 'Mağazaya yazma' });
  expect(await within(panel).findByText('2 alan eski değerine döner')).toBeDefined();
  expect(within(panel).getByText('1 alan sonradan değişmiş: çelişki olarak size sorulur')).toBeDefined();
  expect(panel.textContent).toContain('Mağazada şimdi: 5');
  expect(panel.textContent).toContain('bu arada satılanlar korunur');
  await user.click(within(panel).getByRole('button', { name: 'Eski değerlere dön' }));
  const dialog = await screen.findByRole('dialog');
  expect(asked).toEqual([]);
  await user.click(within(dialog).getByRole('button', { name: 'Eski değerlere dön' }));
  expect(
    await screen.findByText('3 alan bekleyenlere eklendi; bir sonraki yazmada mağazaya döner.'),
  ).toBeDefined();
  expect(asked).toEqual(['run-1']);
});

test('a write that was asked back already offers no second time', async () => {
  const answers = answersWith({
    ...written,
    writes: () => ({ rows: [someWrite({ undoneAt: '2026-11-24T12:00:00.000Z' })], total: 1 }),
  });
  showPage(<EditsPage />, { answers, at: '/edits?tab=history&run=run-1' });
  const panel = await screen.findByRole('complementary', { name: 'Mağazaya yazma' });
  expect(await within(panel).findByText(/geri istendi\.$/)).toBeDefined();
  await within(panel).findAllByText('Emaye çaydanlık');
  expect(within(panel).queryByRole('button', { name: 'Eski değerlere dön' })).toBeNull();
});

test('the rows from before a write are handed over as an .sql file', async () => {
  const answers = answersWith({ ...written, dump: () => ({ sql: 'REPLACE INTO `oc_product` …' }) });
  const { user } = showPage(<EditsPage />, { answers, at: '/edits?tab=history&run=run-1' });
  await user.click(await screen.findByRole('button', { name: 'Yedeği indir (.sql)' }));
  await waitFor(() => expect(downloads).toHaveLength(1));
  expect(downloads[0]!.name).toBe('before-write-2026-11-24T11-05-00-000Z.sql');
  expect(await downloads[0]!.blob.text()).toBe('REPLACE INTO `oc_product` …');
});

test('a batch that was not written is taken back as a whole; one that was offers that no more', async () => {
  const undone: string[] = [];
  const answers = answersWith({
    batches: () => ({
      rows: [someBatch(), someBatch({ batchId: 'batch-2', title: 'Adlar', state: 'written' })],
      total: 2,
    }),
    undo: ({ batchId }) => {
      undone.push(batchId);
      return { fields: 120 };
    },
  });
  const { user } = showPage(<EditsPage />, { answers, at: '/edits?tab=history&show=batches' });
  const buttons = await screen.findAllByRole('button', { name: /^Geri al: / });
  expect(buttons).toHaveLength(1);
  await user.click(buttons[0]!);
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain('120 alanda bundan önceki değeriniz geri gelir');
  await user.click(within(dialog).getByRole('button', { name: 'Geri al' }));
  expect(await screen.findByText('120 alan geri alındı.')).toBeDefined();
  expect(undone).toEqual(['batch-1']);
});

test('a batch that cannot be taken back says in the question why', async () => {
  const answers = answersWith({
    batches: () => ({ rows: [someBatch()], total: 1 }),
    undo: () => {
      throw new ORPCError('PROBLEM', {
        status: 422,
        defined: true,
        data: problem('edit/touched-later', { productId: '42', field: 'price' }),
      });
    },
  });
  const { user } = showPage(<EditsPage />, { answers, at: '/edits?tab=history&show=batches' });
  await user.click(await screen.findByRole('button', { name: /^Geri al: / }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: 'Geri al' }));
  expect(await within(dialog).findByText(/sonradan yeniden değişti/)).toBeDefined();
});
