import { isProblemError, problem, ProblemError, type Problem } from '#contract/problem.ts';
import type { PublishAction } from '#contract/publishing.ts';
import { finishAttempt, insertAttempt, openAttempt, recordAnswer } from '../../cache/tables/attempt.ts';
import { countStanding, moveItems, type ItemRecord } from '../../cache/tables/publish-run.ts';
import { transact } from '../../cache/transaction.ts';
import type { ChannelSession, EngineContext } from '../../context.ts';
import type { IntentRecorder } from '../../gateway/port.ts';
import type { MarketplaceConnection, SubmitResult } from '../../marketplaces/kit/port.ts';
import type { WriteOptions } from '../../marketplaces/kit/catalogue.ts';
import { PRIORITY } from '../../marketplaces/kit/priority.ts';
import { excerpt } from '../../monitor/redact.ts';
import { pollDelayMs, retryClass, retryDelayMs } from '../retry-policy.ts';

export type Sending = {
  readonly context: EngineContext;
  readonly session: ChannelSession;
  readonly action: PublishAction;
  readonly signal: AbortSignal;
};

/** Somebody else moved the items on meanwhile: they are not ours to send. */
class ItemsMovedError extends Error {
  constructor() {
    super('the items were moved on before sending');
    this.name = 'ItemsMovedError';
  }
}

/** The adapter's method for an action; null where the marketplace does not offer it. */
export function submitterOf(
  connection: MarketplaceConnection,
  action: PublishAction,
): ((items: readonly ItemRecord[], options: WriteOptions) => Promise<SubmitResult>) | null {
  const { createListings, updateContent } = connection;
  const drafts = (items: readonly ItemRecord[]) => items.map(({ draft }) => draft!);
  if (action === 'create')
    return createListings ? (items, options) => createListings(drafts(items), options) : null;
  if (action === 'content')
    return updateContent ? (items, options) => updateContent(drafts(items), options) : null;
  const byKey = {
    archive: connection.archiveListings,
    unarchive: connection.unarchiveListings,
    delete: connection.deleteListings,
    unlock: connection.unlockListings,
  }[action];
  return byKey
    ? (items, options) =>
        byKey(
          items.map(({ externalId }) => externalId),
          options,
        )
    : null;
}

/**
 * Sends one request's worth of waiting items. Every item ends in a state that says so: sent, waiting again, unknown or
 * failed. What is refused as a whole is halved until the culprit stands alone. Returns what keeps the channel as a whole
 * from going on; null where nothing does.
 */
export async function sendItems(sending: Sending, items: readonly ItemRecord[]): Promise<Problem | null> {
  const submit = submitterOf(sending.session.connection, sending.action);
  if (submit === null) throw new ProblemError(notOffered(sending));
  const intent = publishIntent(sending, items);
  let result: SubmitResult;
  try {
    result = await submit(items, { intent, priority: PRIORITY.content, signal: sending.signal });
  } catch (error) {
    return takeFailure(sending, items, { intent, error });
  }
  return takeResult(sending, items, { intent, result });
}

export function notOffered({ session, action }: Pick<Sending, 'session' | 'action'>): Problem {
  return problem('channel/not-offered', { marketplace: session.manifest.name, capability: action });
}

type PublishIntent = IntentRecorder & { readonly attemptId: string; readonly isRecorded: () => boolean };

/** The attempt and "the outcome is unknown" stand before the first byte; only an answer makes anything better of it. */
function publishIntent(sending: Sending, items: readonly ItemRecord[]): PublishIntent {
  const { context, session, action } = sending;
  const { database, host } = context;
  const attemptId = host.random.uuid();
  const itemIds = items.map(({ itemId }) => itemId);
  let recorded = false;
  return {
    attemptId,
    isRecorded: () => recorded,
    beforeSend: (request) => {
      // An adapter that sends one by one records the group once.
      if (recorded) return;
      transact(database, () => {
        const at = host.clock.now();
        if (countStanding(database, itemIds, 'waiting') !== itemIds.length) throw new ItemsMovedError();
        insertAttempt(database, {
          attemptId,
          channelId: session.channelId,
          kind: 'listings',
          endpoint: request.endpoint,
          bodyHash: request.bodyHash,
          items: items.length,
          subjectOrderId: null,
          subjectPackageId: null,
          subjectValue: `${action}:${items[0]?.runId ?? ''}`,
          requestExcerpt: request.bodyText === null ? null : excerpt(request.bodyText),
          at,
        });
        moveItems(database, itemIds, { state: 'unknown', attemptId, at, problem: null, countsAsTry: true });
        host.reach('5-intent:before-commit');
      });
      recorded = true;
      host.reach('5-intent:after-commit');
    },
    afterAnswer: ({ status, text }) => recordAnswer(database, { attemptId, status, excerpt: excerpt(text) }),
    outcomeUnknown: (reason) => {
      if (!recorded) return;
      const at = host.clock.now();
      const why = problem('channel/outcome-unknown', { marketplace: session.manifest.name }, reason);
      transact(database, () => {
        finishAttempt(database, { attemptId, state: 'unknown', problem: why, at });
        moveItems(database, itemIds, { state: 'unknown', at, problem: why });
      });
    },
    notSent: () => {
      if (!recorded) return;
      const at = host.clock.now();
      transact(database, () => {
        finishAttempt(database, { attemptId, state: 'not-sent', problem: null, at });
        moveItems(database, itemIds, { state: 'waiting', at });
      });
    },
  };
}

function takeResult(
  sending: Sending,
  items: readonly ItemRecord[],
  { intent, result }: { readonly intent: PublishIntent; readonly result: SubmitResult },
): Promise<Problem | null> | null {
  const { context, session } = sending;
  const { database, host } = context;
  const itemIds = items.map(({ itemId }) => itemId);
  const at = host.clock.now();
  if (result.kind === 'refused') {
    finishAttempt(database, { attemptId: intent.attemptId, state: 'refused', problem: result.problem, at });
    moveItems(database, itemIds, { state: 'waiting', at });
    return takeProblem(sending, items, result.problem);
  }
  host.reach('7-result:before-commit');
  transact(database, () => {
    if (result.kind === 'accepted') {
      openAttempt(database, {
        attemptId: intent.attemptId,
        batchId: result.batchId,
        nextPollAt: at + pollDelayMs(0),
      });
      moveItems(database, itemIds, { state: 'sent', batchId: result.batchId, at, problem: null });
    } else {
      // The marketplace has had this very body: whether it was carried out, reading tells.
      const why = problem('channel/same-request-repeated', { marketplace: session.manifest.name });
      finishAttempt(database, { attemptId: intent.attemptId, state: 'refused', problem: why, at });
      moveItems(database, itemIds, { state: 'unknown', at, problem: why });
    }
  });
  host.reach('7-result:after-commit');
  context.events.changed('publishing', 'activity');
  return null;
}

async function takeFailure(
  sending: Sending,
  items: readonly ItemRecord[],
  { intent, error }: { readonly intent: PublishIntent; readonly error: unknown },
): Promise<Problem | null> {
  if (error instanceof ItemsMovedError) return null;
  if (!isProblemError(error)) {
    // A bug, or a run that was broken off: whether it arrived is for reading back to say.
    if (intent.isRecorded()) intent.outcomeUnknown(error instanceof Error ? error.name : 'unknown');
    throw error;
  }
  const { problem: why } = error;
  if (why.code === 'channel/outcome-unknown') return why;
  return takeProblem(sending, items, why);
}

/** Nothing of these items was done. Halves a group; ends what stands alone; leaves waiting what no item is to blame for. */
async function takeProblem(
  sending: Sending,
  items: readonly ItemRecord[],
  why: Problem,
): Promise<Problem | null> {
  const { context } = sending;
  const { database, host } = context;
  const kind = retryClass(why.code);
  const at = host.clock.now();
  const itemIds = items.map(({ itemId }) => itemId);
  if (kind !== 'give-up') {
    const tries = Math.max(...items.map((item) => item.tries));
    const notBefore = at + retryDelayMs({ tries, fraction: host.random.fraction(), problem: why });
    moveItems(database, itemIds, { state: 'waiting', at, problem: why, notBefore });
    return why;
  }
  if (items.length > 1) {
    const middle = Math.ceil(items.length / 2);
    return (
      (await sendItems(sending, items.slice(0, middle))) ?? (await sendItems(sending, items.slice(middle)))
    );
  }
  moveItems(database, itemIds, {
    state: why.code === 'guard/stopped-request' ? 'held' : 'failed',
    at,
    problem: why,
  });
  context.events.changed('publishing');
  return null;
}
