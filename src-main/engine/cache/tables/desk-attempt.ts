import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';
import type { AttemptState } from './attempt.ts';

/** One request of the order desk; `value` is what it was about and how the package stood then. */
export type DeskAttempt = {
  readonly attemptId: string;
  readonly orderId: string;
  readonly packageId: string;
  readonly value: string;
  readonly startedAt: number;
};

const COLUMNS = `attempt_id AS attemptId, subject_order_id AS orderId, subject_package_id AS packageId,
  coalesce(subject_value, '') AS value, started_at AS startedAt`;

/** Requests whose arrival nobody knows, oldest first. `orderId` null: of every order of the channel. */
export function unknownDeskAttempts(
  database: Database,
  query: { readonly channelId: string; readonly orderId: string | null },
): readonly DeskAttempt[] {
  return prepared<[typeof query], DeskAttempt>(
    database,
    `SELECT ${COLUMNS} FROM attempt WHERE channel_id = @channelId AND kind = 'order-action' AND state = 'unknown'
       AND subject_order_id IS NOT NULL AND subject_package_id IS NOT NULL
       AND (@orderId IS NULL OR subject_order_id = @orderId) ORDER BY started_at, rowid`,
  ).all(query);
}

/** How the requests about one package went, newest first: those that arrived or may have. */
export function deskAttemptsOfPackage(
  database: Database,
  query: { readonly channelId: string; readonly packageId: string },
): readonly (DeskAttempt & { readonly state: AttemptState })[] {
  return prepared<[typeof query], DeskAttempt & { state: AttemptState }>(
    database,
    `SELECT ${COLUMNS}, state FROM attempt WHERE channel_id = @channelId AND kind = 'order-action'
       AND subject_package_id = @packageId AND state IN ('final', 'unknown', 'intent')
       ORDER BY started_at DESC, rowid DESC`,
  ).all(query);
}
