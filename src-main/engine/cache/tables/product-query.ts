import type { Database } from 'better-sqlite3';
import type { ProductFilter, ProductQuery, ProductSelection } from '#contract/products.ts';
import { searchTerms } from '../search-terms.ts';
import type { RowMarks } from '../word-index.ts';
import type { ProductBoard } from './product-board.ts';
import { productsOf } from './product-boards.ts';
import { COMBINATIONS, PRODUCT_FILTERS, PRODUCT_FLAGS } from './product-flags.ts';

export type ProductWindow = {
  readonly productIds: readonly string[];
  readonly total: number;
  readonly counts: Readonly<Record<ProductFilter, number>>;
};

/**
 * Finds a window into the shop's products, as the merchant sees them: with what waits over the last reading. Counted,
 * searched and sorted in memory.
 */
export function findProducts(database: Database, query: ProductQuery): ProductWindow {
  const board = productsOf(database);
  const found = board.find(searchTerms(query.search));
  const counts = countFilters(board.columns.flags, found);
  const all = passing(board, { found, bit: PRODUCT_FLAGS[query.filter] }, query.sort);
  const from = query.descending ? Math.max(0, all.length - query.offset - query.limit) : query.offset;
  const to = query.descending ? Math.max(0, all.length - query.offset) : query.offset + query.limit;
  const window = all.slice(from, to);
  const numbers = query.descending ? window.toReversed() : window;
  return { productIds: numbers.map((number) => board.columns.ids[number]!), total: all.length, counts };
}

/** Every product that a search and a chip let through, by title. */
export function selectProducts(database: Database, { search, filter }: ProductSelection): readonly string[] {
  const board = productsOf(database);
  const found = board.find(searchTerms(search));
  return passing(board, { found, bit: PRODUCT_FLAGS[filter] }, 'title').map(
    (number) => board.columns.ids[number]!,
  );
}

function passing(
  board: ProductBoard,
  { found, bit }: { readonly found: RowMarks | null; readonly bit: number },
  sort: ProductQuery['sort'],
): readonly number[] {
  const { flags } = board.columns;
  const numbers: number[] = [];
  for (const number of board.inOrder(sort)) {
    if ((flags[number]! & bit) !== 0 && (found === null || found[number] === 1)) numbers.push(number);
  }
  return numbers;
}

function countFilters(
  flags: readonly number[],
  found: RowMarks | null,
): Readonly<Record<ProductFilter, number>> {
  const groups = new Uint32Array(COMBINATIONS);
  for (let number = 0; number < flags.length; number += 1) {
    if (found === null || found[number] === 1) groups[flags[number]!]! += 1;
  }
  const having = (bit: number): number =>
    groups.reduce((sum, count, combination) => ((combination & bit) === 0 ? sum : sum + count), 0);
  return Object.fromEntries(
    PRODUCT_FILTERS.map((filter) => [filter, having(PRODUCT_FLAGS[filter])]),
  ) as Record<ProductFilter, number>;
}
