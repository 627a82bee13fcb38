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
  /** Null for a window. */
  readonly bucket: Bucket | null;
};

/**
 * What is surely left in the other side's bucket. A request may be taken out of it at any time until its answer: counting
 * it at its answer leaves the least time to refill since, and so never more than there is.
 */
type Bucket = {
  level: number;
  /** When `level` was right, on the monotonic clock. */
  at: number;
  perMillisecond: number;
};

/** Documented rates are rounded ("0.0167 a second" for one a minute). */
const BUCKET_SHARE = 0.98;

/**
 * How a lane counts at the moment. `pace` in (0, 1] shrinks a window's promise after the marketplace said "too many"; `stretch`
 * lengthens (or, below 1, shortens) the window after it named a rate of its own. The bucket's size stays what it was.
 */
export type Tempo = { readonly pace: number; readonly stretch: number };

export function createWindow(requests: number, perMs: number, isBucket: boolean): RateWindow {
  if (!(requests >= 1) || !(perMs > 0)) throw new RangeError(`not a limit: ${requests} in ${perMs} ms`);
  const full: Bucket = { level: requests, at: Number.NEGATIVE_INFINITY, perMillisecond: 0 };
  const window = { requests, perMs, flying: 0, landed: [], keptMs: perMs, bucket: isBucket ? full : null };
  if (window.bucket) setRate(window, window.bucket, { stretch: 1 });
  return window;
}

/**
 * The earliest instant at which one more request may go, on the monotonic clock; `Infinity` while only an answer that
 * is still out can make room.
 */
export function earliestSlot(window: RateWindow, now: number, tempo: Tempo): number {
  if (window.bucket) {
    const missing = missingIn(window, window.bucket, { now, tempo, wanted: 1 });
    if (missing <= 0) return now;
    const mustLand = window.flying + 1 > window.requests;
    return mustLand ? Number.POSITIVE_INFINITY : now + missing / window.bucket.perMillisecond;
  }
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
  remember(window, now);
}

/** A request that was answered at `at`, by this run of the program or an earlier one; in the order of their answers. */
export function remember(window: RateWindow, at: number): void {
  if (!window.bucket) {
    window.landed.push(at);
    return;
  }
  refill(window, window.bucket, at);
  window.bucket.level -= 1;
}

/** Whether more than a place should still be left over there. */
export function hasPlacesLeft({ bucket }: RateWindow): boolean {
  return bucket !== null && bucket.level >= 1;
}

/** The other side says that nothing is left. */
export function drain({ bucket }: RateWindow): void {
  if (bucket) bucket.level = Math.min(bucket.level, 0);
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
  if (window.bucket) {
    const missing = missingIn(window, window.bucket, { now, tempo: ahead, wanted: ahead.queued + 1 });
    return Math.max(0, missing / window.bucket.perMillisecond);
  }
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

/** How many places must still come back before `wanted` more may go. */
function missingIn(
  window: RateWindow,
  bucket: Bucket,
  ask: { readonly now: number; readonly tempo: Tempo; readonly wanted: number },
): number {
  refill(window, bucket, ask.now);
  setRate(window, bucket, ask.tempo);
  const missing = ask.wanted + window.flying - bucket.level;
  // Sums of fractions: what is missing by less than this is only rounding.
  return missing < 1e-9 ? 0 : missing;
}

function refill({ requests }: RateWindow, bucket: Bucket, now: number): void {
  const gained = now > bucket.at ? (now - bucket.at) * bucket.perMillisecond : 0;
  bucket.level = Math.min(requests, bucket.level + gained);
  bucket.at = Math.max(bucket.at, now);
}

/** A refusal empties a bucket (`drain`) and does not slow its refilling, which is documented or named by the answers. */
function setRate(window: RateWindow, bucket: Bucket, { stretch }: Pick<Tempo, 'stretch'>): void {
  bucket.perMillisecond = ((window.requests / window.perMs) * BUCKET_SHARE) / stretch;
}
