const HOUR_MS = 60 * 60 * 1_000;

/**
 * How far a window reaches beyond what was read before, and beyond the present. Covers what the marketplace shows late,
 * clocks that differ, and Trendyol's times that are three hours ahead (Trendyol sheet §1.6: "query with an overlap of
 * ≥ 3 h and de-duplicate").
 */
export const ORDER_OVERLAP_MS = 3 * HOUR_MS + 10 * 60 * 1_000;

/**
 * A first run reads thirteen days back: what is older was sent, and the shop's stock shows it. With the overlap ahead that
 * is less than Trendyol's two weeks for one query (sheet §3.1), so it takes one pass instead of two.
 */
export const FIRST_RUN_MS = 13 * 24 * HOUR_MS;

export type OrderWindowPlan = {
  readonly now: number;
  /** Up to when everything was read; null before the first run. */
  readonly cursorMs: number | null;
  readonly historyMs: number;
  /** The longest span that one query may have. */
  readonly windowMs: number;
};

/** The windows to read, oldest first, without gaps. Both ends are inclusive. */
export function orderWindows(
  plan: OrderWindowPlan,
): readonly { readonly fromMs: number; readonly toMs: number }[] {
  const oldest = plan.now - plan.historyMs;
  const from =
    plan.cursorMs === null
      ? Math.max(oldest, plan.now - FIRST_RUN_MS)
      : Math.max(oldest, Math.min(plan.cursorMs, plan.now) - ORDER_OVERLAP_MS);
  const until = plan.now + ORDER_OVERLAP_MS;
  const windows: { fromMs: number; toMs: number }[] = [];
  for (let fromMs = from; fromMs <= until; fromMs += plan.windowMs) {
    windows.push({ fromMs, toMs: Math.min(fromMs + plan.windowMs, until) });
    if (fromMs + plan.windowMs >= until) break;
  }
  return windows;
}
