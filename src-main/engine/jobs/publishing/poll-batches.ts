import { isProblemError, problem, type Problem } from '#contract/problem.ts';
import { attemptsInState, finishAttempt, recordPoll, type AttemptRow } from '../../cache/tables/attempt.ts';
import { itemsOfAttempt, moveItems, type ItemRecord } from '../../cache/tables/publish-run.ts';
import { transact } from '../../cache/transaction.ts';
import type { EngineContext } from '../../context.ts';
import type { BatchReport, BatchReportItem } from '../../marketplaces/kit/port.ts';
import { pollDelayMs } from '../retry-policy.ts';

/** A creation may take a marketplace hours; after a day nobody there knows of it any more, and reading by key tells. */
const LISTING_BATCH_LIFETIME_MS = 24 * 60 * 60 * 1_000;

/** Batches of listings that are open on a channel. */
export function openListingBatches({ database }: EngineContext, channelId: string): readonly AttemptRow[] {
  return attemptsInState(database, { channelId, state: 'open' }).filter(({ kind }) => kind === 'listings');
}

/** Asks for every batch that is due. Returns the last thing that kept one from being read; null where nothing did. */
export async function pollListingBatches(
  context: EngineContext,
  channelId: string,
  signal: AbortSignal,
): Promise<Problem | null> {
  let failure: Problem | null = null;
  for (const attempt of openListingBatches(context, channelId)) {
    if ((attempt.nextPollAt ?? 0) > context.host.clock.now()) continue;
    signal.throwIfAborted();
    failure = (await pollOne(context, attempt, signal)) ?? failure;
  }
  return failure;
}

async function pollOne(
  context: EngineContext,
  attempt: AttemptRow,
  signal: AbortSignal,
): Promise<Problem | null> {
  const { database, host } = context;
  const { connection } = context.channels.open(attempt.channelId);
  try {
    const report = await connection.readBatch(attempt.batchId ?? '', signal);
    const over = host.clock.now() - attempt.startedAt > LISTING_BATCH_LIFETIME_MS;
    apply(context, attempt, over ? { ...report, final: true } : report);
    return null;
  } catch (error) {
    if (!isProblemError(error) || error.problem.code === 'sync/cancelled') throw error;
    const { problem: why } = error;
    if (why.code === 'channel/not-found' || why.code === 'channel/batch-lost') {
      apply(context, attempt, { final: true, items: [] });
      return null;
    }
    const nextPollAt = host.clock.now() + pollDelayMs(attempt.polls + 1);
    recordPoll(database, { attemptId: attempt.attemptId, nextPollAt, excerpt: null });
    return why;
  }
}

/** Each item by its own word; what a final report does not name is unknown, and is looked for by its key. */
function apply(context: EngineContext, attempt: AttemptRow, report: BatchReport): void {
  const { database, host } = context;
  const named = new Map(report.items.map((item) => [item.externalId, item]));
  host.reach('7-result:before-commit');
  transact(database, () => {
    const at = host.clock.now();
    for (const item of itemsOfAttempt(database, attempt.attemptId)) {
      if (item.state !== 'sent' && item.state !== 'unknown') continue;
      const told = named.get(item.stockCode) ?? named.get(item.externalId) ?? named.get(item.barcode);
      if (told !== undefined && told.state !== 'open') settle(context, item, told);
      else if (report.final) {
        const why = problem('channel/outcome-unknown', { batchId: attempt.batchId ?? '' });
        moveItems(database, [item.itemId], { state: 'unknown', at, problem: why });
      }
    }
    if (report.final) {
      finishAttempt(database, { attemptId: attempt.attemptId, state: 'final', problem: null, at });
    } else {
      const nextPollAt = at + pollDelayMs(attempt.polls + 1);
      recordPoll(database, { attemptId: attempt.attemptId, nextPollAt, excerpt: null });
    }
  });
  host.reach('7-result:after-commit');
  context.events.changed('publishing', 'activity');
}

function settle(context: EngineContext, item: ItemRecord, told: BatchReportItem): void {
  const { database, host, channels } = context;
  const at = host.clock.now();
  if (told.state === 'done') {
    moveItems(database, [item.itemId], { state: 'done', at, problem: null });
    return;
  }
  const { name } = channels.open(item.channelId).manifest;
  const params = { marketplace: name, externalId: item.stockCode || item.externalId };
  moveItems(database, [item.itemId], {
    state: 'failed',
    at,
    problem: told.problem ?? problem('channel/item-refused', params),
  });
}
