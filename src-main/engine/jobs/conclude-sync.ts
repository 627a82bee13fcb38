import { problem, type Problem } from '#contract/problem.ts';
import type { ChannelSyncFigures, SyncResult } from '#contract/sync.ts';
import { countLivingProducts } from '../cache/tables/product.ts';
import { ordersOfChannel } from '../cache/tables/sales-order.ts';
import { countLivingVariants } from '../cache/tables/variant.ts';
import type { WriteBackResult } from '../orders/write-back.ts';
import type { ChannelRun } from './channel-run.ts';
import type { EditsWritten } from './edits/settle-writes.ts';
import type { RunScope } from './run-scope.ts';
import { channelFigures, editFigures } from './sync-figures.ts';
import type { ShopPull } from './sync-readings.ts';

export type SyncOutcome = {
  readonly result: SyncResult;
  /** What went wrong with the shop, with channels, with orders; empty when nothing did. */
  readonly problems: readonly Problem[];
  /** Whether anything came to its end at all. */
  readonly anythingWorked: boolean;
};

/** What the run did, counted at its end, and everything that went wrong in it. */
export function conclude(
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
