import type { Database } from 'better-sqlite3';
import type { ListingFilter, ListingQuery } from '#contract/listings.ts';
import { perVersion } from '../per-version.ts';
import { prepared } from '../prepared.ts';
import { searchTerms } from '../search-terms.ts';
import type { RowMarks } from '../word-index.ts';
import { boardsOf } from './boards.ts';
import { SORTS, type FlagGroup } from './listing-board.ts';
import { isFlagFilter, LISTING_FLAGS, type FlagFilter } from './listing-flags.ts';
import { countNotListed, notListedRows } from './not-listed.ts';

/** Where to find what a page of listings shows: row numbers of `listing`, or of `variant` for what is not listed. */
export type ListingWindow = {
  readonly of: 'listing' | 'variant';
  readonly rows: readonly number[];
  readonly total: number;
  readonly counts: Readonly<Record<ListingFilter, number>>;
};

type Query = Omit<ListingQuery, 'channelId'>;
type Counts = Readonly<Record<ListingFilter, number>>;
type Scope = {
  readonly channelIds: readonly string[];
  readonly terms: readonly string[];
  /** The listings in which every term occurs; null without a search. */
  readonly marks: RowMarks | null;
};

/** Up to so many rows it is quicker to fetch those that pass the filter and sort them than to walk a sorted index. */
const FEW = 2_000;

/**
 * Finds a window into the listings of these channels. However many listings there are, chips are counted and words are
 * found in memory, and of the file only the window and a walk along one index are read.
 */
export function findWindow(database: Database, channelIds: readonly string[], query: Query): ListingWindow {
  const terms = searchTerms(query.search);
  const marks = terms.length === 0 ? null : boardsOf(database).listings.find(terms);
  const scope = { channelIds, terms, marks };
  const groups = boardsOf(database).listings.groups(channelIds, marks);
  const failed = failedRows(database, scope);
  const counts = countFilters(groups, {
    failed: failed.length,
    'not-listed': countNotListed(database, scope),
  });
  const total = counts[query.filter];
  if (query.filter === 'not-listed') {
    const rows = [...notListedRows(database, scope).subarray(query.offset, query.offset + query.limit)];
    return { of: 'variant', rows, total, counts };
  }
  if (query.filter === 'failed') {
    return { of: 'listing', rows: sorted(database, failed, query), total, counts };
  }
  const rows =
    marks === null
      ? walk(database, { channelIds, groups }, query)
      : found(database, { channelIds, marks, total }, query);
  return { of: 'listing', rows, total, counts };
}

function countFilters(groups: readonly FlagGroup[], others: Pick<Counts, 'failed' | 'not-listed'>): Counts {
  const having = (filter: FlagFilter): number =>
    groups.reduce((sum, [flags, count]) => sum + ((flags & LISTING_FLAGS[filter]) === 0 ? 0 : count), 0);
  return {
    all: groups.reduce((sum, [, count]) => sum + count, 0),
    differs: having('differs'),
    held: having('held'),
    unlinked: having('unlinked'),
    proposed: having('proposed'),
    'out-of-stock': having('out-of-stock'),
    frozen: having('frozen'),
    ...others,
  };
}

/** Walks the sorted index of each channel at once, or fetches the few rows that pass. */
function walk(
  database: Database,
  { channelIds, groups }: { readonly channelIds: readonly string[]; readonly groups: readonly FlagGroup[] },
  query: Query,
): readonly number[] {
  if (channelIds.length === 0) return [];
  const { column, index } = SORTS[query.sort];
  const passing = isFlagFilter(query.filter) ? groupsWith(groups, query.filter) : null;
  const count = passing?.reduce((sum, [, each]) => sum + each, 0) ?? Infinity;
  // Whole numbers of this program's own making, never text from outside.
  const flags = passing === null ? '' : ` AND flags IN (${passing.map(([each]) => each).join(', ')})`;
  const arm = `SELECT row, ${column} AS sorted FROM listing INDEXED BY ${count <= FEW ? 'listing_by_flags' : index}
     WHERE channel_id = ?${flags}`;
  return prepared<unknown[], number>(
    database,
    `SELECT row FROM (${channelIds.map(() => arm).join(' UNION ALL ')}
     ORDER BY sorted ${direction(query)} LIMIT ? OFFSET ?)`,
  )
    .pluck()
    .all(...channelIds, query.limit, query.offset);
}

function groupsWith(groups: readonly FlagGroup[], filter: FlagFilter): readonly FlagGroup[] {
  return groups.filter(([flags]) => (flags & LISTING_FLAGS[filter]) !== 0);
}

/** The window into what a search finds. */
function found(
  database: Database,
  {
    channelIds,
    marks,
    total,
  }: { readonly channelIds: readonly string[]; readonly marks: RowMarks; readonly total: number },
  query: Query,
): readonly number[] {
  const { listings } = boardsOf(database);
  const bits = isFlagFilter(query.filter) ? LISTING_FLAGS[query.filter] : 0;
  return total > FEW
    ? listings.windowOf(channelIds, { marks, bits }, query)
    : sorted(database, listings.rowsOf(channelIds, marks, bits), query);
}

function sorted(database: Database, rows: readonly number[], query: Query): readonly number[] {
  if (rows.length === 0) return [];
  return prepared<[string, number, number], number>(
    database,
    `SELECT row FROM listing WHERE row IN (SELECT value FROM json_each(?))
     ORDER BY ${SORTS[query.sort].column} ${direction(query)}, row ${direction(query)} LIMIT ? OFFSET ?`,
  )
    .pluck()
    .all(JSON.stringify(rows), query.limit, query.offset);
}

/** Listings with a change that was refused or given up on. */
function failedRows(database: Database, { channelIds, marks }: Scope): readonly number[] {
  const rows = perVersion(database, `failed:${channelIds.join(',')}`, () =>
    prepared<[string], number>(
      database,
      `SELECT row FROM listing WHERE listing_id IN (SELECT listing_id FROM outbox WHERE state IN ('failed', 'dead')
         AND channel_id IN (SELECT value FROM json_each(?)))`,
    )
      .pluck()
      .all(JSON.stringify(channelIds)),
  );
  return marks === null ? rows : rows.filter((row) => marks[row] === 1);
}

function direction({ descending }: Pick<ListingQuery, 'descending'>): 'DESC' | 'ASC' {
  return descending ? 'DESC' : 'ASC';
}
