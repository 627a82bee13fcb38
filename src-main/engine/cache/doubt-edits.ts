import type { Database } from 'better-sqlite3';
import { problem } from '#contract/problem.ts';

/**
 * A backup tells which edits waited then. They may have been written, changed or dropped since, so none of them is
 * written before a person looked at it; and how a write that was under way ended can't be asked any more.
 */
export function doubtEveryEdit(database: Database, now: number): void {
  doubt(database, 'true');
  database.prepare("UPDATE shop_write SET state = 'unsure', ended_at = ? WHERE state = 'begun'").run(now);
}

/**
 * The same for the differences that a damaged file still gave: whether one of them was being written stood in a journal
 * that may be lost. Set values do no harm: the shop itself tells whether it holds them.
 */
export function doubtDifferences(database: Database): void {
  doubt(database, "state = 'pending' AND mode = 'difference'");
}

function doubt(database: Database, where: string): void {
  database
    .prepare(
      `UPDATE pending_edit SET state = 'conflict', problem = ?, theirs = NULL, theirs_at = NULL WHERE ${where}`,
    )
    .run(JSON.stringify(problem('edit/restored')));
}
