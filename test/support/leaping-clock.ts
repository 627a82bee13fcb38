import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import type { Clock } from '#engine/host.ts';

/** So many turns of the event loop without anything to do mean that everybody waits. */
const QUIET_TURNS = 2;

export type LeapingClock = Clock & {
  /** Time stands still until the returned function is called. */
  readonly hold: () => () => void;
};

type Sleeper = { readonly at: number; readonly order: number; readonly wake: () => void };

/**
 * Stands still while anything in this process works and leaps to the next moment that somebody waits for as soon as
 * everybody waits: ten hours of two programs that talk to each other last as long as their work does. What is measured
 * on it is waiting alone, so it is the same on a fast and on a slow computer.
 */
export function leapingClock(startMs = 1_764_000_000_000): LeapingClock {
  const sleepers = new Set<Sleeper>();
  let reading = 0;
  let order = 0;
  let holds = 0;
  let isTicking = false;

  const leap = (): void => {
    const next = Math.min(...[...sleepers].map(({ at }) => at));
    reading = Math.max(reading, next);
    const due = [...sleepers].filter(({ at }) => at <= reading).sort(soonestFirst);
    for (const sleeper of due) {
      sleepers.delete(sleeper);
      sleeper.wake();
    }
  };

  /** Whether nothing has happened for a few turns: no byte on its way, nobody who works. */
  const settled = async (): Promise<boolean> => {
    let seen = eventsSoFar();
    for (let turn = 0; turn < QUIET_TURNS; turn += 1) {
      await wait(1, undefined, { ref: false });
      await nextTurn();
      const events = eventsSoFar();
      if (holds > 0 || events !== seen) return false;
      seen = events;
    }
    return true;
  };

  const tick = async (): Promise<void> => {
    while (sleepers.size > 0) if (await settled()) leap();
    isTicking = false;
  };

  return {
    now: () => Math.floor(startMs + reading),
    monotonic: () => reading,
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
        const sleeper = { at: reading + milliseconds, order: (order += 1), wake };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', stop, { once: true });
        if (isTicking) return;
        isTicking = true;
        void tick();
      }),
    hold: () => {
      holds += 1;
      let held = true;
      return () => {
        if (held) holds -= 1;
        held = false;
      };
    },
  };
}

function soonestFirst(one: Sleeper, other: Sleeper): number {
  return one.at - other.at || one.order - other.order;
}

/** How many events (bytes, connections, answers of the system) this process's loop has handled; timers are none. */
function eventsSoFar(): number {
  return performance.nodeTiming.uvMetricsInfo.events;
}

/**
 * A network on which a request takes `delayMs()` of the clock's time before it leaves, and while it is on its way no
 * time passes. Answers come unpacked: unpacking is done on another thread, where nobody would see that it works.
 */
export function onLeapingClock(
  network: Dispatcher,
  clock: LeapingClock,
  delayMs: () => number = () => 0,
): Dispatcher {
  return network.compose((dispatch) => (options, handler) => {
    const go = (): boolean => {
      const release = clock.hold();
      try {
        return dispatch({ ...options, headers: unpacked(options.headers) }, watched(handler, release));
      } catch (error) {
        release();
        throw error;
      }
    };
    const delay = delayMs();
    if (delay <= 0) return go();
    void clock.sleep(delay).then(go);
    return true;
  });
}

/** The engine's headers are a plain record; see `gateway/exchange.ts`. */
function unpacked(headers: Dispatcher.DispatchOptions['headers']): Record<string, string> {
  return { ...(headers as Record<string, string>), 'accept-encoding': 'identity' };
}

/** Tells when an exchange is over, however it ends. */
function watched(handler: Dispatcher.DispatchHandler, release: () => void): Dispatcher.DispatchHandler {
  return {
    onRequestStart: (...given) => handler.onRequestStart?.(...given),
    onResponseStart: (...given) => handler.onResponseStart?.(...given),
    onResponseData: (...given) => handler.onResponseData?.(...given),
    onResponseEnd: (...given) => {
      release();
      handler.onResponseEnd?.(...given);
    },
    onResponseError: (...given) => {
      release();
      handler.onResponseError?.(...given);
    },
  };
}
