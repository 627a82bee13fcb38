import { join } from 'node:path';
import type { Host } from '#engine/host.ts';
import { startSandbox, type Sandbox } from '../../sandbox/start-sandbox.ts';
import { seedTrendyol } from '../../sandbox/seed-trendyol.ts';

export type DemoSandbox = {
  readonly marketplace: string;
  readonly baseUrl: string;
  readonly credentials: Record<string, string>;
  readonly stop: () => Promise<void>;
};

/** The demo's marketplace, beside the demo's profile: filled when it is new, as it was left when it is not. */
export async function openDemoSandbox(host: Host, dataFolder: string): Promise<DemoSandbox> {
  const { clock, random, logger } = host;
  const sandbox = await startSandbox({ clock, random, logger, stateFile: join(dataFolder, 'sandbox.json') });
  try {
    if (sandbox.trendyol.listings().length === 0) await seedSandbox(sandbox);
    const account = sandbox.accounts.find(({ marketplace }) => marketplace === 'trendyol');
    if (!account) throw new TypeError('the sandbox has no Trendyol');
    const { marketplace, baseUrl, credentials } = account;
    return { marketplace, baseUrl, credentials: { ...credentials }, stop: sandbox.stop };
  } catch (error) {
    await sandbox.stop();
    throw error;
  }
}

/** Lists the sample shop's goods there, with differences, strangers and orders for a first plan with real work. */
export async function seedSandbox(sandbox: Sandbox): Promise<void> {
  seedTrendyol(sandbox);
}
