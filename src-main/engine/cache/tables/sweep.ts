import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** A run of writing into the shop of which no write is of unknown end. */
const SETTLED = `NOT EXISTS (SELECT 1 FROM shop_write w WHERE w.run_id = r.run_id AND w.state = 'begun')`;

/**
 * What may go after how long, in the order in which it must go. Only what came to its end: a change that waits for a
 * person, or whose outcome nobody knows, is kept for good, and with it the request or the run that it belongs to.
 */
const SWEEPS = [
  {
    keepMs: 30 * DAY_MS,
    sql: `DELETE FROM outbox WHERE rowid IN (
      SELECT rowid FROM outbox WHERE state IN ('done', 'superseded') AND updated_at < @before LIMIT @limit)`,
  },
  {
    keepMs: 90 * DAY_MS,
    sql: `DELETE FROM attempt WHERE rowid IN (
      SELECT rowid FROM attempt a WHERE a.state IN ('final', 'refused', 'not-sent', 'lost') AND a.finished_at < @before
        AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.attempt_id = a.attempt_id) LIMIT @limit)`,
  },
  {
    keepMs: 180 * DAY_MS,
    sql: `DELETE FROM listing_event WHERE event_id IN (
      SELECT event_id FROM listing_event WHERE at < @before LIMIT @limit)`,
  },
  {
    keepMs: 90 * DAY_MS,
    sql: `DELETE FROM shop_dump WHERE (run_id, part) IN (
      SELECT d.run_id, d.part FROM shop_write_run r JOIN shop_dump d ON d.run_id = r.run_id
      WHERE r.at < @before AND ${SETTLED} LIMIT @limit)`,
  },
  {
    // With everything that belongs to it.
    keepMs: 180 * DAY_MS,
    sql: `DELETE FROM shop_write_run WHERE row IN (
      SELECT r.row FROM shop_write_run r WHERE r.at < @before AND ${SETTLED} LIMIT @limit)`,
  },
  {
    keepMs: 180 * DAY_MS,
    sql: `DELETE FROM edit_batch WHERE row IN (
      SELECT b.row FROM edit_batch b WHERE b.at < @before
        AND NOT EXISTS (SELECT 1 FROM pending_edit e WHERE e.batch_id = b.batch_id) LIMIT @limit)`,
  },
  {
    keepMs: 180 * DAY_MS,
    sql: `DELETE FROM job WHERE rowid IN (
      SELECT rowid FROM job WHERE state <> 'running' AND started_at < @before LIMIT @limit)`,
  },
] as const;

/** Deletes at most `limit` rows that are old enough. Returns how many; fewer than `limit` means that none are left. */
export function sweepOldRows(
  database: Database,
  { now, limit }: { readonly now: number; readonly limit: number },
): number {
  let swept = 0;
  for (const { keepMs, sql } of SWEEPS) {
    if (swept >= limit) break;
    swept += prepared<[{ before: number; limit: number }]>(database, sql).run({
      before: now - keepMs,
      limit: limit - swept,
    }).changes;
  }
  return swept;
}
