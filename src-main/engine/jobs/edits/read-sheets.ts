import { keepEditingFacts, readKeptEditingFacts } from '../../cache/tables/editing-facts.ts';
import { editedProducts } from '../../cache/tables/pending-edit.ts';
import {
  countDueSheets,
  fingerprintOf,
  listDueSheets,
  type DueSheet,
} from '../../cache/tables/product-sheet.ts';
import type { EngineContext } from '../../context.ts';
import type { StoreSheet } from '../../store/port.ts';
import { withShop } from '../shop-lock.ts';
import { openEditShop, type EditShop } from './edit-shop.ts';
import { seeGone, seeSheet } from './see-sheet.ts';

/** As many as one call of the store takes. */
const CHUNK = 500;
/** Categories, languages and the like change rarely. */
const FACTS_EVERY_MS = 60 * 60 * 1_000;

export type SheetReading = {
  readonly signal: AbortSignal;
  /** Set: what is not read yet is left for later. */
  readonly giveWay: AbortSignal;
  readonly progress: (done: number, total: number) => void;
  /** Whether facts that were read lately are read again. */
  readonly facts: 'now' | 'if-due';
};

/**
 * Brings the sheets of all products that are new or have changed into the cache, and what they can be edited to. Each
 * chunk is durable by itself, so one that breaks off goes on where it was; the shop is free for others between two.
 */
export async function readDueSheets(context: EngineContext, reading: SheetReading): Promise<number> {
  const { database, events } = context;
  await readFacts(context, reading);
  const total = countDueSheets(database);
  let done = 0;
  let after = '';
  for (;;) {
    reading.signal.throwIfAborted();
    const due = listDueSheets(database, { after, limit: CHUNK });
    const last = due.at(-1);
    if (!last || reading.giveWay.aborted) return done;
    reading.progress(done, total);
    await withShop(context, async () => {
      await readChunk(context, await openEditShop(context), { due, signal: reading.signal });
    });
    after = last.productId;
    done += due.length;
    events.changed('products');
  }
}

async function readFacts(context: EngineContext, { signal, facts }: SheetReading): Promise<void> {
  const { database, events, host } = context;
  const kept = readKeptEditingFacts(database);
  const now = host.clock.now();
  const isFresh = kept !== null && now >= kept.readAt && now - kept.readAt < FACTS_EVERY_MS;
  if (isFresh && facts === 'if-due') return;
  const { store, settings } = await openEditShop(context);
  if (keepEditingFacts(database, await store.readEditingFacts({ settings, signal }), now)) {
    events.changed('products');
  }
}

type Chunk = { readonly due: readonly DueSheet[]; readonly signal?: AbortSignal };

/** Reads these sheets and judges the edits by them; a product that is not found is gone for now. */
export async function readChunk(
  context: EngineContext,
  { store, settings }: EditShop,
  { due, signal }: Chunk,
): Promise<readonly StoreSheet[]> {
  const readAt = context.host.clock.now();
  const found = await store.readSheets(
    due.map(({ productId }) => productId),
    { settings, ...(signal && { signal }) },
  );
  const byId = new Map(found.map((sheet) => [sheet.productId, sheet]));
  let changed = false;
  for (const { productId, fingerprint } of due) {
    const sheet = byId.get(productId);
    const judged = sheet ? seeSheet(context, sheet, { fingerprint, readAt }) : seeGone(context, productId);
    changed = judged || changed;
  }
  if (changed) context.events.changed('edits', 'products');
  return found;
}

/**
 * Looks anew at every product for which anything waits, and writes nothing: conflicts are seen, and what a waiting edit
 * lowers is reckoned from the stock of now.
 */
export async function lookAtEdited(context: EngineContext, signal: AbortSignal): Promise<void> {
  const { database } = context;
  const ids = editedProducts(database);
  for (let start = 0; start < ids.length; start += CHUNK) {
    signal.throwIfAborted();
    const due = ids
      .slice(start, start + CHUNK)
      .map((productId) => ({ productId, fingerprint: fingerprintOf(database, productId) ?? '' }));
    await readChunk(context, await openEditShop(context), { due, signal });
  }
}
