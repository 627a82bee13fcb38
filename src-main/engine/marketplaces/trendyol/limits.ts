import type { OfferLimits } from '../kit/port.ts';

/** How many listings the seller's contract allows: what Trendyol ties its limits to since 14 Sep 2026. */
export type SellerTier = '50K' | '75K' | '150K' | '500K' | 'unlimited';

/**
 * Requests a minute; null where the tier has no limit. developers.trendyol.com, 14 Sep 2026 (products), 8 Jun 2026
 * (orders), the services' own pages (the rest, 2026). Whether a row of the orders' table counts its services together is
 * not said: they are kept together.
 */
export const PER_MINUTE = {
  'product-read': { '50K': 1000, '75K': 1250, '150K': 1500, '500K': 1750, unlimited: 2000 },
  'product-write': { '50K': 200, '75K': 300, '150K': 400, '500K': 500, unlimited: 600 },
  'offer-write': { '50K': 350, '75K': 500, '150K': 1000, '500K': 1500, unlimited: 2000 },
  orders: { '50K': 30, '75K': 40, '150K': 50, '500K': 100, unlimited: 100 },
  'orders-stream': same(1000),
  'package-status': { '50K': 300, '75K': 300, '150K': 500, '500K': null, unlimited: null },
  'package-change': { '50K': 100, '75K': 100, '150K': 200, '500K': null, unlimited: null },
  'package-manual': { '50K': 1000, '75K': 1000, '150K': 1500, '500K': null, unlimited: null },
  claims: same(1000),
  'claim-approve': same(5),
  'claim-reject': same(5),
  'claim-audit': same(1000),
  label: same(100),
  'label-request': same(100),
  // An older page says 3,000.
  finance: same(100),
  questions: same(1000),
  'question-answer': same(500),
  'video-write': same(200),
  videos: same(1000),
  // No page names a limit of their own: the one for every endpoint holds.
  other: same(null),
} as const satisfies Record<string, Record<SellerTier, number | null>>;

export type LimitGroup = keyof typeof PER_MINUTE;

function same<T extends number | null>(limit: T): Record<SellerTier, T> {
  return { '50K': limit, '75K': limit, '150K': limit, '500K': limit, unlimited: limit };
}

/** Their quarter of an hour begins when the request arrives and runs by their clock. */
const SAME_BODY_MARGIN_MS = 30_000;

export const trendyolLimits: OfferLimits = {
  // Addresses: "one per hour" before 14 Sep 2026, perhaps still (sheet §1.5).
  choicesPauseMs: 3_600_000,
  itemsPerRequest: 1_000,
  // 1,000 are allowed; with descriptions of 30,000 characters that is a body which "too large" (504) is the answer to.
  draftsPerRequest: 100,
  maxQuantity: 20_000,
  maxTitleLength: 100,
  sameBodyWindowMs: 15 * 60_000 + SAME_BODY_MARGIN_MS,
};
