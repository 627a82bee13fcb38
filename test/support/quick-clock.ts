import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '#engine/host.ts';

/** While the process works, time runs at most so fast: thirty seconds of patience are three, even on a busy computer. */
const WORKING_SPEED = 10;
/** A tick that took longer was no wait: the process worked, or the computer had no time for it. */
const QUIET_TICK_MS = 4;

/**
 * Runs `speed` times as fast as the computer's clock while everything in this process waits for it, and hardly faster
 * than that clock while anything else goes on. A window of ten seconds passes in a blink, and still no deadline passes
 * only because the computer is slow: engine and marketplace share the process, so that the bytes between them are work
 * too. `startMs` is the wall clock's first reading.
 */
export function quickClock(speed: number, startMs = 1_764_000_000_000): Clock {
  const workingSpeed = Math.min(speed, WORKING_SPEED);
  const sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();
  let reading = 0;
  let readAt = performance.now();
  let eventsSeen = eventsSoFar();
  let isTicking = false;
  const elapsed = (): number => reading + (performance.now() - readAt) * workingSpeed;

  /** Moves on by what has passed since the last look, as fast as what has happened since allows. */
  const look = (): void => {
    const [passed, events] = [performance.now() - readAt, eventsSoFar()];
    const isQuiet = events === eventsSeen && passed <= QUIET_TICK_MS;
    reading += passed * (isQuiet ? speed : workingSpeed);
    readAt += passed;
    eventsSeen = events;
    const due = [...sleepers].filter(({ at }) => at <= reading).sort((one, other) => one.at - other.at);
    for (const sleeper of due) {
      sleepers.delete(sleeper);
      sleeper.wake();
    }
  };
  const tick = async (): Promise<void> => {
    isTicking = true;
    while (sleepers.size > 0) {
      await wait(1, undefined, { ref: false });
      // After the timers a turn of the event loop takes in what has arrived; only then is there something to see.
      await nextTurn();
      look();
    }
    isTicking = false;
  };

  return {
    now: () => Math.floor(startMs + elapsed()),
    monotonic: () => elapsed(),
    sleep: (milliseconds, signal) =>
      new Promise<void>((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const stop = (): void => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        const wake = (): void => {
          signal?.removeEventListener('abort', stop);
          resolve();
        };
        const sleeper = { at: elapsed() + milliseconds, wake };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', stop, { once: true });
        if (!isTicking) void tick();
      }),
  };
}

/** How many events (bytes, connections, answers of the system) this process's loop has handled; timers are none. */
function eventsSoFar(): number {
  return performance.nodeTiming.uvMetricsInfo.events;
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
