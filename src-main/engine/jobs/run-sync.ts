import { problem, ProblemError } from '#contract/problem.ts';
import type { SyncScope } from '#contract/sync.ts';
import { findChannel, listChannels, type ChannelRow } from '../cache/tables/channel.ts';
import { aside, eachChannel, newChannelRun } from './channel-run.ts';
import { conclude, type SyncOutcome } from './conclude-sync.ts';
import { readTouched } from './edits/read-touched.ts';
import { NOTHING_WRITTEN } from './edits/settle-writes.ts';
import { syncEdits } from './edits/sync-edits.ts';
import type { Extent } from './enqueue-plan.ts';
import { makePlan } from './make-plan.ts';
import { lowerElsewhere, planAndSend } from './plan-and-send.ts';
import type { RunScope } from './run-scope.ts';
import { pullAfterSales } from './sync-after-sales.ts';
import { carryListings } from './sync-listings.ts';
import { takeOrders, tellStatuses, writeOrders } from './sync-orders.ts';
import { pullListings, pullSheets, pullShop } from './sync-readings.ts';

/**
 * One sync, in the order that is safe: orders of every channel first, because they lower what can be sold; then orders
 * and a person's edits into the shop, out of the shop, the listings, the plan, and out to the channels, lower stock before
 * everything else; last what is in no hurry, the products' sheets. Channels go side by side and one that fails never
 * stops another. While the shop can't be read, orders and edits wait, and the only thing sent is lower stock.
 */
export async function runSync(run: RunScope, scope: SyncScope): Promise<SyncOutcome> {
  if (scope.what === 'edits') return runEdits(run, scope);
  const runs = chooseChannels(run, scope).map(newChannelRun);
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
  if (wants.send) await eachChannel(run, runs, (each) => carryListings(run, each));
  const sheets = wants.pull || run.resumesSheets;
  const sheetProblem = sheets && !shopProblem ? await pullSheets(run) : null;
  // Still in the sheets' phase, in which whoever starts a run goes first.
  if (wants.orders && sheets) await eachChannel(run, runs, (each) => pullAfterSales(run, each));
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
  const sheetProblem = run.resumesSheets && !shopProblem ? await pullSheets(run) : null;
  return conclude(run, [], {
    shop: { changed: edits.products.length, problem: shopProblem },
    written: null,
    edits,
    shopProblem: shopProblem ?? sheetProblem,
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
