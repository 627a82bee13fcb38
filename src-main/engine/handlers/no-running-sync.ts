import { problem, ProblemError } from '#contract/problem.ts';
import type { EngineContext } from '../context.ts';

/** Refuses to take something away from under a sync that is using it. */
export function requireNoRunningSync(context: EngineContext): void {
  const jobId = context.sync.runningJobId();
  if (jobId !== null) throw new ProblemError(problem('sync/already-running', { jobId }));
}
