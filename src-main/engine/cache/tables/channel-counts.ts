import type { Database } from 'better-sqlite3';
import type { Channel } from '#contract/channels.ts';
import { perVersion } from '../per-version.ts';
import { prepared } from '../prepared.ts';
import { GIVEN_UP, IN_LINE } from './plan-standing.ts';

/** The figures of a channel's card, each counted from rows. `dayStart` is when the merchant's day began. */
export function countChannel(database: Database, channelId: string, dayStart: number): Channel['counts'] {
  const states = new Map(
    prepared<[string], [string, number]>(
      database,
      'SELECT link_state, count(*) FROM listing WHERE channel_id = ? GROUP BY link_state',
    )
      .raw()
      .all(channelId),
  );
  const planned = countPlanned(database, channelId);
  const outbox = new Map(
    prepared<[string], [string, number]>(
      database,
      `SELECT state, count(*) FROM outbox
       WHERE channel_id = ? AND state IN ('waiting', 'leased', 'sent', 'unknown', 'failed', 'dead') GROUP BY state`,
    )
      .raw()
      .all(channelId),
  );
  return {
    listings: [...states.values()].reduce((sum, count) => sum + count, 0),
    linked: states.get('linked') ?? 0,
    unlinked: states.get('unlinked') ?? 0,
    proposed: states.get('proposed') ?? 0,
    waiting: planned.waiting + (outbox.get('waiting') ?? 0),
    held: planned.held,
    failed: (outbox.get('failed') ?? 0) + (outbox.get('dead') ?? 0),
    unknown: outbox.get('unknown') ?? 0,
    ordersToday: countOrdersSince(database, channelId, dayStart),
  };
}

export type PlannedCounts = {
  /** Not there yet, and nothing stands in its way but time or a yes. */
  readonly waiting: number;
  /** Of those, what no person said yes to. */
  readonly unapproved: number;
  /** Held by a guard, and no person let it through. */
  readonly held: number;
};

/** Changes of the channel's plan that were neither put in line nor given up on. */
export function countPlanned(database: Database, channelId: string): PlannedCounts {
  return perVersion(database, `planned:${channelId}`, () => {
    const row = prepared<[string], PlannedCounts>(
      database,
      `SELECT count(CASE WHEN c.held = 0 OR a.change_id IS NOT NULL THEN 1 END) AS waiting,
         count(CASE WHEN c.held = 0 AND a.change_id IS NULL THEN 1 END) AS unapproved,
         count(CASE WHEN c.held = 1 AND a.change_id IS NULL THEN 1 END) AS held
       FROM plan_change c LEFT JOIN approval a ON a.change_id = c.change_id
       WHERE c.channel_id = ? AND NOT ${IN_LINE} AND NOT ${GIVEN_UP}`,
    ).get(channelId);
    return row ?? { waiting: 0, unapproved: 0, held: 0 };
  });
}

function countOrdersSince(database: Database, channelId: string, since: number): number {
  return (
    prepared<[string, number], number>(
      database,
      'SELECT count(*) FROM sales_order WHERE channel_id = ? AND ordered_at >= ?',
    )
      .pluck()
      .get(channelId, since) ?? 0
  );
}

/** The oldest confirmation among what is linked and for sale; null while nothing is. */
export function oldestConfirmation(database: Database, channelId: string): number | null {
  return (
    prepared<[string], number>(
      database,
      `SELECT confirmed_at FROM listing INDEXED BY listing_by_confirmation WHERE channel_id = ?
         AND confirmed_at IS NOT NULL AND link_state = 'linked' AND state = 'on-sale' ORDER BY confirmed_at LIMIT 1`,
    )
      .pluck()
      .get(channelId) ?? null
  );
}
