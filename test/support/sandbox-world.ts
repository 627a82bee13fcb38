import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlanChange } from '#contract/plan.ts';
import { seedTrendyol } from '../../src-main/sandbox/seed-trendyol.ts';
import type { SandboxAccount } from '../../src-main/sandbox/control.ts';
import { startSandbox, type Sandbox } from '../../src-main/sandbox/start-sandbox.ts';
import { systemClock } from '../../src-main/node-host/clock.ts';
import { systemRandom } from '../../src-main/node-host/random.ts';
import { jsonOf, runCommand, type Ran } from './command-line.ts';

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** A sandbox whose batches are settled at once and that counts no requests: what is looked at is the page. */
export function quickSandbox(): Promise<Sandbox> {
  return startSandbox({
    clock: systemClock,
    random: systemRandom,
    logger: silent,
    rules: { trendyol: { rateLimits: 'off', batchOpenPolls: 0, batchDelayMs: 0 } },
  });
}

export function trendyolAccount(sandbox: Sandbox): SandboxAccount {
  const account = sandbox.accounts.find(({ marketplace }) => marketplace === 'trendyol');
  if (account === undefined) throw new TypeError('the sandbox has no Trendyol');
  return account;
}

/** A profile folder of its own. */
export function newProfile(): { readonly dataFolder: string; readonly remove: () => void } {
  const dataFolder = mkdtempSync(join(tmpdir(), 'meschain-profile-'));
  return { dataFolder, remove: () => rmSync(dataFolder, { recursive: true, force: true }) };
}

/** Runs commands on a profile, one after another; the first that fails ends it with all that was said. */
export async function runCommands(
  dataFolder: string,
  commands: readonly { readonly argv: readonly string[]; readonly stdin?: string; readonly mayFail?: true }[],
  env: Record<string, string> = {},
): Promise<readonly Ran[]> {
  const ran: Ran[] = [];
  for (const { argv, stdin, mayFail } of commands) {
    const one = await runCommand(['--json', ...argv], {
      dataFolder,
      env,
      ...(stdin === undefined ? {} : { stdin }),
    });
    // 3: done, but something waits for approval; that is how a channel by approval ends.
    if (one.code !== 0 && one.code !== 3 && mayFail !== true) {
      throw new Error(`${argv.join(' ')} ended with ${one.code}:\n${one.out}\n${one.err}`);
    }
    ran.push(one);
  }
  return ran;
}

/** How a merchant adds the sandbox's Trendyol on the command line. */
export function addTrendyol(sandbox: Sandbox): { readonly argv: readonly string[]; readonly stdin: string } {
  const { baseUrl, credentials } = trendyolAccount(sandbox);
  return {
    argv: ['channel', 'add', 'trendyol', '--name', 'Trendyol', '--base-url', baseUrl, '--credentials', '-'],
    stdin: JSON.stringify(credentials),
  };
}

const SENT = 160;

/** A part of the plan goes out, and the marketplace refuses a little of it: the past that a shop at work has. */
async function sendSome(dataFolder: string, sandbox: Sandbox): Promise<void> {
  const [planned] = await runCommands(dataFolder, [{ argv: ['plan'] }]);
  const { changes } = jsonOf<{ changes: readonly PlanChange[] }>(planned!);
  const some = changes.filter(({ state }) => state === 'waiting').slice(0, SENT);
  sandbox.faults.add({ kind: 'partial-rejection', share: 0.03, count: 1 });
  await runCommands(dataFolder, [
    { argv: ['push', '--approve', some.map(({ changeId }) => changeId).join(',')], mayFail: true },
  ]);
  sandbox.faults.clear();
}

export type SampleWorld = {
  readonly sandbox: Sandbox;
  readonly dataFolder: string;
  readonly close: () => Promise<void>;
};

/** The sample shop on a seeded sandbox: matched, first sync sent, held changes and orders there. */
export async function openSampleWorld(): Promise<SampleWorld> {
  const sandbox = await quickSandbox();
  const { dataFolder, remove } = newProfile();
  seedTrendyol(sandbox);
  await runCommands(dataFolder, [
    { argv: ['store', 'connect', '--sample'] },
    addTrendyol(sandbox),
    { argv: ['pull'] },
    { argv: ['link', '--channel', 'Trendyol'] },
    { argv: ['sync'] },
  ]);
  await sendSome(dataFolder, sandbox);
  return {
    sandbox,
    dataFolder,
    close: async () => {
      await sandbox.stop();
      remove();
    },
  };
}
