import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '#engine/host.ts';

/** The computer's own clocks. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    signal?.throwIfAborted();
    try {
      await wait(Math.max(0, milliseconds), undefined, signal ? { signal } : {});
    } catch (error) {
      // Node rejects with an AbortError of its own; the port promises the signal's reason.
      if (signal?.aborted) throw signal.reason;
      throw error;
    }
  },
};
