import type { Job, JobPhase } from '#contract/activity.ts';
import type { Problem } from '#contract/problem.ts';
import type { SyncResult } from '#contract/sync.ts';
import { cacheProblem } from '../cache/cache-problem.ts';
import { saveJob } from '../cache/tables/job.ts';
import type { EngineContext } from '../context.ts';

/** Progress reaches the page at most ten times a second. */
const EVENT_INTERVAL_MS = 100;

/** Follows one job: in memory at every step, in the cache at every phase, on the page at most ten times a second. */
export class JobTracker {
  readonly #context: EngineContext;
  #job: Job;
  #result: SyncResult | null = null;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(context: EngineContext, job: Job) {
    this.#context = context;
    this.#job = job;
    this.#keep();
  }

  get job(): Job {
    return this.#job;
  }

  get result(): SyncResult | null {
    return this.#result;
  }

  /** `total` null: how much there is isn't known yet. */
  progress(phase: JobPhase, done: number, total: number | null): void {
    const newPhase = phase !== this.#job.phase;
    this.#job = { ...this.#job, phase, done, total };
    if (newPhase) this.#keep();
    else if (this.#context.host.clock.monotonic() - this.#toldAt >= EVENT_INTERVAL_MS) this.#tell();
  }

  /** `problems`: what comes first stands for the job, the others beside it. */
  finish(
    state: Exclude<Job['state'], 'running'>,
    problems: readonly Problem[],
    result: SyncResult | null,
  ): void {
    const finishedAt = new Date(this.#context.host.clock.now()).toISOString();
    const [problem = null, ...others] = problems;
    const alsoProblems = others.length > 0 ? { alsoProblems: others } : {};
    this.#job = { ...this.#job, state, phase: null, problem, finishedAt, ...alsoProblems };
    this.#result = result;
    this.#keep();
  }

  #keep(): void {
    try {
      saveJob(this.#context.database, this.#job, this.#result);
    } catch (error) {
      // A job that ends because the disk is full must still end, and say so.
      const expected = cacheProblem(error);
      if (!expected) throw error;
      this.#context.host.logger.error('job-not-kept', {
        jobId: this.#job.jobId,
        code: expected.problem.code,
      });
    }
    this.#context.events.changed('activity');
    this.#tell();
  }

  #tell(): void {
    this.#toldAt = this.#context.host.clock.monotonic();
    this.#context.events.publish({ type: 'job', job: this.#job });
  }
}
