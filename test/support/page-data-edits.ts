import type { Job } from '#contract/activity.ts';
import {
  EditBatchRow,
  ShopWriteChange,
  ShopWriteRow,
  type EditPage,
  type EditQuery,
} from '#contract/edits.ts';
import { PendingEditRow } from '#contract/products.ts';
import type { SyncResult } from '#contract/sync.ts';

const AT = '2026-11-24T11:05:00.000Z';

/** A price that waits, with whatever a test changes; parsed by the contract. */
export function someEdit(change: Partial<PendingEditRow> = {}): PendingEditRow {
  return PendingEditRow.parse({
    productId: '42',
    title: 'Emaye çaydanlık',
    field: 'price',
    fieldText: '',
    base: 12_999_000,
    mine: 11_999_000,
    mode: 'set',
    state: 'pending',
    theirs: null,
    theirsAt: null,
    theirsModifiedAt: null,
    problem: null,
    editedAt: AT,
    editedBy: 'merchant',
    batchId: 'batch-1',
    ...change,
  });
}

/** Stock edited from 10 to 8 here, while the shop holds `theirs`. */
export function stockConflict(theirs: number, change: Partial<PendingEditRow> = {}): PendingEditRow {
  return someEdit({
    field: 'quantity',
    base: 10,
    mine: 8,
    mode: 'difference',
    state: 'conflict',
    theirs,
    theirsAt: AT,
    ...change,
  });
}

/** Answers `edits.page` out of these edits as the engine does: by state, with counts of them all. */
export function editPages(edits: () => readonly PendingEditRow[]): (query: EditQuery) => EditPage {
  return ({ state, search, offset, limit }) => {
    const found = edits().filter(({ title }) => title.includes(search));
    const wanted = found.filter((edit) => state === null || edit.state === state);
    const of = (each: PendingEditRow['state']): number => found.filter((edit) => edit.state === each).length;
    return {
      rows: wanted.slice(offset, offset + limit),
      total: wanted.length,
      counts: {
        pending: of('pending'),
        conflict: of('conflict'),
        refused: of('refused'),
        products: new Set(found.map(({ productId }) => productId)).size,
      },
    };
  };
}

export function someBatch(change: Partial<EditBatchRow> = {}): EditBatchRow {
  return EditBatchRow.parse({
    batchId: 'batch-1',
    at: AT,
    by: 'merchant',
    title: 'Toplu değişiklik: fiyat',
    fields: 120,
    state: 'open',
    ...change,
  });
}

export function someWrite(change: Partial<ShopWriteRow> = {}): ShopWriteRow {
  return ShopWriteRow.parse({
    runId: 'run-1',
    at: AT,
    by: 'merchant',
    products: 2,
    fields: 3,
    undoneAt: null,
    ...change,
  });
}

export function someWriteChange(change: Partial<ShopWriteChange> = {}): ShopWriteChange {
  return ShopWriteChange.parse({
    productId: '42',
    title: 'Emaye çaydanlık',
    field: 'price',
    fieldText: '',
    before: 12_999_000,
    after: 11_999_000,
    mode: 'set',
    now: 11_999_000,
    undo: 'back',
    ...change,
  });
}

/** A run that writes edits, started by the merchant. */
export function writeJob(change: Partial<Job> = {}): Job {
  return {
    jobId: 'job-1',
    kind: 'edits',
    startedBy: 'merchant',
    channelId: null,
    channelName: null,
    state: 'running',
    phase: 'edits',
    done: 0,
    total: 3,
    startedAt: AT,
    finishedAt: null,
    problem: null,
    ...change,
  };
}

/** What such a run came to. */
export function writeResult(edits: Partial<SyncResult['edits']> = {}): SyncResult {
  return {
    store: { products: 0, variants: 0, changed: 0 },
    edits: { written: 0, pending: 0, conflicts: 0, refused: 0, ...edits },
    channels: {},
  };
}
