import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '#engine/host.ts';

/**
 * Runs `speed` times as fast as the computer's clock, so that a window of ten seconds passes in a blink and everything
 * that waits really waits. `startMs` is the wall clock's first reading.
 */
export function quickClock(speed: number, startMs = 1_764_000_000_000): Clock {
  const origin = performance.now();
  const elapsed = (): number => (performance.now() - origin) * speed;
  return {
    now: () => Math.floor(startMs + elapsed()),
    monotonic: () => elapsed(),
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      try {
        await wait(milliseconds / speed, undefined, { ...(signal ? { signal } : {}), ref: false });
      } catch (error) {
        if (signal?.aborted) throw signal.reason;
        throw error;
      }
    },
  };
}

/** Stands still until it is moved; whoever sleeps wakes when the moment has come, in the order of their moments. */
export type SteppedClock = Clock & { readonly advance: (milliseconds: number) => Promise<void> };

export function steppedClock(startMs = 1_764_000_000_000): SteppedClock {
  let elapsed = 0;
  let sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  /** Lets everything that was woken run until it waits again. */
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  return {
    now: () => startMs + elapsed,
    monotonic: () => elapsed,
    sleep: (milliseconds, signal) =>
      new Promise<void>((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const sleeper = { at: elapsed + milliseconds, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          reject(signal.reason);
        });
      }),
    advance: async (milliseconds) => {
      const until = elapsed + milliseconds;
      await settle();
      for (;;) {
        const next = sleepers.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)[0];
        if (!next) break;
        sleepers = sleepers.filter((other) => other !== next);
        elapsed = Math.max(elapsed, next.at);
        next.wake();
        await settle();
      }
      elapsed = until;
      await settle();
    },
  };
}
