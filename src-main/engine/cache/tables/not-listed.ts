import type { Database } from 'better-sqlite3';
import { boardsOf } from './boards.ts';

type Scope = { readonly channelIds: readonly string[]; readonly terms: readonly string[] };

/** How many there are of {@link notListedRows}. */
export function countNotListed(database: Database, scope: Scope): number {
  return scope.terms.length === 0
    ? boardsOf(database).variants.countNotListed(scope.channelIds)
    : notListedRows(database, scope).length;
}

/** Living variants of the shop that no listing of these channels is linked to and that hold every term, by title. */
export function notListedRows(database: Database, { channelIds, terms }: Scope): Uint32Array {
  const { variants } = boardsOf(database);
  const all = variants.notListed(channelIds);
  if (terms.length === 0 || all.length === 0) return all;
  const marks = variants.find(terms);
  return all.filter((row) => marks[row] === 1);
}
