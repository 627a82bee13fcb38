const FIRST_MS = 250;
const LONGEST_MS = 30_000;
/** An engine that lived this long is not in a loop of crashes. */
export const STEADY_MS = 60_000;

/** How long to wait before the engine is started again after so many crashes in a row (1, 2, …). */
export function restartDelay(crashes: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, crashes - 1));
}
