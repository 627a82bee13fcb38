import { standsInTheWay, type ChannelCheck, type Marketplace } from '#contract/channels.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import { findChannel, listChannels, writeChannelProblem } from '../cache/tables/channel.ts';
import type { EngineContext } from '../context.ts';
import { addChannel, removeChannel, updateChannelAs } from '../jobs/manage-channel.ts';
import type { Manifest } from '../marketplaces/kit/port.ts';
import { capabilityMatrix } from './capability-matrix.ts';
import { channelView } from './channel-view.ts';
import { once, os } from './implement.ts';
import { requireNoRunningSync } from './no-running-sync.ts';

export const channelsHandlers = {
  marketplaces: os.channels.marketplaces.handler(({ context }) =>
    context.channels.manifests().map(toMarketplace),
  ),
  capabilities: os.channels.capabilities.handler(({ context }) =>
    capabilityMatrix(context.channels.manifests()),
  ),
  list: os.channels.list.handler(({ context }) =>
    listChannels(context.database).map((row) => channelView(context, row)),
  ),
  test: os.channels.test.handler(({ input, context, signal }) => context.channels.test(input, signal)),
  add: os.channels.add.handler(({ input, context, signal }) =>
    once(context, 'channels.add', input.requestId, async () =>
      channelView(context, await addChannel(context, input.channel, signal)),
    ),
  ),
  update: os.channels.update.handler(({ input, context, signal }) =>
    once(context, 'channels.update', input.requestId, async () => {
      const { requestId: _requestId, channelId, ...wanted } = input;
      if (wanted.credentials !== undefined) requireNoRunningSync(context);
      return channelView(
        context,
        await updateChannelAs(context, channelId, { wanted, ...(signal ? { signal } : {}) }),
      );
    }),
  ),
  check: os.channels.check.handler(({ input, context, signal }) =>
    checkChannel(context, input.channelId, signal),
  ),
  remove: os.channels.remove.handler(({ input, context }) =>
    once(context, 'channels.remove', input.requestId, () => {
      requireNoRunningSync(context);
      return { removed: removeChannel(context, input.channelId) };
    }),
  ),
};

function toMarketplace(manifest: Manifest): Marketplace {
  return {
    marketplace: manifest.marketplace,
    name: manifest.name,
    currency: manifest.currency,
    credentialFields: [...manifest.credentialFields],
    capabilities: [...manifest.capabilities],
    ...(manifest.closed
      ? { closed: { since: manifest.closed.since, reason: { ...manifest.closed.reason } } }
      : {}),
  };
}

/** Asks the endpoints of a kept channel, and keeps what that says about it. */
async function checkChannel(
  context: EngineContext,
  channelId: string,
  signal?: AbortSignal,
): Promise<ChannelCheck> {
  if (findChannel(context.database, channelId) === null) {
    throw new ProblemError(problem('channel/not-known', { channelId }));
  }
  const { connection } = context.channels.open(channelId);
  const { account, endpoints } = await connection.verifyCredentials(signal);
  const failing = endpoints.find((each) => each.problem !== null && standsInTheWay(each));
  writeChannelProblem(context.database, channelId, failing?.problem ?? null);
  context.events.changed('channels');
  return {
    works: !endpoints.some(standsInTheWay),
    account,
    endpoints: [...endpoints],
    checkedAt: new Date(context.host.clock.now()).toISOString(),
  };
}
