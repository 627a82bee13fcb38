import { setTimeout as wait } from 'node:timers/promises';
import type { FailPoint, Host } from '#engine/host.ts';
import { systemRandom } from '../../src-main/node-host/random.ts';
import { keepCompiled } from '../support/keep-compiled.ts';
import { openChildEngine } from './child-engine.ts';

/**
 * A program of its own that syncs once, as the command line does, and is killed without any farewell when it reaches
 * the named step for the named time. Told what to do by its first message.
 */
export type ChildTask = {
  readonly dataFolder: string;
  readonly killAt: FailPoint | null;
  readonly occurrence: number;
  readonly time: { readonly speed: number; readonly since: number };
};

process.once('message', (task: ChildTask) => {
  void sync(task);
});
keepCompiled();

async function sync(task: ChildTask): Promise<void> {
  const { client, close } = await openChildEngine({
    dataFolder: task.dataFolder,
    time: task.time,
    reach: deadly(task),
  });
  const scope = { channelId: null, what: 'everything', approveWaiting: true } as const;
  const { jobId } = await client.sync.start({ requestId: systemRandom.uuid(), scope });
  for (;;) {
    const { job, result } = await client.sync.job({ jobId });
    if (job.state !== 'running') {
      process.send?.({ state: job.state, problem: job.problem, result });
      break;
    }
    await wait(20);
  }
  await close();
  process.disconnect();
}

function deadly(task: ChildTask): Host['reach'] {
  let reached = 0;
  return (point) => {
    if (point !== task.killAt) return;
    reached += 1;
    if (reached === task.occurrence) process.kill(process.pid, 'SIGKILL');
  };
}
