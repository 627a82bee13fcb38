import { useEffect, useState } from 'react';

/** How often ages move. */
export const CLOCK_STEP_MS = 10_000;

const listeners = new Set<(now: number) => void>();
let timer: number | null = null;

/** The time in epoch ms, renewed every ten seconds. One timer serves all ages on the screen, so they move together. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    listeners.add(setNow);
    timer ??= window.setInterval(() => {
      const instant = Date.now();
      for (const listener of listeners) listener(instant);
    }, CLOCK_STEP_MS);
    return () => {
      listeners.delete(setNow);
      if (listeners.size > 0 || timer === null) return;
      window.clearInterval(timer);
      timer = null;
    };
  }, []);
  return now;
}
