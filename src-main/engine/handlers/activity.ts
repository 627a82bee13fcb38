import type { BatchDetail, BatchItem, BatchRow, DeadLetter, Job } from '#contract/activity.ts';
import { isProblemError, problem, ProblemError } from '#contract/problem.ts';
import type { Language } from '#contract/basics.ts';
import { batchPage, findBatch, type BatchRecord } from '../cache/tables/attempt.ts';
import { jobPage } from '../cache/tables/job.ts';
import {
  batchItems,
  deadLetterPage,
  outboxRows,
  reviveDeadLetters,
  type DeadLetterRecord,
} from '../cache/tables/outbox.ts';
import { readSettings } from '../cache/tables/setting.ts';
import { transact } from '../cache/transaction.ts';
import type { EngineContext } from '../context.ts';
import { changeText } from '../jobs/change-text.ts';
import { once, os } from './implement.ts';

export const activityHandlers = {
  jobs: os.activity.jobs.handler(({ input, context }) => {
    const { rows, total } = jobPage(context.database, input);
    return { rows: rows.map((job) => asItStands(context, job)), total };
  }),
  batches: os.activity.batches.handler(({ input, context }) => {
    const { rows, total } = batchPage(context.database, input);
    return { rows: rows.map((record) => toBatchRow(record)), total };
  }),
  batch: os.activity.batch.handler(({ input, context }) => batchDetail(context, input.attemptId)),
  deadLetters: os.activity.deadLetters.handler(({ input, context }) => {
    const { language } = readSettings(context.database);
    const { rows, total } = deadLetterPage(context.database, input);
    return { rows: rows.map((record) => toDeadLetter(record, language)), total };
  }),
  retry: os.activity.retry.handler(({ input, context }) =>
    once(context, 'activity.retry', input.requestId, () => retry(context, input.outboxIds)),
  ),
};

/** A job that runs is further along in memory than in its row. */
function asItStands(context: EngineContext, job: Job): Job {
  return job.jobId === context.sync.runningJobId() ? context.sync.job(job.jobId).job : job;
}

function toBatchRow(record: BatchRecord): BatchRow {
  return {
    attemptId: record.attemptId,
    channelId: record.channelId,
    channelName: record.channelName,
    batchId: record.batchId,
    items: record.items,
    done: record.done,
    failed: record.failed,
    unknown: record.unknown,
    // What was not sent is no request; such attempts are never among the records.
    state: record.state === 'not-sent' ? 'refused' : record.state,
    startedAt: new Date(record.startedAt).toISOString(),
    finishedAt: record.finishedAt === null ? null : new Date(record.finishedAt).toISOString(),
    polls: record.polls,
    problem: record.problem,
  };
}

function batchDetail(context: EngineContext, attemptId: string): BatchDetail {
  const record = findBatch(context.database, attemptId);
  if (!record) throw new ProblemError(problem('job/not-known', { attemptId }));
  const { language } = readSettings(context.database);
  return {
    batch: toBatchRow(record),
    items: batchItems(context.database, attemptId).map((row): BatchItem => ({
      outboxId: row.outboxId,
      listingId: row.listingId,
      title: row.title,
      barcode: row.barcode,
      group: row.group,
      text: changeText(row, language),
      state: ITEM_STATE[row.state],
      problem: row.problem,
    })),
    request: record.requestExcerpt,
    response: record.responseExcerpt,
  };
}

const ITEM_STATE: Readonly<Record<DeadLetterRecord['state'], BatchItem['state']>> = {
  done: 'done',
  dead: 'failed',
  failed: 'failed',
  unknown: 'unknown',
  waiting: 'open',
  leased: 'open',
  sent: 'open',
  superseded: 'open',
};

function toDeadLetter(record: DeadLetterRecord, language: Language): DeadLetter {
  return {
    outboxId: record.outboxId,
    channelId: record.channelId,
    channelName: record.channelName,
    listingId: record.listingId,
    title: record.title,
    barcode: record.barcode,
    group: record.group,
    text: changeText(record, language),
    attempts: record.attempts,
    lastTriedAt: new Date(record.updatedAt).toISOString(),
    problem: record.problem ?? problem('channel/item-refused', { marketplace: record.channelName }),
  };
}

/** Puts given-up changes back in line and sends them, unless a sync is running that will. */
function retry(context: EngineContext, outboxIds: readonly string[]): { readonly retried: number } {
  const { database, host, events, sync } = context;
  const revived = transact(database, () => reviveDeadLetters(database, { outboxIds, at: host.clock.now() }));
  if (revived.length === 0) return { retried: 0 };
  events.changed('activity', 'plan', 'listings');
  const channels = new Set(outboxRows(database, revived).map((row) => row.channelId));
  const [only, ...others] = channels;
  try {
    const channelId = others.length === 0 && only !== undefined ? only : null;
    sync.start({ channelId, what: 'push', approveWaiting: false }, 'merchant');
  } catch (error) {
    // A sync that runs already takes them along, or the next one does; a paused channel keeps them until it goes on.
    const expected =
      isProblemError(error) &&
      (error.problem.code === 'sync/already-running' || error.problem.code === 'channel/paused');
    if (!expected) throw error;
  }
  return { retried: revived.length };
}
