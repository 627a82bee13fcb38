import type { Problem } from '#contract/problem.ts';
import type { ChannelRow } from '../cache/tables/channel.ts';
import { aside, type ChannelRun } from './channel-run.ts';
import { readDueSheets } from './edits/read-sheets.ts';
import { readListings } from './read-listings.ts';
import { readStore } from './read-store.ts';
import type { RunScope } from './run-scope.ts';
import { withShop } from './shop-lock.ts';

export type ShopPull = { readonly changed: number; readonly problem: Problem | null };

/** Out of the shop; while it can't be read the cache stands as it is. */
export async function pullShop(run: RunScope): Promise<ShopPull> {
  const { context, signal } = run;
  let changed = 0;
  const problem = await aside(async () => {
    const progress = (done: number, total: number | null): void => run.progress('store', done, total);
    changed = (await withShop(context, () => readStore(context, { signal, progress }))).changed;
  });
  return { changed, problem };
}

/** `if-due`: only where the last reading of all listings is an hour old. */
export async function pullListings(
  run: RunScope,
  each: ChannelRun,
  reading: 'full' | 'if-due',
): Promise<void> {
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

/** In no hurry: by now everything that could be sold twice is on its way, and whoever starts a run now goes first. */
export function pullSheets(run: RunScope): Promise<Problem | null> {
  run.progress('sheets', 0, null);
  return aside(() =>
    readDueSheets(run.context, {
      signal: run.signal,
      giveWay: run.giveWay,
      progress: (done, total) => run.progress('sheets', done, total),
      facts: run.startedBy === 'schedule' || run.resumesSheets ? 'if-due' : 'now',
    }),
  );
}
