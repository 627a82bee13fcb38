import type { Job } from '#contract/activity.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import type { SyncScope } from '#contract/sync.ts';
import { cacheProblem } from '../cache/cache-problem.ts';
import { findChannel } from '../cache/tables/channel.ts';
import { findJob } from '../cache/tables/job.ts';
import type { EngineContext, SyncService } from '../context.ts';
import { JobTracker } from './job-tracker.ts';
import { runSync } from './run-sync.ts';
import { TouchedRows, type RunScope } from './run-scope.ts';

type Running = {
  readonly tracker: JobTracker;
  readonly stop: AbortController;
  readonly giveWay: AbortController;
  /** The run that this one waits for; null once that has ended. */
  before: Running | null;
  readonly ended: Promise<void>;
};

const KIND = {
  everything: 'sync',
  orders: 'orders',
  pull: 'pull',
  push: 'push',
  edits: 'edits',
} as const satisfies Record<SyncScope['what'], Job['kind']>;

/**
 * Runs syncs, one at a time. A job is a row from its first moment to its last, so that a program that dies in between
 * finds it again; cancelling stops at the next point where everything is durable.
 *
 * A run that reads nothing but the products' sheets any more, which takes long in a large shop, gives way at the end of
 * the chunk that it is reading: the run that waits for it goes on with them when everything of its own is done.
 */
export function createSyncService(getContext: () => EngineContext): SyncService {
  let running: Running | null = null;
  let newest: JobTracker | null = null;
  let owner: string | null = null;

  const start: SyncService['start'] = (scope, startedBy) => {
    const context = getContext();
    const before = running;
    if (before && (before.before !== null || before.tracker.job.phase !== 'sheets')) {
      throw new ProblemError(problem('sync/already-running', { jobId: before.tracker.job.jobId }));
    }
    owner ??= context.host.random.uuid();
    const tracker = new JobTracker(context, newJob(context, scope, startedBy));
    const stop = new AbortController();
    const giveWay = new AbortController();
    before?.giveWay.abort();
    // The body runs in a later turn: whoever starts a job gets its answer before the job's first step.
    const ended = Promise.resolve(before?.ended)
      .then(() => {
        mine.before = null;
        return carryOut(context, {
          scope,
          tracker,
          signal: stop.signal,
          giveWay: giveWay.signal,
          resumesSheets: before !== null,
          owner: owner ?? '',
        });
      })
      .finally(() => {
        if (running === mine) running = null;
      });
    const mine: Running = { tracker, stop, giveWay, before, ended };
    newest = tracker;
    running = mine;
    return tracker.job;
  };

  /** The run of now, and the one that it waits for. */
  const alive = (): readonly Running[] =>
    [running, running?.before].filter((each) => each !== null && each !== undefined);

  return {
    start,
    cancel: (jobId) => {
      const found = alive().find(({ tracker }) => tracker.job.jobId === jobId);
      if (!found) return jobOf(getContext(), jobId).job;
      found.stop.abort(new ProblemError(problem('sync/cancelled')));
      return found.tracker.job;
    },
    job: (jobId) => {
      // The newest one from memory: its row is behind while it runs, and stays behind where the disk is full.
      if (newest?.job.jobId === jobId) return { job: newest.job, result: newest.result };
      return jobOf(getContext(), jobId);
    },
    runningJobId: () => running?.tracker.job.jobId ?? null,
    finished: async (jobId) => {
      await alive().find(({ tracker }) => tracker.job.jobId === jobId)?.ended;
    },
    stop: async () => {
      const all = alive();
      for (const each of all) each.stop.abort(new ProblemError(problem('sync/cancelled')));
      await Promise.all(all.map((each) => each.ended));
    },
  };
}

function jobOf(context: EngineContext, jobId: string): ReturnType<SyncService['job']> {
  const found = findJob(context.database, jobId);
  if (!found) throw new ProblemError(problem('job/not-known', { jobId }));
  return found;
}

function newJob(context: EngineContext, scope: SyncScope, startedBy: Job['startedBy']): Job {
  const { database, host } = context;
  const channel = scope.channelId === null ? null : findChannel(database, scope.channelId);
  if (scope.channelId !== null && !channel) {
    throw new ProblemError(problem('channel/not-known', { channelId: scope.channelId }));
  }
  if (channel?.paused) throw new ProblemError(problem('channel/paused', { channel: channel.name }));
  return {
    jobId: host.random.uuid(),
    kind: KIND[scope.what],
    startedBy,
    channelId: scope.channelId,
    channelName: channel?.name ?? null,
    state: 'running',
    phase: null,
    done: 0,
    total: null,
    startedAt: new Date(host.clock.now()).toISOString(),
    finishedAt: null,
    problem: null,
  };
}

type Work = {
  readonly scope: SyncScope;
  readonly tracker: JobTracker;
} & Pick<RunScope, 'signal' | 'giveWay' | 'resumesSheets' | 'owner'>;

/** Never rejects: whatever the job ends in stands in its row. */
async function carryOut(context: EngineContext, { scope, tracker, ...shared }: Work): Promise<void> {
  const { logger } = context.host;
  try {
    shared.signal.throwIfAborted();
    const outcome = await runSync(
      {
        context,
        ...shared,
        startedBy: tracker.job.startedBy,
        progress: (phase, done, total) => tracker.progress(phase, done, total),
        touched: new TouchedRows(),
      },
      scope,
    );
    const { problems } = outcome;
    const state = problems.length === 0 ? 'done' : outcome.anythingWorked ? 'done-with-failures' : 'failed';
    tracker.finish(state, problems, outcome.result);
  } catch (error) {
    const expected = cacheProblem(error);
    if (expected) {
      const { problem: why } = expected;
      tracker.finish(why.code === 'sync/cancelled' ? 'cancelled' : 'failed', [why], null);
      return;
    }
    logger.error('job-failed', {
      jobId: tracker.job.jobId,
      error: error instanceof Error ? error.name : 'unknown',
      stack: error instanceof Error ? (error.stack ?? '') : '',
    });
    tracker.finish('failed', [problem('engine/bug', { command: 'sync' })], null);
  }
}
