import type { RateLimit } from '../rate-windows.ts';

/** A switch for each question that the documents leave open, beginning with what is documented best. */
export type AmazonRules = {
  /** Until an accepted submission is applied. */
  readonly applyDelayMs: number;
  /** Until a feed or report is done. */
  readonly workDelayMs: number;
  readonly tokenLivesMs: number;
  /** Whether the app has the restricted role for names and addresses. */
  readonly personalData: boolean;
  /** Whether a shipment with a carrier that is not known is answered 204 and forgotten (seen in 2026). */
  readonly forgetsUnknownCarriers: boolean;
  readonly zipsResults: boolean;
};

export const DEFAULT_RULES: AmazonRules = {
  applyDelayMs: 20_000,
  workDelayMs: 30_000,
  tokenLivesMs: 3_600_000,
  personalData: true,
  forgetsUnknownCarriers: false,
  zipsResults: true,
};

/** Refill per second and size, as usage plans give them. */
const BUCKETS: Readonly<Record<string, readonly [rate: number, burst: number]>> = {
  participations: [0.016, 15],
  'search-listings': [5, 5],
  'get-listing': [5, 10],
  'put-listing': [5, 10],
  'patch-listing': [5, 5],
  'delete-listing': [5, 5],
  restrictions: [5, 10],
  'product-types': [5, 10],
  'product-type': [5, 10],
  'catalogue-search': [2, 2],
  'feed-document': [0.5, 15],
  'create-feed': [0.0083, 15],
  'get-feed': [2, 15],
  'feed-result': [0.0222, 10],
  orders: [0.0056, 20],
  order: [0.5, 30],
  shipment: [2, 10],
  inventory: [2, 2],
  'buy-box': [0.033, 1],
  'fees-estimate': [0.5, 1],
  transactions: [0.5, 10],
  'create-report': [0.0167, 15],
  'get-report': [2, 15],
  'report-document': [0.0167, 15],
};

/** A real token bucket of every operation: full at first, refilled by the sandbox's time. */
export type Buckets = { readonly take: (endpoint: string, nowMs: number) => boolean };

export function createBuckets(): Buckets {
  const levels = new Map<string, { level: number; at: number }>();
  return {
    take: (endpoint, nowMs) => {
      const bucket = BUCKETS[endpoint];
      if (!bucket) return true;
      const [rate, burst] = bucket;
      const known = levels.get(endpoint) ?? { level: burst, at: nowMs };
      const level = Math.min(burst, known.level + ((nowMs - known.at) / 1_000) * rate);
      const taken = level >= 1;
      levels.set(endpoint, { level: taken ? level - 1 : level, at: nowMs });
      return taken;
    },
  };
}

export function rateOf(endpoint: string): number | null {
  return BUCKETS[endpoint]?.[0] ?? null;
}

/** "5 such feeds per 5 minutes", beside the bucket. */
export const FEED_WINDOW: RateLimit = { requests: 5, perMs: 300_000 };
