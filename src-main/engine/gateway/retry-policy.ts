import type { Random } from '../host.ts';

const MAX_ATTEMPTS = 5;
/** A 429 says that nothing was done and the schedule has already slowed down: it may be asked more often. */
const MAX_ATTEMPTS_AFTER_REFUSAL = 10;
const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 8_000;
/** Retries may be a fifth of the calls; what was saved up covers a short burst and no more. */
const EARNED_PER_CALL = 0.2;
const SAVED_AT_START = 8;
const SAVED_AT_MOST = 20;

/** A whole deadline has passed already: somebody is waiting. */
const MAX_ATTEMPTS_WHEN_SLOW = 2;

export type RetryReason = 'failure' | 'slowness' | 'too-many';

export type RetryPolicy = {
  /** Counts a first attempt. */
  readonly begin: () => void;
  /** Milliseconds until the next attempt, or null when there shall be none. */
  readonly next: (attempt: number, because: RetryReason) => number | null;
};

/** Retries of reads. Writes are never sent twice by the gateway: whoever planned them decides with fresh facts. */
export function createRetryPolicy(random: Random): RetryPolicy {
  let saved = SAVED_AT_START;
  return {
    begin: () => {
      saved = Math.min(SAVED_AT_MOST, saved + EARNED_PER_CALL);
    },
    next: (attempt, because) => {
      // The pause after a 429 is the schedule's, for every request of the endpoint alike.
      if (because === 'too-many') return attempt < MAX_ATTEMPTS_AFTER_REFUSAL ? 0 : null;
      if (attempt >= (because === 'slowness' ? MAX_ATTEMPTS_WHEN_SLOW : MAX_ATTEMPTS) || saved < 1)
        return null;
      saved -= 1;
      return random.fraction() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
    },
  };
}

/**
 * How long a 429 asks to wait, in milliseconds: by `retry-after` (RFC 9110), else by `ratelimit-reset` or
 * `x-ratelimit-reset`, which some write as seconds from now and some as the epoch; null when nothing usable is named.
 */
export function readPause(headers: Readonly<Record<string, string>>, nowMs: number): number | null {
  const after = readRetryAfter(headers['retry-after'], nowMs);
  if (after !== null) return after;
  const reset = (headers['ratelimit-reset'] ?? headers['x-ratelimit-reset'] ?? '').trim();
  if (!/^\d{1,14}(?:\.\d+)?$/.test(reset)) return readRetryAfter(reset, nowMs);
  const number = Number(reset);
  // The epoch in milliseconds passed a trillion in 2001, in seconds a billion; no pause is 30 years long.
  const untilMs = number >= 1e12 ? number : number >= 1e9 ? number * 1_000 : nowMs + number * 1_000;
  return untilMs < nowMs ? null : untilMs - nowMs;
}

/**
 * Milliseconds asked for by a `retry-after` header, in seconds or as a date; null when there is none or it makes no
 * sense.
 */
export function readRetryAfter(header: string | undefined, nowMs: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  if (!/[a-z]/i.test(text)) return null;
  const date = Date.parse(text);
  return Number.isNaN(date) || date < nowMs ? null : date - nowMs;
}
