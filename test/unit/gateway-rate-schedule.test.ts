import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRateSchedule, type Slot } from '#engine/gateway/rate-schedule.ts';
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

/** The most that fell into any span of `perMs`. */
function busiest(instants: readonly number[], perMs: number): number {
  return Math.max(
    0,
    ...instants.map((from) => instants.filter((at) => at >= from && at < from + perMs).length),
  );
}

describe('the pace of requests', () => {
  it('never exceeds any limit of the endpoint or its group, however requests and answers fall', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            to: fc.constantFrom('approved', 'batch', 'stream'),
            after: fc.nat(900),
            takes: fc.nat(700),
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
            done.push(
              schedule.enter({ endpoint: to, priority: 1 }).then(async (slot) => {
                // The other side may count it at any time between leaving and being answered: the latest is the worst.
                await clock.sleep(takes);
                counted[to]!.push(clock.monotonic());
                slot.answered();
              }),
            );
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

  it('lets lower stock go before everything that waits, and the others in the order they asked', async () => {
    const clock = steppedClock();
    const schedule = open(clock);
    const order: string[] = [];
    const enter = (name: string, priority: number): void => {
      void schedule.enter({ endpoint: 'stream', priority }).then((slot) => {
        order.push(name);
        slot.answered();
      });
    };
    enter('first', 5);
    enter('price', 5);
    enter('another price', 5);
    enter('lower stock', 0);
    await clock.advance(60_000);
    expect(order).toEqual(['first', 'lower stock', 'price', 'another price']);
  });

  it('does not hold back one endpoint because another one has to wait', async () => {
    const clock = steppedClock();
    const schedule = open(clock);
    const slots: Slot[] = [];
    for (let call = 0; call < 3; call += 1)
      void schedule.enter({ endpoint: 'stream', priority: 1 }).then((slot) => slots.push(slot));
    let went = false;
    void schedule.enter({ endpoint: 'batch', priority: 9 }).then(() => {
      went = true;
    });
    await clock.advance(0);
    expect(went).toBe(true);
    expect(slots).toHaveLength(1);
  });

  it('remembers what an earlier run of the program has used up', async () => {
    const clock = steppedClock();
    const schedule = open(clock, [{ endpoint: 'stream', at: clock.now() - 2_000 }]);
    let at = -1;
    void schedule.enter({ endpoint: 'stream', priority: 1 }).then(() => {
      at = clock.monotonic();
    });
    await clock.advance(10_000);
    expect(at).toBe(3_000);
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
    let next = -1;
    void schedule.enter({ endpoint: 'stream', priority: 1 }).then(() => {
      next = clock.monotonic();
    });
    await clock.advance(20_000);
    expect(next).toBe(5_000);
  });

  it('waits as long as the marketplace says after "too many", and goes slower afterwards until answers come', async () => {
    const clock = steppedClock();
    const schedule = open(clock);
    (await schedule.enter({ endpoint: 'approved', priority: 1 })).refused(4_000);
    const starts: number[] = [];
    for (let call = 0; call < 6; call += 1) {
      void schedule.enter({ endpoint: 'approved', priority: 1 }).then((slot) => {
        starts.push(clock.monotonic());
        slot.answered();
      });
    }
    await clock.advance(3_999);
    expect(starts).toEqual([]);
    await clock.advance(1);
    // 60 % of five in a second, less what already counted; each answer wins a tenth back.
    expect(starts.length).toBeGreaterThan(0);
    expect(starts.length).toBeLessThan(6);
    await clock.advance(10_000);
    expect(starts).toHaveLength(6);
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
