import { foldKey } from '#common/turkish-text.ts';

/** The terms of what a person typed: each must occur somewhere. Empty when there is nothing to look for. */
export function searchTerms(search: string): readonly string[] {
  const terms = foldKey(search)
    .split(' ')
    .filter((term) => term !== '');
  return [...new Set(terms)];
}
