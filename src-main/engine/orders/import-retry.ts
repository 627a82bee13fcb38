import type { ProblemCode } from '#contract/problem.ts';

/** Waits between tries of one order, by how often it was tried: from which try on, and how long. */
const STEPS: readonly (readonly [tries: number, waitMs: number])[] = [
  [10, 3_600_000],
  [6, 600_000],
  [3, 60_000],
  [1, 10_000],
];

/**
 * How long an order whose writing failed waits, in milliseconds, with full jitter in the upper half. It's never given
 * up: it stays visible until it is in the shop.
 */
export function importRetryDelay(tries: number, fraction: number): number {
  const step = STEPS.find(([from]) => tries >= from)?.[1] ?? 10_000;
  return Math.round(step / 2 + (step / 2) * fraction);
}

/** Problems of the shop as a whole: the next order would meet the same, and this one has done nothing wrong. */
const SHOP_WIDE: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'store/not-connected',
  'store/unreachable',
  'store/wrong-password',
  'store/host-not-allowed',
  'store/no-such-database',
  'store/wrong-prefix',
  'store/not-opencart',
  'store/several-shops',
  'store/too-few-rights',
  'store/plaintext-refused',
  'store/tls-failed',
  'store/unknown-generation',
  'store/connection-lost',
  'store/read-only',
  'store/table-damaged',
]);

export function concernsWholeShop(code: ProblemCode): boolean {
  return SHOP_WIDE.has(code);
}
