import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Job } from '#contract/activity.ts';

/** Runs as the engine last told of them, by id: progress in place, without asking again. */
export type JobStore = StoreApi<{ readonly jobs: ReadonlyMap<string, Job> }>;

const KEPT = 50;

export function createJobStore(): JobStore {
  return createStore(() => ({ jobs: new Map<string, Job>() }));
}

/** Keeps the newest state of a run; a late message never brings an ended run back to life. */
export function putJob(store: JobStore, job: Job): void {
  const jobs = new Map(store.getState().jobs);
  const known = jobs.get(job.jobId);
  if (known && known.state !== 'running' && job.state === 'running') return;
  jobs.delete(job.jobId);
  jobs.set(job.jobId, job);
  for (const id of jobs.keys()) {
    if (jobs.size <= KEPT) break;
    jobs.delete(id);
  }
  store.setState({ jobs });
}
