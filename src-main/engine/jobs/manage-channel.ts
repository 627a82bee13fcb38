import {
  DEFAULT_CHANNEL_RULES,
  type ChannelCheck,
  type ChannelMode,
  type ChannelRules,
  type NewChannel,
  type ShopView,
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
import { readStoreRow } from '../cache/tables/store.ts';
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
  readonly shopView?: { readonly [Key in keyof ShopView]?: ShopView[Key] | undefined } | undefined;
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
  requireKnownView(context, before, wanted.shopView ?? {});
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
      shopView: merged(now.shopView, wanted.shopView ?? {}),
      account: credentials?.account ?? now.account,
    });
    if (credentials === null) return;
    sealCredentials({ database, vault, at: host.clock.now() }, channelOwner(channelId), credentials.values);
    writeChannelProblem(database, channelId, null);
  });
  if (credentials !== null) channels.reset(channelId);
  if (wanted.rules || wanted.shopView) await makePlan(context, channelId);
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
  const all = merged(rules, wanted);
  if (all.floorE4 !== null && all.ceilingE4 !== null && all.floorE4 > all.ceilingE4) {
    throw new ProblemError(problem('input/invalid', { field: 'floorE4' }));
  }
  return all;
}

/** What is undefined stays as it is. */
function merged<T extends object>(before: T, wanted: { readonly [Key in keyof T]?: T[Key] | undefined }): T {
  return {
    ...before,
    ...Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)),
  };
}

/**
 * Refuses what the shop was not seen to have, and a currency that the marketplace does not sell in. What is there already
 * stays, whatever became of it in the shop: it is then held, and not silently another price.
 */
function requireKnownView(
  { database, channels }: EngineContext,
  channel: ChannelRow,
  wanted: NonNullable<ChannelWish['shopView']>,
): void {
  const report = readStoreRow(database)?.report;
  const { currency } = channels.manifestOf(channel.marketplace);
  const known: { readonly [Key in keyof ShopView]: readonly string[] } = {
    language: report?.languages ?? [],
    storeId: (report?.stores ?? []).map(({ storeId }) => storeId),
    currency: (report?.currencies ?? []).map((each) => each.currency).filter((code) => code === currency),
    customerGroupId: (report?.customerGroups ?? []).map(({ customerGroupId }) => customerGroupId),
  };
  for (const field of ['language', 'storeId', 'currency', 'customerGroupId'] as const) {
    const value = wanted[field];
    if (value == null || value === channel.shopView[field] || known[field].includes(value)) continue;
    throw new ProblemError(problem('input/invalid', { field, value }));
  }
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
