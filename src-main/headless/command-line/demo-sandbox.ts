import { join } from 'node:path';
import type { Host } from '#engine/host.ts';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import type { SandboxAccount } from '../../sandbox/control.ts';
import { seedEmpty } from '../../sandbox/seed-sandbox.ts';

export type DemoSandbox = {
  readonly marketplace: string;
  readonly baseUrl: string;
  readonly credentials: Record<string, string>;
  /** Every marketplace that runs there, the demo's own among them. */
  readonly accounts: readonly SandboxAccount[];
  readonly stop: () => Promise<void>;
};

/** The demo's marketplace, beside the demo's profile: filled when it is new, as it was left when it is not. */
export async function openDemoSandbox(host: Host, dataFolder: string): Promise<DemoSandbox> {
  const { clock, random, logger } = host;
  const sandbox = await startSandbox({ clock, random, logger, stateFile: join(dataFolder, 'sandbox.json') });
  try {
    seedEmpty(sandbox);
    const { accounts } = sandbox;
    const account = accounts.find(({ marketplace }) => marketplace === 'trendyol');
    if (!account) throw new TypeError('the sandbox has no Trendyol');
    const { marketplace, baseUrl, credentials } = account;
    return { marketplace, baseUrl, credentials: { ...credentials }, accounts, stop: sandbox.stop };
  } catch (error) {
    await sandbox.stop();
    throw error;
  }
}
