import { adapters } from '#engine/marketplaces/registry.ts';
import type { SandboxCall } from '../../src-main/sandbox/call-log.ts';
import { openHarness, type Harness } from '../support/engine-harness.ts';
import { leapingClock, onLeapingClock, type LeapingClock } from '../support/leaping-clock.ts';
import type { Absolute } from './measure.ts';
import { priceGoods, type PricedMarketplace } from './price-goods.ts';
import { idealMs, type PriceWay } from './price-ideal.ts';

/** At least this share of the ideal's speed. */
const AIM = 0.95;

/** Questions and pauses: the sandbox's own rules and, for Trendyol, "3 to 5 seconds" (sheet §2.7). */
const WAYS: Readonly<Record<PricedMarketplace, PriceWay>> = {
  trendyol: {
    write: { seen: /^price-and-inventory$/, ours: 'price-and-inventory' },
    result: { seen: /^batch-result$/, ours: 'batch-result' },
    itemsPerRequest: 1_000,
    questions: 2,
    pauseMs: 3_000,
  },
  hepsiburada: {
    write: { seen: /^price-upload$/, ours: 'price-upload' },
    result: { seen: /^upload-result$/, ours: 'upload-result' },
    itemsPerRequest: 4_000,
    questions: 1,
    pauseMs: 3_000,
  },
  n11: {
    write: { seen: /^price-stock-update$/, ours: 'price-stock-update' },
    result: { seen: /^task-details$/, ours: 'task-details' },
    itemsPerRequest: 1_000,
    questions: 1,
    pauseMs: 3_000,
  },
  amazon: {
    write: { seen: /^create-feed$/, ours: 'create-feed' },
    result: { seen: /^get-feed$/, ours: 'get-feed' },
    itemsPerRequest: 25_000,
    questions: 1,
    // A feed is worked on for half a minute in the sandbox.
    pauseMs: 30_000,
  },
  gittigidiyor: {
    // One product a call; the body tells what it is.
    write: { seen: /^IndividualProductService$/, ours: 'updatePrice' },
    result: null,
    itemsPerRequest: 1,
    questions: 0,
    pauseMs: 0,
  },
};

/**
 * `changes` price changes on each marketplace by the whole engine, on a clock that passes only while everybody waits, against
 * the least time that the marketplace's limits allow (`price-ideal.ts`).
 */
export async function priceBench(
  changes: number,
  only: readonly string[] = Object.keys(WAYS),
): Promise<readonly Absolute[]> {
  const lines: Absolute[] = [];
  for (const marketplace of Object.keys(WAYS) as PricedMarketplace[])
    if (only.includes(marketplace)) lines.push(await benchOne(marketplace, changes));
  return lines;
}

async function benchOne(marketplace: PricedMarketplace, changes: number): Promise<Absolute> {
  const began = performance.now();
  const clock = leapingClock();
  const harness = await openHarness({
    seed: `prices ${marketplace}`,
    clock,
    network: (network) => onLeapingClock(network, clock),
  });
  try {
    const goods = priceGoods(harness, marketplace, changes);
    const calls = takeCalls(harness, clock);
    const { job } = await harness.sync({ channelId: goods.channelId, what: 'push', approveWaiting: true });
    const all = await calls.stop();
    if (job.state !== 'done') throw new Error(`the prices were not sent: ${JSON.stringify(job)}`);
    const done = goods.repriced();
    if (done !== changes) throw new Error(`${done} of ${changes} listings show the new price`);
    return lineOf(marketplace, {
      changes,
      calls: all,
      endedAt: clock.now(),
      tookMs: performance.now() - began,
    });
  } finally {
    await harness.stop();
  }
}

type Slim = Pick<SandboxCall, 'at' | 'endpoint' | 'status'> & { readonly writes: boolean };

/** The log keeps the newest calls alone, so it is emptied while it goes on. */
function takeCalls(
  { sandbox }: Harness,
  clock: LeapingClock,
): { readonly stop: () => Promise<readonly Slim[]> } {
  const taken: Slim[] = [];
  const stop = new AbortController();
  const take = (): void => {
    for (const { at, endpoint, status, bodyText } of sandbox.calls()) {
      const writes = !(bodyText?.startsWith('<') === true) || bodyText.includes(':updatePrice>');
      taken.push({ at, endpoint, status, writes });
    }
    sandbox.clearCalls();
  };
  sandbox.clearCalls();
  const ended = (async () => {
    while (!stop.signal.aborted) {
      take();
      try {
        await clock.sleep(20_000, stop.signal);
      } catch (error) {
        if (!stop.signal.aborted) throw error;
      }
    }
  })();
  return {
    stop: async () => {
      stop.abort();
      await ended;
      take();
      return taken;
    },
  };
}

function lineOf(
  marketplace: PricedMarketplace,
  run: {
    readonly changes: number;
    readonly calls: readonly Slim[];
    readonly endedAt: number;
    readonly tookMs: number;
  },
): Absolute {
  const way = WAYS[marketplace];
  const { changes, calls } = run;
  const tooMany = calls.filter(({ status }) => status === 429).length;
  if (tooMany > 0) throw new Error(`${marketplace} answered 429 ${tooMany} times`);
  const begun = calls[0]!.at;
  const writes = calls.filter(({ endpoint, writes: is }) => is && way.write.seen.test(endpoint ?? ''));
  const results = calls.filter(({ endpoint }) => way.result?.seen.test(endpoint ?? '') === true);
  const last = Math.max(...[...writes, ...results].map(({ at }) => at));
  const ideal = idealMs(adapters.get(marketplace)!.manifest, way, changes);
  const taken = last - begun;
  const share = taken === 0 ? 1 : ideal / taken;
  const seconds = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(1)} s`;
  return {
    name: `${changes} prices on ${marketplace}, time taken : least time by limits`,
    aim: Number((1 / AIM).toFixed(3)),
    value: 1 / share,
    unit: '×',
    note:
      `${seconds(taken)} : ${seconds(ideal)} = ${(share * 100).toFixed(1)} % · ${writes.length} requests, ${results.length} questions, ` +
      `read back after ${seconds(run.endedAt - begun)} · ${seconds(run.tookMs)} of this computer`,
  };
}
