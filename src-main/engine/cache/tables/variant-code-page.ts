import type { Database } from 'better-sqlite3';
import type { CodeFilter } from '#contract/codes.ts';
import { prepared } from '../prepared.ts';
import { searchTerms } from '../search-terms.ts';

const FILTERS: Readonly<Record<CodeFilter, string>> = {
  all: '1 = 1',
  own: 'EXISTS (SELECT 1 FROM variant_code c WHERE c.variant_id = variant.variant_id)',
  'no-barcode': "barcode = ''",
  'duplicate-barcode': 'duplicate_barcode = 1',
};

export type CodeWindow = { readonly variantIds: readonly string[]; readonly total: number };

/** A window of living variants by title, in which every word of the search occurs. */
export function findCodeWindow(
  database: Database,
  query: {
    readonly search: string;
    readonly filter: CodeFilter;
    readonly offset: number;
    readonly limit: number;
  },
): CodeWindow {
  const terms = searchTerms(query.search);
  const where = `gone_at IS NULL AND ${FILTERS[query.filter]}
    AND NOT EXISTS (SELECT 1 FROM json_each(?) t WHERE instr(search_key, t.value) = 0)`;
  const asked = JSON.stringify(terms);
  const total =
    prepared<[string], number>(database, `SELECT count(*) FROM variant WHERE ${where}`).pluck().get(asked) ??
    0;
  const variantIds = prepared<[string, number, number], string>(
    database,
    `SELECT variant_id FROM variant WHERE ${where} ORDER BY title_fold, row LIMIT ? OFFSET ?`,
  )
    .pluck()
    .all(asked, query.limit, query.offset);
  return { variantIds, total };
}
