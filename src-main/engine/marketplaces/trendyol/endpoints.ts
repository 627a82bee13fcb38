import type { Effect } from '../../gateway/port.ts';
import type { EndpointManifest } from '../kit/port.ts';

export type TrendyolEndpoint =
  | 'products-approved'
  | 'products-unapproved'
  | 'offers-approved'
  | 'batch-result'
  | 'price-and-inventory'
  | 'orders'
  | 'orders-stream'
  | 'package-status';

/** How many listings the seller's contract allows: what Trendyol ties its limits to since 14 Sep 2026. */
export type SellerTier = '50K' | '75K' | '150K' | '500K' | 'unlimited';

/** Requests a minute; null where the tier has no limit. developers.trendyol.com, 14 Sep 2026 (products), 8 Jun 2026 (orders). */
const PER_MINUTE = {
  'product-read': { '50K': 1000, '75K': 1250, '150K': 1500, '500K': 1750, unlimited: 2000 },
  'offer-write': { '50K': 350, '75K': 500, '150K': 1000, '500K': 1500, unlimited: 2000 },
  orders: { '50K': 30, '75K': 40, '150K': 50, '500K': 100, unlimited: 100 },
  'package-status': { '50K': 300, '75K': 300, '150K': 500, '500K': null, unlimited: null },
  'orders-stream': { '50K': 1000, '75K': 1000, '150K': 1000, '500K': 1000, unlimited: 1000 },
} as const satisfies Record<string, Record<SellerTier, number | null>>;

type Facts = {
  readonly tr: string;
  readonly en: string;
  readonly effect: Effect;
  readonly group: keyof typeof PER_MINUTE;
  readonly timeoutMs: number;
};

const FACTS: Readonly<Record<TrendyolEndpoint, Facts>> = {
  'products-approved': {
    tr: 'Onaylı ürünler',
    en: 'Approved products',
    effect: 'read',
    group: 'product-read',
    timeoutMs: 30_000,
  },
  'products-unapproved': {
    tr: 'Onay bekleyen ve reddedilen ürünler',
    en: 'Products waiting for approval or rejected',
    effect: 'read',
    group: 'product-read',
    timeoutMs: 30_000,
  },
  'offers-approved': {
    tr: 'Stok ve fiyat okuma',
    en: 'Reading stock and prices',
    effect: 'read',
    group: 'product-read',
    timeoutMs: 30_000,
  },
  'batch-result': {
    tr: 'Parti sonucu',
    en: 'Batch result',
    effect: 'read',
    group: 'product-read',
    timeoutMs: 30_000,
  },
  'price-and-inventory': {
    tr: 'Stok ve fiyat gönderme',
    en: 'Sending stock and prices',
    effect: 'absolute-write',
    group: 'offer-write',
    timeoutMs: 60_000,
  },
  orders: { tr: 'Siparişler', en: 'Orders', effect: 'read', group: 'orders', timeoutMs: 30_000 },
  'orders-stream': {
    tr: 'Sipariş akışı',
    en: 'Order stream',
    effect: 'read',
    group: 'orders-stream',
    timeoutMs: 30_000,
  },
  'package-status': {
    tr: 'Paket durumu bildirme',
    en: 'Reporting a package’s state',
    effect: 'acknowledgement',
    group: 'package-status',
    timeoutMs: 30_000,
  },
};

/** The endpoints in use with every limit that holds for them, as the seller's tier has them. */
export function trendyolEndpoints(tier: SellerTier): Readonly<Record<TrendyolEndpoint, EndpointManifest>> {
  const entries = Object.entries(FACTS).map(([endpoint, facts]) => [
    endpoint,
    describe(endpoint, facts, tier),
  ]);
  // Object.fromEntries forgets the key type that Object.entries was given.
  return Object.fromEntries(entries) as Record<TrendyolEndpoint, EndpointManifest>;
}

function describe(endpoint: string, facts: Facts, tier: SellerTier): EndpointManifest {
  const perMinute = PER_MINUTE[facts.group][tier];
  return {
    label: { tr: facts.tr, en: facts.en },
    effect: facts.effect,
    timeoutMs: facts.timeoutMs,
    limits: [
      // For every endpoint by itself; the 51st request gets 429 (developers.trendyol.com, page of 27 Apr 2026).
      { requests: 50, perMs: 10_000, group: `endpoint ${endpoint}` },
      ...(perMinute === null ? [] : [{ requests: perMinute, perMs: 60_000, group: facts.group }]),
      // "At least 5 seconds between requests" (stream page of 2 Nov 2026).
      ...(endpoint === 'orders-stream' ? [{ requests: 1, perMs: 5_000, group: 'stream pace' }] : []),
    ],
  };
}
