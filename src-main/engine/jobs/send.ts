import { assertNever } from '#common/assert-never.ts';
import { isProblemError, problem, type Problem } from '#contract/problem.ts';
import { finishAttempt, openAttempt } from '../cache/tables/attempt.ts';
import { writeSent } from '../cache/tables/listing.ts';
import { moveRows, returnToWaiting, type OutboxRow } from '../cache/tables/outbox.ts';
import { transact } from '../cache/transaction.ts';
import type { ChannelSession } from '../context.ts';
import type { SubmitResult } from '../marketplaces/kit/port.ts';
import { failItem } from './batch-results.ts';
import { tellHistory } from './confirm.ts';
import { offerItems, rowIds, type OfferItem } from './offer-items.ts';
import { isCompanion, otherForms, withCompanion } from './other-forms.ts';
import { LeaseLostError, offersIntent, SameBodyError, type OffersIntent } from './offers-intent.ts';
import { countsAsTry, MAX_TRIES, pollDelayMs, retryClass, retryDelayMs } from './retry-policy.ts';
import type { RunScope } from './run-scope.ts';

/** What sending one group of changes ended in, beyond what stands in its rows. */
export type SendOutcome = {
  /** Listings whose state at the marketplace has to be read: unknown, or refused as a repetition. */
  readonly toReadBack: readonly string[];
  /** A problem of the account as a whole, or a cancelled run: nothing more should be sent now. */
  readonly stop: Problem | null;
  /** What made changes go back in line for a while. Several in a row mean that the marketplace can't be reached. */
  readonly delayed: Problem | null;
};

const NOTHING: SendOutcome = { toReadBack: [], stop: null, delayed: null };

/**
 * Steps ⑤ to ⑦ for one group of claimed changes. Whatever happens, every row ends in a state that says so: sent, back
 * in line, unknown or given up. A group that is refused as a whole is halved until the culprit stands alone.
 */
export async function sendRows(
  run: RunScope,
  session: ChannelSession,
  rows: readonly OutboxRow[],
): Promise<SendOutcome> {
  return sendItems(run, session, offerItems(rows));
}

async function sendItems(
  run: RunScope,
  session: ChannelSession,
  items: readonly OfferItem[],
): Promise<SendOutcome> {
  if (items.length === 0) return NOTHING;
  const { limits } = session.manifest;
  const intent = offersIntent(run, {
    channelId: session.channelId,
    items,
    sameBodyWindowMs: limits.sameBodyWindowMs,
  });
  let result: SubmitResult;
  try {
    result = await session.connection.updateStockAndPrice(
      items.map((item) => item.update),
      { intent, priority: urgencyOf(items), signal: run.signal },
    );
  } catch (error) {
    return takeFailure(run, session, { items, intent, error });
  }
  // Outside the net above: what goes wrong from here on did not go wrong with the request.
  return takeResult(run, session, { items, intent, result });
}

function urgencyOf(items: readonly OfferItem[]): number {
  return Math.min(...items.flatMap((item) => item.rows.map((row) => row.priority)));
}

type Submitted = {
  readonly items: readonly OfferItem[];
  readonly intent: OffersIntent;
  readonly result: SubmitResult;
};

async function takeResult(
  run: RunScope,
  session: ChannelSession,
  submitted: Submitted,
): Promise<SendOutcome> {
  const { items, intent, result } = submitted;
  switch (result.kind) {
    case 'accepted':
      noteAccepted(run, session, { items, intent, batchId: result.batchId });
      return NOTHING;
    case 'same-request-repeated':
      return noteRepeated(run, session, { items, intent });
    case 'refused':
      finishAttempt(run.context.database, {
        attemptId: intent.attemptId,
        state: 'refused',
        problem: result.problem,
        at: run.context.host.clock.now(),
      });
      return takeProblem(run, session, items, result.problem);
    default:
      return assertNever(result, 'result of a request');
  }
}

function noteAccepted(
  run: RunScope,
  session: ChannelSession,
  accepted: { readonly items: readonly OfferItem[]; readonly intent: OffersIntent; readonly batchId: string },
): void {
  const { database, host, events } = run.context;
  const outboxIds = rowIds(accepted.items);
  transact(database, () => {
    const at = host.clock.now();
    openAttempt(database, {
      attemptId: accepted.intent.attemptId,
      batchId: accepted.batchId,
      nextPollAt: at + pollDelayMs(0),
    });
    moveRows(database, 'sent', { outboxIds, at });
    for (const item of accepted.items) {
      const { quantity, salePriceE4, listPriceE4 } = item.update;
      writeSent(database, { listingId: item.listingId, quantity, priceE4: salePriceE4, listPriceE4, at });
      for (const row of item.rows) tellHistory(run.context, row, 'sent');
    }
    host.reach('7-result:before-commit');
  });
  host.reach('7-result:after-commit');
  run.touched.sent(session.channelId, outboxIds);
  events.changed('activity', 'plan', 'listings');
}

/** The marketplace has had this very body: perhaps it was carried out. Reading back tells; what differs is sent otherwise. */
function noteRepeated(
  run: RunScope,
  session: ChannelSession,
  { items, intent }: { readonly items: readonly OfferItem[]; readonly intent: OffersIntent },
): SendOutcome {
  const { database, host } = run.context;
  const why = problem('channel/same-request-repeated', { marketplace: session.manifest.name });
  transact(database, () => {
    const at = host.clock.now();
    finishAttempt(database, { attemptId: intent.attemptId, state: 'refused', problem: why, at });
    moveRows(database, 'unknown', { outboxIds: rowIds(items), at, problem: why });
  });
  run.touched.sent(session.channelId, rowIds(items));
  return { ...NOTHING, toReadBack: items.map((item) => item.listingId) };
}

type Failed = {
  readonly items: readonly OfferItem[];
  readonly intent: OffersIntent;
  readonly error: unknown;
};

async function takeFailure(run: RunScope, session: ChannelSession, failed: Failed): Promise<SendOutcome> {
  const { items, intent, error } = failed;
  // Whoever has the rows now sends them, or has sent them.
  if (error instanceof LeaseLostError) return NOTHING;
  // The cache itself is in trouble: nothing may be decided on it. The next run takes the leases back.
  if (isProblemError(error) && error.problem.code.startsWith('cache/')) throw error;
  if (error instanceof SameBodyError) return sendOtherwise(run, session, items, error.takenAgainAt);
  const reason = run.signal.aborted && !isProblemError(error) ? problem('sync/cancelled') : null;
  if (!reason && !isProblemError(error)) {
    // A bug. What was made durable says whether bytes may have left; the rows must not hang in a lease over it.
    releaseAfterBug(run, failed);
    throw error;
  }
  const why = reason ?? (isProblemError(error) ? error.problem : problem('engine/bug'));
  if (why.code === 'channel/outcome-unknown') {
    run.touched.sent(session.channelId, rowIds(items));
    // A request that was cancelled after its first byte is unknown, too: the recorder has noted it.
    if (!intent.isRecorded()) returnRows(run, items, why);
    return { ...NOTHING, toReadBack: items.map((item) => item.listingId) };
  }
  return takeProblem(run, session, items, why);
}

function releaseAfterBug(run: RunScope, { items, intent }: Failed): void {
  const { database, host } = run.context;
  transact(database, () => {
    const at = host.clock.now();
    const outboxIds = rowIds(items);
    if (!intent.isRecorded()) {
      returnToWaiting(database, { outboxIds, at, notBefore: at, countsAs: 'tried' });
      return;
    }
    const why = problem('channel/outcome-unknown');
    finishAttempt(database, { attemptId: intent.attemptId, state: 'unknown', problem: why, at });
    moveRows(database, 'unknown', { outboxIds, at, problem: why });
  });
}

/** Nothing of the group was done. Decides row by row, or half by half, what is next. */
async function takeProblem(
  run: RunScope,
  session: ChannelSession,
  items: readonly OfferItem[],
  why: Problem,
): Promise<SendOutcome> {
  if (why.code === 'sync/cancelled') {
    returnRows(run, items, null);
    return { ...NOTHING, stop: why };
  }
  const kind = retryClass(why.code);
  if (kind === 'stop-channel') {
    returnRows(run, items, why);
    return { ...NOTHING, stop: why };
  }
  if (kind === 'later') {
    delayRows(run, items, why);
    return { ...NOTHING, delayed: why };
  }
  if (items.length > 1 && !items.some(isCompanion)) return sendHalves(run, session, items);
  transact(run.context.database, () => {
    for (const item of items) failItem(run, item.rows, why);
  });
  run.touched.add(session.channelId, rowIds(items));
  return NOTHING;
}

async function sendHalves(
  run: RunScope,
  session: ChannelSession,
  items: readonly OfferItem[],
): Promise<SendOutcome> {
  const middle = Math.ceil(items.length / 2);
  const first = await sendItems(run, session, items.slice(0, middle));
  const rest = items.slice(middle);
  if (first.stop) {
    returnRows(run, rest, first.stop);
    return first;
  }
  const second = await sendItems(run, session, rest);
  return {
    toReadBack: [...first.toReadBack, ...second.toReadBack],
    stop: second.stop,
    delayed: first.delayed ?? second.delayed,
  };
}

/** Back in line at once, as if never tried. */
function returnRows(run: RunScope, items: readonly OfferItem[], why: Problem | null): void {
  const { database, host } = run.context;
  const at = host.clock.now();
  transact(database, () =>
    returnToWaiting(database, {
      outboxIds: rowIds(items),
      at,
      notBefore: at,
      countsAs: 'not-tried',
      problem: why,
    }),
  );
}

function delayRows(run: RunScope, items: readonly OfferItem[], why: Problem): void {
  const { database, host } = run.context;
  const at = host.clock.now();
  const fraction = host.random.fraction();
  const counted = countsAsTry(why.code);
  transact(database, () => {
    for (const row of items.flatMap((item) => item.rows)) {
      if (counted && row.attempts + 1 >= MAX_TRIES) {
        moveRows(database, 'dead', { outboxIds: [row.outboxId], at, problem: why });
        continue;
      }
      const notBefore = at + retryDelayMs({ tries: row.attempts, fraction, problem: why });
      const countsAs = counted ? 'tried' : 'not-tried';
      returnToWaiting(database, { outboxIds: [row.outboxId], at, notBefore, countsAs, problem: why });
    }
  });
}

/**
 * The same body would be refused for a while (Trendyol: 15 minutes, sheet §2.6, "any changed value lifts the block").
 * Several listings go in two halves, which are two other bodies. A single one goes in another form that means the same,
 * or beside another listing, where that is possible; else it waits.
 */
async function sendOtherwise(
  run: RunScope,
  session: ChannelSession,
  items: readonly OfferItem[],
  takenAgainAt: number,
): Promise<SendOutcome> {
  const accompanied = items.some(isCompanion);
  if (items.length > 1 && !accompanied) return sendHalves(run, session, items);
  const [item] = items;
  if (item && !accompanied) {
    const others = otherForms(run, item);
    if (others.length > 1) return sendHalves(run, session, others);
    const form = others.length === 1 ? others : withCompanion(run, session.channelId, item);
    if (form !== null) return sendItems(run, session, form);
  }
  const { database, host } = run.context;
  const why = problem('channel/same-request-repeated', { marketplace: session.manifest.name });
  transact(database, () =>
    returnToWaiting(database, {
      outboxIds: rowIds(items),
      at: host.clock.now(),
      notBefore: takenAgainAt,
      countsAs: 'not-tried',
      problem: why,
    }),
  );
  return NOTHING;
}
