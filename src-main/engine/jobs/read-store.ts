import { problem, ProblemError, isProblemError } from '#contract/problem.ts';
import { listChannels } from '../cache/tables/channel.ts';
import { countLivingProducts, readFingerprints } from '../cache/tables/product.ts';
import { deleteRange, listRangeKeys, readRangeDigest } from '../cache/tables/store-range.ts';
import { readStoreRow, writeLastRead, writeStoreProblem } from '../cache/tables/store.ts';
import { countLivingVariants, markDuplicateBarcodes } from '../cache/tables/variant.ts';
import { transact } from '../cache/transaction.ts';
import type { EngineContext } from '../context.ts';
import { proposeLinks } from '../linking/propose.ts';
import type { WatchedRange } from '../store/port.ts';
import { settleVanished } from './settle-vanished.ts';
import { beginReading, readAndWrite, settleRange, type Reading } from './store-reading.ts';

export type ReadOptions = {
  readonly signal?: AbortSignal;
  /** Called with products looked at so far; how many there are is known only at the end. */
  readonly progress?: (done: number, total: number | null) => void;
};

export type StoreReading = { readonly products: number; readonly variants: number; readonly changed: number };

/**
 * How long to wait before a surprising reading is looked at again: OpenCart saves a product in several statements
 * without a transaction, and a second look some seconds later meets the saved whole (opencart.md §7, 2026-11).
 */
const SECOND_LOOK_MS = 3_000;

/**
 * Brings the shop into the cache (step ①). Quantities and prices of every product are looked at in full each time,
 * because a sale leaves `date_modified` alone; only products that differ are read whole. A range keeps its old digest
 * until all its products are written, so a reading that breaks off is simply done again.
 *
 * Rejects with `store/*` when the shop can't be read; the reason then stands in the shop's state, and what the cache
 * holds stays as it was.
 */
export async function readStore(context: EngineContext, options: ReadOptions = {}): Promise<StoreReading> {
  const { database, events } = context;
  try {
    const store = await context.store.open();
    const row = readStoreRow(database);
    if (row === null) throw new ProblemError(problem('store/not-connected'));
    const reading = beginReading(context, store, {
      settings: row.settings,
      ...(options.signal ? { signal: options.signal } : {}),
    });
    await readRanges(reading, options);
    await lookAgain(reading);
    return finish(reading);
  } catch (error) {
    if (
      isProblemError(error) &&
      error.problem.code.startsWith('store/') &&
      writeStoreProblem(database, error.problem)
    ) {
      events.changed('store');
    }
    throw error;
  }
}

async function readRanges(reading: Reading, { signal, progress }: ReadOptions): Promise<void> {
  const { database } = reading.context;
  const unseen = new Set(listRangeKeys(database));
  let looked = 0;
  for await (const range of reading.store.readWatched(reading.options)) {
    signal?.throwIfAborted();
    unseen.delete(range.key);
    if (readRangeDigest(database, range.key) !== range.digest) await readRange(reading, range);
    looked += range.count;
    progress?.(looked, null);
  }
  for (const key of unseen) {
    const lost = [...readFingerprints(database, key).keys()];
    if (lost.length === 0) deleteRange(database, key);
    else reading.vanished.set(key, lost);
  }
}

async function readRange(reading: Reading, range: WatchedRange): Promise<void> {
  const { database } = reading.context;
  const known = readFingerprints(database, range.key);
  const lost = new Set(known.keys());
  const differing: string[] = [];
  for (const product of range.products()) {
    const { productId } = product;
    lost.delete(productId);
    const before = known.get(productId);
    if (before === undefined || before !== product.fingerprint) differing.push(productId);
  }
  if (lost.size > 0) reading.vanished.set(range.key, [...lost]);
  reading.pending.set(range.key, { key: range.key, digest: range.digest, count: range.count });
  await readAndWrite(reading, range.key, { productIds: differing, look: 'first' });
  if (!reading.surprising.has(range.key) && !reading.vanished.has(range.key)) {
    transact(database, () => settleRange(reading, range.key));
  }
}

/** Looks once more, after a pause, at what surprised and at what was not found; what is seen twice is believed. */
async function lookAgain(reading: Reading): Promise<void> {
  const { database, host } = reading.context;
  if (reading.surprising.size > 0 || reading.vanished.size > 0) {
    host.logger.info('store-second-look', { ranges: reading.surprising.size + reading.vanished.size });
    await host.clock.sleep(SECOND_LOOK_MS, reading.options.signal);
  }
  for (const [rangeKey, productIds] of reading.surprising) {
    await readAndWrite(reading, rangeKey, { productIds, look: 'second' });
    if (!reading.vanished.has(rangeKey)) transact(database, () => settleRange(reading, rangeKey));
  }
  await settleVanished(reading);
}

function finish(reading: Reading): StoreReading {
  const { database, host, events } = reading.context;
  if (reading.changed > 0) {
    transact(database, () => markDuplicateBarcodes(database));
    for (const { channelId } of listChannels(database)) proposeLinks(database, channelId);
  }
  // Where nothing changed, as many are there as after the reading before.
  const before = reading.changed === 0 ? (readStoreRow(database)?.lastRead ?? null) : null;
  const figures = {
    products: before?.products ?? countLivingProducts(database),
    variants: before?.variants ?? countLivingVariants(database),
    changed: reading.changed,
  };
  const durationMs = Math.max(0, host.clock.now() - reading.startedAt);
  writeLastRead(database, { at: new Date(reading.startedAt).toISOString(), durationMs, ...figures });
  host.logger.info('store-read', { ...figures, durationMs });
  events.changed('store', 'listings', 'products');
  return figures;
}
