import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Channel } from '#contract/channels.ts';
import type { CommandContext } from './context.ts';
import { demoReport } from './demo-report.ts';
import { openDemoSandbox, type DemoSandbox } from './demo-sandbox.ts';
import type { Outcome } from './outcome.ts';
import type { EngineClient, Profile } from './profile.ts';
import { runJobOrFail } from './run-job.ts';
import { serveProfile } from './serve-command.ts';

export type DemoOptions = { readonly once: boolean; readonly port: number };

const CHANNEL_NAME = 'Trendyol (deneme)';

/**
 * `demo`: the whole program on this computer, with nothing to lose. It has a profile of its own, a sample shop and a
 * sandbox marketplace; all three keep what was done, so that a second run goes on where the first one ended.
 */
export async function demo(context: CommandContext, options: DemoOptions): Promise<void> {
  const dataFolder = join(context.options.data, 'demo');
  context.progress(context.words().demoFolder(dataFolder));
  const profile = await context.openProfile({ kind: 'browser', demo: true, dataFolder });
  try {
    const sandbox = await openDemoSandbox(profile.host, dataFolder);
    try {
      for (const { baseUrl } of sandbox.accounts) context.progress(context.words().demoSandbox(baseUrl));
      const outcome = await firstSync(context, profile, sandbox);
      if (options.once) context.print(outcome);
      else await serveProfile(context, { profile, port: options.port, before: outcome });
    } finally {
      await sandbox.stop();
    }
  } finally {
    await profile.close();
  }
}

async function firstSync(
  context: CommandContext,
  { client }: Profile,
  sandbox: DemoSandbox,
): Promise<Outcome> {
  const shop = await client.shop.get();
  if (shop.connected) context.progress(context.words().demoKept);
  else {
    context.progress(context.words().demoShop);
    await client.shop.connect({ requestId: randomUUID(), connection: { kind: 'sample' }, settings: {} });
  }
  const channel = await demoChannel(client, sandbox);
  const { channelId } = channel;
  context.progress(context.words().demoChannel(channel.name));
  context.progress(context.words().demoSync);
  await runJobOrFail(context, client, { channelId, what: 'pull', approveWaiting: false });
  const { linked } = await client.links.confirm({
    requestId: randomUUID(),
    channelId,
    links: { certainBy: 'any' },
  });
  const open = await client.links.proposals({ channelId, listingId: null, offset: 0, limit: 1 });
  context.progress(context.words().linkedCount(linked, open.total));
  const finished = await runJobOrFail(context, client, {
    channelId,
    what: 'everything',
    approveWaiting: true,
  });
  return demoReport(context, client, { channelId, result: finished.result });
}

/** The demo's channel, pointed at where its sandbox is now. */
async function demoChannel(client: EngineClient, sandbox: DemoSandbox): Promise<Channel> {
  const { baseUrl, credentials, marketplace } = sandbox;
  const known = (await client.channels.list()).find((channel) => channel.name === CHANNEL_NAME);
  if (known && known.baseUrl === baseUrl) {
    return client.channels.update({ requestId: randomUUID(), channelId: known.channelId, credentials });
  }
  // Another port than last time (something else took it): a channel's address is fixed, so it begins anew.
  if (known) await client.channels.remove({ requestId: randomUUID(), channelId: known.channelId });
  const channel = { marketplace, name: CHANNEL_NAME, mode: 'approval', baseUrl, credentials } as const;
  return client.channels.add({ requestId: randomUUID(), channel });
}
