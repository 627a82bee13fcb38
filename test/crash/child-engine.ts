import { createEngine } from '#engine/main.ts';
import type { Host } from '#engine/host.ts';
import { clientOf, type EngineClient } from '../../src-main/headless/command-line/profile.ts';
import { createNodeHost } from '../../src-main/node-host/create-node-host.ts';
import { openKeyVault } from '../../src-main/node-host/keys/open-key-vault.ts';
import { systemRandom } from '../../src-main/node-host/random.ts';
import { hurriedClock } from './hurried-clock.ts';

export type ChildTime = { readonly speed: number; readonly since: number };

/** The engine as the command line opens it, in the time that all processes of a crash test agree on. */
export async function openChildEngine(wanted: {
  readonly dataFolder: string;
  readonly time: ChildTime;
  readonly reach: Host['reach'];
}): Promise<{ readonly client: EngineClient; readonly close: () => Promise<void> }> {
  const { dataFolder, time, reach } = wanted;
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
  const engine = await createEngine({ ...host, reach, clock: hurriedClock(time) });
  return {
    client: clientOf(engine),
    close: async () => {
      await engine.stop();
      await close();
      keys.close();
    },
  };
}
