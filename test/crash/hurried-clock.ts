import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '#engine/host.ts';

/**
 * Runs `speed` times as fast as the computer's clock, from a moment that several processes agree on: all of them read
 * the same time, and whatever waits for seconds waits for a blink.
 */
export function hurriedClock({ speed, since }: { readonly speed: number; readonly since: number }): Clock {
  return {
    now: () => Math.floor(since + (Date.now() - since) * speed),
    monotonic: () => performance.now() * speed,
    sleep: async (milliseconds, signal) => {
      await wait(milliseconds / speed, undefined, signal ? { signal } : {});
    },
  };
}
