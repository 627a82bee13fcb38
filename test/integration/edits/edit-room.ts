import { mkdirSync, renameSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FieldName } from '#common/product-field.ts';
import { fieldOf, isStock } from '#common/product-field.ts';
import type { FieldValue } from '#contract/product-value.ts';
import type { SyncResult } from '#contract/sync.ts';
import { keepEdits } from '#engine/cache/tables/edit-batch.ts';
import { findPending, pendingOf, type PendingEdit } from '#engine/cache/tables/pending-edit.ts';
import { findSheet } from '#engine/cache/tables/product-sheet.ts';
import { readStoreRow } from '#engine/cache/tables/store.ts';
import type { Edit, EditMode } from '#engine/editing/merge.ts';
import { valueIn, type ProductSheet } from '#engine/editing/sheet.ts';
import type { Harness } from '../../support/engine-harness.ts';

export type Values = Readonly<Partial<Record<FieldName, FieldValue>>>;

/** Keeps edits as the page does: over the sheet as the merchant sees it offline, stock as a difference. */
export function keep(harness: Harness, productId: string, values: Values, mode?: EditMode): string {
  const { database, host } = harness.context;
  const sheet = findSheet(database, productId)?.sheet;
  if (!sheet) throw new RangeError(`the sheet of ${productId} was not read`);
  const edits = Object.entries(values).map(([name, mine]): Edit => {
    const field = name as FieldName; // Keys of Values.
    const base = valueIn(sheet, field);
    if (base === undefined || mine === undefined) throw new RangeError(`no value of ${field}`);
    return { productId, field, base, mine, mode: mode ?? (isStock(fieldOf(field)) ? 'difference' : 'set') };
  });
  const batchId = host.random.uuid();
  keepEdits(database, { batchId, at: host.clock.now(), by: 'merchant', title: 'Deneme' }, edits);
  return batchId;
}

/** The product as the shop holds it. */
export async function inShop(harness: Harness, productId: string): Promise<ProductSheet> {
  const settings = readStoreRow(harness.context.database)?.settings;
  if (!settings) throw new RangeError('no shop is connected');
  const [found] = await harness.shop.readSheets([productId], { settings });
  if (!found) throw new RangeError(`no product ${productId} in the shop`);
  return found.sheet;
}

export function waiting(harness: Harness, productId: string): readonly PendingEdit[] {
  return pendingOf(harness.context.database, productId);
}

export function pending(harness: Harness, productId: string, field: FieldName): PendingEdit | null {
  return findPending(harness.context.database, { productId, field });
}

export type Ended = Awaited<ReturnType<Harness['sync']>>;

/** Writes what waits, as the merchant's own button does. */
export async function writeNow(harness: Harness): Promise<Ended & { readonly edits: SyncResult['edits'] }> {
  const ended = await harness.sync({ what: 'edits' });
  return { ...ended, edits: editsOf(ended) };
}

export function editsOf({ job, result }: Ended): SyncResult['edits'] {
  if (!result) throw new RangeError(`the job came to no result: ${job.state} ${job.problem?.code ?? ''}`);
  return result.edits;
}

/** A sync that nobody asked for. */
export async function syncBySchedule(harness: Harness): Promise<Ended> {
  const { sync } = harness.context;
  const job = sync.start({ channelId: null, what: 'everything', approveWaiting: false }, 'schedule');
  await sync.finished(job.jobId);
  return sync.job(job.jobId);
}

/** Takes the shop off the line until the returned function brings it back. */
export async function goOffline({ context }: Harness): Promise<() => Promise<void>> {
  const file = join(context.host.paths.data, 'sample-shop.sqlite');
  await context.store.reset();
  renameSync(file, `${file}.away`);
  // Something that no shop can be opened from.
  mkdirSync(file);
  return async () => {
    await context.store.reset();
    rmdirSync(file);
    renameSync(`${file}.away`, file);
  };
}
