import { isProblemError, problem, type Problem } from '#contract/problem.ts';
import { attemptsInState, finishAttempt, recordPoll, type AttemptRow } from '../cache/tables/attempt.ts';
import { moveRows, nextNotBefore, outboxRowsOfAttempt } from '../cache/tables/outbox.ts';
import { transact } from '../cache/transaction.ts';
import type { ChannelSession } from '../context.ts';
import type { BatchReport } from '../marketplaces/kit/port.ts';
import { applyBatchReport } from './batch-results.ts';
import { claim } from './claim.ts';
import { readBack } from './read-back.ts';
import { reclaimLeases } from './reclaim-leases.ts';
import { BATCH_LIFETIME_MS, hasFallenSilent, pollDelayMs, retryClass } from './retry-policy.ts';
import type { RunScope } from './run-scope.ts';
import { sendRows } from './send.ts';

export type PushOutcome = {
  /** What kept the channel from being brought to an end; null when every batch is final. */
  readonly problem: Problem | null;
  /** Values turned out to be no longer wanted, or the marketplace shows others: the channel should be planned anew. */
  readonly planAgain: boolean;
};

/** A change that waits no longer than this is waited for; a longer wait is left to the next run. */
const PATIENCE_MS = 90_000;
/** A batch that takes longer is left open; the next run asks again. */
const BATCH_PATIENCE_MS = 20 * 60 * 1_000;
/** A question that is due is put off for so long while there is more to send: results are kept for hours (see `retry-policy.ts`). */
const LONGEST_PUT_OFF_MS = 10 * 60 * 1_000;
/** Failures of the network in a row after which the channel is left alone for now. */
const MAX_FAILURES = 5;

type Pushing = {
  readonly run: RunScope;
  readonly session: ChannelSession;
  readonly startedAt: number;
  readonly toReadBack: Set<string>;
  /** Listings of which something was sent by this run. */
  readonly listings: Set<string>;
  planAgain: boolean;
  stop: Problem | null;
  failures: number;
  sent: number;
};

/**
 * Sends everything that stands in line for a channel, most urgent first, and stays until every batch has its final word;
 * then reads back from the marketplace what was sent. Resumes whatever an earlier run left open.
 */
export async function pushChannel(run: RunScope, session: ChannelSession): Promise<PushOutcome> {
  const { clock } = run.context.host;
  reclaimLeases(run.context, session.channelId);
  const pushing: Pushing = {
    run,
    session,
    startedAt: clock.monotonic(),
    toReadBack: new Set(),
    listings: new Set(),
    planAgain: false,
    stop: null,
    failures: 0,
    sent: 0,
  };
  for (;;) {
    run.signal.throwIfAborted();
    if (isOverdue(pushing)) await pollDueBatches(pushing);
    // Whatever waits to be sent goes before any question about what was sent: questions can take a marketplace's whole pace.
    if (await sendNext(pushing)) continue;
    await pollDueBatches(pushing);
    // A change that waited behind one on its way may go now.
    if (await sendNext(pushing)) continue;
    const wait = nextWait(pushing);
    if (wait === null) break;
    // Nothing more to send for now: what is left is the marketplace's word on what was sent.
    if (pushing.listings.size > 0) run.progress('confirm', pushing.toReadBack.size, pushing.listings.size);
    await clock.sleep(wait, run.signal);
  }
  if (!pushing.stop || retryClass(pushing.stop.code) !== 'stop-channel') await lookAtWhatWasSent(pushing);
  return { problem: pushing.stop, planAgain: pushing.planAgain };
}

async function lookAtWhatWasSent(pushing: Pushing): Promise<void> {
  const { run, session, toReadBack } = pushing;
  try {
    const { differing } = await readBack(run, session, toReadBack);
    pushing.planAgain ||= differing.length > 0;
  } catch (error) {
    if (!isProblemError(error) || error.problem.code === 'sync/cancelled') throw error;
    pushing.stop ??= error.problem;
  }
}

/** Returns whether something was claimed, so that the next claim may follow at once. */
async function sendNext(pushing: Pushing): Promise<boolean> {
  const { run, session } = pushing;
  if (pushing.stop) return false;
  const { rows, overtaken } = claim(run, session.channelId, session.manifest.limits.itemsPerRequest);
  if (overtaken.length > 0) {
    pushing.planAgain = true;
    run.touched.add(session.channelId, overtaken);
  }
  if (rows.length === 0) return overtaken.length > 0;
  run.touched.add(
    session.channelId,
    rows.map((row) => row.outboxId),
  );
  const outcome = await sendRows(run, session, rows);
  for (const listingId of outcome.toReadBack) pushing.toReadBack.add(listingId);
  pushing.failures = outcome.delayed ? pushing.failures + 1 : 0;
  pushing.stop = outcome.stop ?? (pushing.failures >= MAX_FAILURES ? outcome.delayed : null);
  pushing.sent += rows.length;
  for (const { listingId } of rows) pushing.listings.add(listingId);
  run.progress('send', pushing.sent, null);
  return true;
}

/** Batches of stock and prices; listings on their way are asked for by `publishing/`. */
function openOffers({ context }: RunScope, channelId: string): readonly AttemptRow[] {
  return attemptsInState(context.database, { channelId, state: 'open' }).filter(
    ({ kind }) => kind === 'offers',
  );
}

function isOverdue({ run, session }: Pushing): boolean {
  const since = run.context.host.clock.now() - LONGEST_PUT_OFF_MS;
  return openOffers(run, session.channelId).some(({ nextPollAt }) => (nextPollAt ?? 0) < since);
}

async function pollDueBatches(pushing: Pushing): Promise<void> {
  const { run, session } = pushing;
  const { clock } = run.context.host;
  for (const attempt of openOffers(run, session.channelId)) {
    if ((attempt.nextPollAt ?? 0) > clock.now()) continue;
    run.signal.throwIfAborted();
    await pollBatch(pushing, attempt);
  }
}

async function pollBatch(pushing: Pushing, attempt: AttemptRow): Promise<void> {
  const { run, session } = pushing;
  const { host } = run.context;
  try {
    const report = await session.connection.readBatch(attempt.batchId ?? '', run.signal);
    const over =
      host.clock.now() - attempt.startedAt > BATCH_LIFETIME_MS ||
      hasFallenSilent({ report, polls: attempt.polls, news: bringsNews(run, attempt, report) });
    const { settled } = applyBatchReport(run, attempt, over ? { ...report, final: true } : report);
    for (const listingId of settled) pushing.toReadBack.add(listingId);
    run.touched.add(session.channelId, rowIdsOf(run, attempt));
    pushing.failures = 0;
  } catch (error) {
    if (!isProblemError(error) || error.problem.code === 'sync/cancelled') throw error;
    if (error.problem.code === 'channel/not-found' || error.problem.code === 'channel/batch-lost') {
      loseBatch(pushing, attempt);
      return;
    }
    notePollFailure(pushing, attempt, error.problem);
  }
}

function bringsNews(run: RunScope, attempt: AttemptRow, report: BatchReport): boolean {
  const settled = new Set(report.items.flatMap((item) => (item.state === 'open' ? [] : [item.externalId])));
  return outboxRowsOfAttempt(run.context.database, attempt.attemptId).some(
    (row) => row.state === 'sent' && settled.has(row.externalId),
  );
}

function rowIdsOf(run: RunScope, attempt: AttemptRow): readonly string[] {
  return outboxRowsOfAttempt(run.context.database, attempt.attemptId).map((row) => row.outboxId);
}

/** Its result can no longer be had; what the marketplace shows is the result. */
function loseBatch({ run, session, toReadBack }: Pushing, attempt: AttemptRow): void {
  const { database, host } = run.context;
  const rows = outboxRowsOfAttempt(database, attempt.attemptId).filter((row) => row.state === 'sent');
  const lost = problem('channel/batch-lost', {
    marketplace: session.manifest.name,
    batchId: attempt.batchId ?? '',
  });
  transact(database, () => {
    const at = host.clock.now();
    finishAttempt(database, { attemptId: attempt.attemptId, state: 'lost', problem: lost, at });
    moveRows(database, 'unknown', { outboxIds: rows.map((row) => row.outboxId), at, problem: lost });
  });
  for (const row of rows) toReadBack.add(row.listingId);
}

function notePollFailure(pushing: Pushing, attempt: AttemptRow, why: Problem): void {
  const { database, host } = pushing.run.context;
  const at = host.clock.now();
  if (at - attempt.startedAt > BATCH_LIFETIME_MS) {
    loseBatch(pushing, attempt);
    return;
  }
  const asked = why.params['retryAfterMs'];
  const wait = Math.max(pollDelayMs(attempt.polls + 1), typeof asked === 'number' ? asked : 0);
  recordPoll(database, { attemptId: attempt.attemptId, nextPollAt: at + wait, excerpt: null });
  pushing.failures += 1;
  if (retryClass(why.code) === 'stop-channel' || pushing.failures >= MAX_FAILURES) pushing.stop = why;
}

/** Milliseconds until something is due; null when nothing more is to be waited for in this run. */
function nextWait({ run, session, stop, startedAt }: Pushing): number | null {
  const { database, host } = run.context;
  if (stop) return null;
  const now = host.clock.now();
  const patient = host.clock.monotonic() - startedAt < BATCH_PATIENCE_MS;
  const polls = openOffers(run, session.channelId).map((attempt) => attempt.nextPollAt ?? now);
  const retry = nextNotBefore(database, session.channelId);
  // What waits behind a change on its way has no time of its own: the batch's next word is what it waits for.
  const retries = retry !== null && retry > now && retry - now <= PATIENCE_MS ? [retry] : [];
  const due = patient ? [...polls, ...retries] : [];
  if (due.length === 0) return null;
  return Math.max(50, Math.min(...due) - now);
}
