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
