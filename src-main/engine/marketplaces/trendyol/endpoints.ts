import type { Effect } from '../../gateway/port.ts';
import type { EndpointManifest } from '../kit/port.ts';
import { FACTS, type Facts, type TrendyolEndpoint } from './endpoint-facts.ts';
import { PER_MINUTE, type SellerTier } from './limits.ts';

export type { TrendyolEndpoint } from './endpoint-facts.ts';

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
  const [tr, en, effect, group, timeoutMs = timeoutOf(effect)] = facts;
  const perMinute = PER_MINUTE[group][tier];
  return {
    label: { tr, en },
    effect,
    timeoutMs,
    limits: [
      // For every endpoint by itself; the 51st request gets 429 (developers.trendyol.com, page of 27 Apr 2026).
      { requests: 50, perMs: 10_000, group: `endpoint ${endpoint}` },
      ...(perMinute === null ? [] : [{ requests: perMinute, perMs: 60_000, group }]),
      // "At least 5 seconds between requests" (stream page of 2 Nov 2026).
      ...(endpoint === 'orders-stream' ? [{ requests: 1, perMs: 5_000, group: 'stream pace' }] : []),
    ],
  };
}

function timeoutOf(effect: Effect): number {
  return effect === 'creation' ? 60_000 : 30_000;
}
