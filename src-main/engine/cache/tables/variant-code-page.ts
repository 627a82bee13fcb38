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

/** A window of living variants by title (one product's in the order they were first read), in which every word of the search occurs. */
export function findCodeWindow(
  database: Database,
  query: {
    readonly search: string;
    readonly filter: CodeFilter;
    /** Only this product's; null for every product's. */
    readonly productId: string | null;
    readonly offset: number;
    readonly limit: number;
  },
): CodeWindow {
  const terms = searchTerms(query.search);
  const { productId } = query;
  const where = `gone_at IS NULL AND ${FILTERS[query.filter]} AND ${productId === null ? '? IS NULL' : 'product_id = ?'}
    AND NOT EXISTS (SELECT 1 FROM json_each(?) t WHERE instr(search_key, t.value) = 0)`;
  const asked = JSON.stringify(terms);
  const total =
    prepared<[string | null, string], number>(database, `SELECT count(*) FROM variant WHERE ${where}`)
      .pluck()
      .get(productId, asked) ?? 0;
  const variantIds = prepared<[string | null, string, number, number], string>(
    database,
    `SELECT variant_id FROM variant WHERE ${where} ORDER BY ${productId === null ? 'title_fold, row' : 'row'} LIMIT ? OFFSET ?`,
  )
    .pluck()
    .all(productId, asked, query.limit, query.offset);
  return { variantIds, total };
}
