import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, type Dispatcher } from 'undici';
import type { SyncResult, SyncScope } from '#contract/sync.ts';
import { DEFAULT_ORDER_SETTINGS } from '#contract/shop.ts';
import type { ChannelMode, ChannelRules } from '#contract/channels.ts';
import { DEFAULT_CHANNEL_RULES } from '#contract/channels.ts';
import { assemble } from '#engine/assemble.ts';
import { closeCache, openCache } from '#engine/cache/open-cache.ts';
import { channelOwner, sealCredentials } from '#engine/cache/credentials.ts';
import { insertChannel } from '#engine/cache/tables/channel.ts';
import { writeStoreRow } from '#engine/cache/tables/store.ts';
import type { EngineContext } from '#engine/context.ts';
import type { Clock, FailPoint, Host, LogFields, Logger } from '#engine/host.ts';
import { plansEnded } from '#engine/jobs/plan-queue.ts';
import { settleAtStart } from '#engine/jobs/settle-at-start.ts';
import { linkCertain } from '#engine/linking/link.ts';
import { openSampleStore, type SampleStore } from '#engine/store/sample/open-sample-store.ts';
import { createVault } from '#engine/vault/create-vault.ts';
import { startSandbox, type Sandbox } from '../../src-main/sandbox/start-sandbox.ts';
import { quickClock } from './quick-clock.ts';
import { seededChance } from './steady-host.ts';

export type LogLine = { readonly level: string; readonly event: string; readonly fields: LogFields };

/** Stands for the process being killed at a named step: nothing after it runs, and nothing is undone. */
export class Killed extends Error {
  constructor(point: FailPoint) {
    super(`killed at ${point}`);
    this.name = 'Killed';
  }
}

export type NewHarnessChannel = {
  readonly mode?: ChannelMode;
  readonly rules?: Partial<ChannelRules>;
  /** Trendyol when left out. */
  readonly marketplace?: string;
  /** Another marketplace account than the harness's own. */
  readonly at?: Pick<Sandbox, 'accounts'>;
};

export type Harness = {
  readonly context: EngineContext;
  readonly sandbox: Sandbox;
  readonly shop: SampleStore;
  readonly clock: Clock;
  readonly log: LogLine[];
  /** Adds a channel on the sandbox and returns its id. */
  readonly addChannel: (name: string, wanted?: NewHarnessChannel) => string;
  readonly linkCertain: (channelId: string) => number;
  /** Runs a sync to its end. */
  readonly sync: (scope?: Partial<SyncScope>) => Promise<{
    readonly result: SyncResult | null;
    readonly job: ReturnType<EngineContext['sync']['job']>['job'];
  }>;
  /** Throws {@link Killed} the next time the step is reached. */
  readonly killAt: (point: FailPoint | null) => void;
  /** Has something happen, once, the next time the step is reached. */
  readonly whenAt: (point: FailPoint, act: () => void) => void;
  /** Ends this run without any farewell, and starts the next one on the same files. */
  readonly restart: () => Promise<Harness>;
  readonly stop: () => Promise<void>;
};

type World = {
  readonly folder: string;
  readonly sandbox: Sandbox;
  readonly clock: Clock;
  readonly seed: string;
  readonly dispatcher: Dispatcher;
};

/** One more account on a marketplace, with shelves of its own. */
export function anotherSandbox(harness: Harness, name: string): Promise<Sandbox> {
  return startSandbox({ clock: harness.clock, random: seededChance(name), logger: silent });
}

export type HarnessOptions = {
  readonly seed?: string;
  readonly speed?: number;
  /** In place of a clock that only runs faster. */
  readonly clock?: Clock;
  /** Put between the engine and the computer's network. */
  readonly network?: (network: Dispatcher) => Dispatcher;
};

/**
 * The whole engine without its wire: a real cache file, the sample shop in its own file, the real gateway and adapter
 * talking HTTP with the sandbox. Only time runs faster.
 */
export async function openHarness(options: HarnessOptions = {}): Promise<Harness> {
  const { seed = 'harness', speed = 400, network = (same) => same } = options;
  const clock = options.clock ?? quickClock(speed);
  const random = seededChance(`${seed}/sandbox`);
  const sandbox = await startSandbox({ clock, random, logger: silent });
  const folder = mkdtempSync(join(tmpdir(), 'meschain-'));
  // Where time is not the computer's, a connection that idles must not be ended by a server that goes by the computer's.
  const idling = options.network === undefined ? {} : { pipelining: 0 };
  const dispatcher = network(new Agent({ connect: { timeout: 5_000 }, ...idling }));
  return openRun({ folder, sandbox, clock, seed, dispatcher }, 1);
}

const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

async function openRun(world: World, run: number): Promise<Harness> {
  const { folder, sandbox, clock } = world;
  const random = seededChance(`${world.seed}/${run}`);
  const log: LogLine[] = [];
  const point: ArmedPoint = { armed: null, act: null };
  const host = hostOf(world, { random, log, point });
  const key = seededChance(`${world.seed}/key`).bytes(32);
  const vault = createVault({ keyId: 'test', key, random });
  const database = openCache({ host });
  const { context, calls } = assemble({ host, vault, database });
  settleAtStart(context);
  const shop = openSampleStore({ file: join(folder, 'sample-shop.sqlite'), clock, random });
  if (run === 1) await connectShop(context, shop);
  const stop = async (): Promise<void> => {
    await context.sync.stop();
    await plansEnded(context);
    await context.store.reset();
    await shop.close();
    calls.flush();
    closeCache(database);
    vault.close();
  };
  return {
    context,
    sandbox,
    shop,
    clock,
    log,
    addChannel: (name, wanted = {}) => addChannel(context, wanted.at ?? sandbox, { name, ...wanted }),
    linkCertain: (channelId) => linkCertain(context, channelId, 'any'),
    sync: async (scope = {}) => {
      const ended = await runSync(context, scope);
      calls.flush();
      return ended;
    },
    killAt: (wanted) => {
      point.armed = wanted;
      point.act = null;
    },
    whenAt: (wanted, act) => {
      point.armed = wanted;
      point.act = act;
    },
    restart: async () => {
      point.armed = null;
      await context.sync.stop();
      await context.store.reset();
      await shop.close();
      closeCache(database);
      return openRun(world, run + 1);
    },
    stop: async () => {
      await stop();
      await sandbox.stop();
      await world.dispatcher.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type RunParts = {
  readonly random: Host['random'];
  readonly log: LogLine[];
  readonly point: ArmedPoint;
};

/** Without an act the run is killed there. */
type ArmedPoint = { armed: FailPoint | null; act: (() => void) | null };

function hostOf(world: World, { random, log, point }: RunParts): Host {
  const at =
    (level: string) =>
    (event: string, fields: LogFields = {}): void => {
      log.push({ level, event, fields });
    };
  return {
    kind: 'browser',
    version: '0.0.0-test',
    demo: false,
    clock: world.clock,
    random,
    keys: {
      protection: 'key-file',
      dataKey: () => Promise.reject(new Error('the harness makes its own vault')),
    },
    logger: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') },
    network: { dispatcher: world.dispatcher },
    paths: { data: world.folder },
    reach: (reached) => {
      if (point.armed !== reached) return;
      point.armed = null;
      if (!point.act) throw new Killed(reached);
      point.act();
    },
  };
}

async function connectShop(context: EngineContext, shop: SampleStore): Promise<void> {
  const report = await shop.inspect();
  const holding = report.orderStatuses.find((status) => status.holdsStock);
  const releasing = report.orderStatuses.find((status) => !status.holdsStock);
  if (!holding || !releasing) throw new RangeError('the sample shop has no fitting order statuses');
  writeStoreRow(context.database, {
    connection: { kind: 'sample' },
    report,
    settings: {
      barcodeSource: report.proposedBarcodeSource,
      stockCodeSource: report.proposedStockCodeSource,
      pricesIncludeTax: report.pricesIncludeTax,
      newOrderStatusId: holding.statusId,
      cancelledOrderStatusId: releasing.statusId,
      ...DEFAULT_ORDER_SETTINGS,
    },
    connectedAt: context.host.clock.now(),
  });
}

function addChannel(
  context: EngineContext,
  sandbox: Pick<Sandbox, 'accounts'>,
  wanted: NewHarnessChannel & { readonly name: string },
): string {
  const { database, host, vault } = context;
  const marketplace = wanted.marketplace ?? 'trendyol';
  const account = sandbox.accounts.find((each) => each.marketplace === marketplace);
  if (!account) throw new RangeError(`the sandbox has no ${marketplace}`);
  const channelId = host.random.uuid();
  insertChannel(database, {
    channelId,
    marketplace,
    name: wanted.name,
    mode: wanted.mode ?? 'automatic',
    baseUrl: account.baseUrl,
    rules: { ...DEFAULT_CHANNEL_RULES, ...wanted.rules },
    account: null,
    createdAt: host.clock.now(),
  });
  sealCredentials({ database, vault, at: host.clock.now() }, channelOwner(channelId), {
    ...account.credentials,
  });
  return channelId;
}

async function runSync(context: EngineContext, scope: Partial<SyncScope>): ReturnType<Harness['sync']> {
  const job = context.sync.start(
    { channelId: null, what: 'everything', approveWaiting: false, ...scope },
    'merchant',
  );
  await context.sync.finished(job.jobId);
  return context.sync.job(job.jobId);
}
