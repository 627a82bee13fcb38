import type { BatchReport } from '../marketplaces/kit/port.ts';
import { PROBLEM_TRAITS, type Problem, type ProblemCode } from '#contract/problem.ts';

/** What to do with changes whose sending did not work, by what went wrong. */
export type RetryClass =
  /** The account as a whole: nothing else will work either, and the change has done nothing wrong. */
  | 'stop-channel'
  /** Try the same later. */
  | 'later'
  /** Somebody has to look: the same would be refused again. */
  | 'give-up';

const STOPS: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'channel/wrong-key',
  'channel/other-seller',
  'channel/forbidden',
  'channel/paused',
  'channel/retired-endpoint',
  'channel/not-known',
  'channel/not-offered',
  'vault/locked',
  'vault/key-missing',
  'vault/key-changed',
  'vault/tampered',
]);

export function retryClass(code: ProblemCode): RetryClass {
  if (STOPS.has(code)) return 'stop-channel';
  return PROBLEM_TRAITS[code].retryable ? 'later' : 'give-up';
}

/** Failures that say nothing about the change: they do not use up its tries. */
export function countsAsTry(code: ProblemCode): boolean {
  return code !== 'channel/rate-limited' && code !== 'channel/breaker-open' && code !== 'channel/unreachable';
}

/** After so many tries a change waits for a person. */
export const MAX_TRIES = 12;

/** From which try on, how long: the pattern of a queue that has stood the test (reliability sheet §7). */
const STEPS: readonly (readonly [tries: number, waitMs: number])[] = [
  [10, 3_600_000],
  [6, 600_000],
  [3, 60_000],
  [0, 10_000],
];

/**
 * How long to wait before the next try, in milliseconds, with jitter over the upper half so that a channel's changes
 * do not all come back at once. What the marketplace asked for wins when it is longer.
 */
export function retryDelayMs(input: {
  readonly tries: number;
  readonly fraction: number;
  readonly problem: Problem | null;
}): number {
  const step = STEPS.find(([from]) => input.tries >= from)?.[1] ?? 10_000;
  const asked = input.problem?.params['retryAfterMs'];
  const jittered = Math.round(step / 2 + (step / 2) * input.fraction);
  return Math.max(jittered, typeof asked === 'number' ? asked : 0);
}

/** Trendyol asks for 3–5 s between questions about a batch (sheet §2.7, 2026): twice the least of it, then ever slower. */
export function pollDelayMs(polls: number): number {
  const slower = Math.max(0, Math.min(polls, 12) - 1);
  return Math.min(30_000, Math.round(3_000 * 1.35 ** slower));
}

/** Batch results can be read for 4 hours (Trendyol sheet §2.7); after that only reading back tells. */
export const BATCH_LIFETIME_MS = 4 * 60 * 60 * 1_000;

/** So many questions a batch that has spoken of some items may leave the others out (about 40 s) … */
const SILENT_ABOUT_SOME_POLLS = 6;
/** … and one that has spoken of none may say nothing (about 2 minutes; Trendyol's own hint is ten tries, sheet §2.7). */
const SILENT_ABOUT_ALL_POLLS = 10;

/**
 * Whether a batch that is not final will not say more: nothing new in this report, and nothing in it that is still under
 * way. What it left out is then looked for on the marketplace itself.
 */
export function hasFallenSilent(input: {
  readonly report: Pick<BatchReport, 'items' | 'underWay'>;
  readonly polls: number;
  readonly news: boolean;
}): boolean {
  const { items, underWay = false } = input.report;
  if (underWay || input.news || items.some(({ state }) => state === 'open')) return false;
  return input.polls >= (items.length > 0 ? SILENT_ABOUT_SOME_POLLS : SILENT_ABOUT_ALL_POLLS);
}
