import type { PublishAction, PublishPreview, PublishWish } from '#contract/publishing.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import { newId } from '../../cache/new-id.ts';
import {
  findRun,
  insertItem,
  insertRun,
  itemsInState,
  type ItemRecord,
  type RunRecord,
} from '../../cache/tables/publish-run.ts';
import { transact } from '../../cache/transaction.ts';
import type { EngineContext } from '../../context.ts';
import { mappedCategories } from '../../cache/tables/mapping.ts';
import { wishedCategories } from '../../cache/tables/publishing-wish.ts';
import { inChunks } from '../../marketplaces/kit/batches.ts';
import { PRIORITY } from '../../marketplaces/kit/priority.ts';
import { beginDrafting, showDraft, type Drafting } from '../../publishing/gather-draft.ts';
import { targetOf } from '../../publishing/map-shop.ts';
import { ensureMappedLists } from '../../publishing/read-catalogue.ts';
import { takeListings } from '../read-listings.ts';
import { canDo, continueRuns, nextStepIn } from './continue-run.ts';
import { whilePreviewed } from './in-preview.ts';
import { submitterOf } from './send-items.ts';
import { carriesDrafts, targetsOf, type PublishTarget } from './targets.ts';

/** How long an answer is waited for before the page or the command line gets the run as it stands. */
const PATIENCE_MS = 20_000;
const NO_INTENT = {
  beforeSend: () => undefined,
  afterAnswer: () => undefined,
  outcomeUnknown: () => undefined,
  notSent: () => undefined,
};

/**
 * Keeps the wish with every item, then sends and waits for results for a while. What is held is kept with its reasons.
 * Rejects with `channel/not-known`, `channel/paused` or `channel/not-offered`.
 */
export async function startRun(context: EngineContext, wish: PublishWish, by: string): Promise<RunRecord> {
  const drafting = await lookAt(context, wish);
  // Looked at and kept without a pause between: two who ask for the same goods at once don't both get them.
  const runId = keepRun(context, { ...wish, by }, targetsOf(drafting, wish.action, wish.selection));
  return carry(context, knownRun(context, runId));
}

/** What failed or was held, once more, with drafts of now. */
export async function retryRun(context: EngineContext, runId: string, by: string): Promise<RunRecord> {
  const { database } = context;
  const run = knownRun(context, runId);
  const items = [
    ...itemsInState(database, { runId, state: 'failed' }),
    ...itemsInState(database, { runId, state: 'held' }),
  ];
  const variantIds = items.flatMap(({ variantId }) => variantId ?? []);
  const { channelId, action } = run;
  if (variantIds.length === 0) return run;
  return startRun(context, { channelId, action, selection: { by: 'variants', variantIds } }, by);
}

/** Carries an open run on for a while. */
export async function pollRun(context: EngineContext, runId: string): Promise<RunRecord> {
  return carry(context, knownRun(context, runId));
}

export function knownRun({ database }: EngineContext, runId: string): RunRecord {
  const run = findRun(database, runId);
  if (run === null) throw new ProblemError(problem('job/not-known', { jobId: runId }));
  return run;
}

/** Reads what the drafts and the states of listings need, and refuses what can't be done at all. */
async function lookAt(context: EngineContext, wish: PublishWish): Promise<Drafting> {
  const drafting = beginDrafting(context, wish.channelId);
  if (drafting.row.paused) throw new ProblemError(problem('channel/paused', { channel: drafting.row.name }));
  const refusal = canDo(context, wish.channelId, wish.action);
  if (refusal !== null) throw new ProblemError(refusal);
  if (carriesDrafts(wish.action)) {
    // Once per category; afterwards a refresh is the merchant's wish.
    const mapped = mappedCategories(context.database, wish.channelId).values();
    const wished = wishedCategories(context.database, wish.channelId);
    for (const categoryId of new Set([...mapped, ...wished]))
      // One that takes no products any more is told draft by draft, and keeps nothing else from going out.
      if (targetOf(context, wish.channelId, categoryId).usable)
        await ensureMappedLists(context, wish.channelId, categoryId);
  }
  if (wish.action !== 'create') await readStatesAnew(context, drafting, wish);
  return beginDrafting(context, wish.channelId);
}

/** A listing whose last known state doesn't fit is looked at again before it is refused: it may have been approved since. */
async function readStatesAnew(context: EngineContext, drafting: Drafting, wish: PublishWish): Promise<void> {
  const { connection } = context.channels.open(wish.channelId);
  if (!connection.findListings) return;
  const held = targetsOf(drafting, wish.action, wish.selection).filter(
    ({ ready, listingId, faults }) => !ready && listingId !== null && faults.some(isAboutListing),
  );
  if (held.length > 0) takeListings(context, wish.channelId, await connection.findListings(held));
}

function isAboutListing({ field }: { readonly field: string }): boolean {
  return field === 'listing';
}

function keepRun(
  context: EngineContext,
  { channelId, action, by }: PublishWish & { readonly by: string },
  targets: readonly PublishTarget[],
): string {
  const { database, host } = context;
  const of = { channelId, action, by };
  const runId = newId(host.random);
  transact(database, () => {
    const at = host.clock.now();
    insertRun(database, { runId, ...of, startedAt: at });
    for (const target of targets)
      insertItem(database, itemOf(target, { runId, ...of, at, itemId: newId(host.random) }));
  });
  context.events.changed('publishing');
  return runId;
}

function itemOf(
  { ready, ...target }: PublishTarget,
  of: {
    readonly runId: string;
    readonly channelId: string;
    readonly action: PublishAction;
    readonly at: number;
    readonly itemId: string;
  },
): ItemRecord {
  const { runId, channelId, action, at, itemId } = of;
  return {
    ...target,
    runId,
    channelId,
    action,
    itemId,
    state: ready ? 'waiting' : 'held',
    problem: null,
    attemptId: null,
    batchId: null,
    notBefore: 0,
    tries: 0,
    updatedAt: at,
  };
}

async function carry(context: EngineContext, run: RunRecord): Promise<RunRecord> {
  const { clock } = context.host;
  const until = clock.monotonic() + PATIENCE_MS;
  const { signal } = new AbortController();
  for (;;) {
    await continueRuns(context, run.channelId, signal);
    const now = knownRun(context, run.runId);
    if (now.finishedAt !== null) return now;
    const wait = nextStepIn(context, now);
    if (wait === null || clock.monotonic() + wait > until) return now;
    await clock.sleep(Math.max(50, wait), signal);
  }
}

/** Everything that starting would do, ended before the first byte: drafts, faults, the marketplace's own dry run, bytes. */
export async function previewRun(context: EngineContext, wish: PublishWish): Promise<PublishPreview> {
  const drafting = await lookAt(context, wish);
  const targets = targetsOf(drafting, wish.action, wish.selection);
  const session = context.channels.open(wish.channelId);
  const ready = targets.filter((target) => target.ready);
  const verdicts = await verdictsOf(context, wish, ready);
  const { draftsPerRequest, itemsPerRequest } = session.manifest.limits;
  const requests: PublishPreview['requests'] = [];
  const of = { runId: 'preview', channelId: wish.channelId, action: wish.action, at: 0, itemId: 'preview' };
  for (const chunk of inChunks(ready, draftsPerRequest ?? itemsPerRequest)) {
    const items = chunk.map((target) => itemOf(target, of));
    const variants = chunk.flatMap(({ variantId, stockCode, barcode }) =>
      variantId === null
        ? []
        : [
            { key: stockCode, variantId },
            { key: barcode, variantId },
          ],
    );
    const rehearsals = await whilePreviewed(context.database, { channelId: wish.channelId, variants }, () =>
      session.rehearse((connection) =>
        submitterOf(connection, wish.action)!(items, { intent: NO_INTENT, priority: PRIORITY.content }),
      ),
    );
    // As many requests as items, or more: one by one. Fewer carry them together.
    const carried = rehearsals.length >= chunk.length ? 1 : chunk.length;
    for (const { sealed, stopped, waitMs } of rehearsals) {
      const { endpoint, method, url, bodyHash, bodyText } = sealed;
      requests.push({ endpoint, method, url, bodyHash, bodyText, items: carried, waitMs, stopped });
    }
  }
  const items = targets.map(({ draft, faults, ...target }) => ({
    variantId: target.variantId,
    listingId: target.listingId,
    stockCode: target.stockCode,
    barcode: target.barcode,
    title: target.title,
    ready: target.ready,
    faults: [...faults],
    verdict: verdicts.get(target.stockCode) ?? null,
    draft: draft && showDraft(drafting, draft),
  }));
  return {
    channelId: wish.channelId,
    action: wish.action,
    items,
    ready: ready.length,
    held: targets.length - ready.length,
    requests,
  };
}

async function verdictsOf(
  context: EngineContext,
  wish: PublishWish,
  ready: readonly PublishTarget[],
): Promise<ReadonlyMap<string, NonNullable<PublishPreview['items'][number]['verdict']>>> {
  const { connection, manifest } = context.channels.open(wish.channelId);
  const drafts = ready.flatMap(({ draft }) => draft ?? []);
  if (wish.action !== 'create' || !connection.previewListings || drafts.length === 0) return new Map();
  const size = manifest.limits.draftsPerRequest ?? manifest.limits.itemsPerRequest;
  const verdicts = new Map<string, { accepted: boolean; problem: ReturnType<typeof problem> | null }>();
  for (const chunk of inChunks(drafts, size))
    for (const { stockCode, accepted, report } of await connection.previewListings(chunk))
      verdicts.set(stockCode, { accepted, problem: report?.problem ?? null });
  return verdicts;
}
