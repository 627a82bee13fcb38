import type { Database } from 'better-sqlite3';
import type { ListingFilter, ListingQuery } from '#contract/listings.ts';
import { perVersion } from '../per-version.ts';
import { prepared } from '../prepared.ts';
import { searchCondition, searchTerms } from '../search-rows.ts';
import { isFlagFilter, LISTING_FLAGS, type FlagFilter } from './listing-flags.ts';
import { countNotListed, notListedRows } from './not-listed.ts';

/** Where to find what a page of listings shows: row numbers of `listing`, or of `variant` for what is not listed. */
export type ListingWindow = {
  readonly of: 'listing' | 'variant';
  readonly rows: readonly number[];
  readonly total: number;
  readonly counts: Readonly<Record<ListingFilter, number>>;
};

type Scope = { readonly channelIds: readonly string[]; readonly search: string };

/** The order, and the index that stands in it. */
const SORTS: Readonly<Record<ListingQuery['sort'], { readonly column: string; readonly index: string }>> = {
  title: { column: 'title_key', index: 'listing_by_title' },
  stockCode: { column: 'stock_code', index: 'listing_by_stock_code' },
  quantity: { column: 'confirmed_quantity', index: 'listing_by_quantity' },
  price: { column: 'confirmed_price_e4', index: 'listing_by_price' },
  confirmedAt: { column: 'confirmed_at', index: 'listing_by_confirmation' },
};

/** Up to so many rows it is quicker to fetch those that pass the filter and sort them than to walk a sorted index. */
const FEW = 2_000;

/**
 * Finds a window into the listings of these channels. Without a search nothing but indexes is read, however many
 * listings there are; counts are kept until something is written, so that scrolling is cheap.
 */
export function findWindow(
  database: Database,
  channelIds: readonly string[],
  query: Omit<ListingQuery, 'channelId'>,
): ListingWindow {
  const scope = { channelIds, search: searchTerms(query.search).join(' ') };
  const counts = countFilters(database, scope);
  const total = counts[query.filter];
  if (query.filter === 'not-listed') {
    return { of: 'variant', rows: notListedRows(database, scope, query), total, counts };
  }
  const rows =
    scope.search === '' && query.filter !== 'failed'
      ? walk(database, scope, query, counts)
      : sortFound(database, scope, query);
  return { of: 'listing', rows, total, counts };
}

function countFilters(database: Database, scope: Scope): Readonly<Record<ListingFilter, number>> {
  const groups = flagGroups(database, scope);
  const having = (filter: FlagFilter): number =>
    groups.reduce((sum, [flags, count]) => sum + ((flags & LISTING_FLAGS[filter]) === 0 ? 0 : count), 0);
  return {
    all: groups.reduce((sum, [, count]) => sum + count, 0),
    differs: having('differs'),
    held: having('held'),
    failed: countFailed(database, scope),
    unlinked: having('unlinked'),
    proposed: having('proposed'),
    'out-of-stock': having('out-of-stock'),
    frozen: having('frozen'),
    'not-listed': countNotListed(database, scope),
  };
}

type FlagGroup = readonly [flags: number, count: number];

/** How many listings there are with each combination of flags: at most 64 of them, from which every chip is counted. */
function flagGroups(database: Database, scope: Scope): readonly FlagGroup[] {
  return perVersion(database, `flags:${keyOf(scope)}`, () => {
    if (scope.search !== '') {
      const found = foundCondition(scope);
      return prepared<unknown[], [number, number]>(
        database,
        `SELECT flags, count(*) FROM listing WHERE ${found.sql} GROUP BY flags`,
      )
        .raw()
        .all(...found.parameters);
    }
    const ofChannel = prepared<[string], [number, number]>(
      database,
      'SELECT flags, count(*) FROM listing INDEXED BY listing_by_flags WHERE channel_id = ? GROUP BY flags',
    ).raw();
    return scope.channelIds.flatMap((channelId) => ofChannel.all(channelId));
  });
}

/** Walks the sorted index of each channel at once, or fetches the few rows that pass. */
function walk(
  database: Database,
  scope: Scope,
  query: Omit<ListingQuery, 'channelId'>,
  counts: Readonly<Record<ListingFilter, number>>,
): readonly number[] {
  if (scope.channelIds.length === 0) return [];
  const { column, index } = SORTS[query.sort];
  const few = isFlagFilter(query.filter) && counts[query.filter] <= FEW;
  const flags = passingFlags(database, scope, query.filter);
  const arm = `SELECT row, ${column} AS sorted FROM listing INDEXED BY ${few ? 'listing_by_flags' : index}
     WHERE channel_id = ?${flags}`;
  return prepared<unknown[], number>(
    database,
    `SELECT row FROM (${scope.channelIds.map(() => arm).join(' UNION ALL ')}
     ORDER BY sorted ${direction(query)} LIMIT ? OFFSET ?)`,
  )
    .pluck()
    .all(...scope.channelIds, query.limit, query.offset);
}

/** Sorts what a search, or the list of failures, finds. */
function sortFound(
  database: Database,
  scope: Scope,
  query: Omit<ListingQuery, 'channelId'>,
): readonly number[] {
  const found = query.filter === 'failed' ? failedCondition(scope) : foundCondition(scope);
  return prepared<unknown[], number>(
    database,
    `SELECT row FROM listing WHERE ${found.sql}${passingFlags(database, scope, query.filter)}
     ORDER BY ${SORTS[query.sort].column} ${direction(query)}, row ${direction(query)} LIMIT ? OFFSET ?`,
  )
    .pluck()
    .all(...found.parameters, query.limit, query.offset);
}

/**
 * A condition for the combinations of flags that pass a filter, of those that occur: whole numbers of this program's
 * own making, never text from outside.
 */
function passingFlags(database: Database, scope: Scope, filter: ListingFilter): string {
  if (!isFlagFilter(filter)) return '';
  const passing = flagGroups(database, scope)
    .map(([flags]) => flags)
    .filter((flags) => (flags & LISTING_FLAGS[filter]) !== 0);
  return ` AND flags IN (${[...new Set(passing)].sort((left, right) => left - right).join(', ')})`;
}

type Condition = { readonly sql: string; readonly parameters: readonly string[] };

/** The unary plus keeps SQLite from walking a whole channel where the search finds a handful. */
function foundCondition(scope: Scope): Condition {
  const search = searchCondition('listing', searchTerms(scope.search));
  return {
    sql: `+listing.channel_id IN (SELECT value FROM json_each(?)) AND ${search.sql}`,
    parameters: [JSON.stringify(scope.channelIds), ...search.parameters],
  };
}

/** Listings with a change that was refused or given up on. */
function failedCondition(scope: Scope): Condition {
  const search = searchCondition('listing', searchTerms(scope.search));
  return {
    sql: `listing.listing_id IN (SELECT listing_id FROM outbox WHERE state IN ('failed', 'dead')
      AND channel_id IN (SELECT value FROM json_each(?))) AND ${search.sql}`,
    parameters: [JSON.stringify(scope.channelIds), ...search.parameters],
  };
}

function countFailed(database: Database, scope: Scope): number {
  return perVersion(database, `failed:${keyOf(scope)}`, () => {
    // Mostly there are none, and then there is nothing to search among.
    if (scope.search !== '' && countFailed(database, { ...scope, search: '' }) === 0) return 0;
    const { sql, parameters } = failedCondition(scope);
    return (
      prepared<unknown[], number>(database, `SELECT count(*) FROM listing WHERE ${sql}`)
        .pluck()
        .get(...parameters) ?? 0
    );
  });
}

function direction({ descending }: Pick<ListingQuery, 'descending'>): 'DESC' | 'ASC' {
  return descending ? 'DESC' : 'ASC';
}

function keyOf({ channelIds, search }: Scope): string {
  return `${channelIds.join(',')}:${search}`;
}
