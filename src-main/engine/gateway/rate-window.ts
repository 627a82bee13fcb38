/**
 * One promise to the marketplace: at most `requests` in any `perMs`. A request counts from the moment it is let go
 * until `perMs` after its answer, because it may have been counted over there at any time between the two. So the
 * promise holds whichever way the other side counts: sliding, by fixed windows, or with a bucket that refills.
 */
export type RateWindow = {
  readonly requests: number;
  readonly perMs: number;
  /** Requests that are on their way. */
  flying: number;
  /** When each finished request was answered, oldest first, on the monotonic clock. */
  readonly landed: number[];
  /** How long an answer is remembered: the longest that any lane has counted by. */
  keptMs: number;
};

/**
 * How a lane counts at the moment. `pace` in (0, 1] shrinks the promise after the marketplace said "too many"; `stretch`
 * lengthens (or, below 1, shortens) the window after it named a rate of its own. The bucket's size stays what it was.
 */
export type Tempo = { readonly pace: number; readonly stretch: number };

export function createWindow(requests: number, perMs: number): RateWindow {
  if (!(requests >= 1) || !(perMs > 0)) throw new RangeError(`not a limit: ${requests} in ${perMs} ms`);
  return { requests, perMs, flying: 0, landed: [], keptMs: perMs };
}

/**
 * The earliest instant at which one more request may go, on the monotonic clock; `Infinity` while only an answer that
 * is still out can make room.
 */
export function earliestSlot(window: RateWindow, now: number, tempo: Tempo): number {
  const { room, perMs } = allowance(window, tempo);
  const first = firstCounted(window, now, perMs);
  const needed = window.landed.length - first + window.flying - room;
  if (needed < 0) return now;
  const gate = window.landed[first + needed];
  return gate === undefined ? Number.POSITIVE_INFINITY : gate + perMs;
}

export function takeOff(window: RateWindow): void {
  window.flying += 1;
}

export function land(window: RateWindow, now: number): void {
  window.flying -= 1;
  window.landed.push(now);
}

/** A slot that was taken and not used: nothing reached the marketplace. */
export function turnBack(window: RateWindow): void {
  window.flying -= 1;
}

/** How long until `requests` more could have gone after `queued` others, were they answered at once. In milliseconds. */
export function estimateWait(
  window: RateWindow,
  now: number,
  ahead: Tempo & { readonly queued: number },
): number {
  const { room, perMs } = allowance(window, ahead);
  const first = firstCounted(window, now, perMs);
  const used = window.landed.length - first + window.flying;
  const last = used + ahead.queued;
  if (last < room) return 0;
  const windowsAway = Math.floor(last / room);
  const opened = window.landed[first] ?? now;
  return Math.max(0, opened + windowsAway * perMs - now);
}

function allowance(
  window: RateWindow,
  { pace, stretch }: Tempo,
): { readonly room: number; readonly perMs: number } {
  const paced = window.requests * pace;
  const perMs = window.perMs * stretch;
  // Less than one request per window is a longer window.
  return paced >= 1 ? { room: Math.floor(paced), perMs } : { room: 1, perMs: perMs / paced };
}

/** Where in `landed` those begin that still count; what no lane can count any more is forgotten. */
function firstCounted(window: RateWindow, now: number, perMs: number): number {
  const { landed } = window;
  window.keptMs = Math.max(window.keptMs, perMs);
  let old = 0;
  while (old < landed.length && landed[old]! + window.keptMs <= now) old += 1;
  if (old > 0) landed.splice(0, old);
  let first = 0;
  while (first < landed.length && landed[first]! + perMs <= now) first += 1;
  return first;
}
