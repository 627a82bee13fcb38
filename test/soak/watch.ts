import { jobPage } from '#engine/cache/tables/job.ts';
import type { SandboxCall } from '../../src-main/sandbox/call-log.ts';
import type { Life } from './life.ts';
import { linkedListings, type Move } from './pieces.ts';
import type { SoakWorld } from './world.ts';

/** What was seen while it ran. */
export type Seen = {
  readonly calls: Map<string, number>;
  readonly refusals: Map<string, number>;
  readonly tooMany: SandboxCall[];
  readonly repeated: SandboxCall[];
  readonly faults: string[];
  syncs: number;
};

const TICK_MS = 5_000;
/** A body that comes twice within this is a repetition; later it may be the same figures for a second time. */
const REPEATED_WITHIN_MS = 60_000;
/** SOAP's reads are posted. */
const READS = /<(?:\w+:)?(?:get|Get|find|search|list|claimCancelList|claimReturnList)\w*/;

/** Looks at the marketplaces' call logs and at every sync that ended, until it is told to stop. */
export function startWatch(world: SoakWorld, life: Pick<Life, 'sold' | 'shop'>): Watch {
  const seen: Seen = {
    calls: new Map(),
    refusals: new Map(),
    tooMany: [],
    repeated: [],
    faults: [],
    syncs: 0,
  };
  const stop = new AbortController();
  const bodies = new Map<string, number>();
  const known = new Set<string>();
  for (const { jobId } of endedJobs(world)) known.add(jobId);
  world.harness.sandbox.clearCalls();
  const look = (): void => {
    takeCalls(world, seen, bodies);
    for (const job of endedJobs(world)) {
      if (known.has(job.jobId)) continue;
      known.add(job.jobId);
      seen.syncs += 1;
      if (job.state !== 'done')
        seen.faults.push(`a sync ended as ${job.state}: ${JSON.stringify(job.problem)}`);
      seen.faults.push(...oversold(world, life, Date.parse(job.startedAt)));
    }
  };
  const ended = (async () => {
    while (!stop.signal.aborted) {
      look();
      try {
        await world.clock.sleep(TICK_MS, stop.signal);
      } catch (error) {
        if (!stop.signal.aborted) throw error;
      }
    }
    look();
  })();
  return {
    stop: async () => {
      stop.abort();
      await ended;
      return seen;
    },
  };
}

export type Watch = { readonly stop: () => Promise<Seen> };

function endedJobs({ harness }: SoakWorld): ReturnType<typeof jobPage>['rows'] {
  const { rows } = jobPage(harness.context.database, { channelId: null, offset: 0, limit: 20 });
  return rows.filter(({ finishedAt }) => finishedAt !== null);
}

function takeCalls({ harness }: SoakWorld, seen: Seen, bodies: Map<string, number>): void {
  const calls = harness.sandbox.calls();
  harness.sandbox.clearCalls();
  for (const call of calls) {
    const name = `${call.marketplace} ${call.endpoint ?? '?'}`;
    count(seen.calls, name);
    if (call.status === 429) seen.tooMany.push(call);
    if (call.status === null || call.status >= 400) count(seen.refusals, `${name} ${call.status}`);
    if (!isWrite(call)) continue;
    const key = `${call.marketplace} ${call.method} ${call.path}?${call.query} ${call.bodyText ?? ''}`;
    const last = bodies.get(key);
    if (last !== undefined && call.at - last < REPEATED_WITHIN_MS) seen.repeated.push(call);
    bodies.set(key, call.at);
  }
}

function isWrite({ method, bodyText, path }: SandboxCall): boolean {
  if (method === 'GET' || path.includes('/auth/')) return false;
  return !(bodyText !== null && bodyText.startsWith('<') && READS.test(bodyText));
}

function count(figures: Map<string, number>, name: string): void {
  figures.set(name, (figures.get(name) ?? 0) + 1);
}

/**
 * After a sync, no shelf shows more than the shop has beside what the sync could not know: what was bought, cancelled or
 * taken out of the shop after it began. More than that would be sold by our own word.
 */
function oversold(
  { harness, places }: SoakWorld,
  { sold, shop }: Pick<Life, 'sold' | 'shop'>,
  startedAt: number,
): readonly string[] {
  const since = new Map<string, number>();
  const add = (moves: readonly Move[]): void => {
    for (let index = moves.length - 1; index >= 0 && moves[index]!.at >= startedAt; index -= 1) {
      const { variantId, pieces } = moves[index]!;
      since.set(variantId, (since.get(variantId) ?? 0) + Math.abs(pieces));
    }
  };
  add(sold);
  add(shop);
  const faults: string[] = [];
  const byChannel = Map.groupBy(linkedListings(harness.context.database), ({ channelId }) => channelId);
  for (const { marketplace, channelId, shoppers } of places) {
    const shelf = new Map(shoppers.shelf().map(({ code, quantity }) => [code, quantity]));
    for (const { externalId, variantId, stockHeldBy } of byChannel.get(channelId) ?? []) {
      if (stockHeldBy === 'marketplace') continue;
      const shown = shelf.get(externalId) ?? 0;
      const inShop = Math.max(0, harness.shop.quantityOf(variantId));
      if (shown <= inShop + (since.get(variantId) ?? 0)) continue;
      faults.push(
        `${marketplace} shows ${shown} of ${externalId} (${variantId}), the shop has ${inShop}, moved since: ${since.get(variantId) ?? 0}`,
      );
    }
  }
  return faults;
}
