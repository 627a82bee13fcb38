import { useState } from 'react';
import type { Job } from '#contract/activity.ts';
import type { Problem } from '#contract/problem.ts';
import { useEngine, useJob, useRunningJob } from '../../client/engine-context.ts';
import { putJob } from '../../client/job-store.ts';
import { useWrite } from '../../client/use-write.ts';

/** Writing what waits into the shop, from this screen. */
export type Writing = {
  readonly start: () => void;
  readonly starting: boolean;
  readonly problem: Problem | null;
  /** Whatever runs now: two runs never go side by side. */
  readonly running: Job | null;
  /** The run that was started here, once it ended; null when it was put away. */
  readonly ended: Job | null;
  readonly dismiss: () => void;
};

export function useWriting(): Writing {
  const engine = useEngine();
  const [startedId, setStartedId] = useState<string | null>(null);
  const started = useJob(startedId);
  const running = useRunningJob();
  const write = useWrite(engine.client.edits.write, {
    onDone: (job) => {
      putJob(engine.jobs, job);
      setStartedId(job.jobId);
    },
  });
  return {
    start: () => write.run({}),
    starting: write.pending,
    problem: write.problem,
    running,
    ended: started === null || started.state === 'running' ? null : started,
    dismiss: () => setStartedId(null),
  };
}
