import { useCallback } from 'react';
import { useLocation, useSearch } from 'wouter';

/**
 * What a screen shows (filter, channel, what is open), kept in the address: "back" undoes it, and any other screen can
 * link to exactly this view. An absent name and an empty text are the same, and mean the screen's usual view.
 */
export type Address = {
  readonly get: (name: string) => string;
  /** Changes names in place of the present address, so that typing does not fill the history. */
  readonly set: (changes: Readonly<Record<string, string>>) => void;
};

export function useAddress(): Address {
  const [location, navigate] = useLocation();
  const search = useSearch();
  const get = useCallback((name: string) => new URLSearchParams(search).get(name) ?? '', [search]);
  const set = useCallback(
    (changes: Readonly<Record<string, string>>) => {
      const params = new URLSearchParams(search);
      for (const [name, value] of Object.entries(changes)) {
        if (value === '') params.delete(name);
        else params.set(name, value);
      }
      // The question mark stays even when nothing follows: without it wouter keeps what was there.
      navigate(`${location}?${params.toString()}`, { replace: true });
    },
    [location, navigate, search],
  );
  return { get, set };
}

/** The value when it is one of those that the screen knows; an old or foreign address falls back. */
export function oneOf<T extends string>(value: string, known: readonly T[], usual: T): T {
  return known.find((candidate) => candidate === value) ?? usual;
}
