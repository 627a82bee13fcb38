import type { Database } from 'better-sqlite3';
import { problem } from '#contract/problem.ts';

/**
 * A backup tells which edits waited then. They may have been written, changed or dropped since, so none of them is
 * written before a person looked at it; and how a write that was under way ended can't be asked any more.
 */
export function doubtEveryEdit(database: Database, now: number): void {
  doubt(database, 'true', now);
  database.prepare("UPDATE shop_write SET state = 'unsure', ended_at = ? WHERE state = 'begun'").run(now);
}

/**
 * The same for the differences that a damaged file still gave: whether one of them was being written stood in a journal
 * that may be lost. Set values do no harm: the shop itself tells whether it holds them.
 */
export function doubtDifferences(database: Database, now: number): void {
  doubt(database, "state = 'pending' AND mode = 'difference'", now);
}

/** No group of edits is undone any more either: what it would put back may be in the shop as well. */
function doubt(database: Database, where: string, now: number): void {
  database
    .prepare('UPDATE edit_batch SET written_at = ? WHERE written_at IS NULL AND undone_at IS NULL')
    .run(now);
  database
    .prepare(
      `UPDATE pending_edit SET state = 'conflict', problem = ?, theirs = NULL, theirs_at = NULL WHERE ${where}`,
    )
    .run(JSON.stringify(problem('edit/restored')));
}
