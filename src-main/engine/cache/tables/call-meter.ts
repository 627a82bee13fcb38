import type { Database } from 'better-sqlite3';
import type { CallMeter } from '../../gateway/port.ts';
import { prepared } from '../prepared.ts';

const KEEP_MS = 14 * 24 * 60 * 60 * 1_000;

/** Keeps what one call cost. Bodies are never kept here. */
export function insertCall(database: Database, call: CallMeter): void {
  prepared(
    database,
    `INSERT INTO call_meter (channel_id, endpoint, status, duration_ms, waited_ms, bytes_out, bytes_in, attempt, at)
       VALUES (@channelId, @endpoint, @status, @durationMs, @waitedMs, @bytesOut, @bytesIn, @attempt, @at)`,
  ).run(call);
}

/** Keeps many at once: one transaction costs one sync of the disk. */
export function insertCalls(database: Database, calls: readonly CallMeter[]): void {
  database.transaction(() => {
    for (const call of calls) insertCall(database, call);
  })();
}

/** Requests since an instant, by channel. */
export function callsSince(
  database: Database,
  since: number,
): readonly { readonly channelId: string; readonly calls: number }[] {
  return prepared<[number], { channelId: string; calls: number }>(
    database,
    'SELECT channel_id AS channelId, count(*) AS calls FROM call_meter WHERE at >= ? GROUP BY channel_id',
  ).all(since);
}

export function sweepCalls(database: Database, now: number): void {
  prepared(database, 'DELETE FROM call_meter WHERE at < ?').run(now - KEEP_MS);
}

/** Calls of one channel since an instant: what an earlier run already spent of the marketplace's limits. */
export function listCallsSince(
  database: Database,
  channelId: string,
  since: number,
): readonly { readonly endpoint: string; readonly at: number }[] {
  return prepared<[string, number], { endpoint: string; at: number }>(
    database,
    'SELECT endpoint, at FROM call_meter WHERE channel_id = ? AND at >= ? ORDER BY at',
  ).all(channelId, since);
}
