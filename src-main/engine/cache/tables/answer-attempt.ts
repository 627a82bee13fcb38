import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';
import type { AttemptKind } from './attempt.ts';

export type AnswerKind = Extract<AttemptKind, 'return-answer' | 'question-answer'>;

/** An answer whose arrival nobody knows. `standing` is how the return or question stood when it was given. */
export type UnknownAnswer = {
  readonly attemptId: string;
  readonly subjectId: string;
  readonly standing: string;
};

export function unknownAnswers(
  database: Database,
  query: { readonly channelId: string; readonly kind: AnswerKind },
): readonly UnknownAnswer[] {
  return prepared<[typeof query], UnknownAnswer>(
    database,
    `SELECT attempt_id AS attemptId, subject_package_id AS subjectId, coalesce(subject_value, '') AS standing
     FROM attempt WHERE channel_id = @channelId AND kind = @kind AND state = 'unknown'
       AND subject_package_id IS NOT NULL ORDER BY started_at`,
  ).all(query);
}

/**
 * Whether an answer to this return or question reached the marketplace, or may have, at or after `since` (epoch
 * milliseconds): what is known of it here is then older than the answer. One of unknown outcome counts whatever its age.
 */
export function wasAnsweredSince(
  database: Database,
  query: {
    readonly channelId: string;
    readonly kind: AnswerKind;
    readonly subjectId: string;
    readonly since: number;
  },
): boolean {
  return (
    prepared<[typeof query], number>(
      database,
      `SELECT 1 FROM attempt WHERE channel_id = @channelId AND kind = @kind AND subject_package_id = @subjectId
         AND (state IN ('intent', 'unknown') OR (state = 'final' AND finished_at >= @since)) LIMIT 1`,
    )
      .pluck()
      .get(query) !== undefined
  );
}
