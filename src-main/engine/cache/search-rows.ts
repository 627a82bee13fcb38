import type { Database } from 'better-sqlite3';
import { foldKey } from '#common/turkish-text.ts';
import { prepared } from './prepared.ts';

export type SearchedTable = 'listing' | 'variant';

/** The search terms of what a person typed: each must occur somewhere. Empty when there is nothing to look for. */
export function searchTerms(search: string): readonly string[] {
  return foldKey(search)
    .split(' ')
    .filter((term) => term !== '');
}

/**
 * Conditions that hold for the rows in which every term occurs, for `alias.row IN (…) AND instr(…)`. Terms of three
 * letters and more are looked up by their trigrams first; shorter ones leave only the comparison.
 */
export function searchCondition(
  table: SearchedTable,
  terms: readonly string[],
): { readonly sql: string; readonly parameters: readonly string[] } {
  const parts: string[] = [];
  const parameters: string[] = [];
  const match = terms.flatMap(trigrams);
  if (match.length > 0) {
    parts.push(`${table}.row IN (SELECT rowid FROM ${table}_search WHERE ${table}_search MATCH ?)`);
    parameters.push([...new Set(match)].map(quoted).join(' AND '));
  }
  for (const term of terms) {
    parts.push(`instr(${table}.search_key, ?) > 0`);
    parameters.push(term);
  }
  return { sql: parts.length === 0 ? '1' : parts.join(' AND '), parameters };
}

/** Row numbers of living variants in which every term occurs, at most `limit`. */
export function searchVariantRows(database: Database, search: string, limit: number): readonly number[] {
  const condition = searchCondition('variant', searchTerms(search));
  return prepared<unknown[], number>(
    database,
    `SELECT row FROM variant WHERE gone_at IS NULL AND ${condition.sql} ORDER BY title_fold LIMIT ?`,
  )
    .pluck()
    .all(...condition.parameters, limit);
}

/** Every three letters in a row, by code points as FTS5 cuts them. A long term needs no more than a few of them. */
function trigrams(term: string): readonly string[] {
  const letters = Array.from(term);
  const all: string[] = [];
  for (let index = 0; index + 3 <= letters.length; index += 1)
    all.push(letters.slice(index, index + 3).join(''));
  return all.length <= MOST_TRIGRAMS
    ? all
    : all.filter((_, index) => index % 3 === 0 || index === all.length - 1);
}

const MOST_TRIGRAMS = 6;

function quoted(trigram: string): string {
  return `"${trigram.replaceAll('"', '""')}"`;
}
