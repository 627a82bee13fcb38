import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { SCREENS } from './routes.ts';

const WINDOW_MS = 1_000;

/** `g` and then a screen's letter opens that screen, from anywhere outside of a field or a dialog. */
export function useGoKeys(): void {
  const [, navigate] = useLocation();
  useEffect(() => {
    let armedAt = Number.NEGATIVE_INFINITY;
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const armed = event.timeStamp - armedAt < WINDOW_MS;
      armedAt = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (!armed) return;
      const screen = SCREENS.find((route) => route.key === event.key);
      if (!screen) return;
      event.preventDefault();
      navigate(screen.path);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [navigate]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable="true"], [role="dialog"]') !== null
  );
}
