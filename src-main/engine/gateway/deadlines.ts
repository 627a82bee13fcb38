import type { Clock } from '../host.ts';

/** How long the watch may outlive the last request, and at most how late a deadline is noticed. */
const STEP_MS = 250;

export type Deadlines = {
  /** Calls `expire` once, after `milliseconds`, unless the returned function is called before. */
  readonly watch: (milliseconds: number, expire: () => void) => () => void;
};

/**
 * One sleeper for all requests of a gateway. A sleep of its own for each request, begun and broken off again, costs
 * more than everything else that the gateway does for it (measured on loopback).
 */
export function createDeadlines(clock: Clock): Deadlines {
  const watched = new Set<{ readonly at: number; readonly expire: () => void }>();
  let watching = false;

  const keepWatch = async (): Promise<void> => {
    watching = true;
    while (watched.size > 0) {
      const now = clock.monotonic();
      let next = now + STEP_MS;
      for (const { at } of watched) next = Math.min(next, at);
      await clock.sleep(Math.max(1, next - now));
      const woken = clock.monotonic();
      for (const entry of watched) {
        if (entry.at > woken) continue;
        watched.delete(entry);
        entry.expire();
      }
    }
    watching = false;
  };

  return {
    watch: (milliseconds, expire) => {
      const entry = { at: clock.monotonic() + milliseconds, expire };
      watched.add(entry);
      // Rejects only if the clock itself fails, which is a bug and must be heard of.
      if (!watching) void keepWatch();
      return () => watched.delete(entry);
    },
  };
}
