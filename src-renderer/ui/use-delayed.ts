import { useEffect, useState } from 'react';

/** True once `active` has been true for 150 ms: what loads faster than that shows no skeleton at all. */
export function useDelayed(active: boolean): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    if (!active) return undefined;
    const timer = window.setTimeout(() => setPassed(true), 150);
    return () => {
      window.clearTimeout(timer);
      setPassed(false);
    };
  }, [active]);
  return active && passed;
}
