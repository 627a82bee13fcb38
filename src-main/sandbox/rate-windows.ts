export type RateLimit = { readonly requests: number; readonly perMs: number };

/** Counts requests in sliding windows: never more than `requests` within any `perMs` of the sandbox's time. */
export type RateWindows = {
  /** Takes one place under every key, or, when one is full, takes none and says which. */
  readonly take: (
    limits: Readonly<Record<string, RateLimit>>,
    nowMs: number,
  ) => { readonly full: string | null };
};

export function createRateWindows(): RateWindows {
  const times = new Map<string, number[]>();
  const recent = (key: string, limit: RateLimit, nowMs: number): number[] => {
    const kept = (times.get(key) ?? []).filter((at) => at > nowMs - limit.perMs);
    times.set(key, kept);
    return kept;
  };
  return {
    take: (limits, nowMs) => {
      const windows = Object.entries(limits).map(([key, limit]) => ({
        key,
        limit,
        kept: recent(key, limit, nowMs),
      }));
      const full = windows.find(({ limit, kept }) => kept.length >= limit.requests);
      if (full) return { full: full.key };
      for (const { kept } of windows) kept.push(nowMs);
      return { full: null };
    },
  };
}
