import type { Database } from 'better-sqlite3';
import type { OrderStatus } from '#contract/orders.ts';
import type { Problem } from '#contract/problem.ts';
import { prepared } from '../prepared.ts';

/** Packages as received, each in its newest form. The package itself is a vault token: it is full of personal data. */
export type InboxRow = {
  readonly channelId: string;
  readonly packageId: string;
  readonly orderNumber: string;
  readonly rawHash: string;
  readonly rawSealed: string;
  readonly status: OrderStatus;
  readonly lastModifiedMs: number;
  readonly problem: Problem | null;
};

type Raw = Omit<InboxRow, 'problem'> & { readonly problem: string | null };

const COLUMNS = `
  channel_id AS channelId, package_id AS packageId, order_number AS orderNumber, raw_hash AS rawHash,
  raw_sealed AS rawSealed, status, last_modified_ms AS lastModifiedMs, problem`;

function parsed(raw: Raw): InboxRow {
  return { ...raw, problem: raw.problem === null ? null : (JSON.parse(raw.problem) as Problem) };
}

export function findInboxRow(database: Database, channelId: string, packageId: string): InboxRow | null {
  const raw = prepared<[string, string], Raw>(
    database,
    `SELECT ${COLUMNS} FROM inbox WHERE channel_id = ? AND package_id = ?`,
  ).get(channelId, packageId);
  return raw ? parsed(raw) : null;
}

export function inboxRowsOfOrder(
  database: Database,
  channelId: string,
  orderNumber: string,
): readonly InboxRow[] {
  return prepared<[string, string], Raw>(
    database,
    // Named, because by the primary key alone every package of the channel would be read for the order of its ids.
    `SELECT ${COLUMNS} FROM inbox INDEXED BY inbox_by_order
     WHERE channel_id = ? AND order_number = ? ORDER BY package_id`,
  )
    .all(channelId, orderNumber)
    .map(parsed);
}

/** A package that was received before, unchanged or older than what is known. */
export function countSeen(database: Database, channelId: string, packageId: string): void {
  prepared(database, 'UPDATE inbox SET seen = seen + 1 WHERE channel_id = ? AND package_id = ?').run(
    channelId,
    packageId,
  );
}

export function upsertInboxRow(database: Database, row: InboxRow & { readonly at: number }): void {
  prepared(
    database,
    `INSERT INTO inbox (channel_id, package_id, order_number, raw_hash, raw_sealed, status, last_modified_ms,
         received_at, first_received_at, problem)
       VALUES (@channelId, @packageId, @orderNumber, @rawHash, @rawSealed, @status, @lastModifiedMs, @at, @at, @problem)
       ON CONFLICT (channel_id, package_id) DO UPDATE SET order_number = excluded.order_number,
         raw_hash = excluded.raw_hash, raw_sealed = excluded.raw_sealed, status = excluded.status,
         last_modified_ms = excluded.last_modified_ms, received_at = excluded.received_at, seen = seen + 1,
         problem = excluded.problem`,
  ).run({ ...row, problem: row.problem === null ? null : JSON.stringify(row.problem) });
}
