import { problem, type Problem } from '#contract/problem.ts';
import {
  countItems,
  finishRun,
  itemsInState,
  moveItems,
  openRuns,
  writeItemDraft,
  writeItemHeld,
  writeRunProblem,
  type ItemRecord,
  type RunRecord,
} from '../../cache/tables/publish-run.ts';
import { findListingByExternalId } from '../../cache/tables/listing.ts';
import { transact } from '../../cache/transaction.ts';
import type { EngineContext } from '../../context.ts';
import { DRAFT_FAULTS } from '../../publishing/draft-faults.ts';
import { beginDrafting, gatherDraft, isReady, type Drafting } from '../../publishing/gather-draft.ts';
import { readListings } from '../read-listings.ts';
import { findOurs } from './find-ours.ts';
import { linkCreated } from './link-created.ts';
import { inPublishTurn } from './publish-queue.ts';
import { openListingBatches, pollListingBatches } from './poll-batches.ts';
import { sendItems, submitterOf } from './send-items.ts';
import { settleUnknownItems } from './settle-unknown.ts';

/** How long after a look for what is unknown it makes sense to look again. */
const LOOK_AGAIN_MS = 6_000;

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
  const fresh = run.action === 'create' ? await withoutListed(context, due, signal) : due;
  for (let start = 0; start < fresh.length; start += size) {
    signal.throwIfAborted();
    const drafting = beginDrafting(context, run.channelId);
    const items = fresh.slice(start, start + size).flatMap((item) => redrafted(drafting, run, item));
    if (items.length === 0) continue;
    const stop = await sendItems({ context, session, action: run.action, signal }, items);
    if (stop !== null) return stop;
  }
  return null;
}

/**
 * Nothing is created that is there already: the marketplace is asked just before. What was tried before has arrived after
 * all; what never was is somebody else's doing, and is held. Where only the whole list tells, it is asked for tries alone.
 */
async function withoutListed(
  context: EngineContext,
  items: readonly ItemRecord[],
  signal: AbortSignal,
): Promise<readonly ItemRecord[]> {
  const { database, host } = context;
  const session = context.channels.open(items[0]!.channelId);
  const asked = session.connection.findListings ? items : items.filter(({ tries }) => tries > 0);
  const found = await findOurs(context, session, { items: asked, signal });
  if (found.size === 0) return items;
  transact(database, () => {
    const at = host.clock.now();
    for (const { itemId, tries, channelId } of items) {
      const listing = found.get(itemId);
      if (listing === undefined) continue;
      if (tries > 0) {
        moveItems(database, [itemId], { state: 'done', at, problem: null });
        continue;
      }
      const known = findListingByExternalId(database, channelId, listing.externalId);
      const faults = [DRAFT_FAULTS.listedAlready(listing.externalId)];
      writeItemHeld(database, itemId, { faults, listingId: known?.listingId ?? null });
      moveItems(database, [itemId], { state: 'held', at });
    }
  });
  return items.filter(({ itemId }) => !found.has(itemId));
}

/** Price, stock and texts as of this moment: what was right when it was asked for may not be any more. */
function redrafted(drafting: Drafting, run: RunRecord, item: ItemRecord): readonly ItemRecord[] {
  if (item.draft === null || item.variantId === null) return [item];
  const { database, host } = drafting.context;
  const purpose = run.action === 'content' ? 'content' : 'create';
  const built = gatherDraft(drafting, item.variantId, purpose);
  const { stockCode, barcode, groupId } = item.draft;
  // A listing keeps the keys that it was listed by, and so does what may have been sent by them.
  const keepsKeys = run.action === 'content' || item.tries > 0;
  const draft = built.draft && (keepsKeys ? { ...built.draft, stockCode, barcode, groupId } : built.draft);
  const next = { draft, faults: built.faults };
  if (!isReady(next)) {
    transact(database, () => {
      writeItemDraft(database, item.itemId, next);
      moveItems(database, [item.itemId], { state: 'held', at: host.clock.now() });
    });
    return [];
  }
  writeItemDraft(database, item.itemId, next);
  return [{ ...item, ...next, stockCode: next.draft.stockCode, barcode: next.draft.barcode }];
}

/** Reads back what a run was about: by name where the marketplace can be asked so. */
async function takeOver(context: EngineContext, run: RunRecord, signal: AbortSignal): Promise<void> {
  const { database } = context;
  const session = context.channels.open(run.channelId);
  const items = itemsInState(database, { runId: run.runId, state: 'done' });
  // What was deleted is met by nothing: the whole list, and the question by name after it, tell that it is gone.
  if (session.connection.findListings === undefined || run.action === 'delete')
    await readListings(context, run.channelId, { signal });
  else await findOurs(context, session, { items, signal });
  if (run.action === 'create') linkCreated(context, run.channelId);
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
    // A lost answer is looked for again soon: most of what was sent has arrived.
    ...(itemsInState(context.database, { runId: run.runId, state: 'unknown' }).length > 0
      ? [now + LOOK_AGAIN_MS]
      : []),
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
