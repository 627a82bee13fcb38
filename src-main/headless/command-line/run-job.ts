import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Job } from '#contract/activity.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import type { Problem } from '#contract/problem.ts';
import type { SyncResult, SyncScope } from '#contract/sync.ts';
import type { CommandContext } from './context.ts';
import { problemOf } from './problem-of.ts';
import type { EngineClient } from './profile.ts';

export type FinishedJob = {
  readonly job: Job;
  readonly result: SyncResult;
  /** Everything that went wrong in it, what stands for the whole first; empty when nothing did. */
  readonly problems: readonly Problem[];
};

const LOOK_AGAIN_MS = 100;

/**
 * Runs one sync to its end and tells how it goes. Ctrl-C cancels it at the next safe point: then, and when it broke off
 * without figures, this rejects with its problem. A run that failed with figures resolves: `job.state` says so.
 */
export async function runJob(
  context: CommandContext,
  client: EngineClient,
  scope: SyncScope,
): Promise<FinishedJob> {
  const started = await startWhenFree(context, client, scope);
  let said = '';
  let cancelled = false;
  for (;;) {
    const { job, result } = await client.sync.job({ jobId: started.jobId });
    const now = describeProgress(context, job);
    if (now !== said && now !== '') context.progress(now);
    said = now;
    if (job.state !== 'running') return finish(job, result);
    if (context.signal.aborted && !cancelled) {
      cancelled = true;
      await client.sync.cancel({ requestId: randomUUID(), jobId: started.jobId });
    }
    await wait(LOOK_AGAIN_MS);
  }
}

/** The same where a run in which nothing worked is the end of it: rejects with its problem. */
export async function runJobOrFail(
  context: CommandContext,
  client: EngineClient,
  scope: SyncScope,
): Promise<FinishedJob> {
  const finished = await runJob(context, client, scope);
  if (finished.job.state === 'failed') throw new ProblemError(finished.problems[0] ?? bugIn(finished.job));
  return finished;
}

/**
 * One sync runs at a time. One that the schedule began in this very process is waited for, not complained about; what it
 * is at is told, so that nobody takes the wait for a standstill.
 */
async function startWhenFree(context: CommandContext, client: EngineClient, scope: SyncScope): Promise<Job> {
  let said = '';
  for (;;) {
    try {
      return await client.sync.start({ requestId: randomUUID(), scope });
    } catch (error) {
      const running = problemOf(error);
      if (running?.code !== 'sync/already-running' || context.signal.aborted) throw error;
      const now = await waitedFor(context, client, running);
      if (now !== said && now !== '') context.progress(now);
      said = now;
      await wait(LOOK_AGAIN_MS);
    }
  }
}

async function waitedFor(
  context: CommandContext,
  client: EngineClient,
  { params }: Problem,
): Promise<string> {
  const { job } = await client.sync.job({ jobId: String(params['jobId']) });
  const progress = describeProgress(context, job);
  return progress === '' ? '' : context.words().waitingFor(progress);
}

function finish(job: Job, result: SyncResult | null): FinishedJob {
  if (job.state === 'cancelled' || job.state === 'interrupted') {
    throw new ProblemError(job.problem ?? problem('sync/cancelled'));
  }
  if (result === null) {
    throw new ProblemError(job.problem ?? bugIn(job));
  }
  const problems = job.problem === null ? [] : [job.problem, ...(job.alsoProblems ?? [])];
  return { job, result, problems };
}

function bugIn(job: Job): Problem {
  return problem('engine/bug', { command: `sync.${job.kind}` });
}

function describeProgress(context: CommandContext, job: Job): string {
  if (job.phase === null) return '';
  const words = context.words();
  const channel = job.channelName === null ? '' : `${job.channelName}: `;
  const amount = job.total === null ? (job.done > 0 ? ` ${job.done}` : '') : ` ${job.done}/${job.total}`;
  return `${channel}${words.phase[job.phase]}${amount}`;
}
