import type { Database } from 'better-sqlite3';
import { perVersion } from '../per-version.ts';
import { prepared } from '../prepared.ts';
import { searchCondition, searchTerms } from '../search-rows.ts';
import { countLivingVariants } from './variant.ts';

type Scope = { readonly channelIds: readonly string[]; readonly search: string };

/** Living variants of the shop that no listing of these channels is linked to. */
const NOT_LISTED = `variant.gone_at IS NULL AND NOT EXISTS (
  SELECT 1 FROM listing l WHERE l.variant_id = variant.variant_id AND l.link_state = 'linked'
    AND l.channel_id IN (SELECT value FROM json_each(?)))`;

export function countNotListed(database: Database, scope: Scope): number {
  return perVersion(database, `not-listed:${scope.channelIds.join(',')}:${scope.search}`, () => {
    const channels = JSON.stringify(scope.channelIds);
    if (scope.search === '') return countLivingVariants(database) - countListed(database, channels);
    const condition = searchCondition('variant', searchTerms(scope.search));
    return (
      prepared<unknown[], number>(
        database,
        `SELECT count(*) FROM variant WHERE ${NOT_LISTED} AND ${condition.sql}`,
      )
        .pluck()
        .get(channels, ...condition.parameters) ?? 0
    );
  });
}

/** Their row numbers in `variant`, by title. */
export function notListedRows(
  database: Database,
  scope: Scope,
  window: { readonly offset: number; readonly limit: number },
): readonly number[] {
  const condition = searchCondition('variant', searchTerms(scope.search));
  return prepared<unknown[], number>(
    database,
    `SELECT variant.row FROM variant WHERE ${NOT_LISTED} AND ${condition.sql}
     ORDER BY variant.title_fold, variant.row LIMIT ? OFFSET ?`,
  )
    .pluck()
    .all(JSON.stringify(scope.channelIds), ...condition.parameters, window.limit, window.offset);
}

function countListed(database: Database, channels: string): number {
  const linked = `SELECT value FROM json_each(?)`;
  return (
    prepared<[string, string], number>(
      database,
      `SELECT (SELECT count(DISTINCT variant_id) FROM listing INDEXED BY listing_by_variant
          WHERE variant_id IS NOT NULL AND link_state = 'linked' AND channel_id IN (${linked}))
        - (SELECT count(*) FROM variant v WHERE v.gone_at IS NOT NULL AND EXISTS (
            SELECT 1 FROM listing l WHERE l.variant_id = v.variant_id AND l.link_state = 'linked'
              AND l.channel_id IN (${linked})))`,
    )
      .pluck()
      .get(channels, channels) ?? 0
  );
}
