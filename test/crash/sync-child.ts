import { setTimeout as wait } from 'node:timers/promises';
import { createEngine } from '#engine/main.ts';
import type { FailPoint, Host } from '#engine/host.ts';
import { createNodeHost } from '../../src-main/node-host/create-node-host.ts';
import { openKeyVault } from '../../src-main/node-host/keys/open-key-vault.ts';
import { systemRandom } from '../../src-main/node-host/random.ts';
import { clientOf } from '../../src-main/headless/command-line/profile.ts';
import { hurriedClock } from './hurried-clock.ts';

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

async function sync(task: ChildTask): Promise<void> {
  const { dataFolder } = task;
  const keys = await openKeyVault({
    dataFolder,
    passphrase: null,
    askPassphrase: async () => null,
    random: systemRandom,
  });
  const { host, close } = createNodeHost({
    kind: 'command-line',
    version: '0.0.0-crash',
    demo: false,
    dataFolder,
    keys,
  });
  const engine = await createEngine({ ...deadly(host, task), clock: hurriedClock(task.time) });
  const client = clientOf(engine);
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
  await engine.stop();
  await close();
  keys.close();
  process.disconnect();
}

function deadly(host: Host, task: ChildTask): Host {
  let reached = 0;
  return {
    ...host,
    reach: (point) => {
      if (point !== task.killAt) return;
      reached += 1;
      if (reached === task.occurrence) process.kill(process.pid, 'SIGKILL');
    },
  };
}
