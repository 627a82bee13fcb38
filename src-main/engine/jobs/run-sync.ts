import { isProblemError, problem, ProblemError, type Problem } from '#contract/problem.ts';
import type { ChannelSyncFigures, SyncResult, SyncScope } from '#contract/sync.ts';
import {
  findChannel,
  listChannels,
  writeChannelProblem,
  writeChannelSynced,
  type ChannelRow,
} from '../cache/tables/channel.ts';
import { channelsOfVariants } from '../cache/tables/order-match.ts';
import { ordersOfChannel } from '../cache/tables/sales-order.ts';
import { countLivingProducts } from '../cache/tables/product.ts';
import { countLivingVariants } from '../cache/tables/variant.ts';
import { readOrdersOfChannel, type OrdersRead } from '../orders/read-orders.ts';
import { followStatuses, type SeenInShop } from '../orders/follow-statuses.ts';
import { settleReports } from '../orders/settle-reports.ts';
import { tellMarketplaces } from '../orders/tell-marketplace.ts';
import { writeOrdersToStore, type WriteBackResult } from '../orders/write-back.ts';
import { approve } from './approve.ts';
import { readTouched } from './edits/read-touched.ts';
import { readDueSheets } from './edits/read-sheets.ts';
import { syncEdits } from './edits/sync-edits.ts';
import { NOTHING_WRITTEN, type EditsWritten } from './edits/settle-writes.ts';
import { enqueuePlan, type Extent } from './enqueue-plan.ts';
import { makePlan } from './make-plan.ts';
import { pushChannel } from './push.ts';
import { readListings } from './read-listings.ts';
import { readStore } from './read-store.ts';
import { readStaleListings } from './read-stale.ts';
import type { RunScope } from './run-scope.ts';
import { withShop } from './shop-lock.ts';
import { channelFigures, editFigures } from './sync-figures.ts';

export type SyncOutcome = {
  readonly result: SyncResult;
  /** What went wrong with the shop, with channels, with orders; empty when nothing did. */
  readonly problems: readonly Problem[];
  /** Whether anything came to its end at all. */
  readonly anythingWorked: boolean;
};

/** Planned again this often when the facts moved under what was being sent; what is left waits for the next run. */
const MAX_ROUNDS = 3;

/** How one channel fares in this run. */
type ChannelRun = {
  readonly channel: ChannelRow;
  problem: Problem | null;
  orders: OrdersRead | null;
  planned: number;
  /** At least one step came to its end. */
  worked: boolean;
};

/**
 * One sync, in the order that is safe: orders of every channel first, because they lower what can be sold; then orders
 * and a person's edits into the shop, out of the shop, the listings, the plan, and out to the channels, lower stock before
 * everything else; last what is in no hurry, the products' sheets. Channels go side by side and one that fails never
 * stops another. While the shop can't be read, orders and edits wait, and the only thing sent is lower stock.
 */
export async function runSync(run: RunScope, scope: SyncScope): Promise<SyncOutcome> {
  if (scope.what === 'edits') return runEdits(run, scope);
  const runs = chooseChannels(run, scope).map((channel): ChannelRun => ({
    channel,
    problem: null,
    orders: null,
    planned: 0,
    worked: false,
  }));
  const wants = STEPS[scope.what];
  if (wants.orders) await eachChannel(run, runs, (each) => takeOrders(run, each));
  const written = wants.orders ? await writeOrders(run, scope) : null;
  const edits = wants.edits && !written?.shopProblem ? await syncEdits(run, scope) : NOTHING_WRITTEN;
  const shop = wants.pull ? await pullShop(run) : null;
  const shopProblem = shop?.problem ?? written?.shopProblem ?? edits.shopProblem;
  if (wants.pull) {
    // A price changed by hand over there must be met by the sync that somebody asks for, not an hour later.
    const reading = run.startedBy === 'schedule' ? 'if-due' : 'full';
    await eachChannel(run, runs, (each) => pullListings(run, each, reading));
  }
  const extent: Extent = shopProblem || scope.what === 'orders' ? 'lower-stock' : 'everything';
  await eachChannel(run, runs, (each) => planAndSend(run, each, { scope, extent, send: wants.send }));
  const others = wants.orders ? await lowerElsewhere(run, runs, scope) : [];
  if (written) await tellStatuses(run, runs, written.seen);
  const sheetProblem = wants.pull && !shopProblem ? await pullSheets(run) : null;
  return conclude(run, [...runs, ...others], {
    shop,
    written,
    edits,
    shopProblem: shopProblem ?? sheetProblem,
  });
}

type Steps = {
  readonly orders: boolean;
  readonly edits: boolean;
  readonly pull: boolean;
  readonly send: boolean;
};

const STEPS: Readonly<Record<Exclude<SyncScope['what'], 'edits'>, Steps>> = {
  everything: { orders: true, edits: true, pull: true, send: true },
  orders: { orders: true, edits: true, pull: false, send: true },
  pull: { orders: false, edits: true, pull: true, send: false },
  push: { orders: false, edits: false, pull: false, send: true },
};

/** Into the shop and no further: the products that were written are read back, and the plans show what follows. */
async function runEdits(run: RunScope, scope: SyncScope): Promise<SyncOutcome> {
  const edits = await syncEdits(run, scope);
  const shopProblem =
    edits.shopProblem ?? (await aside(() => readTouched(run.context, edits.products, run.signal)));
  run.progress('plan', 0, null);
  for (const { channelId } of listChannels(run.context.database)) await makePlan(run.context, channelId);
  run.context.events.changed('plan', 'listings');
  return conclude(run, [], {
    shop: { changed: edits.products.length, problem: shopProblem },
    written: null,
    edits,
    shopProblem: shopProblem,
  });
}

function chooseChannels(run: RunScope, scope: SyncScope): readonly ChannelRow[] {
  const { database } = run.context;
  if (scope.channelId === null) return listChannels(database).filter((channel) => !channel.paused);
  const channel = findChannel(database, scope.channelId);
  if (!channel) throw new ProblemError(problem('channel/not-known', { channelId: scope.channelId }));
  if (channel.paused) throw new ProblemError(problem('channel/paused', { channel: channel.name }));
  return [channel];
}

/** Channels side by side, each with its own pace; a problem stays with its channel, a bug and a cancellation do not. */
async function eachChannel(
  run: RunScope,
  runs: readonly ChannelRun[],
  step: (each: ChannelRun) => Promise<void>,
): Promise<void> {
  run.signal.throwIfAborted();
  const outcomes = await Promise.allSettled(
    runs.map(async (each) => {
      if (each.problem) return;
      try {
        await step(each);
        each.worked = true;
      } catch (error) {
        if (!isProblemError(error) || !staysLocal(error.problem)) throw error;
        noteProblem(run, each, error.problem);
      }
    }),
  );
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}

/** A cache in trouble and a cancelled run concern everything; any other problem stays with the channel, or the shop. */
function staysLocal(value: Problem): boolean {
  return value.code !== 'sync/cancelled' && !value.code.startsWith('cache/');
}

function noteProblem(run: RunScope, each: ChannelRun, value: Problem): void {
  each.problem = value;
  writeChannelProblem(run.context.database, each.channel.channelId, value);
  run.context.events.changed('channels');
}

async function takeOrders(run: RunScope, each: ChannelRun): Promise<void> {
  const { context, signal } = run;
  const { channelId } = each.channel;
  const unsettled = await settleReports(context, channelId, signal);
  each.orders = await readOrdersOfChannel(context, channelId, {
    signal,
    progress: (done) => run.progress('orders', done, null),
  });
  if (unsettled) throw new ProblemError(unsettled);
}

type OrdersWritten = WriteBackResult & { readonly seen: readonly SeenInShop[] };

/** New and changed orders first: they move stock for certain, a status only where the merchant's mapping says so. */
async function writeOrders(run: RunScope, scope: SyncScope): Promise<OrdersWritten> {
  const { context, signal } = run;
  const { channelId } = scope;
  const written = await withShop(context, async () => {
    const progress = (done: number, total: number): void => run.progress('orders', done, total);
    const orders = await writeOrdersToStore(context, { channelId, signal, progress });
    if (orders.shopProblem || signal.aborted) return { ...orders, seen: [] };
    const { seen, shopProblem } = await followStatuses(context, { channelId, signal });
    return { ...orders, seen, shopProblem };
  });
  signal.throwIfAborted();
  return written;
}

/** In no hurry, and no reason to keep stock from going out: what a marketplace could not be told is told at the end. */
async function tellStatuses(
  run: RunScope,
  runs: readonly ChannelRun[],
  seen: readonly SeenInShop[],
): Promise<void> {
  const able = new Map(runs.filter((each) => !each.problem).map((each) => [each.channel.channelId, each]));
  const mine = seen.filter(({ order }) => able.has(order.channelId));
  for (const [channelId, value] of await tellMarketplaces(run.context, mine, run.signal)) {
    const each = able.get(channelId);
    if (each) noteProblem(run, each, value);
  }
}

/** Runs a step of which a problem is told at the end instead of ending the run. */
async function aside(step: () => Promise<unknown>): Promise<Problem | null> {
  try {
    await step();
    return null;
  } catch (error) {
    if (!isProblemError(error) || !staysLocal(error.problem)) throw error;
    return error.problem;
  }
}

/** In no hurry: by now everything that could be sold twice is on its way. */
function pullSheets(run: RunScope): Promise<Problem | null> {
  return aside(() =>
    readDueSheets(run.context, {
      signal: run.signal,
      progress: (done, total) => run.progress('sheets', done, total),
      facts: run.startedBy === 'schedule' ? 'if-due' : 'now',
    }),
  );
}

type ShopPull = { readonly changed: number; readonly problem: Problem | null };

async function pullShop(run: RunScope): Promise<ShopPull> {
  const { context, signal } = run;
  try {
    const progress = (done: number, total: number | null): void => run.progress('store', done, total);
    const reading = await withShop(context, () => readStore(context, { signal, progress }));
    return { changed: reading.changed, problem: null };
  } catch (error) {
    if (!isProblemError(error) || !staysLocal(error.problem)) throw error;
    return { changed: 0, problem: error.problem };
  }
}

async function pullListings(run: RunScope, each: ChannelRun, reading: 'full' | 'if-due'): Promise<void> {
  const { context, signal } = run;
  if (reading === 'if-due' && !areListingsDue(run, each.channel)) return;
  await readListings(context, each.channel.channelId, {
    signal,
    progress: (done, total) => run.progress('listings', done, total),
  });
}

/** Every hour each listing is read anew: what somebody changed over there by hand must not go unseen for longer. */
const LISTINGS_EVERY_MS = 60 * 60 * 1_000;

function areListingsDue(run: RunScope, { listingsReadAt }: ChannelRow): boolean {
  return listingsReadAt === null || run.context.host.clock.now() - listingsReadAt >= LISTINGS_EVERY_MS;
}

type Sending = { readonly scope: SyncScope; readonly extent: Extent; readonly send: boolean };

async function planAndSend(run: RunScope, each: ChannelRun, sending: Sending): Promise<void> {
  const { context } = run;
  const { channelId } = each.channel;
  const notRead = await lookAtWhatMoved(run, channelId);
  run.progress('plan', 0, null);
  each.planned = (await makePlan(context, channelId)).changes;
  if (sending.scope.approveWaiting) approve(context, { kind: 'all', channelId }, 'merchant');
  if (sending.send) {
    for (let round = 1; round <= MAX_ROUNDS; round += 1) {
      await enqueuePlan(run, channelId, sending.extent);
      const { problem: pushProblem, planAgain } = await pushChannel(run, context.channels.open(channelId));
      // What is left must be visible as what it is, whatever comes next.
      await makePlan(context, channelId);
      if (pushProblem) throw new ProblemError(pushProblem);
      if (!planAgain) break;
    }
  }
  if (notRead) throw new ProblemError(notRead);
  writeChannelSynced(context.database, channelId, context.host.clock.now());
  writeChannelProblem(context.database, channelId, null);
  context.events.publish({ type: 'channel-settled', channelId });
  context.events.changed('channels');
}

/** What keeps the marketplace's own moves of stock from being read is told only after everything safe was done. */
function lookAtWhatMoved(run: RunScope, channelId: string): Promise<Problem | null> {
  return aside(() => readStaleListings(run.context, channelId, run.signal));
}

/** What was sold on one channel lowers the others at once, even when only that one was asked for. */
async function lowerElsewhere(
  run: RunScope,
  runs: readonly ChannelRun[],
  scope: SyncScope,
): Promise<readonly ChannelRun[]> {
  if (scope.channelId === null) return [];
  const { database } = run.context;
  const variantIds = runs.flatMap((each) => [...(each.orders?.variantIds ?? [])]);
  const mine = new Set(runs.map((each) => each.channel.channelId));
  const others = channelsOfVariants(database, variantIds)
    .filter((channelId) => !mine.has(channelId))
    .map((channelId) => findChannel(database, channelId))
    .filter((channel) => channel !== null && !channel.paused)
    .map((channel): ChannelRun => ({
      channel: channel!,
      problem: null,
      orders: null,
      planned: 0,
      worked: false,
    }));
  const sending: Sending = { scope: { ...scope, approveWaiting: false }, extent: 'lower-stock', send: true };
  await eachChannel(run, others, (each) => planAndSend(run, each, sending));
  return others;
}

function conclude(
  run: RunScope,
  runs: readonly ChannelRun[],
  facts: {
    readonly shop: ShopPull | null;
    readonly written: WriteBackResult | null;
    readonly edits: EditsWritten;
    readonly shopProblem: Problem | null;
  },
): SyncOutcome {
  const { database } = run.context;
  const imported = new Set(facts.written?.imported);
  const channels = Object.fromEntries(
    runs.map((each) => [
      each.channel.name,
      channelFigures(run, each.channel.channelId, {
        orders: {
          seen: each.orders?.orderIds.size ?? 0,
          imported: countOfChannel(run, each.channel.channelId, imported),
        },
        planned: each.planned,
      }),
    ]),
  );
  const problems = [
    ...runs.flatMap((each) => (each.problem ? [each.problem] : [])),
    ...(facts.shopProblem ? [facts.shopProblem] : []),
    ...((facts.written?.failed.length ?? 0) > 0
      ? [problem('order/store-write-failed', { count: facts.written?.failed.length ?? 0 })]
      : []),
    ...facts.edits.failed.slice(0, 1),
    ...(facts.edits.refused > 0 ? [problem('edit/refused-by-shop', { count: facts.edits.refused })] : []),
  ];
  return {
    result: {
      store: {
        products: countLivingProducts(database),
        variants: countLivingVariants(database),
        changed: facts.shop?.changed ?? 0,
      },
      edits: editFigures(run, facts.edits.written),
      channels,
    },
    problems: problems.length === 0 ? itemProblems(run, channels) : problems,
    // A shop that was read helps nobody while no channel can be reached.
    anythingWorked: runs.length === 0 ? facts.shop?.problem === null : runs.some((each) => each.worked),
  };
}

/** Items that did not get through make the job one with failures; each of them has its own reason in its row. */
function itemProblems(
  run: RunScope,
  channels: Readonly<Record<string, ChannelSyncFigures>>,
): readonly Problem[] {
  return Object.entries(channels).flatMap(([channel, { marketplace, failed, unknown }]) => {
    const names = { channel, marketplace: run.context.channels.manifestOf(marketplace).name };
    return [
      ...(failed > 0 ? [problem('channel/item-refused', { ...names, count: failed })] : []),
      ...(unknown > 0 ? [problem('channel/outcome-unknown', { ...names, count: unknown })] : []),
    ];
  });
}

function countOfChannel(run: RunScope, channelId: string, orderIds: ReadonlySet<string>): number {
  return ordersOfChannel(run.context.database, channelId, [...orderIds]);
}
