import type { EndpointManifest, Manifest } from '#engine/marketplaces/kit/port.ts';

/** What one marketplace's documents make of a change of many prices. */
export type PriceWay = {
  /** Sandbox's endpoint of the request that carries the prices, and ours of the same. */
  readonly write: { readonly seen: RegExp; readonly ours: string };
  /** The same for the question about its result; null where the answer says it all. */
  readonly result: { readonly seen: RegExp; readonly ours: string } | null;
  readonly itemsPerRequest: number;
  /** How many questions a request needs before its result is final, and how long after it and each other, in milliseconds. */
  readonly questions: number;
  readonly pauseMs: number;
};

/**
 * The least time that limits allow: ceil(changes / items per request) requests leave as early as every limit of their
 * endpoint lets them, answered at once; each is asked about `questions` times, `pauseMs` after its answer and after one
 * another, as early as the limits of that endpoint let them. The end is the last answer. Milliseconds after the first request.
 */
export function idealMs(manifest: Manifest, way: PriceWay, changes: number): number {
  const requests = Math.ceil(changes / way.itemsPerRequest);
  const sent = schedule(
    manifest.endpoints[way.write.ours]!,
    Array.from({ length: requests }, () => 0),
  );
  if (way.result === null) return sent.at(-1)!;
  const wanted = sent.flatMap((at) =>
    Array.from({ length: way.questions }, (_, question) => at + (question + 1) * way.pauseMs),
  );
  return schedule(
    manifest.endpoints[way.result.ours]!,
    wanted.toSorted((one, other) => one - other),
  ).at(-1)!;
}

/** When each may go at the earliest; `wanted` in order of time. */
function schedule(endpoint: EndpointManifest, wanted: readonly number[]): readonly number[] {
  const gone: number[] = [];
  for (const at of wanted) {
    const free = endpoint.limits.map(({ requests, perMs, bucket = false }) =>
      bucket ? bucketFree(gone, requests, perMs) : (gone.at(-requests) ?? Number.NEGATIVE_INFINITY) + perMs,
    );
    gone.push(Math.max(at, gone.at(-1) ?? 0, ...free));
  }
  return gone;
}

/** A bucket of `size` that fills up in `perMs`: when it holds one again. */
function bucketFree(gone: readonly number[], size: number, perMs: number): number {
  let [level, since] = [size, 0];
  for (const at of gone) {
    level = Math.min(size, level + ((at - since) * size) / perMs) - 1;
    since = at;
  }
  return level >= 1 ? since : since + ((1 - level) * perMs) / size;
}
