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
};

export function createWindow(requests: number, perMs: number): RateWindow {
  if (!(requests >= 1) || !(perMs > 0)) throw new RangeError(`not a limit: ${requests} in ${perMs} ms`);
  return { requests, perMs, flying: 0, landed: [] };
}

/**
 * The earliest instant at which one more request may go, on the monotonic clock; `Infinity` while only an answer that
 * is still out can make room. `pace` in (0, 1] shrinks the promise after the marketplace said "too many".
 */
export function earliestSlot(window: RateWindow, now: number, pace: number): number {
  const { room, perMs } = allowance(window, pace);
  forget(window, now, perMs);
  const free = room - window.flying - window.landed.length;
  if (free > 0) return now;
  const needed = window.landed.length + window.flying - room;
  const gate = window.landed[needed];
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
  ahead: { readonly queued: number; readonly pace: number },
): number {
  const { room, perMs } = allowance(window, ahead.pace);
  forget(window, now, perMs);
  const used = window.landed.length + window.flying;
  const last = used + ahead.queued;
  if (last < room) return 0;
  const windowsAway = Math.floor(last / room);
  const opened = window.landed[0] ?? now;
  return Math.max(0, opened + windowsAway * perMs - now);
}

function allowance(window: RateWindow, pace: number): { readonly room: number; readonly perMs: number } {
  const paced = window.requests * pace;
  // Less than one request per window is a longer window.
  return paced >= 1
    ? { room: Math.floor(paced), perMs: window.perMs }
    : { room: 1, perMs: window.perMs / paced };
}

function forget(window: RateWindow, now: number, perMs: number): void {
  let old = 0;
  while (old < window.landed.length && window.landed[old]! + perMs <= now) old += 1;
  if (old > 0) window.landed.splice(0, old);
}
