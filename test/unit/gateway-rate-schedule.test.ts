import { array, assert, asyncProperty, constantFrom, nat, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRateSchedule, type RateSchedule, type SlotRequest } from '#engine/gateway/rate-schedule.ts';
import type { EndpointManifest } from '#engine/marketplaces/kit/port.ts';
import { steppedClock, type SteppedClock } from '../support/quick-clock.ts';
import { seededChance } from '../support/steady-host.ts';

const label = { tr: '', en: '' };
const endpoint = (limits: EndpointManifest['limits']): EndpointManifest => ({
  label,
  effect: 'read',
  timeoutMs: 1_000,
  limits,
});

const ENDPOINTS = {
  approved: endpoint([
    { requests: 5, perMs: 1_000, group: 'approved' },
    { requests: 12, perMs: 6_000, group: 'product-read' },
  ]),
  batch: endpoint([
    { requests: 5, perMs: 1_000, group: 'batch' },
    { requests: 12, perMs: 6_000, group: 'product-read' },
  ]),
  stream: endpoint([{ requests: 1, perMs: 5_000, group: 'stream' }]),
};

function open(clock: SteppedClock, recent: { endpoint: string; at: number }[] = []) {
  return createRateSchedule({ endpoints: ENDPOINTS, clock, random: seededChance('rate'), recent });
}

/** Enters, notes the moment of leaving, and is answered at once. */
async function pass(schedule: RateSchedule, clock: SteppedClock, entry: SlotRequest): Promise<number> {
  const slot = await schedule.enter(entry);
  slot.answered();
  return clock.monotonic();
}

/** The other side may count a request at any time between its leaving and its answer: the latest is the worst. */
async function countLate(
  schedule: RateSchedule,
  clock: SteppedClock,
  {
    endpoint: to,
    takes,
    into,
  }: { readonly endpoint: string; readonly takes: number; readonly into: number[] },
): Promise<void> {
  const slot = await schedule.enter({ endpoint: to, priority: 1 });
  await clock.sleep(takes);
  into.push(clock.monotonic());
  slot.answered();
}

/** The most that fell into any span of `perMs`. */
function busiest(instants: readonly number[], perMs: number): number {
  return Math.max(
    0,
    ...instants.map((from) => instants.filter((at) => at >= from && at < from + perMs).length),
  );
}

describe('the pace of requests', () => {
  it('never exceeds any limit of the endpoint or its group, however requests and answers fall', async () => {
    await assert(
      asyncProperty(
        array(
          record({
            to: constantFrom('approved', 'batch', 'stream'),
            after: nat(900),
            takes: nat(700),
          }),
          {
            minLength: 1,
            maxLength: 60,
          },
        ),
        async (plan) => {
          const clock = steppedClock();
          const schedule = open(clock);
          const counted: Record<string, number[]> = { approved: [], batch: [], stream: [] };
          const done: Promise<void>[] = [];
          for (const { to, after, takes } of plan) {
            await clock.advance(after);
            done.push(countLate(schedule, clock, { endpoint: to, takes, into: counted[to]! }));
          }
          await clock.advance(600_000);
          await Promise.all(done);
          expect(busiest(counted['approved']!, 1_000)).toBeLessThanOrEqual(5);
          expect(busiest([...counted['approved']!, ...counted['batch']!], 6_000)).toBeLessThanOrEqual(12);
          expect(busiest(counted['stream']!, 5_000)).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('never finds a documented bucket empty, whenever in between each request is counted', async () => {
    await assert(
      asyncProperty(
        array(record({ after: nat(1_500), before: nat(400), behind: nat(400) }), {
          minLength: 1,
          maxLength: 60,
        }),
        async (plan) => {
          const clock = steppedClock();
          const limits = [{ requests: 4, perMs: 4_000, group: 'bucket', bucket: true }];
          const endpoints = { bucket: endpoint(limits) };
          const schedule = createRateSchedule({ endpoints, clock, random: seededChance('bucket') });
          let [level, last, leastLeft] = [4, 0, 4];
          const ask = async (before: number, behind: number): Promise<void> => {
            const slot = await schedule.enter({ endpoint: 'bucket', priority: 1 });
            await clock.sleep(before);
            level = Math.min(4, level + (clock.monotonic() - last) / 1_000) - 1;
            last = clock.monotonic();
            leastLeft = Math.min(leastLeft, level);
            await clock.sleep(behind);
            slot.answered();
          };
          const done: Promise<void>[] = [];
          for (const { after, before, behind } of plan) {
            await clock.advance(after);
            done.push(ask(before, behind));
          }
          await clock.advance(300_000);
          await Promise.all(done);
          expect(leastLeft).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('lets lower stock go before everything that waits, and the others in the order they asked', async () => {
    const clock = steppedClock();
    const schedule = open(clock);
    const order: string[] = [];
    const enter = async (name: string, priority: number): Promise<void> => {
      await pass(schedule, clock, { endpoint: 'stream', priority });
      order.push(name);
    };
    const all = Promise.all([
      enter('first', 5),
      enter('price', 5),
      enter('another price', 5),
      enter('lower stock', 0),
    ]);
    await clock.advance(60_000);
    await all;
    expect(order).toEqual(['first', 'lower stock', 'price', 'another price']);
  });

  it('does not hold back one endpoint because another one has to wait', async () => {
    const clock = steppedClock();
    const schedule = open(clock);
    const streams = [1, 2, 3].map(() => pass(schedule, clock, { endpoint: 'stream', priority: 1 }));
    expect(await pass(schedule, clock, { endpoint: 'batch', priority: 9 })).toBe(0);
    await clock.advance(20_000);
    expect(await Promise.all(streams)).toEqual([0, 5_000, 10_000]);
  });

  it('remembers what an earlier run of the program has used up', async () => {
    const clock = steppedClock();
    const schedule = open(clock, [{ endpoint: 'stream', at: clock.now() - 2_000 }]);
    const leaving = pass(schedule, clock, { endpoint: 'stream', priority: 1 });
    await clock.advance(10_000);
    expect(await leaving).toBe(3_000);
  });

  it('gives up its place when it is cancelled', async () => {
    const clock = steppedClock();
    const schedule = open(clock);
    const controller = new AbortController();
    (await schedule.enter({ endpoint: 'stream', priority: 1 })).answered();
    const waiting = schedule.enter({ endpoint: 'stream', priority: 1, signal: controller.signal });
    const refused = expect(waiting).rejects.toThrow('enough');
    controller.abort(new Error('enough'));
    await refused;
    const next = pass(schedule, clock, { endpoint: 'stream', priority: 1 });
    await clock.advance(20_000);
    expect(await next).toBe(5_000);
  });

  it('waits as long as the marketplace says after "too many", and goes slower afterwards until answers come', async () => {
    const clock = steppedClock();
    const schedule = open(clock);
    (await schedule.enter({ endpoint: 'approved', priority: 1 })).refused(4_000);
    const leaving = Array.from({ length: 6 }, () =>
      pass(schedule, clock, { endpoint: 'approved', priority: 1 }),
    );
    await clock.advance(20_000);
    const starts = await Promise.all(leaving);
    expect(Math.min(...starts)).toBe(4_000);
    // 60 % of five a second are three; each answer wins a tenth back, so not all six go at once.
    expect(busiest(starts, 1_000)).toBeLessThan(6);
  });

  it('does not keep anybody waiting for a pause of an hour, and says how long it is', async () => {
    const clock = steppedClock();
    const schedule = open(clock);
    (await schedule.enter({ endpoint: 'approved', priority: 1 })).refused(3_600_000);
    await expect(schedule.enter({ endpoint: 'approved', priority: 1 })).rejects.toMatchObject({
      problem: { code: 'channel/rate-limited', params: { retryAfterMs: 3_600_000 } },
    });
    expect(schedule.waitFor('approved', 1)).toBe(3_600_000);
    await clock.advance(3_600_000);
    (await schedule.enter({ endpoint: 'approved', priority: 1 })).answered();
  });

  it('drains a backlog in bounded time when seven of ten requests are refused', async () => {
    const clock = steppedClock();
    const schedule = open(clock);
    const chance = seededChance('storm');
    let left = 40;
    const work = async (): Promise<void> => {
      for (;;) {
        const slot = await schedule.enter({ endpoint: 'approved', priority: 1 });
        if (chance.fraction() < 0.7) slot.refused(null);
        else {
          slot.answered();
          left -= 1;
          return;
        }
      }
    };
    const all = Promise.all(Array.from({ length: 40 }, work));
    await clock.advance(30 * 60_000);
    await all;
    expect(left).toBe(0);
  });

  it('estimates how long more requests will take', async () => {
    const clock = steppedClock();
    const schedule = open(clock);
    expect(schedule.waitFor('approved', 5)).toBe(0);
    expect(schedule.waitFor('approved', 6)).toBe(1_000);
    expect(schedule.waitFor('approved', 13)).toBe(6_000);
    expect(schedule.waitFor('stream', 3)).toBe(10_000);
  });
});
