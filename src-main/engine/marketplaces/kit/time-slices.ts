export type TimeSlice = { readonly fromMs: number; readonly toMs: number };

/**
 * Cuts a span into slices of at most `longestMs`, oldest first, each reaching `overlapMs` back into the one before:
 * whether a marketplace counts a bound in or out is not documented.
 */
export function sliceTime(span: TimeSlice, longestMs: number, overlapMs: number): readonly TimeSlice[] {
  if (longestMs <= overlapMs) throw new RangeError('slices must be longer than their overlap');
  const slices: TimeSlice[] = [];
  for (let fromMs = span.fromMs; ;) {
    const toMs = Math.min(span.toMs, fromMs + longestMs);
    slices.push({ fromMs, toMs });
    if (toMs >= span.toMs) return slices;
    fromMs = toMs - overlapMs;
  }
}

/** Two halves that overlap in the middle; null when it is too short to be halved. */
export function halveSlice(slice: TimeSlice, overlapMs: number): readonly [TimeSlice, TimeSlice] | null {
  const middle = Math.floor((slice.fromMs + slice.toMs) / 2);
  if (slice.toMs - slice.fromMs <= 4 * overlapMs + 2) return null;
  return [
    { fromMs: slice.fromMs, toMs: middle },
    { fromMs: middle - overlapMs, toMs: slice.toMs },
  ];
}
