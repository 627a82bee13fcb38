import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';
import { searchTerms } from '../search-terms.ts';
import { boardsOf } from './boards.ts';

/** Row numbers of living variants in which every term of what was typed occurs, by title, at most `limit`. */
export function searchVariantRows(database: Database, search: string, limit: number): readonly number[] {
  const terms = searchTerms(search);
  if (terms.length > 0) return boardsOf(database).variants.firstFound(terms, limit);
  return prepared<[number], number>(
    database,
    'SELECT row FROM variant WHERE gone_at IS NULL ORDER BY title_fold, row LIMIT ?',
  )
    .pluck()
    .all(limit);
}
