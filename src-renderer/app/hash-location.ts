import { useSyncExternalStore } from 'react';
import type { BaseLocationHook, BaseSearchHook } from 'wouter';

function subscribe(callback: () => void): () => void {
  window.addEventListener('hashchange', callback);
  return () => window.removeEventListener('hashchange', callback);
}

function currentHash(): string {
  return window.location.hash.replace(/^#?\/?/, '/');
}

function currentPath(): string {
  return currentHash().split('?', 1)[0]!;
}

function currentSearch(): string {
  return currentHash().split('?')[1] ?? '';
}

function navigate(to: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  const target = `#${to.startsWith('/') ? to : `/${to}`}`;
  if (target === window.location.hash) return;
  const oldURL = window.location.href;
  window.history[replace ? 'replaceState' : 'pushState'](null, '', target);
  window.dispatchEvent(new HashChangeEvent('hashchange', { oldURL, newURL: window.location.href }));
}

/** The query after the path, both inside the fragment: `#/plan?held=1`. */
const useHashSearch: BaseSearchHook = () => useSyncExternalStore(subscribe, currentSearch, () => '');

/**
 * The screen's address lives in the fragment, so that one document serves every host. wouter's own hash hook keeps the
 * query in front of the fragment, where it would survive every later navigation (wouter 3.13.0, use-hash-location.js).
 */
export const useHashLocation: BaseLocationHook = Object.assign(
  (): [string, typeof navigate] => [useSyncExternalStore(subscribe, currentPath, () => '/'), navigate],
  { hrefs: (href: string) => `#${href}`, searchHook: useHashSearch },
);
