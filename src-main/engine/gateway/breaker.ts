import type { Clock } from '../host.ts';

const FAILURES_TO_OPEN = 8;
const FIRST_REST_MS = 5_000;
const LONGEST_REST_MS = 120_000;

/**
 * Stops asking a host that does nothing but fail. After a rest one request tries; if it fails, the rest doubles.
 *
 * Our own instead of cockatiel's (3.2.1), which takes its time from `Date.now`: a simulated clock would not reach it,
 * and a wall clock set back would keep it open.
 */
export type Breaker = {
  /** Milliseconds for which nothing may be asked; 0 when this request may go. Takes the one try when it is its turn. */
  readonly closedFor: () => number;
  readonly succeeded: () => void;
  /** A 5xx, no connection, no answer. Not for 4xx: those are answers of a host that works. */
  readonly failed: () => void;
  /** The request that was let through did not go after all. */
  readonly skipped: () => void;
};

export function createBreaker(
  clock: Clock,
  onChange: (state: 'open' | 'closed', restMs: number) => void,
): Breaker {
  let failures = 0;
  let restMs = 0;
  let openUntil = 0;
  let trying = false;

  return {
    closedFor: () => {
      if (restMs === 0) return 0;
      const left = openUntil - clock.monotonic();
      if (left > 0) return left;
      if (trying) return Math.min(restMs, 1_000);
      trying = true;
      return 0;
    },
    succeeded: () => {
      if (restMs > 0) onChange('closed', 0);
      failures = 0;
      restMs = 0;
      trying = false;
    },
    failed: () => {
      failures += 1;
      if (!trying && failures < FAILURES_TO_OPEN) return;
      if (restMs > 0 && !trying) return;
      restMs = restMs === 0 ? FIRST_REST_MS : Math.min(LONGEST_REST_MS, restMs * 2);
      openUntil = clock.monotonic() + restMs;
      trying = false;
      onChange('open', restMs);
    },
    skipped: () => {
      trying = false;
    },
  };
}
