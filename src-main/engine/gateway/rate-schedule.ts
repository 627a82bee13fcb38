import { problem, ProblemError } from '#contract/problem.ts';
import type { Clock, Random } from '../host.ts';
import type { EndpointManifest } from '../marketplaces/kit/port.ts';
import {
  createWindow,
  drain,
  hasPlacesLeft,
  earliestSlot,
  estimateWait,
  land,
  remember,
  takeOff,
  turnBack,
  type RateWindow,
  type Tempo,
} from './rate-window.ts';

/** After "too many": what is asked next is asked at this share of the pace, and each answer wins a tenth back. */
const PACE_CUT = 0.6;
const PACE_FLOOR = 0.1;
const PACE_GAIN = 0.1;
const FIRST_PAUSE_MS = 500;
const LONGEST_OWN_PAUSE_MS = 10_000;
/** A pause that the marketplace itself named is kept, but nobody is left waiting for longer than this. */
const LONGEST_WAITED_PAUSE_MS = 60_000;
const LONGEST_NAMED_PAUSE_MS = 3_600_000;
/** A rate that an answer names is believed as far as this from the documented one. */
const MOST_STRETCHED = 20;
const LEAST_STRETCHED = 0.1;

export type SlotRequest = {
  readonly endpoint: string;
  readonly priority: number;
  readonly signal?: AbortSignal | undefined;
};

/** A place in the schedule that has come up. Exactly one of its three ends must be called. */
export type Slot = {
  readonly waitedMs: number;
  /** An answer came (or the request was lost): it counts. `namedRate`: requests a second that it says are allowed. */
  readonly answered: (namedRate?: number | null) => void;
  /** The marketplace answered 429. `retryAfterMs` is what it asked for, null when it named nothing. */
  readonly refused: (retryAfterMs: number | null, namedRate?: number | null) => void;
  /** Nothing was sent after all. */
  readonly unused: () => void;
};

export type RateSchedule = {
  readonly enter: (request: SlotRequest) => Promise<Slot>;
  readonly waitFor: (endpoint: string, requests: number) => number;
};

export type RateScheduleOptions = {
  readonly endpoints: Readonly<Record<string, EndpointManifest>>;
  readonly clock: Clock;
  readonly random: Random;
  /** Requests of an earlier run that still count: epoch milliseconds of their answers. */
  readonly recent?: readonly { readonly endpoint: string; readonly at: number }[];
};

type Waiting = {
  readonly sequence: number;
  readonly priority: number;
  readonly since: number;
  readonly admit: (slot: Slot) => void;
  readonly reject: (error: unknown) => void;
};

type Lane = {
  readonly endpoint: string;
  readonly windows: readonly RateWindow[];
  /** The window that a rate named by an answer is about; null where the endpoint has no limit. */
  readonly tightest: RateWindow | null;
  /** By priority, then by order of asking. */
  readonly queue: Waiting[];
  pace: number;
  stretch: number;
  refusals: number;
  pausedUntil: number;
};

/**
 * Lets requests go when every promise of their endpoint allows it: first by priority, then in the order they asked. An
 * endpoint that must wait holds back no other one, except where both share a group.
 */
export function createRateSchedule(options: RateScheduleOptions): RateSchedule {
  const lanes = buildLanes(options);
  const { clock, random } = options;
  let sequence = 0;
  let alarm: AbortController | null = null;

  const pump = (): void => {
    alarm?.abort();
    alarm = null;
    const now = clock.monotonic();
    let next = Number.POSITIVE_INFINITY;
    for (let lane = bestLane(); lane !== null; lane = bestLane()) {
      const waiting = lane.queue.shift()!;
      lane.windows.forEach(takeOff);
      waiting.admit(makeSlot(lane, now - waiting.since));
    }
    for (const lane of lanes.values()) if (lane.queue.length > 0) next = Math.min(next, opensAt(lane, now));
    if (Number.isFinite(next)) wakeAt(next - now);

    /** The lane that may go now and whose first request is the most urgent one. */
    function bestLane(): Lane | null {
      let best: Lane | null = null;
      for (const lane of lanes.values()) {
        if (lane.queue.length === 0 || opensAt(lane, now) > now) continue;
        if (best === null || comesBefore(lane.queue[0]!, best.queue[0]!)) best = lane;
      }
      return best;
    }
  };

  const wakeAt = (milliseconds: number): void => {
    const controller = new AbortController();
    alarm = controller;
    clock.sleep(Math.max(1, Math.ceil(milliseconds)), controller.signal).then(
      () => pump(),
      (error: unknown) => {
        // Only our own abort may end the sleep early: a newer alarm has been set.
        if (!controller.signal.aborted) throw error;
      },
    );
  };

  const makeSlot = (lane: Lane, waitedMs: number): Slot => {
    let open = true;
    const end = (how: (window: RateWindow) => void): void => {
      if (!open) throw new Error(`a slot of ${lane.endpoint} was given back twice`);
      open = false;
      lane.windows.forEach(how);
    };
    return {
      waitedMs,
      answered: (namedRate) => {
        end((window) => land(window, clock.monotonic()));
        believeRate(lane, namedRate ?? null);
        lane.refusals = 0;
        lane.pace = Math.min(1, lane.pace + PACE_GAIN);
        pump();
      },
      refused: (retryAfterMs, namedRate) => {
        end((window) => land(window, clock.monotonic()));
        believeRate(lane, namedRate ?? null);
        lane.refusals += 1;
        // One refusal while places should be left may be a hiccup over there; a second one says that they are gone.
        lane.windows.filter((window) => lane.refusals > 1 || !hasPlacesLeft(window)).forEach(drain);
        lane.pace = Math.max(PACE_FLOOR, lane.pace * PACE_CUT);
        lane.pausedUntil = Math.max(
          lane.pausedUntil,
          clock.monotonic() + pauseMs(lane.refusals, retryAfterMs, random),
        );
        for (const waiting of refuseLongPause(lane, clock.monotonic()))
          waiting.reject(pausedProblem(lane, clock.monotonic()));
        pump();
      },
      unused: () => {
        end(turnBack);
        pump();
      },
    };
  };

  const enter = ({ endpoint, priority, signal }: SlotRequest): Promise<Slot> =>
    new Promise<Slot>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const lane = laneOf(lanes, endpoint);
      const now = clock.monotonic();
      if (lane.pausedUntil - now > LONGEST_WAITED_PAUSE_MS) return reject(pausedProblem(lane, now));
      const onAbort = (): void => {
        const index = lane.queue.indexOf(waiting);
        if (index >= 0) lane.queue.splice(index, 1);
        reject(signal?.reason);
      };
      const waiting: Waiting = {
        sequence: (sequence += 1),
        priority,
        since: now,
        admit: (slot) => {
          signal?.removeEventListener('abort', onAbort);
          resolve(slot);
        },
        reject: (error) => {
          signal?.removeEventListener('abort', onAbort);
          reject(error);
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      const place = lane.queue.findIndex((other) => comesBefore(waiting, other));
      lane.queue.splice(place < 0 ? lane.queue.length : place, 0, waiting);
      pump();
    });

  const waitFor = (endpoint: string, requests: number): number => {
    if (requests <= 0) return 0;
    const lane = laneOf(lanes, endpoint);
    const now = clock.monotonic();
    const queued = lane.queue.length + requests - 1;
    const waits = lane.windows.map((window) =>
      estimateWait(window, now, { queued, ...tempoOf(lane, window) }),
    );
    return Math.max(0, lane.pausedUntil - now, ...waits);
  };

  return { enter, waitFor };
}

function comesBefore(one: Waiting, other: Waiting): boolean {
  return one.priority !== other.priority ? one.priority < other.priority : one.sequence < other.sequence;
}

function opensAt(lane: Lane, now: number): number {
  return Math.max(
    lane.pausedUntil,
    ...lane.windows.map((window) => earliestSlot(window, now, tempoOf(lane, window))),
  );
}

/** Which of several limits a named rate means can only be the tightest one. */
function tempoOf(lane: Lane, window: RateWindow): Tempo {
  return { pace: lane.pace, stretch: window === lane.tightest ? lane.stretch : 1 };
}

function believeRate(lane: Lane, perSecond: number | null): void {
  if (perSecond === null || lane.tightest === null || !(perSecond > 0)) return;
  const documented = (lane.tightest.requests / lane.tightest.perMs) * 1_000;
  lane.stretch = Math.min(MOST_STRETCHED, Math.max(LEAST_STRETCHED, documented / perSecond));
}

function tightestOf(windows: readonly RateWindow[]): RateWindow | null {
  const byRate = [...windows].sort((one, other) => one.requests / one.perMs - other.requests / other.perMs);
  return byRate[0] ?? null;
}

function laneOf(lanes: ReadonlyMap<string, Lane>, endpoint: string): Lane {
  const lane = lanes.get(endpoint);
  if (!lane) throw new RangeError(`an endpoint that the manifest does not name: ${endpoint}`);
  return lane;
}

/** Endpoints that name the same group and promise share one window. */
function buildLanes({ endpoints, clock, recent }: RateScheduleOptions): ReadonlyMap<string, Lane> {
  const shared = new Map<string, RateWindow>();
  const lanes = new Map<string, Lane>();
  for (const [endpoint, { limits }] of Object.entries(endpoints)) {
    const windows = limits.map(({ requests, perMs, group, bucket = false }) => {
      const key = `${group}|${requests}|${perMs}|${bucket}`;
      const window = shared.get(key) ?? createWindow(requests, perMs, bucket);
      shared.set(key, window);
      return window;
    });
    const tightest = tightestOf(windows);
    const even = { pace: 1, stretch: 1, refusals: 0, pausedUntil: 0 };
    lanes.set(endpoint, { endpoint, windows, tightest, queue: [], ...even });
  }
  const wallToMonotonic = clock.monotonic() - clock.now();
  for (const { endpoint, at } of [...(recent ?? [])].sort((one, other) => one.at - other.at)) {
    // What lies in the future (the clock was set back) counts as of now.
    const landed = Math.min(at, clock.now()) + wallToMonotonic;
    for (const window of lanes.get(endpoint)?.windows ?? []) remember(window, landed);
  }
  return lanes;
}

/** Without a word from the marketplace: doubling, the upper half of it by chance so that two programs don't march in step. */
function pauseMs(refusals: number, retryAfterMs: number | null, random: Random): number {
  const own = Math.min(LONGEST_OWN_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (refusals - 1));
  const jittered = own / 2 + (own / 2) * random.fraction();
  return retryAfterMs === null
    ? jittered
    : Math.min(LONGEST_NAMED_PAUSE_MS, Math.max(retryAfterMs, jittered));
}

function refuseLongPause(lane: Lane, now: number): readonly Waiting[] {
  return lane.pausedUntil - now > LONGEST_WAITED_PAUSE_MS ? lane.queue.splice(0) : [];
}

function pausedProblem(lane: Lane, now: number): ProblemError {
  return new ProblemError(
    problem('channel/rate-limited', {
      endpoint: lane.endpoint,
      retryAfterMs: Math.ceil(lane.pausedUntil - now),
    }),
  );
}
