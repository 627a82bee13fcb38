import { createRouterClient } from '@orpc/server';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '#contract/index.ts';
import type { Host } from '#engine/host.ts';
import { createEngine, type Engine } from '#engine/main.ts';
import { createNodeHost, prepareFolder } from '../../node-host/create-node-host.ts';
import { systemRandom } from '../../node-host/random.ts';
import { openKeyVault } from '../../node-host/keys/open-key-vault.ts';

export type EngineClient = ContractRouterClient<Contract>;

export type Profile = {
  readonly host: Host;
  readonly engine: Engine;
  /** The contract, called in process. */
  readonly client: EngineClient;
  readonly close: () => Promise<void>;
};

export type ProfileOptions = {
  readonly kind: Host['kind'];
  readonly version: string;
  readonly demo: boolean;
  readonly dataFolder: string;
  readonly passphrase: string | null;
  readonly askPassphrase: () => Promise<string | null>;
};

/**
 * Opens a profile with its own engine in this process. Rejects with `cache/in-use` while another program has it open,
 * with `vault/*` when its key is not to be had.
 */
export async function openProfile(options: ProfileOptions): Promise<Profile> {
  prepareFolder(options.dataFolder);
  const keys = await openKeyVault({
    dataFolder: options.dataFolder,
    passphrase: options.passphrase,
    askPassphrase: options.askPassphrase,
    random: systemRandom,
  });
  const { host, close } = createNodeHost({ ...options, keys });
  try {
    const engine = await createEngine(host);
    return {
      host,
      engine,
      client: clientOf(engine),
      close: async () => {
        await engine.stop();
        await close();
        keys.close();
      },
    };
  } catch (error) {
    await close();
    keys.close();
    throw error;
  }
}

/** The engine's router answers the contract (it is implemented from it), which its type does not say. */
export function clientOf(engine: Engine): EngineClient {
  return createRouterClient(engine.router, { context: {} }) as unknown as EngineClient;
}
