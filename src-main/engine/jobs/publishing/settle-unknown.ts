import { problem } from '#contract/problem.ts';
import { itemsInState, moveItems, type ItemRecord } from '../../cache/tables/publish-run.ts';
import { attemptsInState, findAttempt, finishAttempt } from '../../cache/tables/attempt.ts';
import type { ChannelSession, EngineContext } from '../../context.ts';
import { findOurs } from './find-ours.ts';

/** So long after it was sent a creation whose answer was lost may still turn up at the marketplace. */
export const STILL_ARRIVING_MS = 15 * 60 * 1_000;
/** So many tries of one item, then a person has to look. */
const MOST_TRIES = 3;

/**
 * Looks for creations of unknown outcome by their own keys: what is there is done. A creation is never repeated by itself:
 * what is still not there when it should be is named so, and the merchant decides. Other actions are absolute and go again.
 */
export async function settleUnknownItems(
  context: EngineContext,
  session: ChannelSession,
  of: { readonly runId: string; readonly signal: AbortSignal },
): Promise<void> {
  const { database, host } = context;
  const open = new Set(
    attemptsInState(database, { channelId: session.channelId, state: 'open' }).map(
      ({ attemptId }) => attemptId,
    ),
  );
  // A batch that is still being asked for says more than looking does.
  const unknown = itemsInState(database, { runId: of.runId, state: 'unknown' }).filter(
    ({ attemptId }) => attemptId === null || !open.has(attemptId),
  );
  const creations = unknown.filter(({ action }) => action === 'create');
  const others = unknown.filter(({ action }) => action !== 'create');
  for (const item of others) repeat(context, item);
  if (creations.length === 0) return;
  const found = await findOurs(context, session, { items: creations, signal: of.signal });
  for (const item of creations) {
    if (found.has(item.itemId)) {
      moveItems(database, [item.itemId], { state: 'done', at: host.clock.now(), problem: null });
      endAttempt(context, item, 'final');
    } else if (host.clock.now() - startedAt(context, item) >= STILL_ARRIVING_MS) {
      giveUp(context, item);
    }
  }
  context.events.changed('publishing');
}

function startedAt({ database }: EngineContext, item: ItemRecord): number {
  return (
    (item.attemptId === null ? null : findAttempt(database, item.attemptId)?.startedAt) ?? item.updatedAt
  );
}

/** In line again, or with a person where it was tried often enough. */
function repeat(context: EngineContext, item: ItemRecord): void {
  const { database, host } = context;
  const at = host.clock.now();
  endAttempt(context, item, 'lost');
  if (item.tries < MOST_TRIES) {
    moveItems(database, [item.itemId], { state: 'waiting', at });
    return;
  }
  giveUp(context, item);
}

/** Nobody can tell what became of it. */
function giveUp(context: EngineContext, item: ItemRecord): void {
  const { database, host } = context;
  endAttempt(context, item, 'lost');
  const { name } = context.channels.open(item.channelId).manifest;
  const why =
    item.action === 'create'
      ? problem('channel/creation-not-shown', { marketplace: name })
      : (item.problem ?? problem('channel/outcome-unknown', { marketplace: name }));
  moveItems(database, [item.itemId], { state: 'failed', at: host.clock.now(), problem: why });
}

function endAttempt({ database, host }: EngineContext, item: ItemRecord, state: 'final' | 'lost'): void {
  if (item.attemptId === null || findAttempt(database, item.attemptId)?.state !== 'unknown') return;
  finishAttempt(database, { attemptId: item.attemptId, state, problem: null, at: host.clock.now() });
}
