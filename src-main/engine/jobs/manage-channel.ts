import {
  DEFAULT_CHANNEL_RULES,
  type ChannelCheck,
  type ChannelMode,
  type ChannelRules,
  type NewChannel,
} from '#contract/channels.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import { channelOwner, openCredentials, sealCredentials } from '../cache/credentials.ts';
import { newId } from '../cache/new-id.ts';
import {
  deleteChannel,
  findChannelsOfAccount,
  findChannelByName,
  insertChannel,
  updateChannel,
  writeChannelProblem,
  type ChannelRow,
} from '../cache/tables/channel.ts';
import { deleteSecrets } from '../cache/tables/secret.ts';
import { transact } from '../cache/transaction.ts';
import type { EngineContext } from '../context.ts';
import { makePlan } from './make-plan.ts';
import { requireChannel } from './require-channel.ts';

/** Keeps a channel once its credentials were tried and work; what was refused leaves nothing behind. */
export async function addChannel(
  context: EngineContext,
  wanted: NewChannel,
  signal?: AbortSignal,
): Promise<ChannelRow> {
  const { database, host, vault, channels, events } = context;
  requireFreeName(context, wanted.name, null);
  const check = await channels.test(wanted, signal);
  requireWorking(context, wanted.marketplace, check);
  const account = { marketplace: wanted.marketplace, baseUrl: wanted.baseUrl, account: check.account };
  requireFreeAccount(context, account, null);
  const channelId = newId(host.random);
  const at = host.clock.now();
  transact(database, () => {
    // Asked again: another channel may have taken name or account while the marketplace was being asked.
    requireFreeName(context, wanted.name, null);
    requireFreeAccount(context, account, null);
    insertChannel(database, {
      channelId,
      marketplace: wanted.marketplace,
      name: wanted.name,
      mode: wanted.mode,
      baseUrl: wanted.baseUrl,
      rules: DEFAULT_CHANNEL_RULES,
      account: check.account,
      createdAt: at,
    });
    sealCredentials({ database, vault, at }, channelOwner(channelId), declaredOnly(context, wanted));
  });
  host.logger.info('channel-added', { channelId, marketplace: wanted.marketplace });
  events.changed('channels');
  return requireChannel(context, channelId);
}

export type ChannelWish = {
  readonly name?: string | undefined;
  readonly mode?: ChannelMode | undefined;
  readonly paused?: boolean | undefined;
  readonly rules?: { readonly [Key in keyof ChannelRules]?: ChannelRules[Key] | undefined } | undefined;
  readonly credentials?: Readonly<Record<string, string>> | undefined;
};

/** Changes a channel. New credentials are tried first, together with those that stay. */
export async function updateChannelAs(
  context: EngineContext,
  channelId: string,
  { wanted, signal }: { readonly wanted: ChannelWish; readonly signal?: AbortSignal },
): Promise<ChannelRow> {
  const { database, host, vault, channels, events } = context;
  const before = requireChannel(context, channelId);
  const rules = mergedRules(before.rules, wanted.rules ?? {});
  const credentials = wanted.credentials
    ? await tried(context, before, { values: wanted.credentials, signal })
    : null;
  transact(database, () => {
    const now = requireChannel(context, channelId);
    const name = wanted.name ?? now.name;
    requireFreeName(context, name, channelId);
    if (credentials !== null)
      requireFreeAccount(context, { ...now, account: credentials.account }, channelId);
    updateChannel(database, {
      channelId,
      name,
      mode: wanted.mode ?? now.mode,
      paused: wanted.paused ?? now.paused,
      rules,
      account: credentials?.account ?? now.account,
    });
    if (credentials === null) return;
    sealCredentials({ database, vault, at: host.clock.now() }, channelOwner(channelId), credentials.values);
    writeChannelProblem(database, channelId, null);
  });
  if (credentials !== null) channels.reset(channelId);
  if (wanted.rules) await makePlan(context, channelId);
  events.changed('channels');
  return requireChannel(context, channelId);
}

/** Removes a channel with everything that belongs to it alone. Orders that reached the shop stay in the shop. */
export function removeChannel(context: EngineContext, channelId: string): boolean {
  const { database, channels, events } = context;
  const removed = transact(database, () => {
    deleteSecrets(database, channelOwner(channelId));
    return deleteChannel(database, channelId);
  });
  channels.reset(channelId);
  if (removed) events.changed('channels', 'listings', 'plan', 'orders');
  return removed;
}

type Tried = { readonly values: Readonly<Record<string, string>>; readonly account: string | null };

async function tried(
  context: EngineContext,
  row: ChannelRow,
  given: { readonly values: Readonly<Record<string, string>>; readonly signal: AbortSignal | undefined },
): Promise<Tried> {
  const kept = openCredentials(context.database, context.vault, channelOwner(row.channelId));
  const channel: NewChannel = {
    marketplace: row.marketplace,
    name: row.name,
    mode: row.mode,
    baseUrl: row.baseUrl,
    credentials: { ...kept, ...given.values },
  };
  const check = await context.channels.test(channel, given.signal);
  requireWorking(context, row.marketplace, check);
  return {
    values: declaredOnly(context, { ...channel, credentials: { ...given.values } }),
    account: check.account,
  };
}

function requireWorking(context: EngineContext, marketplace: string, check: ChannelCheck): void {
  if (check.works) return;
  const why = check.endpoints.find((endpoint) => endpoint.problem !== null)?.problem;
  const { name } = context.channels.manifestOf(marketplace);
  throw new ProblemError(why ?? problem('channel/wrong-key', { marketplace: name }));
}

/** Only fields that the marketplace's form has: nothing else is anybody's to keep. */
function declaredOnly(context: EngineContext, channel: NewChannel): Readonly<Record<string, string>> {
  const keys = new Set(
    context.channels.manifestOf(channel.marketplace).credentialFields.map(({ key }) => key),
  );
  return Object.fromEntries(Object.entries(channel.credentials).filter(([key]) => keys.has(key)));
}

function mergedRules(rules: ChannelRules, wanted: NonNullable<ChannelWish['rules']>): ChannelRules {
  const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
  const merged: ChannelRules = { ...rules, ...given };
  if (merged.floorE4 !== null && merged.ceilingE4 !== null && merged.floorE4 > merged.ceilingE4) {
    throw new ProblemError(problem('input/invalid', { field: 'floorE4' }));
  }
  return merged;
}

function requireFreeName(context: EngineContext, name: string, ownId: string | null): void {
  const taken = findChannelByName(context.database, name);
  if (taken !== null && taken.channelId !== ownId) {
    throw new ProblemError(problem('channel/name-taken', { name: taken.name }));
  }
}

/** One account under two names would bring every order into the shop twice, and offer every piece twice. */
function requireFreeAccount(
  context: EngineContext,
  wanted: Pick<ChannelRow, 'marketplace' | 'baseUrl' | 'account'>,
  ownId: string | null,
): void {
  const { marketplace, account } = wanted;
  if (account === null) return;
  const { defaultBaseUrl } = context.channels.manifestOf(marketplace);
  const place = (baseUrl: string | null): string =>
    new URL(baseUrl ?? defaultBaseUrl).href.replace(/\/+$/, '');
  const taken = findChannelsOfAccount(context.database, marketplace, account).find(
    (each) => each.channelId !== ownId && place(each.baseUrl) === place(wanted.baseUrl),
  );
  if (taken) throw new ProblemError(problem('channel/account-taken', { name: taken.name, account }));
}
