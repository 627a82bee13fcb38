import { problem, type Problem } from '#contract/problem.ts';
import {
  countItems,
  finishRun,
  itemsInState,
  moveItems,
  openRuns,
  writeItemDraft,
  writeItemListing,
  writeRunProblem,
  type ItemRecord,
  type RunRecord,
} from '../../cache/tables/publish-run.ts';
import { listingOfVariant, listingWithKey } from '../../cache/tables/shop-goods.ts';
import { transact } from '../../cache/transaction.ts';
import type { EngineContext } from '../../context.ts';
import { linkChosen } from '../../linking/link.ts';
import { beginDrafting, gatherDraft, isReady } from '../../publishing/gather-draft.ts';
import { readListings } from '../read-listings.ts';
import { inPublishTurn } from './publish-queue.ts';
import { openListingBatches, pollListingBatches } from './poll-batches.ts';
import { sendItems, submitterOf } from './send-items.ts';
import { keysOnMarketplace, settleUnknownItems } from './settle-unknown.ts';

/** Carries every open run of a channel on as far as it goes now. Returns what keeps the last one from its end. */
export function continueRuns(
  context: EngineContext,
  channelId: string,
  signal: AbortSignal,
): Promise<Problem | null> {
  return inPublishTurn(context, channelId, async () => {
    let stop: Problem | null = null;
    for (const run of openRuns(context.database, channelId)) {
      signal.throwIfAborted();
      stop = (await carryOn(context, run, signal)) ?? stop;
    }
    return stop;
  });
}

/** Results first, then what is unknown, then what waits: nothing is sent while an earlier word may still settle it. */
async function carryOn(context: EngineContext, run: RunRecord, signal: AbortSignal): Promise<Problem | null> {
  const { database, host } = context;
  const session = context.channels.open(run.channelId);
  const polled = await pollListingBatches(context, run.channelId, signal);
  await settleUnknownItems(context, session, { runId: run.runId, signal });
  const stop = (await sendWaiting(context, run, signal)) ?? polled;
  writeRunProblem(database, run.runId, stop);
  const { waiting, sent, unknown, done } = countItems(database, run.runId);
  if (waiting + sent + unknown === 0) {
    if (done > 0) await takeOver(context, run, signal);
    finishRun(database, run.runId, host.clock.now());
  }
  context.events.changed('publishing');
  return stop;
}

async function sendWaiting(
  context: EngineContext,
  run: RunRecord,
  signal: AbortSignal,
): Promise<Problem | null> {
  const { database, host } = context;
  const session = context.channels.open(run.channelId);
  const { draftsPerRequest, itemsPerRequest } = session.manifest.limits;
  const size = draftsPerRequest ?? itemsPerRequest;
  const due = itemsInState(database, { runId: run.runId, state: 'waiting' }).filter(
    ({ notBefore }) => notBefore <= host.clock.now(),
  );
  if (due.length === 0) return null;
  const fresh = await withoutArrived(context, due, signal);
  for (let start = 0; start < fresh.length; start += size) {
    signal.throwIfAborted();
    const items = fresh.slice(start, start + size).flatMap((item) => redrafted(context, run, item));
    if (items.length === 0) continue;
    const stop = await sendItems({ context, session, action: run.action, signal }, items);
    if (stop !== null) return stop;
  }
  return null;
}

/** What was tried before may have arrived after all: it is looked for by its own key before it is repeated. */
async function withoutArrived(
  context: EngineContext,
  items: readonly ItemRecord[],
  signal: AbortSignal,
): Promise<readonly ItemRecord[]> {
  const tried = items.filter(({ action, tries }) => action === 'create' && tries > 0);
  if (tried.length === 0) return items;
  const found = await keysOnMarketplace(context.channels.open(tried[0]!.channelId), tried, signal);
  const arrived = new Set(
    tried
      .filter(({ barcode, stockCode }) => found.has(barcode) || found.has(stockCode))
      .map(({ itemId }) => itemId),
  );
  const at = context.host.clock.now();
  moveItems(context.database, [...arrived], { state: 'done', at, problem: null });
  return items.filter(({ itemId }) => !arrived.has(itemId));
}

/** Price, stock and texts as of this moment: what was right when it was asked for may not be any more. */
function redrafted(context: EngineContext, run: RunRecord, item: ItemRecord): readonly ItemRecord[] {
  if (item.draft === null || item.variantId === null) return [item];
  const { database, host } = context;
  const built = gatherDraft(beginDrafting(context, run.channelId), item.variantId);
  if (!isReady(built)) {
    transact(database, () => {
      writeItemDraft(database, item.itemId, built);
      moveItems(database, [item.itemId], { state: 'held', at: host.clock.now() });
    });
    return [];
  }
  const { stockCode, barcode, groupId } = item.draft;
  // A listing keeps the keys that it was listed by; a new one has the ones that were just put together.
  const draft = run.action === 'content' ? { ...built.draft, stockCode, barcode, groupId } : built.draft;
  writeItemDraft(database, item.itemId, { draft, faults: built.faults });
  return [{ ...item, draft, faults: built.faults }];
}

/** Reads the channel's listings, and links what was created to the variant that it was made of: the merchant's own act. */
async function takeOver(context: EngineContext, run: RunRecord, signal: AbortSignal): Promise<void> {
  const { database } = context;
  await readListings(context, run.channelId, { signal });
  if (run.action !== 'create') return;
  const links = itemsInState(database, { runId: run.runId, state: 'done' }).flatMap((item) => {
    if (item.variantId === null || item.listingId !== null) return [];
    const listing = listingWithKey(database, run.channelId, item);
    if (listing === null) return [];
    writeItemListing(database, item.itemId, listing.listingId);
    const linked = listingOfVariant(database, run.channelId, item.variantId);
    return linked === null ? [{ listingId: listing.listingId, variantId: item.variantId }] : [];
  });
  if (links.length > 0) linkChosen(context, run.channelId, links);
}

/** Whether the channel has an unfinished run, so that a sync has something to carry on. */
export function hasOpenRuns({ database }: EngineContext, channelId: string): boolean {
  return openRuns(database, channelId).length > 0;
}

/** When it makes sense to carry on next, in milliseconds from now; null where only time of hours will tell. */
export function nextStepIn(context: EngineContext, run: RunRecord): number | null {
  const now = context.host.clock.now();
  const times = [
    ...openListingBatches(context, run.channelId).map(({ nextPollAt }) => nextPollAt ?? now),
    ...itemsInState(context.database, { runId: run.runId, state: 'waiting' }).map(
      ({ notBefore }) => notBefore,
    ),
  ];
  return times.length === 0 ? null : Math.max(0, Math.min(...times) - now);
}

/** Whether the marketplace offers the action at all. */
export function canDo(
  context: EngineContext,
  channelId: string,
  action: RunRecord['action'],
): Problem | null {
  const { connection, manifest } = context.channels.open(channelId);
  if (submitterOf(connection, action) !== null) return null;
  return problem('channel/not-offered', { marketplace: manifest.name, capability: action });
}
