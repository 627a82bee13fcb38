import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { Job } from '#contract/activity.ts';
import type { Connection } from './connection-store.ts';
import type { Engine, EngineApi } from './engine.ts';

export const EngineContext = createContext<Engine | null>(null);

/** The engine of the page. Only below an `EngineContext`. */
export function useEngine(): Engine {
  const engine = use(EngineContext);
  if (engine === null) throw new TypeError('useEngine outside of an EngineContext');
  return engine;
}

/** The engine's calls as options for `useQuery`: `useQuery(api.overview.get.queryOptions())`. */
export function useApi(): EngineApi {
  return useEngine().api;
}

export function useConnection(): Connection {
  return useStore(useEngine().connection);
}

/** The run with this id as last told by the engine, or null when none was told of. */
export function useJob(jobId: string | null): Job | null {
  return useStore(useEngine().jobs, ({ jobs }) => (jobId === null ? null : (jobs.get(jobId) ?? null)));
}

/** The run that goes on now, the newest when several do; null when all is quiet. */
export function useRunningJob(): Job | null {
  return useStore(useEngine().jobs, ({ jobs }) => {
    let running: Job | null = null;
    for (const job of jobs.values()) {
      // Of two, the older one is about to make room for the newer.
      if (job.state === 'running' && (running === null || job.startedAt >= running.startedAt)) running = job;
    }
    return running;
  });
}
