import { standsInTheWay, type ChannelCheck, type NewChannel } from '#contract/channels.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import { channelOwner, openCredentials } from '../cache/credentials.ts';
import { listCallsSince } from '../cache/tables/call-meter.ts';
import { findChannel } from '../cache/tables/channel.ts';
import type { ChannelSession, ChannelSessions, EngineContext } from '../context.ts';
import { createGateway } from '../gateway/create-gateway.ts';
import type { CallMeter, Gateway, LastGate } from '../gateway/port.ts';
import type { MarketplaceAdapter, MarketplaceConnection } from '../marketplaces/kit/port.ts';
import { adapters } from '../marketplaces/registry.ts';
import { namingProblems } from './named-problems.ts';
import { rehearseWrites } from './rehearse-writes.ts';

type ChannelParts = Pick<EngineContext, 'host' | 'database' | 'vault'> & {
  readonly gate: LastGate;
  readonly meter: (call: CallMeter) => void;
};

/** The longest window in which a marketplace counts requests that this program knows of. */
const LIMITS_REACH_BACK_MS = 60 * 60 * 1_000;

/** What a connection is made of, whether it is kept or only tried. */
type Account = {
  readonly channelId: string;
  readonly baseUrl: string | null;
  readonly credentials: Readonly<Record<string, string>>;
};

/** One live connection per channel, with its pace and its breaker; they survive from one sync to the next. */
export function createChannelSessions(parts: ChannelParts): ChannelSessions {
  const sessions = new Map<string, ChannelSession>();

  return {
    manifests: () => Array.from(adapters.values(), (adapter) => adapter.manifest),
    manifestOf: (marketplace) => adapterOf(marketplace).manifest,
    open: (channelId) => {
      const known = sessions.get(channelId);
      if (known) return known;
      const session = openKept(parts, channelId);
      sessions.set(channelId, session);
      return session;
    },
    reset: (channelId) => void sessions.delete(channelId),
    test: (channel, signal) => testAccount(parts, channel, signal),
  };
}

function openKept(parts: ChannelParts, channelId: string): ChannelSession {
  const row = findChannel(parts.database, channelId);
  if (row === null) throw new ProblemError(problem('channel/not-known', { channel: channelId }));
  const adapter = adapterOf(row.marketplace);
  const credentials = openCredentials(parts.database, parts.vault, channelOwner(channelId));
  const account = { channelId, baseUrl: row.baseUrl, credentials };
  const gateway = openGateway(parts, adapter, account);
  const { manifest } = adapter;
  return {
    channelId,
    manifest,
    connection: connectBy(parts, adapter, { credentials, gateway }),
    rehearse: (run) =>
      rehearseWrites(gateway, manifest, (rehearsing) =>
        run(connectBy(parts, adapter, { credentials, gateway: rehearsing })),
      ),
  };
}

async function testAccount(
  parts: ChannelParts,
  channel: NewChannel,
  signal?: AbortSignal,
): Promise<ChannelCheck> {
  const adapter = adapterOf(channel.marketplace);
  for (const { key, pattern } of adapter.manifest.credentialFields) {
    if (!new RegExp(`^(?:${pattern})$`, 'u').test(channel.credentials[key] ?? '')) {
      throw new ProblemError(problem('input/invalid', { field: key }));
    }
  }
  const account = { channelId: `test:${parts.host.random.uuid()}`, ...channel };
  const connection = connectBy(parts, adapter, {
    credentials: account.credentials,
    gateway: openGateway(parts, adapter, account),
  });
  const { account: name, endpoints } = await connection.verifyCredentials(signal);
  return {
    works: !endpoints.some(standsInTheWay),
    account: name,
    endpoints: [...endpoints],
    checkedAt: new Date(parts.host.clock.now()).toISOString(),
  };
}

function openGateway(parts: ChannelParts, adapter: MarketplaceAdapter, account: Account): Gateway {
  const { host, database, gate } = parts;
  const { clock, random, logger, network } = host;
  const gateway = createGateway({
    channelId: account.channelId,
    baseUrl: account.baseUrl,
    manifest: adapter.manifest,
    credentials: account.credentials,
    network,
    clock,
    random,
    logger,
    gate,
    meter: parts.meter,
    reach: host.reach,
    recentCalls: listCallsSince(database, account.channelId, clock.now() - LIMITS_REACH_BACK_MS),
  });
  return namingProblems(gateway, adapter.manifest.name);
}

function connectBy(
  { host }: ChannelParts,
  adapter: MarketplaceAdapter,
  by: { readonly credentials: Account['credentials']; readonly gateway: Gateway },
): MarketplaceConnection {
  return adapter.connect({ ...by, clock: host.clock, logger: host.logger });
}

function adapterOf(marketplace: string): MarketplaceAdapter {
  const adapter = adapters.get(marketplace);
  if (!adapter)
    throw new ProblemError(problem('input/invalid', { field: 'marketplace', value: marketplace }));
  return adapter;
}
