import type { Manifest } from '../marketplaces/kit/port.ts';

/** A request and its answer, on an ordinary line. */
const ROUND_TRIP_MS = 400;
/** How long a marketplace usually takes to report on a batch of its own. */
const BATCH_REPORT_MS = 8_000;

/** About how long sending takes, in milliseconds: the marketplace's own pace, and its report at the end. */
export function estimateSendMs(manifest: Manifest, requests: number): number {
  if (requests === 0) return 0;
  const paces = Object.values(manifest.endpoints)
    .filter((endpoint) => endpoint.effect === 'absolute-write')
    .flatMap((endpoint) => endpoint.limits)
    .map((limit) => Math.floor((requests - 1) / limit.requests) * limit.perMs);
  return Math.max(requests * ROUND_TRIP_MS, ...paces) + BATCH_REPORT_MS;
}
