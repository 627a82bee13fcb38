import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';
import { isChange } from './plan-standing.ts';

/** A person's yes to exactly one change; its id names both values. */
export type ApprovalRow = {
  readonly changeId: string;
  readonly channelId: string;
  readonly approvedAt: number;
  readonly approvedBy: string;
};

/** Returns whether it was not approved before. */
export function insertApproval(database: Database, row: ApprovalRow): boolean {
  return (
    prepared<[string, string, number, string]>(
      database,
      'INSERT OR IGNORE INTO approval (change_id, channel_id, approved_at, approved_by) VALUES (?, ?, ?, ?)',
    ).run(row.changeId, row.channelId, row.approvedAt, row.approvedBy).changes > 0
  );
}

/** Uses an approval up: in the transaction that enqueues its change. */
export function deleteApproval(database: Database, changeId: string): void {
  prepared<[string]>(database, 'DELETE FROM approval WHERE change_id = ?').run(changeId);
}

/** Drops approvals of changes that the channel's plan no longer holds: another value was looked at. */
export function deleteStaleApprovals(database: Database, channelId: string): number {
  return prepared<[string]>(
    database,
    `DELETE FROM approval WHERE channel_id = ?
       AND NOT EXISTS (SELECT 1 FROM plan_change c WHERE ${isChange('approval.change_id')})`,
  ).run(channelId).changes;
}
